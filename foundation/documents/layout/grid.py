"""The page of GB/T 9704-2012 as numbers, in points unless said otherwise.

22 lines of 28 characters fill a type area of 225 mm × 156 mm whose top edge lies 37 mm and whose
left edge lies 28 mm from the paper's edge. 三号 is set at 16 pt as inspectors expect; 28 × 16 pt are
158 mm, so each character steps 156 mm / 28 by a slightly negative spacing.
"""

from __future__ import annotations

MM = 72 / 25.4

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
TOP_MM, LEFT_MM, WIDTH_MM, HEIGHT_MM = 37, 28, 156, 225
LINES, CHARACTERS = 22, 28

BODY_SIZE = 16.0  # 三号
TITLE_SIZE = 22.0  # 二号
IMPRINT_SIZE = 14.0  # 四号
MARK_SIZE = 42.0  # 发文机关标志, as large as ten characters allow

WIDTH = WIDTH_MM * MM
STEP = WIDTH / CHARACTERS
SPACING = STEP - BODY_SIZE
# First em box touches the upper edge of the type area, the last one its lower edge.
LINE = (HEIGHT_MM * MM - BODY_SIZE) / (LINES - 1)
INDENT = 2 * STEP

TITLE_CELLS = int(WIDTH // TITLE_SIZE)
