"""Settings of the province: an officer answers for one city of it, so the role table gives officers their subtree."""

from __future__ import annotations

import csv
from pathlib import Path

from yiyang_ems.settings import *  # noqa: F403
from yiyang_ems.settings import DATA_DIR
from yiyang_ems.settings import PERMISSION_TABLE as TABLE_OF_A_CITY

PERMISSION_TABLE = Path(DATA_DIR) / "permissions.csv"
NARROWED = {"accident.view", "accident.export", "assessment.view"}

with open(TABLE_OF_A_CITY, encoding="utf-8", newline="") as source:
    rows = list(csv.DictReader(source))
with PERMISSION_TABLE.open("w", encoding="utf-8", newline="") as target:
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows(row | {"officer": "subtree"} if row["act"] in NARROWED else row for row in rows)
