"""The portal's names, from the city's folder: for the header of every page, the start-up message, the API description.

Without Django, because the supervisor says the name too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FILE = "branding.json"


@dataclass(frozen=True)
class Branding:
    """Whose portal it is, what the system is called beside that name, and the name of the whole."""

    bureau_name: str
    system_name: str
    portal_name: str


def read_branding(city_folder: Path) -> Branding:
    """Return the names that the folder of a city gives. Raises ``OSError`` when it has none."""
    return Branding(**json.loads((city_folder / FILE).read_text(encoding="utf-8")))
