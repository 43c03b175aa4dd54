# SPDX-License-Identifier: GPL-3.0-or-later
"""A few invented wiki pages for the demo, mirrored by the same sync that mirrors a real wiki.

They come from the generator that seeds `make wiki`, but are other pages than those: both may stand side by side.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from zlib import crc32

from django.utils import timezone

from localwiki import corpus
from localwiki.corpus import newsletter
from localwiki.corpus.words import Words
from outreach import actions
from outreach.actions.runs import KIND
from outreach.models import Contributor, Page, Source, SyncRun
from outreach.sync import sync
from outreach.wiki import values
from outreach.wiki.accounts import AccountFacts
from outreach.wiki.values import Batch, Greeting, PageContributor, PageStub, SiteFacts
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


class InventedWiki:
    """Answers what outreach.wiki.client.Wiki answers, from memory."""

    request_count = 0

    def __init__(self):
        seeded = {page.title for page in corpus.generate(80).pages}
        made = corpus.generate(300, seed=2026)
        studies = [page for page in made.case_studies if page.title not in seeded][:STUDIES]
        # Lists of people have the same few titles on every wiki.
        lists = [page for page in made.pages if page.title in LISTS]
        self._pages = dict(enumerate([*studies, *_reports(), *lists], start=1))

    def site_facts(self) -> SiteFacts:
        return SiteFacts(
            "Demo Wiki", "", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "en"
        )

    def sweep(
        self, prefix: str, *, greet: Callable[[Greeting], object] | None = None, since: datetime | None = None
    ) -> Iterator[PageStub]:
        if greet:
            greet(Greeting(self.site_facts(), timezone.now(), may_ask_more=False))
        for number, page in self._pages.items():
            if page.title.startswith(prefix):
                yield PageStub(page_id=number, title=page.title, revision=number * 10)

    def batches(self, page_ids: Iterable[int]) -> Iterator[Batch]:
        yield Batch(pages=tuple(self._page(number) for number in page_ids))

    def _page(self, number: int) -> values.Page:
        page = self._pages[number]
        return values.Page(
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


def _number_of(name: str) -> int:
    """An account's id: any number will do that is the same for the same name."""
    return crc32(name.encode())


def mirror() -> int:
    """Mirror the invented wiki once, and know its accounts; returns how many pages we hold of it."""
    source = Source.objects.create(host=HOST)
    run = work.queue(KIND)
    sync_run = SyncRun.objects.create(run=run, source=source)
    sync_run.run = work.claim(run.pk)
    sync(InventedWiki(), sync_run)
    unknown = Contributor.objects.filter(source=source, account_id=None).values_list("username", flat=True)
    facts = [AccountFacts(name, _number_of(name)) for name in unknown]
    actions.apply_accounts(source, facts, now=timezone.now())
    return Page.objects.filter(source=source).count()


def _reports() -> list:
    """The reports of the invented issues, which nobody else has; not the pages that repeat them."""
    words = Words(2026)
    pages = []
    for number, (month, areas) in enumerate(ISSUES.items()):
        lines = newsletter.BY_LINES[:5]
        named = [(f"{area} report", lines[(number + n) % len(lines)]) for n, area in enumerate(areas.split())]
        pages += [page for page in newsletter.issue(words, month, named) if page.shape == "report"]
    return pages
