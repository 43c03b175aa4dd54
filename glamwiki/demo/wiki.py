# SPDX-License-Identifier: GPL-3.0-or-later
"""A few invented wiki pages for the demo, mirrored by the same sync that mirrors a real wiki.

They come from the generator that seeds `make wiki`, but are other pages than those: both may stand side by side.
"""

import hashlib
from collections.abc import Iterable, Iterator
from zlib import crc32

from localwiki import corpus
from outreach.actions.runs import KIND
from outreach.models import Source, SyncRun
from outreach.sync import sync
from outreach.wiki.values import Batch, Page, PageContributor, PageStub, SiteFacts
from work import actions as work

HOST = "wiki.demo.example"
PAGES = 24


class InventedWiki:
    """Answers what outreach.wiki.client.Wiki answers, from memory."""

    request_count = 0

    def __init__(self):
        seeded = {page.title for page in corpus.generate(80).pages}
        others = corpus.generate(300, seed=2026).case_studies
        chosen = [page for page in others if page.title not in seeded][:PAGES]
        self._pages = dict(enumerate(chosen, start=1))

    def site_facts(self) -> SiteFacts:
        return SiteFacts(
            "Demo Wiki", "", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "en"
        )

    def sweep(self, prefix: str) -> Iterator[PageStub]:
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


def mirror() -> int:
    """Mirror the invented wiki once; returns how many pages it has."""
    source = Source.objects.create(host=HOST)
    run = work.queue(KIND)
    sync_run = SyncRun.objects.create(run=run, source=source)
    sync_run.run = work.claim(run.pk)
    sync(InventedWiki(), sync_run)
    return PAGES
