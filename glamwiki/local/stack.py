# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole product in one command: `python -m glamwiki.local.stack` (`make run`).

Servers, then migrations, demo data, worker, beat and web; Ctrl-C stops them in the opposite order. With
`--servers` only PostgreSQL and Valkey. With DATABASE_URL or REDIS_URL set, that server is used and not started.
"""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from glamwiki.local import record
from glamwiki.local.commands import CommandFailed, Interrupted, manage
from glamwiki.local.environment import BadEnvironment, filled_in, refuse_bad, var_folder, wanted_port
from glamwiki.local.folders import FolderTaken, give_back, lock, private, sockets_for
from glamwiki.local.log import say, step
from glamwiki.local.ports import NoPort, free_port
from glamwiki.local.postgres import ROLES, Postgres, ServerFailed
from glamwiki.local.processes import die_with_parent
from glamwiki.local.product import start_beat, start_web, start_worker, wait_until_open
from glamwiki.local.supervisor import GaveUp, Supervisor
from glamwiki.local.valkey import Valkey

_PATIENCE = 90
_REFUSALS = (BadEnvironment, CommandFailed, GaveUp, NoPort, PermissionError, ServerFailed)


class Stack:
    """One start of the product in one folder."""

    def __init__(self, var: Path, port: int):
        self._began = time.monotonic()
        self._var = var
        self._port = port
        self._env = filled_in(var, port)
        self._supervisor = Supervisor()
        self._supervisor.obey_signals()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    def run(self, *, servers_only: bool) -> None:
        """Start, stay until asked to stop, stop. Raises one of _REFUSALS when it cannot go on."""
        self._choose_servers()
        refuse_bad(self._env)
        try:
            self._start_servers()
            if servers_only:
                self._tell_servers()
            else:
                self._prepare_data()
                self._start_product()
            self._supervisor.watch(self._write_record)
        except Interrupted:
            say("asked to stop while starting")
        finally:
            with step("everything stopped"):
                self._supervisor.stop()
            record.remove(self._var)

    def _choose_servers(self) -> None:
        sockets = sockets_for(self._var)
        self._postgres = self._valkey = None
        if "DATABASE_URL" not in self._env:
            self._postgres = Postgres(self._var / "postgres", sockets)
            self._env["DATABASE_URL"] = self._postgres.url()
        if "REDIS_URL" not in self._env:
            self._valkey = Valkey(self._var / "valkey", sockets)
            self._env["REDIS_URL"] = self._valkey.url

    def _start_servers(self) -> None:
        if self._postgres is None:
            say("PostgreSQL: yours, by DATABASE_URL")
        else:
            with step("PostgreSQL started") as remarks:
                self._supervisor.start("postgres", self._postgres.start, is_server=True)
                if self._postgres.create_database():
                    remarks.append("new database")
        if self._valkey is None:
            say("Valkey: yours, by REDIS_URL")
        else:
            with step("Valkey started"):
                self._supervisor.start("valkey", self._valkey.start, is_server=True)
        self._write_record()

    def _manage(self, *words: str) -> str:
        logs = private(self._var / "log")
        return manage(list(words), env=self._env, logs=logs, is_stopping=lambda: self._supervisor.is_stopping)

    def _prepare_data(self) -> None:
        with step("database schema brought up to date"):
            self._manage("migrate", "--no-input", "--verbosity", "0")
            if self._postgres:
                self._manage("make_database_roles", "--verbosity", "0")
        if self._env["DEBUG"].lower() in {"no", "false", "off", "0"}:
            say("no demo data: DEBUG is off")
            return
        with step("demo data") as remarks:
            remarks.append(self._manage("load_demo", "--once") or "there already")

    def _start_product(self) -> None:
        if self._supervisor.is_stopping:
            raise Interrupted
        # The page first, on all cores: it is what somebody waits for.
        with step("web started, the front page answers"):
            self._supervisor.start("web", lambda: start_web(self._env_as("web"), self._port))
            deadline = time.monotonic() + _PATIENCE
            if not wait_until_open(self.address, lambda: self._goes_on_until(deadline)):
                self._give_up_waiting()
        say(f"open {self.address} (ready after {time.monotonic() - self._began:.1f} s)")
        with step("worker and beat started"):
            self._supervisor.start("worker", lambda: start_worker(self._env_as("worker")))
            self._supervisor.start("beat", lambda: start_beat(self._env_as("worker"), self._var))
            self._write_record()
        self._tell_accounts()
        say(f"{self.address} is open; Ctrl-C stops everything")

    def _env_as(self, part: str) -> dict[str, str]:
        """The environment of one process: it comes to our database as its own role, to yours as you say."""
        ours = self._postgres.url(user=ROLES[part]) if self._postgres else self._env["DATABASE_URL"]
        return self._env | {"DATABASE_URL": self._env.get(f"{part.upper()}_DATABASE_URL", ours)}

    def _goes_on_until(self, deadline: float) -> bool:
        self._supervisor.check()
        time.sleep(0.1)
        return not self._supervisor.is_stopping and time.monotonic() < deadline

    def _give_up_waiting(self) -> None:
        if self._supervisor.is_stopping:
            raise Interrupted
        raise GaveUp(
            f"{self.address} did not answer HTTP 200 within {_PATIENCE} s; the lines of [web] say why"
        )

    def _tell_accounts(self) -> None:
        if self._env["DEBUG"].lower() in {"yes", "true", "on", "1"}:
            for line in self._manage("demo_accounts").splitlines():
                say(line)

    def _tell_servers(self) -> None:
        say("servers only; for a shell of yours:")
        for name in ("DATABASE_URL", "REDIS_URL"):
            say(f"export {name}='{self._env[name]}'")

    def _write_record(self) -> None:
        now = record.Record(
            self.address, self._env["DATABASE_URL"], self._env["REDIS_URL"], self._supervisor.pids()
        )
        record.write(self._var, now)


def _choose_port(after_a_crash: bool) -> int:
    wanted = wanted_port()
    # The web process of a killed stack may need a moment to let go of its port.
    port = free_port(wanted, patience=5 if after_a_crash else 0)
    if port != wanted:
        say(f"port {wanted} is taken; using {port}")
    return port


def main(argv: list[str]) -> int:
    """Parse, lock the folder, run. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m glamwiki.local.stack", description=__doc__)
    parser.add_argument("--servers", action="store_true", help="only PostgreSQL and Valkey")
    parser.add_argument("--follow-parent", action="store_true", help="stop when the starting process ends")
    options = parser.parse_args(argv)
    if options.follow_parent:
        die_with_parent(signal.SIGTERM)
    var = private(var_folder())
    try:
        file, after_a_crash = lock(var)
    except FolderTaken as taken:
        running = record.read(var)
        where = f" at {running.address}" if running else ""
        print(f"glamwiki: already running here (pid {taken}){where}", file=sys.stderr)
        return 1
    try:
        if after_a_crash and (ended := record.end_orphans(var)):
            say(f"ended what an earlier start left behind: {', '.join(ended)}")
        Stack(var, _choose_port(after_a_crash)).run(servers_only=options.servers)
    except _REFUSALS as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    finally:
        give_back(file)
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(sys.argv[1:]))
