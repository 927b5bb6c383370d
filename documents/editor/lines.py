"""Read single lines of the editor: title, recipients, attendance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.typesetting.content.blocks import (
    Attendance,
)
from documents.typesetting.content.wording import clean


def read_attendance(text: str) -> Iterator[Attendance]:
    for line in text.split("\n"):
        label, mark, names = line.replace(":", "：", 1).partition("：")
        if line.strip():
            yield Attendance(label.strip(), names.strip()) if mark else Attendance("出席", line.strip())


def title_lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", clean(text))
