# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder a stack lives in: locked by one owner, and sockets where their path is short enough."""

import fcntl
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent
# A socket's path has room for 107 characters on Linux, 103 on macOS.
_LONGEST_SOCKET_PATH = 100
_LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"


class FolderTaken(Exception):
    """Another stack lives here; its pid is the message."""


def private(folder: Path) -> Path:
    """Make the folder, for its owner's eyes only."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def lock(folder: Path) -> tuple[IO[str], bool]:
    """Take the folder for this process; keep the file open as long as it is yours.

    Returns the open file and whether the last owner left without giving it back. The kernel releases the
    lock even after a kill, so a stale file never blocks. Raises FolderTaken.
    """
    file = open(private(folder) / "stack.pid", "a+")  # noqa: SIM115 (the lock lives as long as the file)
    file.seek(0)
    left = file.read().strip()
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise FolderTaken(left) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file, bool(left)


def give_back(file: IO[str]) -> None:
    """End the ownership taken by `lock`."""
    file.truncate(0)
    file.close()


def sockets_for(folder: Path) -> Path:
    """A private folder for the sockets of a stack: inside its own, or a temporary one.

    The latter where the path is too long for a socket, or has letters that an address would have to escape.
    """
    inside = folder / "run"
    is_short = len(str(inside / _LONGEST_SOCKET_NAME)) < _LONGEST_SOCKET_PATH
    if is_short and re.fullmatch(r"[\w/.+-]+", str(inside), re.ASCII):
        return private(inside)
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:10]
    short = Path(tempfile.gettempdir()) / f"glamwiki-{os.getuid()}-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    # The temporary folder is everybody's: somebody may have put theirs, or a link, in our place.
    if short.is_symlink() or short.lstat().st_uid != os.getuid():
        raise PermissionError(
            f"{short} belongs to someone else; remove it or move the project to a shorter path."
        )
    return private(short)
