"""How large a document may be: what is written, sent, and typeset is held against the same figures."""

from __future__ import annotations

MOST_BLOCKS, MOST_ATTACHMENTS, MOST_CHARACTERS = 400, 40, 60_000
#: Of one table, its title row not counted; and of all tables of a document together.
MOST_COLUMNS, MOST_ROWS, MOST_CELLS = 12, 1000, 6_000
