# SPDX-License-Identifier: GPL-3.0-or-later
"""The sync of a real MediaWiki on loopback, beside the same requests bare plus the parsing alone."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import requests
from django.conf import settings
from django.db import connection as database

from localwiki import faults, oauth, server
from outreach import actions, connection, kinds
from outreach.connection import wiki_host
from outreach.models import Page, Source, SyncRun
from outreach.parsing.reader import PageText, readings
from outreach.sync import sync
from tests.bench.measure import Row
from work import actions as work

ROUNDS = 5
BOT = "SyncBot"


def mirror(url: str, *, token: str = "") -> tuple[float, int, SyncRun]:
    """One sync in this process, by the gate and all as a worker does it: milliseconds, requests, the run."""
    settings.WIKI_URL, settings.WIKI_ACCESS_TOKEN = url, token
    sync_run = actions.request_sync(by=None)
    sync_run.run = work.claim(sync_run.run_id)
    client = connection.connect(beat=lambda: None)
    begun = time.perf_counter()
    sync(client, sync_run)
    return (time.perf_counter() - begun) * 1000, client.request_count, sync_run


def forget() -> None:
    """Empty the mirror with all that hangs on it, so that the next sync is a first one."""
    with database.cursor() as cursor:
        cursor.execute("TRUNCATE outreach_source CASCADE")


def replay(url: str, asked: list) -> float:
    """The very same requests over one plain session: milliseconds."""
    session = requests.Session()
    begun = time.perf_counter()
    for request in asked:
        session.get(url.rsplit("/w/", 1)[0] + request.path, timeout=60).json()
    return (time.perf_counter() - begun) * 1000


def parse_alone() -> float:
    """What reading the texts takes without database or network, by the same pure functions: milliseconds.

    Structure, figures, hints at place and institution, people, and the words for the search index.
    """
    pages = [
        (kinds.named(page.kind).read, PageText(page.title, page.text, tuple(page.categories), wiki_host()))
        for page in Page.objects.exclude(text="").defer("templates", "properties")
    ]
    begun = time.perf_counter()
    readings(dict(enumerate(pages)))
    return (time.perf_counter() - begun) * 1000


def _round(url: str, asked: list) -> tuple[float, float, float]:
    """The requests bare, the reading alone, and a first sync, one after the other: milliseconds."""
    forget()
    bare = replay(url, asked)
    ours, _count, _run = mirror(url)
    return bare, parse_alone(), ours


def measure(pages: int) -> list[Row]:
    """A first sync, one with nothing changed and one with some, each beside its parts; and the same as a bot."""
    with TemporaryDirectory() as folder, server.start(Path(folder), pages=pages) as wiki:
        first, asked = _proxied(wiki)
        again, asked_again = _proxied(wiki)
        rounds = [_round(wiki.url, asked) for _n in range(ROUNDS)]
        repeats = [(replay(wiki.url, asked_again), mirror(wiki.url)[0]) for _n in range(ROUNDS)]
        changed = list(Page.objects.present().values_list("title", flat=True)[: pages // 20])
        for title in changed:
            wiki.append(title, "\nOne more line.")
        third, asked_third = _proxied(wiki)
        bot = _as_a_bot(wiki)
    bare, reading, ours = (median(times) for times in zip(*rounds, strict=True))
    bare_again, ours_again = (median(times) for times in zip(*repeats, strict=True))
    assert (again.parsed, third.changed) == (0, len(changed))
    print(
        f"{first.seen} pages listed, {wiki.corpus.revision_count} revisions: reading alone {reading:.0f} ms,"
    )
    print(
        f"the {len(asked)} requests bare {bare:.0f} ms, as a bot {bot}; {len(changed)} changed: {len(asked_third)}"
    )
    parts = bare + reading
    return [
        Row(f"first sync of {first.seen} pages (queries: requests)", round(ours, 1), round(parts, 1),
            round(ours / parts, 2), len(asked), goal=1.25),
        Row("sync with nothing changed (queries: requests)", round(ours_again, 1), round(bare_again, 1),
            round(ours_again / bare_again, 2), len(asked_again), goal=3),
    ]  # fmt: skip


def _proxied(wiki) -> tuple[SyncRun, list]:
    """A sync through a proxy that writes down what was asked."""
    with faults.start(wiki.port) as proxy:
        # The mirror knows a wiki by its host, and each proxy has another.
        Source.objects.update(host=proxy.url.split("/")[2])
        _ms, _requests, sync_run = mirror(proxy.url)
        Source.objects.update(host=wiki.url.split("/")[2])
        return sync_run, list(proxy.requests)


def _as_a_bot(wiki) -> str:
    """The requests of a first sync and of one with nothing changed, in words."""
    forget()
    with oauth.start(wiki) as authority:
        token = authority.grant(BOT).access
        first, again = (mirror(authority.url, token=token)[1] for _n in range(2))
    return f"{first} and, with nothing changed, {again}"
