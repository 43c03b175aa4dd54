# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the folder of an installed and seeded wiki once, keeps it, and hands out copies of it."""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path

from localwiki import corpus, packages
from localwiki.accounts import ADMIN, PASSWORD, STAFF, Account

HERE = Path(__file__).parent
IMAGES = HERE.parent / "var" / "wiki-images"
SETTINGS = "LocalSettings.php"
DATABASE = Path("db/outreach.sqlite")
TEXT, COMMENT, NAME = 1, 2, 4  # the bits of rev_deleted
PHP = [
    "php",
    "-d",
    "memory_limit=512M",
    "-d",
    "opcache.max_accelerated_files=20000",
    "-d",
    "apc.shm_size=64M",
]
STALE_AFTER = 7 * 24 * 3600  # seconds; images of older code that nobody used for so long are removed
Say = Callable[[str], None]


class BuildFailed(Exception):
    """A step of building the wiki ended badly; the text holds the end of what it printed."""


def quiet(line: str) -> None:
    """Say nothing."""


def copy_to(folder: Path, *, pages: int, seed: int, say: Say = quiet) -> None:
    """Fill the folder with a wiki of so many made-up pages (0: none), building its image if there is none yet.

    A folder that already holds a wiki is left as it is. Raises NotInstalled or BuildFailed.
    """
    folder = Path(folder)
    if (folder / SETTINGS).exists():
        say(f"{folder} holds a wiki already, which is kept; remove the folder to begin anew")
        return
    packages.require()
    image = IMAGES / f"{_fingerprint()}-{pages}-{seed}"
    with _lock(image):
        if not (image / "done").exists():
            _build(image, pages=pages, seed=seed, say=say)
            _forget_stale(keep=image)
        (image / "done").touch()
    started = time.monotonic()
    shutil.copytree(image, folder, symlinks=True, dirs_exist_ok=True, ignore=lambda *_: {SETTINGS, "done"})
    shutil.copy(image / SETTINGS, folder)  # last, as its presence says that the wiki is whole
    say(f"copied the image to {folder}: {time.monotonic() - started:.1f} s")


def run_maintenance(folder: Path, script: str | Path, *arguments: object) -> str:
    """Run one of MediaWiki's maintenance scripts (by name) or one of ours (by path) on the wiki there; its output."""
    with _maintenance(folder, script, *arguments) as process:
        output, _ = process.communicate(timeout=900)
    _check(process, output)
    return output


def environment(folder: Path) -> dict[str, str]:
    """What PHP must find in its environment to serve or maintain the wiki in that folder."""
    folder = Path(folder).resolve()
    wiki = {"MW_CONFIG_FILE": f"{folder}/{SETTINGS}", "MW_INSTALL_PATH": str(packages.MEDIAWIKI)}
    return os.environ | wiki | {"TMPDIR": f"{folder}/tmp"}


def _fingerprint() -> str:
    sources = [Path(__file__), HERE / "accounts.py", *HERE.glob("corpus/*.py"), *HERE.glob("php/*.php")]
    digest = hashlib.sha256(str(packages.MEDIAWIKI.stat().st_mtime_ns).encode())
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _lock(image: Path):
    image.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{image}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(image: Path, *, pages: int, seed: int, say: Say) -> None:
    shutil.rmtree(image, ignore_errors=True)
    for name in ("db", "cache", "images", "tmp", "root"):
        (image / name).mkdir(parents=True)
    (image / "root/w").symlink_to(packages.MEDIAWIKI)
    made = corpus.generate(pages, seed=seed)
    steps = {
        "installed MediaWiki": lambda: _install(image),
        f"made {len(made.users) + len(STAFF)} accounts": lambda: _make_accounts(image, made.users),
    }
    if pages:
        steps |= {
            f"imported {len(made.pages)} pages, {made.revision_count} revisions": lambda: _import(
                image, made
            ),
            "rebuilt the tables of links": lambda: _refresh_links(image),
            "hid what is to be hidden, counted the rest": lambda: _finish(image, made),
        }
    for done, step in steps.items():
        started = time.monotonic()
        step()
        say(f"{done}: {time.monotonic() - started:.1f} s")
    with closing(sqlite3.connect(image / DATABASE)) as database:
        database.execute("pragma wal_checkpoint(truncate)")
    (image / "done").touch()


def _install(image: Path) -> None:
    run_maintenance(
        image, "install.php", "--dbtype", "sqlite", "--dbpath", image / "db", "--dbname", "outreach",
        "--server", "http://127.0.0.1", "--scriptpath", "/w", "--lang", "en", "--pass", PASSWORD,
        "--confpath", image / "tmp", "--skins", "Vector", "--extensions", "AbuseFilter", "Outreach", ADMIN.name,
    )  # fmt: skip
    (image / "tmp" / SETTINGS).unlink()
    for source in (HERE / "php").glob("*.php"):
        shutil.copy(source, image)
    with closing(sqlite3.connect(image / DATABASE)) as database:
        database.execute(
            "pragma journal_mode=wal"
        )  # readers and one writer do not wait for each other; it stays


def _make_accounts(image: Path, users: list[str]) -> None:
    listed = image / "tmp/accounts.json"
    listed.write_text(json.dumps([account.as_json() for account in (*STAFF, *map(Account, users))]))
    run_maintenance(image, image / "accounts.php", listed)
    listed.unlink()


def _import(image: Path, made: corpus.Corpus) -> None:
    # Accounts come first, or contributors become "imported>Name". With updates, the import is fifty times slower.
    dump = image / "tmp/corpus.xml"
    dump.write_text(made.as_xml(), encoding="utf-8")
    run_maintenance(image, "importDump.php", "--no-updates", dump)
    dump.unlink()


def _refresh_links(image: Path) -> None:
    with closing(sqlite3.connect(image / DATABASE)) as database:
        (last,) = database.execute("select max(page_id) from page").fetchone()
    with (
        _maintenance(image, "refreshLinks.php", "--e", last // 2) as first,
        _maintenance(image, "refreshLinks.php", last // 2 + 1) as second,
    ):
        outputs = [(process, process.communicate(timeout=900)[0]) for process in (first, second)]
    for process, output in outputs:
        _check(process, output)


def _finish(image: Path, made: corpus.Corpus) -> None:
    with closing(sqlite3.connect(image / DATABASE)) as database, database:
        for title in made.titled("hidden"):
            hide_current(database, title, TEXT)
        for title in made.titled("hidden names"):
            hide_current(database, title, COMMENT | NAME)
    run_maintenance(image, "initSiteStats.php", "--update")


def hide_current(database: sqlite3.Connection, title: str, what: int) -> None:
    """Hide parts of the current revision of a page in the main namespace; KeyError if there is no such page.

    MediaWiki itself refuses to hide the text of a current revision: see hidden.php.
    """
    hidden = database.execute(
        "update revision set rev_deleted = ? where rev_id ="
        " (select page_latest from page where page_namespace = 0 and page_title = ?)",
        [what, title.replace(" ", "_")],
    )
    if not hidden.rowcount:
        raise KeyError(title)


def _forget_stale(*, keep: Path) -> None:
    for done in keep.parent.glob("*/done"):
        if done.parent != keep and time.time() - done.stat().st_mtime > STALE_AFTER:
            shutil.rmtree(done.parent, ignore_errors=True)


def _maintenance(folder: Path, script: str | Path, *arguments: object) -> subprocess.Popen:
    path = script if isinstance(script, Path) else packages.MEDIAWIKI / "maintenance" / script
    env = environment(folder)
    if not (Path(folder) / SETTINGS).exists():
        del env[
            "MW_CONFIG_FILE"
        ]  # the installer refuses to run where there are settings, or a promise of them
    return subprocess.Popen(
        [*PHP, str(path), *map(str, arguments)], env=env, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _check(process: subprocess.Popen, output: str) -> None:
    if process.returncode:
        script = Path(process.args[len(PHP)]).name
        raise BuildFailed(f"{script} ended with {process.returncode}:\n{output[-2000:]}")
