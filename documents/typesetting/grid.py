"""The page of GB/T 9704-2012 as numbers, in points unless noted otherwise.

22 lines of 28 characters fill a type area of 225 mm × 156 mm whose top edge is 37 mm and whose left edge is 28 mm from
the page's edge. 三号 is set at 16 pt as inspectors expect; 28 × 16 pt are 158 mm, so each character advances 156 mm /
28 by a slightly negative spacing.
"""

from __future__ import annotations

MM = 72 / 25.4

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
TOP_MM, LEFT_MM, WIDTH_MM, HEIGHT_MM = 37, 28, 156, 225
LINES, CHARACTERS = 22, 28

BODY_SIZE = 16.0  # 三号
TITLE_SIZE = 22.0  # 二号
IMPRINT_SIZE = 14.0  # 四号
TABLE_SIZE, TABLE_LINE = 12.0, 18.0  # 小四, 固定值 18 磅
# 发文机关标志: as large as ten characters allow, a little narrower than the type area; how far a short one is spread.
MARK_SIZE, MARK_WIDTH, MARK_SPREAD = 42.0, 438.0, 12.0

WIDTH = WIDTH_MM * MM
STEP = WIDTH / CHARACTERS
SPACING = STEP - BODY_SIZE
# The first em box touches the upper edge of the type area, the last one its lower edge.
LINE = (HEIGHT_MM * MM - BODY_SIZE) / (LINES - 1)
INDENT = 2 * STEP

TITLE_CELLS = int(WIDTH // TITLE_SIZE)

# 信函: the mark 30 mm from the page's upper edge, a double rule 4 mm below it and another that ends 20 mm above the
# lower edge, both 170 mm wide. A rule and the text next to it are 7/8 of a 三号 character apart. With double rules
# of this thickness, 21 lines fill the first page exactly.
LETTER_MARK_TOP_MM, LETTER_RULE_GAP_MM, LETTER_FOOT_MM, LETTER_RULE_WIDTH_MM = 30, 4, 20, 170
HEAVY_MM, LIGHT_MM, DOUBLE_MM = 0.95, 0.35, 1.88
LETTER_RULE_TOP_MM = LETTER_MARK_TOP_MM + MARK_SIZE / MM + LETTER_RULE_GAP_MM
LETTER_TOP_MM = LETTER_RULE_TOP_MM + DOUBLE_MM + BODY_SIZE * 7 / 8 / MM
LETTER_LINES = 21
LETTER_BOTTOM_MM = LETTER_TOP_MM + ((LETTER_LINES - 1) * LINE + BODY_SIZE) / MM
