"""The part that runs inside the checkout under ``manage.py shell``: installs, looks at everything, writes JSON files.

Imports nothing of the project but what every commit has: Django's registries, the commands, the addresses.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from stress.snapshot import api, attempts, commands, documents, drafts, pages, rows
from stress.snapshot.comparing import Entries, load_dump

Result = TypeVar("Result")

#: A Friday in office hours; the clock stands still, so that no page depends on how long anything took.
MOMENT = dt.datetime(2026, 11, 27, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def write_dump(folder: str, also: str = "", only: Sequence[str] = ()) -> None:
    """Write one file a section (of ``only`` these) to ``folder``; request the addresses of the dump ``also`` too."""
    logging.disable(logging.ERROR)
    earlier = load_dump(Path(also)) if also else {}
    with time_machine.travel(MOMENT, tick=False):
        _timed("install", install)
        sections: dict[str, Callable[[], Entries]] = {
            "rows": rows.collect,
            "commands": commands.collect,
            "documents": documents.collect,
            "drafts": drafts.collect,
            "description": api.description,
            "api": api.collect,
            "attempts": attempts.collect,
            "pages": lambda: pages.collect(earlier.get("pages", {})),
        }
        for name in only or sections:
            entries = _timed(name, sections[name])
            text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
            (Path(folder) / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def install() -> None:
    """Make the demonstration installation, unless DATA_DIR holds it already."""
    call_command("migrate", interactive=False, verbosity=0)
    if get_user_model().objects.exists():
        return
    quiet = StringIO()
    with repeatable_secrets():
        call_command("load_city", str(Path(settings.BASE_DIR) / "fixtures" / "yiyang"), stdout=quiet, stderr=quiet)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("seed_demo", stdout=quiet, stderr=quiet)
    rows.replace_database_times(MOMENT)


@contextmanager
def repeatable_secrets() -> Iterator[None]:
    """Draw the codes of drafts, of documents and the passwords alike on each run; each kind in its own sequence."""
    codes, choices = random.Random("token_hex"), random.Random("choice")
    drawn: dict[str, Callable[..., object]] = {
        "token_hex": lambda size: codes.randbytes(size).hex(),
        "choice": choices.choice,
    }
    with ExitStack() as patches:
        for name, draw in drawn.items():
            patches.enter_context(patch.object(secrets, name, draw))
        yield


def _timed(what: str, work: Callable[[], Result]) -> Result:
    began = time.monotonic()
    result = work()
    size = f", {len(result)} entries" if isinstance(result, dict) else ""
    print(f"{what}: {time.monotonic() - began:.0f} s{size}", flush=True)
    return result
