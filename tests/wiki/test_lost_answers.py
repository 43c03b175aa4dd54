# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that never came, workers that died, two workers at once: each order makes exactly one revision."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from localwiki import faults as proxy
from localwiki.accounts import AUTHOR
from outreach.actions import publications
from outreach.models import Publication
from outreach.tasks import publish_due
from tests.threads import at_once
from tests.wiki.publishing import TEXT, TITLE, connected, let_time_pass, order, revisions, work_on

__all__ = ["at_once"]

ORDERS = 100


@pytest.fixture
def faults(authority, settings):
    with proxy.start(authority.port) as running:
        settings.WIKI_URL = running.url
        settings.WIKI_OAUTH_URL = authority.rest_url
        settings.WIKI_OAUTH_CLIENT_ID = authority.client_id
        settings.WIKI_OAUTH_CLIENT_SECRET = authority.client_secret
        yield running


@pytest.mark.slow
@pytest.mark.django_db
def test_a_hundred_lost_answers_make_exactly_a_hundred_revisions(authority, faults, fresh_mediawiki):
    author = connected(authority)
    titles = [f"GLAM/Case studies/Lost {number}" for number in range(ORDERS // 2)]
    made = []
    for number, title in enumerate(titles):
        new = order(author, title=title, text=f"Text {number}.")
        faults.inject("lost", match="action=edit")
        made.append(work_on(new, times=2))
    for number, first in enumerate(list(made)):
        change = order(
            author, title=first.title, text=f"Changed {number}.", page_id=first.page_id,
            base_revision=first.revision,
        )  # fmt: skip
        faults.inject("lost", match="action=edit")
        made.append(work_on(change, times=2))

    assert {publication.state for publication in made} == {"published"}
    assert faults.count("action=edit") == ORDERS
    for number, title in enumerate(titles):
        assert revisions(fresh_mediawiki, title) == [
            (AUTHOR.name, f"Text {number}."),
            (AUTHOR.name, f"Changed {number}."),
        ]
    assert len({publication.revision for publication in made}) == ORDERS


@pytest.mark.django_db
def test_lost_answer_of_a_text_that_the_wiki_changes_in_saving_is_known_too(
    authority, faults, fresh_mediawiki
):
    faults.inject("lost", match="action=edit")

    done = work_on(order(connected(authority), text="Signed: ~~~~"), times=2)

    assert (done.state, len(revisions(fresh_mediawiki))) == ("published", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_worker_killed_while_sending_makes_one_revision(
    authority, faults, fresh_mediawiki, process_environment, settings, moment
):
    """Killed while the edit is on its way: once before the wiki has it, once after."""
    publication = order(connected(authority))
    faults.inject("slow" if moment == "before" else "late", match="action=edit", arg=4)
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import django; django.setup(); from outreach.tasks import publish_due; publish_due()",
        ],
        env=process_environment
        | {
            name: getattr(settings, name)
            for name in ("WIKI_URL", "WIKI_OAUTH_URL", "WIKI_OAUTH_CLIENT_ID", "WIKI_OAUTH_CLIENT_SECRET")
        },
    )
    deadline = time.monotonic() + 60
    while not faults.count("action=edit"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(1)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    publication.refresh_from_db()
    left = (publication.state, publication.is_doubtful)
    publish_due()
    untouched = Publication.objects.get().state
    Publication.objects.update(claimed_at=timezone.now() - timedelta(minutes=7))
    publish_due()
    put_back = Publication.objects.get()
    time.sleep(4)

    done = work_on(publication)

    assert (left, untouched) == (("sending", True), "sending")
    assert (put_back.state, put_back.is_doubtful, put_back.due_at > timezone.now()) == ("waiting", True, True)
    assert (done.state, done.attempts) == ("published", 2)
    assert revisions(fresh_mediawiki) == [(AUTHOR.name, TEXT.rstrip())]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_edit(authority, faults, fresh_mediawiki, at_once):
    publication = order(connected(authority))

    at_once(publish_due)

    publication.refresh_from_db()
    assert (publication.state, publication.attempts) == ("published", 1)
    assert faults.count("action=edit") == 1
    assert len(revisions(fresh_mediawiki)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_orders_leave_for_the_wiki_one_after_the_other(authority, faults, fresh_mediawiki, at_once):
    author = connected(authority)
    orders = [order(author, title=f"{TITLE} {number}") for number in range(2)]

    claimed = at_once(lambda: publications.claim_publication(now=timezone.now()))

    assert sorted(each is None for each in claimed) == [False, True]
    assert Publication.objects.filter(state="sending").count() == 1
    Publication.objects.update(state="waiting")
    let_time_pass()
    publish_due()
    assert [Publication.objects.get(pk=each.pk).state for each in orders] == ["published"] * 2
