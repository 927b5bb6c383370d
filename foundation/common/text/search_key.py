"""Fold text for searching. Pure. What is stored and what is typed are folded by the same functions."""

from __future__ import annotations

import unicodedata

from foundation.common.text.normalization import clean_text


def fold(text: str) -> str:
    """Return ``text`` as searches compare it: no spaces, no capitals, no full-width forms (（Ｓ２２５） is (s225))."""
    return "".join(unicodedata.normalize("NFKC", clean_text(text)).casefold().split())


def search_key(*texts: str) -> str:
    """Return what a row's ``search_key`` stores: each text folded, on a line of its own, empty ones left out."""
    return "\n".join(folded for text in texts if (folded := fold(text)))


def terms(folded: str) -> list[str]:
    """Return every two successive characters, each once; the SQL function ``search_terms`` gives the same."""
    return sorted({folded[start : start + 2] for start in range(len(folded) - 1)})
