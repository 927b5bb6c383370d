"""Delete what nothing refers to any more: files whose owner is gone, and bytes that no row knows."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import suppress

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Exists, OuterRef

from foundation.audit.services import record
from foundation.common import clock
from foundation.files.models import FOLDER, Attachment
from foundation.files.owners import FileOwner, file_owners
from foundation.files.services import delete_with_bytes

logger = logging.getLogger(__name__)

#: Bytes younger than this may belong to an upload whose transaction is not kept yet.
SHORTEST_AGE = dt.timedelta(days=1)


def sweep_orphans() -> tuple[int, int]:
    """Delete rows without owner and bytes without row; return how many of each. For the nightly task.

    A row loses its owner when that is deleted by another way than its service. Bytes stay without a row when an upload
    is killed, or its transaction is rolled back, after they were written. Runs again without harm.
    """
    return sum(_delete_ownerless(owner) for owner in file_owners), _delete_unknown_bytes()


@transaction.atomic
def _delete_ownerless(owner: FileOwner) -> int:
    there = Exists(owner.model._base_manager.filter(pk=OuterRef("owner_id")))
    rows = Attachment.objects.filter(~there, owner_type=ContentType.objects.get_for_model(owner.model))
    lost = list(rows.select_for_update())
    for attachment in lost:
        message = f"清理附件“{attachment.name}”，所属{owner.model._meta.verbose_name}已不存在。"
        record(user=None, act="file.sweep", obj=attachment, message=message, data={"sha256": attachment.sha256})
    delete_with_bytes(lost)
    return len(lost)


def _delete_unknown_bytes() -> int:
    storage = Attachment().file.storage
    return sum(_delete_unknown(storage, names) for names in _folders(storage, FOLDER))


def _delete_unknown(storage: Storage, names: list[str]) -> int:
    """Delete the old files among those of one folder (a month) that no row knows."""
    limit = clock.now() - SHORTEST_AGE
    known = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
    deleted = 0
    for name in names:
        with suppress(FileNotFoundError):  # deleted meanwhile
            if name not in known and storage.get_modified_time(name) < limit:
                storage.delete(name)
                logger.info("deleted stored file %s: no row refers to it", name)
                deleted += 1
    return deleted


def _folders(storage: Storage, folder: str) -> Iterator[list[str]]:
    """Yield the names of the files of the folder and of each folder below it."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing has been uploaded yet
        return
    if files:
        yield [f"{folder}/{name}" for name in files]
    for name in folders:
        yield from _folders(storage, f"{folder}/{name}")
