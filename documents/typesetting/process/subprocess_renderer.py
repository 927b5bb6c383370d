"""Typeset in a process beside this one, which may die of a document without taking anybody with it.

Whatever a text makes the libraries do, the worst of it is the end of the helper: it has a memory of its own with a hard
limit, is killed when its time is over, and is the first that the system ends when memory runs out. The document is then
refused in words, and the next one gets a new helper (about 1 s). Each process that typesets has one helper, started at
first use; it ends when this process does. While it works, the other threads of a web process go on undisturbed.
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
# Beyond its time the helper may finish the page in hand and say so itself.
_GRACE = 10.0
_START = 60.0
_ENDED = Problem("公文", "排版时程序中断，请精简内容或分成几件；篇幅不长也这样时，请告知系统管理员。")


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
        """The finished pages. Raises `ContentError` when the document is refused or ended the helper, and
        `BrokenPipeError` when the helper had ended before it took the document in hand."""
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
        """Return when the helper's fonts are read. Raises `RuntimeError` when it cannot start."""
        try:
            self._read(time.monotonic() + _START)
        except (TimeoutError, EOFError):
            self.end()
            raise RuntimeError("the typesetting helper does not start; its reasons stand in the log") from None

    def is_alive(self) -> bool:
        """Whether the process has not ended, as far as the system knows by now."""
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
    """Where this process keeps its helper, and the lock of whoever uses it now."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.helper: Helper | None = None

    def ready_helper(self) -> Helper:
        """The helper, started anew if it ended or the fonts are others now. Call under the lock."""
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
        """In a forked process: the helper belongs to the other, and a thread that is not here may hold the lock."""
        if self.helper is not None:
            self.helper.leave()
            self.helper.process.returncode = 0  # not ours to wait for
        self.lock, self.helper = threading.Lock(), None


_place = _Place()
atexit.register(_place.end)
os.register_at_fork(after_in_child=_place.forget)


def render(
    content: DocumentContent, *, hand: int | None = None, patience: float = -1, seconds: float = MOST_SECONDS
) -> RenderedPdf:
    """As `rendering.render`, in the helper: also refuses, by `ContentError`, what needs too much memory, takes longer
    than `seconds` or kills its process. `Busy` after `patience` seconds of waiting for other documents."""
    check(content)
    lock = _place.lock
    if not lock.acquire(timeout=patience):
        raise Busy
    try:
        try:
            return _place.ready_helper().ask(content, hand, seconds)
        except BrokenPipeError:  # it had ended while nobody looked: no fault of this document
            _place.end()
            return _place.ready_helper().ask(content, hand, seconds)
    finally:
        lock.release()


def helper_process() -> subprocess.Popen[bytes] | None:
    """The process of the present helper; None before first use. For those who look after processes."""
    return _place.helper.process if _place.helper else None
