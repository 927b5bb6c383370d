"""The digest of a version's content, by which two versions are known to say the same. Pure."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_json(content: Any) -> str:
    """Return the one JSON text of a content: keys sorted, Chinese written as it is. Raises ``ValueError`` for NaN."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False)


def digest_of(content: Any) -> str:
    """Return the SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
