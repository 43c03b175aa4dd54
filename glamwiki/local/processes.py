# SPDX-License-Identifier: GPL-3.0-or-later
"""Child processes that end with their parent, whatever ends it, and orphans told apart by identity."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
# Loaded here, not in the child: nothing may be imported between fork and exec.
_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def die_with_parent(signum: int = signal.SIGKILL) -> None:
    """Ask the kernel to send `signum` to this process when the thread that started it ends; nothing off Linux.

    A change of credentials clears the request, so make it after one (prctl(2), PR_SET_PDEATHSIG).
    """
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(signum), 0, 0, 0)


def _become_nobody() -> None:
    """Become `nobody` inside a user namespace of our own.

    PostgreSQL refuses uid 0, and a uid without a name. Mapped like this it sees another uid, while outside the
    files stay ours: no user is created, nothing changes owner or mode. (os.unshare needs Python 3.12.)
    """
    nobody = pwd.getpwnam("nobody").pw_uid
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{nobody} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{nobody} {group} 1")


def needs_another_user() -> bool:
    """Whether PostgreSQL would refuse this user: root, or in a container a number without a name."""
    if not LINUX:
        return False
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return True
    return os.geteuid() == 0


def may_change_user() -> bool:
    """Whether this machine lets us make a user namespace; some containers do not."""
    try:
        child = subprocess.run([sys.executable, "-c", ""], preexec_fn=_become_nobody)
    except (OSError, subprocess.SubprocessError):
        return False
    return child.returncode == 0


def before_exec(death_signal: int = signal.SIGKILL, *, as_nobody: bool = False) -> Callable[[], None]:
    """What a child does between fork and exec so that it does not outlive this process."""
    parent = os.getpid()

    def prepare() -> None:
        if as_nobody:
            _become_nobody()
        # A shell that runs us in the background has SIGINT ignored, and what is ignored is inherited.
        for signum in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
            signal.signal(signum, signal.SIG_DFL)
        die_with_parent(death_signal)
        if os.getppid() != parent:  # the parent died before the request was made
            os._exit(1)

    return prepare


class Child:
    """One process of ours, in a session of its own, so that the terminal's Ctrl-C reaches only the parent.

    Start it from the main thread: the kernel counts the starting thread's end as the parent's.
    """

    def __init__(
        self,
        name: str,
        argv: Sequence[object],
        *,
        stop_signal: int = signal.SIGTERM,
        death_signal: int = signal.SIGKILL,
        grace: float = 10,
        as_nobody: bool = False,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        output: IO[bytes] | int | None = None,
    ):
        self.name = name
        self.grace = grace
        self._stop_signal = stop_signal
        self._asked_at: float | None = None
        self.process = subprocess.Popen(
            [str(part) for part in argv],
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            start_new_session=True,
            preexec_fn=before_exec(death_signal, as_nobody=as_nobody),
        )

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the stop signal, once."""
        if self.is_running and self._asked_at is None:
            self._asked_at = time.monotonic()
            self.process.send_signal(self._stop_signal)

    def stop(self) -> None:
        """Ask, wait out the grace, then kill. Whatever it left in its process group goes with it."""
        self.ask_to_stop()
        if self._asked_at is not None:
            left = self.grace - (time.monotonic() - self._asked_at)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(max(0.1, left))
        self.kill()

    def kill(self) -> None:
        """End the process and its whole group now."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()


def identity(pid: int) -> tuple[str, Path] | None:
    """The executable's name and the working folder of a live process; None when there is none to see.

    A pid alone says nothing: after a crash, and at once in containers, it may be a stranger's.
    """
    if LINUX:
        try:
            return Path(os.readlink(f"/proc/{pid}/exe")).name, Path(os.readlink(f"/proc/{pid}/cwd"))
        except OSError:
            return None
    command = _output_of("ps", "-p", str(pid), "-o", "comm=").strip()
    folder = [line[1:] for line in _output_of("lsof", "-a", "-p", str(pid), "-d", "cwd", "-Fn").split("\n")]
    return (Path(command).name, Path(folder[-2])) if command and len(folder) > 2 else None


def _output_of(*argv: str) -> str:
    try:
        return subprocess.run(argv, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


def is_ours(pid: int, executables: set[str], folder: Path) -> bool:
    """Whether `pid` runs one of `executables` with `folder` as its working folder."""
    found = identity(pid)
    return found is not None and found[0] in executables and found[1].resolve() == folder.resolve()


def end_orphan(pid: int, executables: set[str], folder: Path, signum: int, patience: float = 15) -> bool:
    """End a process left by an earlier run, if it is ours. Returns whether there was one."""
    if pid <= 0 or not is_ours(pid, executables, folder):
        return False
    deadline = time.monotonic() + patience
    os.kill(pid, signum)
    while is_ours(pid, executables, folder):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline += patience
        time.sleep(0.05)
    return True


def number_in(path: Path) -> int:
    """The whole number on the first line of a pid file; 0 when it is missing or half written."""
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0
