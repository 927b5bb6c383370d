"""核验码: the short code of an issued document, printed on its register copy and read aloud on the telephone."""

from __future__ import annotations

import secrets

# Without 0, O, 1 and I, which look alike on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 3, 4
LENGTH = _GROUPS * _GROUP


def new_code() -> str:
    """A random code like ``7K3M-QX9T-2HVB``: 60 bits, so that none can be guessed from another."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(drawn[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def read_code(typed: str) -> str | None:
    """The code as stored, from what somebody typed (small letters, spaces, no hyphens); None if it cannot be one."""
    plain = "".join(character for character in typed.upper() if character not in " -－—\u3000")
    if len(plain) != LENGTH or any(character not in ALPHABET for character in plain):
        return None
    return "-".join(plain[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))
