"""Time and size limits of one document: what goes beyond is refused in words, and the process lives on."""

from __future__ import annotations

import ctypes
import threading
from types import TracebackType

from foundation.documents.layout.elements import ContentError, Problem

MOST_PAGES = 400
# A letter takes 0.06 s; the longest content that may be stored takes well under half of this on a busy machine.
MOST_SECONDS = 90.0
_AGAIN_SECONDS = 0.2


class _TookTooLong(BaseException):
    """Raised inside the work that took too long. No `Exception`, so that nobody on the way swallows it."""


def too_long(pages: int) -> ContentError:
    """The refusal of a document with too many pages."""
    return ContentError([Problem("公文", f"排出{pages}页，超过{MOST_PAGES}页，请精简或改作附件另送。")])


class TimeLimit:
    """Ends the work inside a `with` after some seconds by `ContentError`, wherever it is.

    The work must be Python code in the thread that entered; it is told by an exception raised between two of its
    steps. The exception is repeated until the work ends, as callbacks from the font library lose exceptions.
    """

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._seconds = seconds
        self._thread = threading.get_ident()
        self._guard = threading.Lock()
        self._ended = threading.Event()

    def __enter__(self) -> None:
        self._watch = threading.Thread(target=self._wait, name="document-time-limit", daemon=True)
        self._watch.start()

    def _wait(self) -> None:
        pause = self._seconds
        while not self._ended.wait(pause):
            with self._guard:
                if not self._ended.is_set():
                    _raise_in(self._thread, _TookTooLong)
            pause = _AGAIN_SECONDS

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close()
        except _TookTooLong:
            # It struck in the last moment: the work is done, only the door is still to be closed.
            self._close()
        if kind is not None and issubclass(kind, _TookTooLong):
            raise ContentError(
                [Problem("公文", f"排版超过{self._seconds:.0f}秒仍未完成，请精简内容或分成几件。")]
            ) from None

    def _close(self) -> None:
        with self._guard:
            self._ended.set()
            # Withdraws an exception that is on its way.
            _raise_in(self._thread, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error is not None else None
    )
