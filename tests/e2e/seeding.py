"""One demonstration portal for the whole suite: seeded and stopped once, then copied wherever a portal is needed.

``python -m tests.e2e.seeding FOLDER`` makes it; with SEEDED_PORTAL=FOLDER the browser tests start from a copy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.project.portal_runner import portal


def seed(folder: Path) -> None:
    """Make the portal anew, and remove what copies an interrupted run has left."""
    for old in folder.parent.glob(f"{folder.name}*"):
        shutil.rmtree(old)
    for started in portal(folder, demo=True):
        started.up()
        started.down()


def own_copy() -> Path | None:
    """Return a new copy of the portal in SEEDED_PORTAL; None where there is none, or its database lies elsewhere.

    The copy lies beside it, where the account that PostgreSQL runs as may enter.
    """
    seeded = Path(os.environ.get("SEEDED_PORTAL", "")).resolve()
    if not (seeded / "pg").is_dir() or (seeded / "pg").is_symlink():
        return None
    copy = seeded.with_name(f"{seeded.name}-{os.getpid()}")
    subprocess.run(["cp", "-a", str(seeded), str(copy)], check=True)
    for name in ("run", "log", "cache"):
        shutil.rmtree(copy / name)
    return copy


if __name__ == "__main__":
    seed(Path(sys.argv[1]).resolve())
