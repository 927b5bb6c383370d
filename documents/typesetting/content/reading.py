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
from documents.typesetting.content.limits import MOST_ATTACHMENTS, MOST_BLOCKS, MOST_CELLS, MOST_CHARACTERS
from documents.typesetting.content.places import Path
from documents.typesetting.content.validation import content_problems

_TEXT_FIELDS = (
    "issuer_mark",
    "document_number",
    "signature",
    "main_recipients",
    "note",
    "copies_to",
    "printed_by",
    "signer",
    "copy_number",
    "urgency",
)


def content_from_dict(stored: Any) -> DocumentContent:
    """Build the content from its stored form.

    Raises `ContentError` for wrong shapes and for everything that `content_problems` finds.
    """
    if not isinstance(stored, Mapping):
        raise ContentError([Problem((), "内容格式不对，应为一组字段。")])
    problems: list[Problem] = []
    texts = {name: _text(stored.get(name, ""), (name,), problems) for name in _TEXT_FIELDS}
    dated_on = _date(stored.get("dated_on"), ("dated_on",), problems)
    printed_on = _date(stored.get("printed_on"), ("printed_on",), problems)
    title_lines = _texts(stored.get("title_lines", []), ("title_lines",), problems)
    form = _text(stored.get("form", FormKind.DOCUMENT), ("form",), problems)
    blocks = _blocks(stored.get("blocks", []), (), problems)
    attendance = _attendance(stored.get("attendance", []), problems)
    attachments = _attachments(stored.get("attachments", []), problems)
    has_seal = stored.get("has_seal", True)
    if not isinstance(has_seal, bool):
        problems.append(Problem(("has_seal",), "只能写明是否加盖印章。"))
    sample_seal = stored.get("sample_seal", False)
    if not isinstance(sample_seal, bool):
        problems.append(Problem(("sample_seal",), "只能写明是否印样章。"))
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
        raise ContentError(
            [Problem(("blocks",), f"篇幅过长，不能超过{MOST_BLOCKS}段、{MOST_CHARACTERS}字，请改作附件。")]
        )
    if len(content.attachments) > MOST_ATTACHMENTS:
        raise ContentError([Problem(("attachments",), f"附件过多，不能超过{MOST_ATTACHMENTS}个。")])
    if sum(len(block.rows) * len(block.columns) for block in blocks if isinstance(block, Table)) > MOST_CELLS:
        raise ContentError([Problem(("blocks",), f"表格过大，全文不能超过{MOST_CELLS}格，请另附电子表格。")])


def _blocks(stored: Any, path: Path, problems: list[Problem]) -> tuple[Block, ...]:
    """``path`` is the document or the attachment whose blocks these are."""
    if not isinstance(stored, list):
        problems.append(Problem((*path, "blocks"), "内容格式不对，应为若干段。"))
        return ()
    blocks = []
    for number, item in enumerate(stored):
        place: Path = (*path, "blocks", number)
        kind = item.get("kind") if isinstance(item, Mapping) else None
        if not isinstance(kind, str) or kind not in BLOCK_TYPES:
            problems.append(Problem(place, "没有这种段落。"))
            continue
        blocks.append(_block(item, BLOCK_TYPES[kind], place, problems))
    return tuple(blocks)


def _block(item: Mapping[str, Any], block_type: type[Block], path: Path, problems: list[Problem]) -> Block:
    if block_type is Table:
        return _table(item, path, problems)
    spans = _spans(item.get("facts", []), path, problems)
    if block_type is AttachmentNote:
        return AttachmentNote(_texts(item.get("names", []), path, problems), spans)
    return block_type(_text(item.get("text", ""), path, problems), spans)  # type: ignore[arg-type]


def _table(item: Mapping[str, Any], path: Path, problems: list[Problem]) -> Table:
    columns, rows = item.get("columns", []), item.get("rows", [])
    shaped = (
        isinstance(columns, list | tuple)
        and all(isinstance(column, Mapping) for column in columns)
        and isinstance(rows, list | tuple)
    )
    if not shaped:
        problems.append(Problem(path, "表格格式不对，应有若干列、若干行。"))
        return Table((), ())
    return Table(
        columns=tuple(_column(column, (*path, "columns", number), problems) for number, column in enumerate(columns)),
        rows=tuple(_texts(row, (*path, "rows", number), problems) for number, row in enumerate(rows)),
        caption=_text(item.get("caption", ""), (*path, "caption"), problems),
    )


def _column(stored: Mapping[str, Any], path: Path, problems: list[Problem]) -> TableColumn:
    width = stored.get("width", 1)
    if isinstance(width, bool) or not isinstance(width, int):
        problems.append(Problem(path, "列宽比例应为整数。"))
        width = 1
    title = _text(stored.get("title", ""), path, problems)
    return TableColumn(title, width, _text(stored.get("align", "left"), path, problems))


def _attendance(stored: Any, problems: list[Problem]) -> tuple[Attendance, ...]:
    if not isinstance(stored, list | tuple) or not all(isinstance(item, Mapping) for item in stored):
        problems.append(Problem(("attendance",), "内容格式不对，应为若干项。"))
        return ()
    return tuple(
        Attendance(
            _text(item.get("label", ""), ("attendance", number, "label"), problems),
            _text(item.get("names", ""), ("attendance", number, "names"), problems),
        )
        for number, item in enumerate(stored)
    )


def _attachments(stored: Any, problems: list[Problem]) -> tuple[Attachment, ...]:
    if not isinstance(stored, list | tuple) or not all(isinstance(item, Mapping) for item in stored):
        problems.append(Problem(("attachments",), "内容格式不对，应为若干附件。"))
        return ()
    return tuple(
        Attachment(
            _texts(item.get("title_lines", []), ("attachments", number, "title_lines"), problems),
            _blocks(item.get("blocks", []), ("attachments", number), problems),
        )
        for number, item in enumerate(stored)
    )


def _spans(stored: Any, path: Path, problems: list[Problem]) -> tuple[SourceSpan, ...]:
    shaped = isinstance(stored, list) and all(
        isinstance(span, Mapping) and isinstance(span.get("text"), str) and isinstance(span.get("source"), str)
        for span in stored
    )
    if not shaped:
        problems.append(Problem(path, "所引事实的格式不对。"))
        return ()
    return tuple(SourceSpan(span["text"], span["source"]) for span in stored)


def _text(value: Any, path: Path, problems: list[Problem]) -> str:
    if isinstance(value, str):
        return value
    problems.append(Problem(path, "应为文字。"))
    return ""


def _texts(value: Any, path: Path, problems: list[Problem]) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    problems.append(Problem(path, "应为若干行文字。"))
    return ()


def _date(value: Any, path: Path, problems: list[Problem]) -> datetime.date | None:
    if value is None or value == "":
        return None
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        problems.append(Problem(path, "日期应写成 2021-01-18 的样子。"))
        return None
