"""Values derived for the settings: addresses of the cache and the broker, the generated secret key."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit


def cache_address(redis_url: str) -> str:
    """Return the address of the database after the broker's, so that clearing the cache never empties a queue."""
    url = urlsplit(redis_url)
    if url.scheme == "unix":
        query = parse_qs(url.query)
        query["db"] = [str(int(query.get("db", ["0"])[0]) + 2)]
        return f"unix://{url.path}?{urlencode(query, doseq=True)}"  # urlunsplit would drop the empty host's slashes
    number = int(url.path.strip("/") or 0)
    return urlunsplit(url._replace(path=f"/{number + 2}"))


def celery_address(redis_url: str) -> str:
    """Return the broker's address as Celery writes it; it has its own form for a unix socket."""
    url = urlsplit(redis_url)
    if url.scheme != "unix":
        return redis_url
    number = parse_qs(url.query).get("db", ["0"])[0]
    return f"redis+socket://{url.path}?virtual_host={number}"


def secret_key(data_dir: Path) -> str:
    """Return this installation's key, generated once and readable by its owner only. Losing it ends all sessions."""
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        half = data_dir / f"secret-key.{os.getpid()}"
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(half, path)  # of two processes starting together only one succeeds, and both read its key
        except FileExistsError:
            pass
        finally:
            half.unlink()
    return path.read_text().strip()
