"""Start, stop and find child processes so that none outlives its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 10 * 1024 * 1024
_libc = ctypes.CDLL(None, use_errno=True)


def child_setup(on_parent_death: int) -> Callable[[], None]:
    """Give the child its own session (Ctrl-C reaches only the supervisor) and a signal when the parent dies.

    The signal also comes after SIGKILL. The kernel watches the *thread* that forked, so children are started from the
    main thread.
    """
    parent = os.getpid()

    def setup() -> None:
        os.setsid()
        if sys.platform == "linux":
            _libc.prctl(PR_SET_PDEATHSIG, int(on_parent_death), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return setup


def spawn(
    argv: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    owner: tuple[int, int] | None = None,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
    on_parent_death: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a program in the background, its output appended to `log`, as `owner` (uid, gid) when given."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(log.suffix + ".1"))
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            pass_fds=pass_fds,
            preexec_fn=child_setup(on_parent_death),  # noqa: PLW1509 - only prctl and setsid, started from the main thread
            **as_owner(owner),
        )


def as_owner(owner: tuple[int, int] | None) -> dict[str, Any]:
    """Return the arguments of `subprocess` that change the account."""
    return {"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}


def stop(process: subprocess.Popen[bytes] | None, first: int, *, patience: float = 10.0) -> None:
    """End a child and everything in its session: with the signal `first`, after `patience` seconds with SIGKILL."""
    if process is None:
        return
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    kill_group(process.pid)


def kill_group(leader: int) -> None:
    """Kill what a dead child left in its process group."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def ended(pid: int, *, seconds: float) -> bool:
    """Wait until a process that need not be a child has ended; False when it still lives after `seconds`.

    A zombie has ended: whether its parent collects it does not matter.
    """
    deadline = time.monotonic() + seconds
    while _is_alive(pid):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.02)
    return True


def _is_alive(pid: int) -> bool:
    try:
        state = (Path("/proc") / str(pid) / "stat").read_text().rpartition(") ")[2]
    except OSError:
        return False
    return not state.startswith(("Z", "X"))


def living_in(folder: Path, programs: tuple[str, ...]) -> list[int]:
    """Return processes of these programs whose current folder is `folder`, as a server's is its data folder.

    Zombies do not count, nor does an administrator's shell in that folder.
    """
    target = os.path.realpath(folder)
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") != target:
                continue
            name = (entry / "stat").read_text().partition(" (")[2].rpartition(") ")[0]
        except OSError:
            continue
        if name.startswith(programs) and _is_alive(int(entry.name)) and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


def sweep(folder: Path, programs: tuple[str, ...], signals: Sequence[int], *, patience: float = 5.0) -> int:
    """End processes that an earlier, killed owner left running in `folder`. Returns their number.

    Call only under the state folder's lock: any process found then has no living owner.
    """
    first = living_in(folder, programs)
    for number in [*signals, signal.SIGKILL]:
        remaining = living_in(folder, programs)
        if not remaining:
            break
        for pid in remaining:
            try:
                os.kill(pid, number)
            except (ProcessLookupError, PermissionError):
                continue
        deadline = time.monotonic() + patience
        while living_in(folder, programs) and time.monotonic() < deadline:
            time.sleep(0.05)
    return len(first)
