"""Refuse documents marked as state secrets, which the portal must not hold.

Only a marking counts (机密★10年, 密级：秘密, 【绝密】, a line that is the mark alone); the words in running text
(“泄露国家秘密”) do not.
"""

from __future__ import annotations

import re

from documents.typesetting.content.blocks import DocumentContent, Problem

_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"
_MARKINGS = (
    re.compile(_LEVEL + r"\s*[★☆*＊]"),
    re.compile(r"密\s*级\s*[:：]\s*" + _LEVEL),
    re.compile(r"[【\[〔（(]\s*" + _LEVEL + r"\s*[】\]〕）)]"),
    re.compile(r"^\s*" + _LEVEL + r"\s*(?:\d+\s*年|\d+\s*个月|长期)?\s*$"),
    re.compile(r"^\s*" + _LEVEL + r"\s*[:：]"),
)


def classification_marks(text: str) -> list[str]:
    """Return the secrecy markings found in a text, as written."""
    return [match.group().strip() for pattern in _MARKINGS for match in pattern.finditer(text)]


def classification_problems(content: DocumentContent) -> list[Problem]:
    """Return one problem for each part of the document that carries a secrecy marking."""
    return [
        content.problem(part.path, f"标有密级“{marks[0]}”。本系统严禁处理涉密信息，请删去全部涉密内容，改走涉密渠道。")
        for part in content.parts()
        if (marks := classification_marks(part.text))
    ]
