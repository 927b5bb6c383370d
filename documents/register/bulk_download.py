"""Many issued documents as one zip with an index, written to a temporary file to save memory.

Documents that are not issued have no original and are never included. Up to ``MOST_AT_ONCE`` documents are packed while
the person waits, more in the background (``start_package``).
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import IO, Any

import xlsxwriter
from django.db.models import Q, QuerySet

from documents.content.builder import content_of
from documents.docx.rendering import render_docx
from documents.models import Document
from documents.workflow.printing import frozen_bytes
from foundation.accounts.models import User
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.text.date_format import full_day
from foundation.files.checks import safe_name
from foundation.jobs.kinds import JobKind, JobRun, ResultFile
from foundation.jobs.models import Job
from foundation.jobs.services import start

MOST_DOCUMENTS = 500
MOST_AT_ONCE = 20
FILE_NAME = "公文.zip"
_MOST_NAME = 80
HEADS = ("文件", "发文字号", "标题", "成文日期", "状态", "页数", "SHA-256", "SM3")


@dataclass(frozen=True)
class Forms:
    """Which files of each document are included: the original, the editable copy, or both."""

    pdf: bool = True
    docx: bool = False


def why_not(document: Document) -> str:
    """Return why a document cannot be included, for the user who selects it; empty when it can."""
    if document.status in Document.WITH_ORIGINAL:
        return ""
    return "已作废，没有正本" if document.status == Document.Status.VOIDED else "还没有印发，没有正本"


def picking(found: QuerySet[Any], user: User, *, issued: Q) -> dict[str, Any]:
    """Return for the bar below a list how many filtered rows have an original, and which kinds of file are allowed.

    ``issued`` says which rows have one. They are counted up to one more than a package may hold.
    """
    packable = _up_to(found.filter(issued), MOST_DOCUMENTS)
    return {
        "packable": packable,
        "most_packed": MOST_DOCUMENTS,
        "is_too_many": packable > MOST_DOCUMENTS,
        "may_docx": user.may("document.docx"),
    }


def issued_of(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Return the issued ones of ``documents`` in the order of the package. Pass only visible rows.

    Raises ``DomainError("nothing")`` when there is none, ``DomainError("too_many")`` beyond ``MOST_DOCUMENTS``.
    """
    rows = documents.filter(status__in=Document.WITH_ORIGINAL).select_related("series__issuer", "signed_by")
    count = _up_to(rows, MOST_DOCUMENTS)
    if not count:
        raise DomainError(ErrorCode.NOTHING, "所选范围内没有已印发的公文。")
    if count > MOST_DOCUMENTS:
        raise DomainError(
            ErrorCode.TOO_MANY, f"所选范围超过{MOST_DOCUMENTS}件，一次最多下载{MOST_DOCUMENTS}件，请用筛选缩小范围。"
        )
    return rows.order_by("series_id", "number_year", "number")


def is_for_background(documents: QuerySet[Document]) -> bool:
    """Return whether the issued ones of ``documents`` are too many to be packed while the person waits."""
    return _up_to(documents.filter(status__in=Document.WITH_ORIGINAL), MOST_AT_ONCE) > MOST_AT_ONCE


def _up_to(rows: QuerySet[Any], most: int) -> int:
    """Count the rows, but no further than one more than ``most``."""
    return rows.order_by().values("pk")[: most + 1].count()


def batch_zip(documents: QuerySet[Document], forms: Forms = Forms()) -> IO[bytes]:
    """Return a temporary file, deleted when closed, with the documents and ``目录.xlsx``. Pass only visible rows.

    Documents that are not issued are left out. Raises ``DomainError`` as ``issued_of`` does, and
    ``DomainError("damaged")`` when an original does not match its hashes.
    """
    rows = issued_of(documents)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends it and closes it
    try:
        _write(target, rows, forms, lambda done: None)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def start_package(*, user: User, documents: QuerySet[Document], forms: Forms) -> Job:
    """Begin to pack ``documents`` in the background. Pass only visible rows; raises ``DomainError`` as ``issued_of``
    and ``foundation.jobs.services.start`` do. What ``user`` sees no more at the time of the run is left out."""
    keys = list(issued_of(documents).values_list("pk", flat=True))
    name = f"公文打包（{len(keys)} 件）"
    return start(user=user, kind=PACKAGE.code, name=name, parameters={"documents": keys, "forms": asdict(forms)})


def _run(run: JobRun) -> ResultFile:
    keys, forms = run.parameters["documents"], Forms(**run.parameters["forms"])
    rows = issued_of(Document.objects.visible_to(run.user).filter(pk__in=keys))
    _write(run.target, rows, forms, lambda done: run.report(done, len(keys), f"已打包 {done} 件"))
    return ResultFile(FILE_NAME, "application/zip")


PACKAGE = JobKind(
    "document_package",
    "公文打包",
    _run,
    lambda parameters: ("document.view", "document.docx") if parameters["forms"]["docx"] else ("document.view",),
)


def _write(target: IO[bytes], rows: QuerySet[Document], forms: Forms, counted: Callable[[int], None]) -> None:
    used: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package, tempfile.TemporaryFile() as index:
        book = xlsxwriter.Workbook(index, {"constant_memory": True, "strings_to_formulas": False})
        sheet = book.add_worksheet("目录")
        for column, head in enumerate(HEADS):
            sheet.write_string(0, column, head)
        for line, document in enumerate(rows.iterator(chunk_size=50), 1):
            counted(line - 1)
            name = _unused(file_name(document), used)
            written = [f"{name}.pdf"] * forms.pdf + [f"{name}（可编辑文稿）.docx"] * forms.docx
            if forms.pdf:
                package.writestr(written[0], frozen_bytes(document))
            if forms.docx:
                package.writestr(written[-1], render_docx(content_of(document)))
            for column, value in enumerate(_index_line(document, "\n".join(written))):
                sheet.write_string(line, column, value)
        book.close()
        index.seek(0)
        package.writestr("目录.xlsx", index.read())


def _index_line(document: Document, files: str) -> tuple[str, ...]:
    day = full_day(document.dated_on) if document.dated_on else ""
    return (
        files, document.document_number, document.title, day,
        document.state_label, str(document.pdf_pages or ""), document.pdf_sha256, document.pdf_sm3,
    )  # fmt: skip


def file_name(document: Any) -> str:
    """Return ``益应急发〔2021〕5号 关于….``, shortened and without characters that file systems refuse."""
    return safe_name(f"{document.document_number} {document.title}")[:_MOST_NAME].strip(" .")


def _unused(name: str, used: set[str]) -> str:
    tried, number = name, 2
    while tried in used:
        tried, number = f"{name}（{number}）", number + 1
    used.add(tried)
    return tried
