"""Validate a document's content: every problem, with its place and what to do about it."""

import re
from collections.abc import Iterator

from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.content.elements import (
    NUMBER_PLACEHOLDER,
    AttachmentNote,
    Attendance,
    Block,
    FormKind,
    Lead,
    Paragraph,
    Problem,
    Table,
    TableColumn,
    Urgency,
)
from documents.typesetting.content.limits import MOST_COLUMNS, MOST_ROWS
from documents.typesetting.content.places import Path
from documents.typesetting.grid import CHARACTERS, TITLE_CELLS

_NUMBER = re.compile(r"^[^〔〕\s]+〔\d{4}〕(?:[1-9]\d*|" + NUMBER_PLACEHOLDER + ")号$")
_COPY_NUMBER = re.compile(r"^\d{6}$", re.ASCII)
_LINE_ENDS = re.compile("[\r\n\v\f\u0085\u2028\u2029]")
_MOST_MARK_CHARACTERS = 24
_MOST_SIGNERS = 8
# More recipients may have to move to the imprint, which must fit on one page.
_RECIPIENTS_ON_FIRST_PAGE, _MOST_IN_IMPRINT = 250, 640
_MOST_WEIGHT = 100


def content_problems(content: DocumentContent) -> list[Problem]:
    """Return the problems of a content in the order of the page; empty when it can be typeset."""
    found = [Problem(part.path, "不能换行，请删去回车。") for part in content.parts() if _LINE_ENDS.search(part.text)]
    for check in (_form, _head, _text, _attendance, _lists, _ending, _attachments):
        found += check(content)
    return [content.problem(problem.path, problem.message) for problem in found]


def _form(content: DocumentContent) -> Iterator[Problem]:
    if content.form not in FormKind.ALL:
        yield Problem(("form",), "没有这种公文格式。")
    if content.copy_number and not _COPY_NUMBER.match(content.copy_number):
        yield Problem(("copy_number",), "应为6位数字，例如 000012。")
    if content.urgency not in Urgency.ALL:
        yield Problem(("urgency",), "只能是“特急”或“加急”，平件不标。")


def _head(content: DocumentContent) -> Iterator[Problem]:
    ending = {FormKind.LETTER: "", FormKind.MINUTES: "加“纪要”"}.get(content.form, "加“文件”")
    if not 2 <= len(content.issuer_mark) <= _MOST_MARK_CHARACTERS:
        yield Problem(("issuer_mark",), f"请写机关名称{ending}，不超过{_MOST_MARK_CHARACTERS}个字。")
    if not _NUMBER.match(content.document_number):
        yield Problem(("document_number",), "应写成“益应急发〔2021〕5号”：六角括号、全年份、序号不编虚位。")
    yield from _signers(content)
    yield from _title(content.title_lines, ())


def _signers(content: DocumentContent) -> Iterator[Problem]:
    names = content.signers
    if names and content.form != FormKind.DOCUMENT:
        yield Problem(("signer",), "只有文件格式的上行文标注签发人，请删去。")
    if len(names) > _MOST_SIGNERS:
        yield Problem(("signer",), f"最多{_MOST_SIGNERS}人。")
    width_left = CHARACTERS - 2 - len("签发人：") - len(content.document_number)
    if any(sum(map(len, names[at : at + 2])) + 2 > width_left for at in range(0, len(names), 2)):
        yield Problem(("signer",), "与发文字号同一行排不下，请只写姓名，多人之间空一字。")


def _title(lines: tuple[str, ...], path: Path) -> Iterator[Problem]:
    """``path`` is the document or the attachment whose title this is."""
    if not lines or not all(line.strip() for line in lines):
        yield Problem((*path, "title_lines"), "请写标题，每行都要有字。")
    for number, line in enumerate(lines):
        if len(line) > TITLE_CELLS:
            yield Problem((*path, "title_lines", number), f"一行最多{TITLE_CELLS}个字，请换行。")


def _text(content: DocumentContent) -> Iterator[Problem]:
    if not any(isinstance(block, Lead | Paragraph) for block in content.blocks):
        yield Problem(("blocks",), "请写正文。")
        return
    for number, block in enumerate(content.blocks):
        yield from _block(block, ("blocks", number))


def _block(block: Block, path: Path) -> Iterator[Problem]:
    if isinstance(block, Table):
        yield from _table(block, path)
        return
    texts = block.names if isinstance(block, AttachmentNote) else (block.text,)
    if not texts or not all(text.strip() for text in texts):
        yield Problem(path, f"{block.label}没有内容，请填写或删去这一段。")


def _table(table: Table, path: Path) -> Iterator[Problem]:
    if not 1 <= len(table.columns) <= MOST_COLUMNS:
        yield Problem(path, f"表格应有1至{MOST_COLUMNS}列。")
    if not 1 <= len(table.rows) <= MOST_ROWS:
        yield Problem(path, f"表格应有1至{MOST_ROWS}行。")
    if not all(column.title.strip() for column in table.columns):
        yield Problem(path, "表格每列都要有列名。")
    if any(not 1 <= column.width <= _MOST_WEIGHT for column in table.columns):
        yield Problem(path, f"列宽比例应为1至{_MOST_WEIGHT}。")
    if any(column.align not in TableColumn.ALIGNMENTS for column in table.columns):
        yield Problem(path, "没有这种对齐方式。")
    for number, row in enumerate(table.rows, 1):
        if len(row) != len(table.columns):
            yield Problem(path, f"表格第{number}行有{len(row)}格，应为{len(table.columns)}格。")


def _attendance(content: DocumentContent) -> Iterator[Problem]:
    if content.attendance and not content.is_minutes:
        yield Problem(("attendance",), "只有纪要标注出席人员名单，请删去。")
    for number, each in enumerate(content.attendance):
        if each.label not in Attendance.LABELS:
            yield Problem(
                ("attendance", number, "label"), f"“{each.label}”不能作名目，请用：{'、'.join(Attendance.LABELS)}。"
            )
        if not each.names.strip():
            yield Problem(("attendance", number, "names"), "没有姓名，请填写或删去这一项。")


def _ending(content: DocumentContent) -> Iterator[Problem]:
    if not content.signature and not content.is_minutes:
        yield Problem(("signature",), "请写发文机关署名。")
    most = CHARACTERS - (12 if content.is_minutes else 4)
    if len(content.signature) > most:
        yield Problem(("signature",), f"一行排不下，请写机关规范化简称（不超过{most}个字）。")


def _lists(content: DocumentContent) -> Iterator[Problem]:
    moved = len(content.main_recipients) if len(content.main_recipients) > _RECIPIENTS_ON_FIRST_PAGE else 0
    if moved + len(content.copies_to) > _MOST_IN_IMPRINT:
        name = "main_recipients" if moved else "copies_to"
        yield Problem((name,), f"名单过长，版记一页排不下，请用统称（主送、抄送合计不超过{_MOST_IN_IMPRINT}个字）。")


def _attachments(content: DocumentContent) -> Iterator[Problem]:
    if not content.attachments:
        return
    notes = [block for block in content.blocks if isinstance(block, AttachmentNote)]
    names = tuple(name for note in notes for name in note.names)
    if names != tuple(attachment.title for attachment in content.attachments):
        yield Problem(("attachment_note",), "所列附件的顺号、名称应与后面的附件一致。")
    for number, attachment in enumerate(content.attachments):
        path: Path = ("attachments", number)
        yield from _title(attachment.title_lines, path)
        if not attachment.blocks:
            yield Problem(path, "没有内容，请填写或删去这一附件。")
        for place, block in enumerate(attachment.blocks):
            if isinstance(block, AttachmentNote):
                yield Problem((*path, "blocks", place), "附件中不能再列附件说明。")
            else:
                yield from _block(block, (*path, "blocks", place))
