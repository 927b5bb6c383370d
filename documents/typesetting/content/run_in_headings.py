"""Second level headings that open a paragraph as its first sentence: （一）按时报告。…"""

from __future__ import annotations

import re

# Hanzi only: they are equally wide in both faces, so the lines stay justified.
_RUN_IN_HEADING = re.compile("（[一二三四五六七八九十]{1,3}）[^。，；：0-9A-Za-z]{2,24}。(?=.)")


def run_in_heading(text: str) -> str:
    """Return the heading with its closing mark; empty when the text does not open with one."""
    found = _RUN_IN_HEADING.match(text)
    return found.group() if found else ""
