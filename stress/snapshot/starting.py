"""Run the part that looks at a portal inside a checkout, by that checkout's own Python and ``manage.py``."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INHERITED = ("PATH", "HOME", "LANG", "YIYANG_PG_BIN", "YIYANG_VALKEY_BIN")
# The checkout's own packages come first; only `stress.snapshot` is taken from here, also when it has a `stress`.
INSIDE = """
import importlib, sys, types
try:
    stress = importlib.import_module("stress")
except ImportError:
    stress = sys.modules["stress"] = types.ModuleType("stress")
    stress.__path__ = []
stress.__path__.insert(0, {package!r})
importlib.import_module("stress.snapshot.inside").write_dump({folder!r}, {also!r}, {only!r})
"""


def dump(
    checkout: Path, folder: Path, *, data_dir: Path | None = None, also: Path | None = None, only: Sequence[str] = ()
) -> None:
    """Install the demonstration data of ``checkout`` and write all that its portal answers to ``folder``.

    ``only`` names sections; without it all are written. Without ``data_dir`` the installation is made in a temporary
    folder and removed. Raises ``CalledProcessError``.
    """
    checkout, folder = checkout.resolve(), folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    earlier = str(also.resolve()) if also else ""
    code = INSIDE.format(package=str(ROOT / "stress"), folder=str(folder), also=earlier, only=tuple(only))
    with tempfile.TemporaryDirectory(prefix="snapshot-") as temporary:
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        environment |= {"DATA_DIR": str((data_dir or Path(temporary) / "var").resolve()), "LOG_LEVEL": "ERROR"}
        subprocess.run(
            [str(checkout / ".venv" / "bin" / "python"), "manage.py", "shell", "-v", "0", "-c", code],
            cwd=checkout, env=environment, check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
