# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py` on the data of `make run`, whether it is running or not: `python -m glamwiki.local.manage shell`."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator

from glamwiki.local import record
from glamwiki.local.environment import filled_in, var_folder, wanted_port
from glamwiki.local.folders import ROOT, FolderTaken, give_back, lock, private, sockets_for
from glamwiki.local.postgres import Postgres, ServerFailed
from glamwiki.local.valkey import Valkey


@contextlib.contextmanager
def servers() -> Iterator[dict[str, str]]:
    """The environment that reaches the servers: the running stack's, or ones started for as long as this lasts."""
    var = private(var_folder())
    env = filled_in(var, wanted_port())
    with contextlib.ExitStack() as afterwards:
        try:
            file, _ = lock(var)
        except FolderTaken:
            running = record.read(var)
            if running is None:
                raise ServerFailed("The stack here is just starting or stopping; try again.") from None
            yield env | {"DATABASE_URL": running.database_url, "REDIS_URL": running.redis_url}
            return
        afterwards.callback(give_back, file)
        sockets = sockets_for(var)
        if "DATABASE_URL" not in env:
            postgres = Postgres(var / "postgres", sockets)
            afterwards.callback(postgres.start().stop)
            postgres.create_database()
            env["DATABASE_URL"] = postgres.url()
        if "REDIS_URL" not in env:
            valkey = Valkey(var / "valkey", sockets)
            afterwards.callback(valkey.start().stop)
            env["REDIS_URL"] = valkey.url
        yield env


def main(words: list[str]) -> int:
    """Run the management command; returns its exit code."""
    try:
        with servers() as env:
            # Ctrl-C belongs to the command (a shell, say); we stay to stop the servers after it.
            signal.signal(signal.SIGINT, lambda _signum, _frame: None)
            return subprocess.run(
                [sys.executable, "manage.py", *words], env=env, cwd=ROOT, check=False
            ).returncode
    except ServerFailed as refusal:
        print(refusal, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
