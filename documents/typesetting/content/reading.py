"""Parse a document's content from its stored form (JSON) or from a request, collecting all errors."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from documents.typesetting.content.blocks import (
    BLOCK_TYPES,
    Attachment,
    AttachmentNote,
    Attendance,
    Block,
    ContentError,
    DocumentContent,
    FormKind,
    Problem,
    SourceSpan,
    Table,
    TableColumn,
    Urgency,
)
from documents.typesetting.content.validation import content_problems

_TEXT_FIELDS = {
    "issuer_mark": "发文机关标志",
    "document_number": "发文字号",
    "signature": "署名",
    "main_recipients": "主送",
    "note": "附注",
    "copies_to": "抄送",
    "printed_by": "印发机关",
    "signer": "签发人",
    "copy_number": "份号",
    "urgency": "紧急程度",
}
MOST_BLOCKS = 400
MOST_CHARACTERS = 60_000
MOST_ATTACHMENTS = 50
MOST_CELLS = 6_000


def content_from_dict(stored: Any) -> DocumentContent:
    """Build the content from its stored form.

    Raises `ContentError` for wrong shapes and for everything that `DocumentContent.problems` finds.
    """
    if not isinstance(stored, Mapping):
        raise ContentError([Problem("公文", "内容格式不对，应为一组字段。")])
    problems: list[Problem] = []
    texts = {name: _text(stored.get(name, ""), label, problems) for name, label in _TEXT_FIELDS.items()}
    dated_on = _date(stored.get("dated_on"), "成文日期", problems)
    printed_on = _date(stored.get("printed_on"), "印发日期", problems)
    title_lines = _texts(stored.get("title_lines", []), "标题", problems)
    form = _text(stored.get("form", FormKind.DOCUMENT), "版式", problems)
    blocks = _blocks(stored.get("blocks", []), "正文", problems)
    attendance = _attendance(stored.get("attendance", []), problems)
    attachments = _attachments(stored.get("attachments", []), problems)
    has_seal = stored.get("has_seal", True)
    if not isinstance(has_seal, bool):
        problems.append(Problem("印章", "只能写明是否加盖印章。"))
    sample_seal = stored.get("sample_seal", False)
    if not isinstance(sample_seal, bool):
        problems.append(Problem("样章", "只能写明是否印样章。"))
    if problems:
        raise ContentError(problems)
    content = DocumentContent(
        title_lines=title_lines,
        blocks=blocks,
        form=form,
        dated_on=dated_on,
        printed_on=printed_on,
        issuer_mark=texts["issuer_mark"],
        document_number=texts["document_number"],
        signature=texts["signature"],
        main_recipients=texts["main_recipients"],
        note=texts["note"],
        copies_to=texts["copies_to"],
        printed_by=texts["printed_by"],
        signer=texts["signer"],
        copy_number=texts["copy_number"],
        urgency=texts["urgency"] or Urgency.NONE,
        attendance=attendance,
        attachments=attachments,
        has_seal=has_seal,
        sample_seal=sample_seal,
    )
    _check_size(content)
    if problems := content_problems(content):
        raise ContentError(problems)
    return content


def _check_size(content: DocumentContent) -> None:
    blocks = [*content.blocks, *(block for attachment in content.attachments for block in attachment.blocks)]
    if len(blocks) > MOST_BLOCKS or sum(len(part.text) for part in content.parts()) > MOST_CHARACTERS:
        raise ContentError([Problem("正文", f"篇幅过长，不能超过{MOST_BLOCKS}段、{MOST_CHARACTERS}字，请改作附件。")])
    if len(content.attachments) > MOST_ATTACHMENTS:
        raise ContentError([Problem("附件", f"附件过多，不能超过{MOST_ATTACHMENTS}个。")])
    if sum(len(block.rows) * len(block.columns) for block in blocks if isinstance(block, Table)) > MOST_CELLS:
        raise ContentError([Problem("表格", f"表格过大，全文不能超过{MOST_CELLS}格，请另附电子表格。")])


def _blocks(stored: Any, where: str, problems: list[Problem]) -> tuple[Block, ...]:
    if not isinstance(stored, list):
        problems.append(Problem(where, "内容格式不对，应为若干段。"))
        return ()
    blocks = []
    for number, item in enumerate(stored, 1):
        place = f"{where}第{number}段"
        kind = item.get("kind") if isinstance(item, Mapping) else None
        if not isinstance(kind, str) or kind not in BLOCK_TYPES:
            problems.append(Problem(place, "没有这种段落。"))
            continue
        blocks.append(_block(item, BLOCK_TYPES[kind], place, problems))
    return tuple(blocks)


def _block(item: Mapping[str, Any], block_type: type[Block], where: str, problems: list[Problem]) -> Block:
    if block_type is Table:
        return _table(item, where, problems)
    spans = _spans(item.get("facts", []), where, problems)
    if block_type is AttachmentNote:
        return AttachmentNote(_texts(item.get("names", []), where, problems), spans)
    return block_type(_text(item.get("text", ""), where, problems), spans)  # type: ignore[arg-type]


def _table(item: Mapping[str, Any], where: str, problems: list[Problem]) -> Table:
    columns, rows = item.get("columns", []), item.get("rows", [])
    shaped = (
        isinstance(columns, list | tuple)
        and all(isinstance(column, Mapping) for column in columns)
        and isinstance(rows, list | tuple)
    )
    if not shaped:
        problems.append(Problem(where, "表格格式不对，应有若干列、若干行。"))
        return Table((), ())
    return Table(
        columns=tuple(_column(column, where, problems) for column in columns),
        rows=tuple(_texts(row, f"{where}表格第{number}行", problems) for number, row in enumerate(rows, 1)),
        caption=_text(item.get("caption", ""), f"{where}表格名称", problems),
    )


def _column(stored: Mapping[str, Any], where: str, problems: list[Problem]) -> TableColumn:
    width = stored.get("width", 1)
    if isinstance(width, bool) or not isinstance(width, int):
        problems.append(Problem(where, "列宽比例应为整数。"))
        width = 1
    title = _text(stored.get("title", ""), f"{where}表头", problems)
    return TableColumn(title, width, _text(stored.get("align", "left"), f"{where}表头", problems))


def _attendance(stored: Any, problems: list[Problem]) -> tuple[Attendance, ...]:
    if not isinstance(stored, list | tuple) or not all(isinstance(item, Mapping) for item in stored):
        problems.append(Problem("出席名单", "内容格式不对，应为若干项。"))
        return ()
    return tuple(
        Attendance(
            _text(item.get("label", ""), "出席名单", problems), _text(item.get("names", ""), "出席名单", problems)
        )
        for item in stored
    )


def _attachments(stored: Any, problems: list[Problem]) -> tuple[Attachment, ...]:
    if not isinstance(stored, list | tuple) or not all(isinstance(item, Mapping) for item in stored):
        problems.append(Problem("附件", "内容格式不对，应为若干附件。"))
        return ()
    return tuple(
        Attachment(
            _texts(item.get("title_lines", []), f"附件{number}标题", problems),
            _blocks(item.get("blocks", []), f"附件{number}", problems),
        )
        for number, item in enumerate(stored, 1)
    )


def _spans(stored: Any, where: str, problems: list[Problem]) -> tuple[SourceSpan, ...]:
    shaped = isinstance(stored, list) and all(
        isinstance(span, Mapping) and isinstance(span.get("text"), str) and isinstance(span.get("source"), str)
        for span in stored
    )
    if not shaped:
        problems.append(Problem(where, "所引事实的格式不对。"))
        return ()
    return tuple(SourceSpan(span["text"], span["source"]) for span in stored)


def _text(value: Any, where: str, problems: list[Problem]) -> str:
    if isinstance(value, str):
        return value
    problems.append(Problem(where, "应为文字。"))
    return ""


def _texts(value: Any, where: str, problems: list[Problem]) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    problems.append(Problem(where, "应为若干行文字。"))
    return ()


def _date(value: Any, where: str, problems: list[Problem]) -> datetime.date | None:
    if value is None or value == "":
        return None
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        problems.append(Problem(where, "日期应写成 2021-01-18 的样子。"))
        return None
