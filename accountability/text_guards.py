"""What keeps a text from going on: gaps, names that must stand in it, figures the register no longer says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accountability.gaps import gaps_in
from accountability.letter_words import LetterText
from accountability.models import Decision
from foundation.documents.layout.content_reading import content_from_dict
from foundation.documents.models import Document

TEXT_ACTS = frozenset({"submit", "pass", "sign", "issue"})


def text_reasons(document: Document, expected: LetterText, decisions: Iterable[Decision]) -> list[str]:
    """All reasons that lie in the text, each once; ``expected`` is what the facts give now."""
    content = content_from_dict(document.content)
    texts = [part.text for part in content.parts()]
    decisions = list(decisions)
    reasons = _gap_reasons(texts)
    reasons += _name_reasons("".join(texts), dict.fromkeys(one.recipient_name for one in decisions))
    names = {row.accident.code: row.accident.name for one in decisions for row in one.basis.all()}
    written = [
        (fact.text, fact.source)
        for block in content.blocks
        for fact in block.facts
        if any(fact.text in text for text in texts)
    ]
    now = {(fact.text, fact.source) for block in expected.blocks for fact in block.facts}
    reasons += _fact_reasons(written, now, names)
    return list(dict.fromkeys(reasons))


def _gap_reasons(texts: Iterable[str]) -> list[str]:
    return [f"还有一处待填：{what}。" for what in gaps_in(texts)]


def _name_reasons(text: str, names: Iterable[str]) -> list[str]:
    return [f"正文没有写{name}，请补上，或更新正文。" for name in names if name not in text]


def _fact_reasons(written: Iterable[tuple[str, str]], now: set[tuple[str, str]], names: Mapping[str, str]) -> list[str]:
    reasons = []
    for text, source in written:
        if (text, source) in now:
            continue
        if source in names:
            reasons.append(f"正文“{text}”与{names[source]}现有登记不一致，请更新正文。")
        else:
            reasons.append(f"正文“{text}”所依据的事故已不在文中，请更新正文。")
    return reasons
