"""Render in a helper process, so that a document that crashes or exhausts memory cannot take the web process down.

The helper has its own hard memory limit, is killed when its time is over, and is the first process the system ends when
memory runs out. The document is then refused with a message, and the next one gets a new helper (about 1 s). Each
process that typesets has one helper, started at first use; it ends with its owner. While it works, the other threads of
a web process continue.
"""

from __future__ import annotations

import atexit
import os
import pickle
import selectors
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from documents.typesetting.content.blocks import ContentError, DocumentContent, Problem
from documents.typesetting.process.limits import MOST_SECONDS, too_large, too_slow
from documents.typesetting.rendering import (
    Busy,
    RenderedPdf,
    check,
    folders,
)

_ROOT = Path(__file__).resolve().parents[3]
_LENGTH = struct.Struct(">Q")
# After its time the helper may finish the current page and report the limit itself.
_GRACE = 10.0
_START = 60.0
_ENDED = Problem((), "排版时程序中断，请精简内容或分成几件；篇幅不长也这样时，请告知系统管理员。")


class Helper:
    """One helper process. Use from one thread at a time."""

    def __init__(self, override_folder: Path | None, cache_folder: Path) -> None:
        self.folders = (override_folder, cache_folder)
        paths = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "documents.typesetting.process.render_worker",
                str(override_folder or ""),
                str(cache_folder),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": paths},
        )

    def ask(self, content: DocumentContent, hand: int | None, seconds: float) -> RenderedPdf:
        """Return the finished pages.

        Raises `ContentError` when the document is refused or ended the helper, and `BrokenPipeError` when the helper
        had ended before it received the document.
        """
        assert self.process.stdin is not None, "both ends are pipes"
        request, deadline = pickle.dumps((content, hand, seconds)), time.monotonic() + seconds + _GRACE
        self.process.stdin.write(_LENGTH.pack(len(request)) + request)
        self.process.stdin.flush()
        is_begun = False
        try:
            is_begun = bool(self._read(deadline))
            verdict, answer = pickle.loads(self._read(deadline))
        except TimeoutError:
            self.end()
            raise ContentError([too_slow(seconds)]) from None
        except EOFError:
            self.end()
            if not is_begun:
                raise BrokenPipeError from None
            raise ContentError([_ENDED]) from None
        if verdict in ("large", "failed"):
            self.end()  # whatever state it was left in
        if verdict == "large":
            raise ContentError([too_large()])
        if verdict == "refused":
            raise ContentError(answer)
        if verdict == "failed":
            raise RuntimeError(answer)
        made: RenderedPdf = answer
        return made

    def wait_until_ready(self) -> None:
        """Return when the helper has loaded its fonts. Raises `RuntimeError` when it cannot start."""
        try:
            self._read(time.monotonic() + _START)
        except (TimeoutError, EOFError):
            self.end()
            raise RuntimeError("the typesetting helper does not start; its reasons are in the log") from None

    def is_alive(self) -> bool:
        """Return whether the process is still running."""
        return self.process.poll() is None

    def end(self) -> None:
        """End the helper whatever it is doing."""
        self.process.kill()
        self.leave()
        self.process.wait()

    def leave(self) -> None:
        """Close this process's ends of the pipes."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close() if pipe else None

    def _read(self, deadline: float) -> bytes:
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size, deadline))
        return self._exactly(length, deadline)

    def _exactly(self, length: int, deadline: float) -> bytes:
        assert self.process.stdout is not None, "both ends are pipes"
        source, parts = self.process.stdout.fileno(), []
        with selectors.DefaultSelector() as selector:
            selector.register(source, selectors.EVENT_READ)
            while length:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                part = os.read(source, min(length, 1 << 20))
                if not part:
                    raise EOFError
                parts.append(part)
                length -= len(part)
        return b"".join(parts)


class _Place:
    """The helper of this process, and the lock for using it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.helper: Helper | None = None

    def ready_helper(self) -> Helper:
        """Return the helper, restarted if it ended or the fonts have changed. Call under the lock."""
        wanted = folders()
        if self.helper is not None and (not self.helper.is_alive() or self.helper.folders != wanted):
            self.end()
        if self.helper is None:
            started = Helper(*wanted)
            started.wait_until_ready()
            self.helper = started
        return self.helper

    def end(self) -> None:
        """End the helper, if there is one."""
        if self.helper is not None:
            self.helper.end()
            self.helper = None

    def forget(self) -> None:
        """Drop the helper in a forked process: it belongs to the parent, whose threads may hold the lock."""
        if self.helper is not None:
            self.helper.leave()
            self.helper.process.returncode = 0  # not our child to wait for
        self.lock, self.helper = threading.Lock(), None


_place = _Place()
atexit.register(_place.end)
os.register_at_fork(after_in_child=_place.forget)


def render(
    content: DocumentContent, *, hand: int | None = None, patience: float = -1, seconds: float = MOST_SECONDS
) -> RenderedPdf:
    """Render like `rendering.render`, in the helper process.

    Also raises `ContentError` for a document that needs too much memory, takes longer than `seconds` or kills its
    process, and `Busy` after `patience` seconds of waiting for other documents.
    """
    check(content)
    lock = _place.lock
    if not lock.acquire(timeout=patience):
        raise Busy
    try:
        try:
            return _place.ready_helper().ask(content, hand, seconds)
        except BrokenPipeError:  # it had ended before: not caused by this document
            _place.end()
            return _place.ready_helper().ask(content, hand, seconds)
    finally:
        lock.release()
