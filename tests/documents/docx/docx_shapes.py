"""What is opened in a word processor: every kind of document, and the shapes that are hard to lay out."""

from __future__ import annotations

from dataclasses import replace

from documents.typesetting.content.blocks import (
    NUMBER_PLACEHOLDER,
    Attachment,
    AttachmentNote,
    DocumentContent,
    Lead,
    Paragraph,
)
from tests.documents.samples import LONG, NOTICE, SHORT, UPWARD
from tests.documents.samples_of_kinds import (
    CIRCULAR,
    INTERVIEW,
    KINDS,
    LIFTING,
    MINUTES,
    SUPERVISION,
    VETO_REQUEST,
    YELLOW_CARD,
    table_of,
)

_LINE = Paragraph("做到底数清、情况明、措施实、责任到人，确保安全。")
_FORTY = "，".join(f"第{number}专业委员会办公室" for number in range(1, 41))
_LISTS = tuple(f"第{number}号安全生产重大隐患清单及其整改责任人员名单" for number in range(1, 31))


def _longer(content: DocumentContent, lines: int) -> DocumentContent:
    return replace(content, blocks=(*content.blocks, *[_LINE] * lines))


SHAPES = KINDS | {
    "notice": NOTICE,
    "one paragraph": SHORT,
    "upward": UPWARD,
    "long": LONG,
    "monthly": replace(
        CIRCULAR,
        title_lines=("关于2021年1月", "全市生产安全事故情况的通报"),
        blocks=(
            Lead("2021年1月，全市发生生产安全事故25起，现通报如下。"),
            replace(table_of(25), caption="2021年1月事故一览表"),
            Paragraph("请各地举一反三，严防类似事故再次发生。"),
        ),
    ),
    "revocation": replace(
        LIFTING,
        title_lines=("关于撤销益安委发〔2021〕3号", "文件的通知"),
        blocks=(Lead("经复核，决定撤销益安委发〔2021〕3号文件。该文件自始无效。"),),
        has_seal=True,
    ),
    "letter of one page": SUPERVISION,
    "letter of two pages": _longer(SUPERVISION, 13),
    "letter of seven pages": _longer(SUPERVISION, 132),
    "letter with a sentence below its full page": _longer(INTERVIEW, 8),
    "forty recipients": replace(CIRCULAR, main_recipients=_FORTY),
    "letter to forty": replace(INTERVIEW, main_recipients=_FORTY),
    "seventeen recipients": replace(CIRCULAR, main_recipients="，".join(["各区县（市）安全生产委员会"] * 17)),
    "title of sixty": replace(
        CIRCULAR,
        title_lines=(
            "益阳市安全生产委员会办公室",
            "关于对桃江县马迹塘镇人民政府",
            "安化县柘溪镇人民政府和有关企业",
            "给予安全生产黄牌警告情况的通报",
        ),
    ),
    # Characters that one other face of the machine has: LibreOffice misplaces what it looks for in a second.
    "rare characters": replace(
        CIRCULAR, blocks=(Lead("请茈湖口镇、鲊埠回族乡、鸬鹚渡镇、九岗塅村，璟珺喆堃查报。"), *CIRCULAR.blocks[1:])
    ),
    "thirty attachments": replace(
        CIRCULAR,
        blocks=(*CIRCULAR.blocks, AttachmentNote(_LISTS)),
        attachments=tuple(Attachment((name[:12], name[12:]), (_LINE,)) for name in _LISTS),
    ),
    "thirty names of attachments": replace(CIRCULAR, blocks=(*CIRCULAR.blocks, AttachmentNote(_LISTS))),
    "two hundred rows": replace(
        YELLOW_CARD,
        attachments=(
            replace(YELLOW_CARD.attachments[0], blocks=(table_of(200, "临水临崖路段防护栏缺失，限期整改到位"),)),
        ),
    ),
    "before issue": replace(
        CIRCULAR, document_number=f"益安办发〔2021〕{NUMBER_PLACEHOLDER}号", dated_on=None, printed_on=None
    ),
    "eight signers": replace(
        VETO_REQUEST, signer="\u3000".join(("祁辉", "王建国", "李珺", "张三丰", "赵六", "钱多多", "孙七", "周八"))
    ),
    "no seal": replace(CIRCULAR, has_seal=False),
    "no room for the imprint": replace(_longer(CIRCULAR, 14), note=""),
    "one line above the signature": replace(_longer(CIRCULAR, 8), note=""),
    "minutes of three pages": _longer(MINUTES, 15),
    "one long paragraph": replace(SHORT, blocks=(*SHORT.blocks, Lead(_LINE.text * 14))),
}
