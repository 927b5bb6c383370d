"""What in the text of a letter keeps it from being submitted, signed or issued, as Chinese sentences.

For the document guards of apps that write letters (``documents.actions.guards``): an app writes the text that its
records give now and compares the stored draft with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from documents.correspondence.placeholders import placeholders_in
from documents.correspondence.text import LetterText
from documents.models import Document, DocumentRecipient
from documents.typesetting.content.reading import content_from_dict

#: The actions on a document that need a complete text.
TEXT_ACTIONS = frozenset({"submit", "pass", "sign", "issue"})


def text_reasons(
    document: Document, expected: LetterText, *, units: Iterable[str], sources: Mapping[str, str], noun: str
) -> list[str]:
    """Return all reasons found in the text, each once.

    ``expected`` is what the records give now, ``units`` the names that the text must contain, ``sources`` the names
    of the records by the code that the marked spans carry, ``noun`` what such a record is (事故).
    """
    content = content_from_dict(document.content)
    texts = [part.text for part in content.parts()]
    whole = "".join(texts)
    reasons = placeholder_reasons(texts)
    reasons += [f"正文没有写{name}，请补上，或更新正文。" for name in units if name not in whole]
    now = {(span.text, span.source) for block in expected.blocks for span in block.spans}
    for span in (span for block in content.blocks for span in block.spans):
        is_written = any(span.text in text for text in texts)
        if not is_written or (span.text, span.source) in now:
            continue
        if span.source in sources:
            reasons.append(f"正文“{span.text}”与{sources[span.source]}现有登记不一致，请更新正文。")
        else:
            reasons.append(f"正文“{span.text}”所依据的{noun}已不在文中，请更新正文。")
    return list(dict.fromkeys(reasons))


def placeholder_reasons(texts: Iterable[str]) -> list[str]:
    """Return one reason for each placeholder in these texts."""
    return [f"还有一处待填：{what}。" for what in placeholders_in(texts)]


def unit_reasons(document: Document, units: Collection[int | None]) -> list[str]:
    """Return a reason for each unit named to the document that is none of ``units`` (ids) any more."""
    named = document.recipients.filter(role=DocumentRecipient.Role.NAMED).select_related("organization")
    return [
        f"收文单位里的{row.organization.name}已不在文中，请更新正文。"
        for row in named
        if row.organization_id not in units
    ]
