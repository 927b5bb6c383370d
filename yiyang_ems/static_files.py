"""Collect static files only when one has changed, so that a restart is fast."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# Files of packages for pages this portal does not have.
UNUSED = ["rest_framework", "import_export", "redoc"]
_MARK = ".collected"


def collect() -> bool:
    """Bring STATIC_ROOT up to date. Returns whether there was anything to do."""
    mark = Path(settings.STATIC_ROOT) / _MARK
    present = "\n".join(sorted(_sources()))
    fingerprint = hashlib.sha256(present.encode()).hexdigest()
    if mark.exists() and mark.read_text() == fingerprint:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
    mark.write_text(fingerprint)
    return True


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(UNUSED):
            seen = Path(storage.path(path)).stat()
            yield f"{path} {seen.st_size} {seen.st_mtime_ns}"
