"""Public verification of a document by its 核验码, without revealing its subject."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from documents.models import Document
from documents.verification_codes import read_code
from foundation.common.circuit_breaker import Breaker

logger = logging.getLogger(__name__)

GENUINE, PARTLY_REVOKED, REVOKED, UNKNOWN = "genuine", "partly_revoked", "revoked", "unknown"
# Tries from one address. The codes have 60 bits, so the limit is against noise rather than guessing.
MOST_TRIES, WINDOW = 30, 600
#: Whether the cache is asked at all; not for half a minute after a failure.
counting = Breaker(pause=30)


@dataclass(frozen=True)
class VerificationResult:
    """The public result: the state and, for a known document, its issuer, number and the day it was revoked.

    Neither title nor recipients nor other dates: issuer and number are printed on the document that the visitor holds.
    """

    state: str
    issuer: str = ""
    number: str = ""
    revoked_on: dt.datetime | None = None
    sha256: str = ""


def find(typed: str) -> VerificationResult:
    """Return the result for a code.

    A malformed code, an unassigned one, and that of a document that was never issued all give the same “unknown”.
    """
    code = read_code(typed)
    if code is None:
        return VerificationResult(UNKNOWN)
    document = (
        Document.objects.filter(verification_code=code, status__in=Document.WITH_ORIGINAL)
        .select_related("series__issuer")
        .first()
    )
    if document is None:
        return VerificationResult(UNKNOWN)
    return VerificationResult(
        state=_state_of(document),
        issuer=document.series.issuer.name,
        number=document.document_number,
        revoked_on=document.revoked_at,
        sha256=document.pdf_sha256,
    )


def _state_of(document: Document) -> str:
    if document.status == Document.Status.REVOKED:
        return REVOKED
    return PARTLY_REVOKED if document.is_partly_revoked else GENUINE


def is_same_file(result: VerificationResult, chunks: Iterable[bytes]) -> bool:
    """Return whether a file has exactly the issued bytes; it is read once and not stored."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return bool(result.sha256) and digest.hexdigest() == result.sha256


def may_try(address: str) -> bool:
    """Count a try from an address; False beyond ``MOST_TRIES`` in ten minutes.

    When the cache is down nobody is refused, and only the first request waits for it: a holder of a document must
    always be able to check it.
    """
    if not counting.may_ask():
        return True
    key = counter_of(address)
    try:
        cache.add(key, 0, WINDOW)
        count = int(cache.incr(key))
    except ValueError:  # it expired between the two
        return True
    except Exception:
        counting.failed()
        logger.warning("tries of the check page cannot be counted", exc_info=True)
        return True
    counting.worked()
    return count <= MOST_TRIES


def counter_of(address: str) -> str:
    """Return the cache key that counts the tries of an address."""
    return f"documents:check:{hashlib.sha256(address.encode()).hexdigest()[:24]}"
