# SPDX-License-Identifier: GPL-3.0-or-later
"""A few invented wiki pages for the demo, mirrored by the same sync that mirrors a real wiki.

They come from the generator that seeds `make wiki`, but are other pages than those: both may stand side by side.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zlib import crc32

from django.utils import timezone

from localwiki import corpus
from localwiki.corpus import newsletter
from localwiki.corpus.words import Words
from outreach.actions.runs import KIND
from outreach.models import Contributor, Source, SyncRun
from outreach.sync import sync
from outreach.wiki.values import Batch, Greeting, Page, PageContributor, PageStub, SiteFacts
from work import actions as work

HOST = "wiki.demo.example"
STUDIES = 24
LISTS = ("GLAM/Contact us", "GLAM/Volunteers", "GLAM/Connect")
# Issues of the newsletter: more of them lately, and countries that come, grow and fall silent.
ISSUES = {
    "May 2021": "France Norway India",
    "October 2021": "France Ghana India",
    "March 2022": "France Norway Ghana India Serbia",
    "September 2022": "Norway Ghana India Estonia",
    "April 2023": "Ghana India Estonia Japan Morocco",
    "November 2023": "France Ghana India Japan Morocco USA",
    "February 2024": "Ghana India Japan Kosovo USA UK",
    "June 2024": "Ghana India Japan Morocco Kosovo USA UK",
    "October 2024": "Ghana India Serbia Morocco Estonia USA UK",
    "March 2025": "Ghana India Japan Serbia Morocco Estonia USA UK",
}
CLOCK = datetime(2026, 1, 1, tzinfo=UTC)


class InventedWiki:
    """Answers what outreach.wiki.client.Wiki answers, from memory."""

    request_count = 0

    def __init__(self):
        seeded = {page.title for page in corpus.generate(80).pages}
        others = corpus.generate(300, seed=2026)
        chosen = [page for page in others.case_studies if page.title not in seeded][:STUDIES]
        chosen += [others.page(title) for title in LISTS] + _reports()
        self._pages = dict(enumerate(chosen, start=1))

    @property
    def size(self) -> int:
        """How many pages it has."""
        return len(self._pages)

    def site_facts(self) -> SiteFacts:
        return SiteFacts(
            "Demo Wiki", "", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "en"
        )

    def sweep(self, prefix: str, *, greet=None, since=None) -> Iterator[PageStub]:
        if greet:
            greet(Greeting(self.site_facts(), CLOCK, may_ask_more=False))
        for number, page in self._pages.items():
            if page.title.startswith(prefix):
                yield PageStub(page_id=number, title=page.title, revision=number * 10)

    def batches(self, page_ids: Iterable[int]) -> Iterator[Batch]:
        yield Batch(pages=tuple(self._page(number) for number in page_ids))

    def _page(self, number: int) -> Page:
        page = self._pages[number]
        return Page(
            page_id=number,
            title=page.title,
            revision=number * 10,
            revised_at=page.revisions[-1].at,
            text=page.text,
            text_hidden=False,
            sha1=hashlib.sha1(page.text.encode(), usedforsecurity=False).hexdigest(),
            categories=(),
            templates=(),
            contributors=tuple(
                # Any number will do that is the same for the same name.
                PageContributor(name, crc32(name.encode()))
                for name in page.contributors
            ),
            anonymous_contributors=0,
            redirect=False,
        )


def _reports() -> list:
    """The reports of the invented issues, which nobody else has; not the pages that repeat them."""
    words = Words(2026)
    pages = []
    for number, (month, areas) in enumerate(ISSUES.items()):
        lines = newsletter.BY_LINES[:5]
        named = [(f"{area} report", lines[(number + n) % len(lines)]) for n, area in enumerate(areas.split())]
        pages += [page for page in newsletter.issue(words, month, named) if page.shape == "report"]
    return pages


def mirror() -> int:
    """Mirror the invented wiki once, and know its accounts; returns how many pages it has."""
    source = Source.objects.create(host=HOST)
    run = work.queue(KIND)
    sync_run = SyncRun.objects.create(run=run, source=source)
    sync_run.run = work.claim(run.pk)
    invented = InventedWiki()
    sync(invented, sync_run)
    know_accounts(source)
    return invented.size


def know_accounts(source: Source) -> None:
    """Nobody can be asked whether these accounts exist: they do, as everything here does."""
    Contributor.objects.filter(source=source, standing=Contributor.Standing.UNCHECKED).update(
        standing=Contributor.Standing.PRESENT, checked_at=timezone.now()
    )
