"""The helper process of `subprocess_renderer.py`.

Usage: `python -m documents.typesetting.process.render_worker FONTS CACHE`. Reads requests from standard input and
answers on standard output, each a length and a pickle, until its parent closes the pipe. Loads neither settings nor
database.
"""

from __future__ import annotations

import logging
import os
import pickle
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from documents.typesetting.content.blocks import ContentError
from documents.typesetting.engine import Engine, engine
from documents.typesetting.process.limits import MOST_MEMORY
from documents.typesetting.rendering import typeset

_LENGTH = struct.Struct(">Q")
_READY, _BEGUN = b"ready", b"begun"
_LARGE = pickle.dumps(("large", None))
# Seconds after which a helper whose parent is gone ends itself, even in the middle of a document.
_ORPHAN = 30


def main() -> None:
    """Answer requests until there are no more."""
    # Output of libraries must not mix with the answers.
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _set_limits()
    override, cache = sys.argv[1:3]
    current = engine(Path(override) if override else None, Path(cache))
    _send(target, _READY)
    while head := source.read(_LENGTH.size):
        body = source.read(_LENGTH.unpack(head)[0])
        _send(target, _BEGUN)
        _send(target, _answer(current, *pickle.loads(body)))


def _set_limits() -> None:
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, which received it too, decides when to end
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # If the machine runs out of memory, the helper is killed first: it is replaced in a second.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _answer(current: Engine, content: Any, hand: int | None, seconds: float) -> bytes:
    signal.alarm(int(seconds) + _ORPHAN)
    try:
        return pickle.dumps(("made", typeset(content, current, hand=hand, seconds=seconds)))
    except ContentError as error:
        return pickle.dumps(("refused", error.problems))
    except (MemoryError, SystemError):  # some libraries report a lack of memory by an unspecific error
        logging.getLogger(__name__).exception("no memory left")
        return _LARGE
    except Exception as error:
        logging.getLogger(__name__).exception("typesetting failed")
        return pickle.dumps(("failed", f"{type(error).__name__}: {error}"[:2000]))
    finally:
        signal.alarm(0)


def _send(target: BinaryIO, answer: bytes) -> None:
    target.write(_LENGTH.pack(len(answer)) + answer)
    target.flush()


if __name__ == "__main__":
    main()
