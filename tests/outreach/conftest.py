# SPDX-License-Identifier: GPL-3.0-or-later
"""Syncs with a wiki in memory, and a page kind that notes what it is given."""

import pytest

from outreach import actions, kinds
from outreach.sync import sync
from tests.outreach.fake_wiki import FakeWiki
from work import actions as work

STUDIES = "GLAM/Case studies/"


class NotedKind:
    """A kind of page that only writes down what is asked of it."""

    def __init__(self):
        self.applied: list[str] = []
        self.withdrawn: list[tuple[str, str]] = []
        self.faults: dict[str, str] = {}

    def apply_many(self, pages):
        self.applied += [page.title for page in pages]
        return {page.pk: self.faults[page.title] for page in pages if page.title in self.faults}

    def withdraw_many(self, pages):
        self.withdrawn += [(page.title, page.state) for page in pages]


@pytest.fixture
def studies(monkeypatch):
    """Stands in for the case studies, which are not this app's."""
    noted = NotedKind()
    ours = {name: kind for name, kind in kinds._kinds.items() if name in ("people-list", "newsletter")}
    monkeypatch.setattr(kinds, "_kinds", ours)
    kinds.register(
        kinds.PageKind(
            name="case-study",
            prefixes=(STUDIES, "Case studies/"),
            matches=lambda title: not title.endswith("/Form"),
            apply_many=noted.apply_many,
            withdraw_many=noted.withdraw_many,
        )
    )
    return noted


@pytest.fixture
def wiki(db, studies):
    return FakeWiki()


def claimed_run():
    """A sync run that this process has taken, as a worker would."""
    sync_run = actions.request_sync(by=None)
    sync_run.run = work.claim(sync_run.run_id)
    return sync_run


def synced(wiki):
    """Sync with the wiki from the start; the run as the database has it."""
    wiki.request_count = 0
    sync_run = claimed_run()
    sync(wiki, sync_run)
    sync_run.refresh_from_db()
    return sync_run
