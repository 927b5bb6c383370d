"""Each document's PDF (text with its place, size and face; lines drawn) and DOCX (text, page set-up)."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import Any

from django.apps import apps

from stress.snapshot.comparing import Entries
from stress.snapshot.normalising import without_random
from stress.snapshot.visitors import Visitor, docx_lines, visitors

READER = "officer"
#: Points. Its squares depend on the code of the document.
LONGEST_OF_A_QR_CODE = 30
#: Addresses of a document's files; the first two are of the issued and of the drafted document.
FILES = ("document.pdf", "draft.pdf", "draft-sheet.pdf", "archive.pdf", "document.docx")


def collect() -> Entries:
    """Return ``title: file`` and its lines for every document of the installation, as the officer gets it."""
    entries = {}
    with visitors() as people:
        reader = next(person for person in people if person.name == READER)
        for document in apps.get_model("documents", "Document")._default_manager.order_by("pk"):
            for file in FILES:
                lines = file_lines(reader, f"/documents/{document.pk}/{file}")
                entries[f"{document.pk} {document.title}: {file}"] = lines
    return entries


def file_lines(reader: Visitor, path: str) -> list[str]:
    """Return the lines of one file of a document, or those of the answer that refuses it."""
    answer = reader.get(path)
    if answer.status != 200:
        return answer.lines
    return docx_lines(answer.body) if path.endswith(".docx") else pdf_lines(answer.body)


def pdf_lines(data: bytes) -> list[str]:
    """Return one line for each line of text and each drawn line or box, in points from the upper left corner."""
    import pdfplumber

    lines = []
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            lines.append(f"page {page.page_number}: {page.width:.1f} × {page.height:.1f}")
            lines += _text_lines(page.chars)
            for drawn in [*page.lines, *page.rects]:
                if max(drawn["width"], drawn["height"]) > LONGEST_OF_A_QR_CODE:
                    box = " ".join(f"{drawn[side]:.1f}" for side in ("x0", "top", "x1", "bottom"))
                    lines.append(f"drawn {box}")
            page.close()
    return lines


def _text_lines(chars: list[dict[str, Any]]) -> list[str]:
    rows: dict[tuple[float, str, float], list[dict[str, Any]]] = defaultdict(list)
    for char in chars:
        face = char["fontname"].partition("+")[2] or char["fontname"]
        rows[round(char["bottom"], 1), face, round(char["size"], 1)].append(char)
    lines = []
    for (bottom, face, size), row in sorted(rows.items(), key=lambda item: item[0]):
        row.sort(key=lambda char: char["x0"])
        text = without_random("".join(char["text"] for char in row))
        width = f"{row[0]['x0']:.1f}–{row[-1]['x1']:.1f}" if "<" not in text else "as wide as its random part"
        lines.append(f"y {bottom} x {width} {face} {size}: {text}")
    return lines
