"""What ends a decision: 解除黄牌警告通知, 撤销通知, and what follows from a 整改验收意见. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from accountability.rules.measures import Measure
from documents.correspondence.citations import CitedDocument
from documents.correspondence.placeholders import placeholder
from documents.correspondence.text import LetterContext, LetterText
from documents.typesetting.content.blocks import Block, Lead, Paragraph
from documents.typesetting.content.wording import enumerate_units, official_date

#: 给予…黄牌警告, 对…予以通报: how a letter says what it did to the units.
_DID = {
    Measure.NOTICE: "对{units}予以通报",
    Measure.YELLOW_CARD: "给予{units}黄牌警告",
    Measure.INTERVIEW: "约谈{units}",
    Measure.VETO: "对{units}实行一票否决",
}
#: What follows from an accepted rectification, as ``follow_up_progress`` carries it out.
AFTER_ACCEPTANCE = {
    Measure.NOTICE: "通报要求的整改事项予以办结。",
    Measure.YELLOW_CARD: "黄牌警告是否解除，另行通知。",
    Measure.INTERVIEW: "约谈要求的整改事项予以办结。",
    Measure.VETO: "本意见不改变一票否决的决定。",
}


def lifting(context: LetterContext, card: CitedDocument, found: CitedDocument) -> LetterText:
    """解除黄牌警告通知: the card, the acceptance, the lifting."""
    dated = official_date(card.dated_on) if card.dated_on else placeholder("黄牌警告日期")
    blocks: list[Block] = [
        Lead(f"{dated}，{context.issuer}以{card.cited}给予{context.units}黄牌警告。"),
        Paragraph(f"按照{found.cited}，{context.units}整改验收合格。经研究，决定解除对{context.units}的黄牌警告。"),
        Paragraph("请巩固整改成果，严防类似事故再次发生。"),
    ]
    title = context.title(f"关于解除{context.units_in_title}黄牌警告的通知")
    return LetterText(title, context.main_recipients, tuple(blocks))


def revocation(
    context: LetterContext,
    cited: CitedDocument,
    measure: Measure,
    reason: str,
    *,
    named: Sequence[str],
    others: Sequence[str],
    earlier: Sequence[tuple[Sequence[str], CitedDocument]] = (),
    approved: str,
    main_recipients: str,
) -> LetterText:
    """撤销通知 of the document ``cited``. ``named`` are all its units in its order; ``others`` those for which it stays
    in force: with none the whole document is revoked. ``earlier``: units taken out by an earlier revocation, and that
    one.

    ``approved`` says who agreed where the measure was not the issuer's own (一票否决).
    """
    dated = official_date(cited.dated_on) if cited.dated_on else placeholder("原公文日期")
    did = _DID[measure]
    gone = "".join(
        f"其中{did.format(units=enumerate_units(units))}的内容，已由{before.cited}撤销。" for units, before in earlier
    )
    first = Lead(f"{dated}，{context.issuer}以{cited.cited}{did.format(units=enumerate_units(named))}。{gone}")
    why = f"经核实，{reason.rstrip('。')}。{approved}"
    blocks: list[Block] = [first]
    if others:
        blocks.append(Paragraph(f"{why}经研究，决定撤销该文件中{did.format(units=context.units)}的内容。"))
        blocks.append(Paragraph(f"该文件中{did.format(units=enumerate_units(others))}的内容继续有效。"))
    else:
        blocks.append(Paragraph(f"{why}经研究，决定撤销该文件，自本通知印发之日起停止执行。"))
    title = context.title(f"关于撤销对{context.units_in_title}{measure.label}的通知")
    return LetterText(title, main_recipients, tuple(blocks))
