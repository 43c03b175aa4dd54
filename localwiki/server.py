# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a local wiki on PHP's built-in server, and sees to it that no process outlives the one that started it."""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from localwiki import corpus, image
from localwiki.steward import Steward

WORKERS = 4
PATIENCE = 30  # seconds until the first answer
PORTS_TRIED = 3
# The shell leads the process group of server and workers. It ends the group when the server dies, and when its
# standard input closes, which happens however the starting process ends: a plain signal to the server would leave
# its workers serving.
KEEPER = '{ "$@" </dev/null; kill -KILL 0; } & read -r _; kill -KILL 0'


class NotServing(Exception):
    """The server did not come up; the text holds the end of its log."""


class LocalWiki(Steward):
    """A running wiki; made by `start`, ended by `stop` or by leaving a with-block."""

    def __init__(self, folder: Path, *, pages: int, seed: int, port: int = 0):
        self.folder = Path(folder).resolve()
        self.corpus = corpus.generate(pages, seed=seed)
        self._made_of = {"pages": pages, "seed": seed}
        self._wanted_port = port
        self._process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """The folder of api.php, as WIKI_URL wants it."""
        return f"http://127.0.0.1:{self.port}/w/"

    @property
    def pid(self) -> int:
        """The process group of the server; 0 when stopped."""
        return self._process.pid if self._process else 0

    def is_serving(self) -> bool:
        """Whether its processes run."""
        return self._process is not None and self._process.poll() is None

    def serve(self) -> None:
        """Start the server on the wanted port, or on a free one if it is taken; NotServing if it does not answer."""
        for attempt in range(PORTS_TRIED):
            self.port = self._wanted_port if self._wanted_port and not attempt else _free_port()
            super().__init__(self.url)
            self._process = _spawn(self.folder, self.port)
            if self._answers():
                return
            self.stop()
        raise NotServing((self.folder / "server.log").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """End the server and its workers; doing it twice does no harm."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.stdin.close()
        process.wait()

    def reset(self) -> None:
        """Bring the wiki back to its seeded state, under the same address."""
        port = self.port
        self.stop()
        shutil.rmtree(self.folder)
        image.copy_to(self.folder, **self._made_of)
        self._wanted_port = port
        self.serve()

    def readonly(self, reason: str | None) -> None:
        """Refuse writes for that reason; None lets them through again."""
        self._switch("readonly", reason)

    def lag(self, seconds: float | None) -> None:
        """Pretend that replicas lag so much; None: they do not."""
        self._switch("lag", seconds)

    def override(self, settings: dict | None) -> None:
        """Set MediaWiki settings by name, such as {"wgRateLimits": …}, for all requests to come; None: none."""
        self._switch("override.json", None if settings is None else json.dumps(settings))

    def hide_revision(self, title: str, revision: int | None = None) -> None:
        """Hide the text of a revision; without one, of the current, which MediaWiki itself would refuse.

        Page views may go on showing a current text; the API does not, but to those who may read deleted text.
        """
        if revision is not None:
            self.hide(revision)
            return
        with (
            contextlib.closing(sqlite3.connect(self.folder / image.DATABASE, timeout=20)) as database,
            database,
        ):
            image.hide_current(database, title, image.TEXT)

    def run_jobs(self) -> str:
        """Run the jobs that edits left, which nothing else does here."""
        return image.run_maintenance(self.folder, "runJobs.php")

    def __enter__(self) -> "LocalWiki":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _switch(self, name: str, value: object) -> None:
        file = self.folder / name
        if value is None:
            file.unlink(missing_ok=True)
            return
        fresh = file.with_suffix(".new")
        fresh.write_text(str(value))
        fresh.replace(file)  # at once, so that no request reads a half-written file

    def _answers(self) -> bool:
        deadline = time.monotonic() + PATIENCE
        probe = f"{self.url}api.php?action=query&meta=siteinfo&format=json"
        while self._process.poll() is None and time.monotonic() < deadline:
            # Whoever holds a taken port may answer too: our own server logs that it has started, or ends.
            if b" started" in (self.folder / "server.log").read_bytes():
                with (
                    contextlib.suppress(OSError),
                    urllib.request.urlopen(probe, timeout=PATIENCE) as response,
                ):
                    return response.status == 200
            time.sleep(0.02)
        return False


def start(
    folder: Path | str, *, pages: int = 0, seed: int = 1, port: int = 0, say: image.Say = image.quiet
) -> LocalWiki:
    """Start a wiki of so many made-up pages (0: empty) in the folder; one that is there already is served as it is.

    Raises NotInstalled, BuildFailed or NotServing. The first start with these numbers builds an image; later ones copy it.
    """
    wiki = LocalWiki(Path(folder), pages=pages, seed=seed, port=port)
    image.copy_to(wiki.folder, pages=pages, seed=seed, say=say)
    started = time.monotonic()
    wiki.serve()
    say(f"serving {wiki.url}: {time.monotonic() - started:.1f} s")
    return wiki


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _spawn(folder: Path, port: int) -> subprocess.Popen:
    serve = [*image.PHP, "-S", f"127.0.0.1:{port}", "-t", f"{folder}/root", f"{folder}/router.php"]
    with open(folder / "server.log", "wb") as log:
        return subprocess.Popen(
            ["sh", "-c", KEEPER, "sh", *serve], stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
            env=image.environment(folder) | {"PHP_CLI_SERVER_WORKERS": str(WORKERS)},
        )  # fmt: skip
