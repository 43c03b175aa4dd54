# SPDX-License-Identifier: GPL-3.0-or-later
"""The sync of a real MediaWiki on loopback, beside the same requests bare plus the parsing alone."""

import contextlib
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import requests
from django.conf import settings

from casestudies.parsing import Unparsable, is_case_study, parse
from localwiki import faults, server
from outreach import actions
from outreach.models import Contribution, Contributor, Page, Source, SyncRun
from outreach.parsing import people_in
from outreach.parsing.wording import searchable
from outreach.sync import sync
from outreach.wiki.client import connect
from tests.bench.measure import Row
from work import actions as work

ROUNDS = 3


def mirror(url: str) -> tuple[float, int, SyncRun]:
    """One sync in this process: milliseconds, requests, the run."""
    sync_run = actions.request_sync(by=None)
    sync_run.run = work.claim(sync_run.run_id)
    client = connect(url, contact="", version=settings.VERSION)
    begun = time.perf_counter()
    sync(client, sync_run)
    return (time.perf_counter() - begun) * 1000, client.request_count, sync_run


def forget() -> None:
    """Empty the mirror, so that the next sync is a first one."""
    for study in _mirrored_studies():
        study.delete()
    for model in (Contribution, Contributor, SyncRun, Page, Source):
        model.objects.all().delete()


def _mirrored_studies():
    return [page.case_study for page in Page.objects.filter(case_study__isnull=False)]


def replay(url: str, asked: list) -> float:
    """The very same requests over one plain session: milliseconds."""
    session = requests.Session()
    begun = time.perf_counter()
    for request in asked:
        session.get(url.rsplit("/w/", 1)[0] + request.path, timeout=60).json()
    return (time.perf_counter() - begun) * 1000


def parse_alone() -> float:
    """What reading the texts takes without database or network, by the same pure functions: milliseconds.

    Structure, country, and the words for the search index.
    """
    texts = list(Page.objects.exclude(text="").values_list("title", "text"))
    begun = time.perf_counter()
    for title, text in texts:
        with contextlib.suppress(Unparsable):
            if is_case_study(title):
                parsed = parse(title, text)
                guess_country(f"{title}\n{text[:20_000]}", [])
                searchable((section.heading, section.text) for section in parsed.sections)
            else:
                people_in(text)
    return (time.perf_counter() - begun) * 1000


def _round(url: str, asked: list) -> tuple[float, float, float]:
    """The requests bare, the reading alone, and a first sync, one after the other: milliseconds."""
    forget()
    bare = replay(url, asked)
    ours, _count, _run = mirror(url)
    return bare, parse_alone(), ours


def measure(pages: int) -> list[Row]:
    """A first sync and one with nothing changed, each beside its parts."""
    with TemporaryDirectory() as folder, server.start(Path(folder), pages=pages) as wiki:
        proxy = faults.start(wiki.port)
        _ms, _requests, first = mirror(proxy.url)
        first_asked = list(proxy.requests)
        proxy.clear()
        mirror(proxy.url)
        second_asked = list(proxy.requests)
        proxy.stop()
        rounds = [_round(wiki.url, first_asked) for _n in range(ROUNDS)]
        again, again_count, unchanged = mirror(wiki.url)
        bare_again = replay(wiki.url, second_asked)
    bare, parsing, ours = (median(times) for times in zip(*rounds, strict=True))
    assert unchanged.parsed == 0
    print(f"parsing alone {parsing:.0f} ms, the {len(first_asked)} requests bare {bare:.0f} ms")
    return [
        Row(
            f"first sync of {first.seen} pages (queries: requests)",
            round(ours, 1),
            round(bare + parsing, 1),
            round(ours / (bare + parsing), 2),
            len(first_asked),
            goal=1.5,
        ),
        Row(
            "sync with nothing changed (queries: requests)",
            round(again, 1),
            round(bare_again, 1),
            round(again / bare_again, 2),
            again_count,
            goal=3,
        ),
    ]
