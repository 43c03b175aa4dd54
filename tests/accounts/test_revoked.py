# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that waits for a worker asks again whether who ordered it may still."""

import ast
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import may
from institutions.actions import duplicates, renewal
from institutions.tasks.duplicates import find_duplicates
from institutions.tasks.items import run_renewal
from outreach import orders
from outreach.actions import request_sync
from outreach.models import Publication
from outreach.publishing import publish
from outreach.tasks import run_sync
from tests.factories import SourceFactory, UserFactory
from work import actions as work
from work import registry
from work.models import Run
from work.registry import kinds_with_right

pytestmark = pytest.mark.django_db
SAID = "whoever asked for this may no longer do so"

# Every kind of run that a person asks for: how, and what a worker does with it.
ASKED_FOR = {
    "duplicates": (lambda user: duplicates.request_search(by=user), find_duplicates),
    "items": (lambda user: renewal.request_renewal(by=user), run_renewal),
    "outreach.sync": (lambda user: request_sync(by=user).run, run_sync),
}

# Every kind of run there is, and for whom it acts. What it does for somebody it asks about anew before it begins.
FOR_WHOM = dict.fromkeys(ASKED_FOR, "who asked for the run: here") | {
    "casestudies.wiki-drafts": "who asked for each draft: tests/casestudies/test_wiki_drafts.py",
    "privacy.search": "who asked for each search: tests/privacy/test_person_search.py",
    **dict.fromkeys(
        [
            "agreements.files",
            "agreements.lapsing",
            "agreements.reminders",
            "agreements.renewals",
            "agreements.scan",
            "casestudies.pictures",
            "learning.read",
            "outreach.accounts",
            "outreach.members",
            "partnerships.retention",
            "presence.check",
            "privacy.purge",
            "reviews.reminders",
            "today.digest",
        ],
        "nobody",
    ),
}


def _revoke(user):
    Membership.objects.filter(user=user).update(ended_at=timezone.now())
    type(user).objects.filter(pk=user.pk).update(is_wmf_staff=False, is_platform_admin=False)


def _block(user):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("lose", [_revoke, _block])
@pytest.mark.parametrize("kind", ASKED_FOR)
def test_worker_refuses_what_somebody_may_no_longer_ask_for(coordinator, wmf_staff, kind, lose):
    ask, do = ASKED_FOR[kind]
    user = wmf_staff if kind == "outreach.sync" else coordinator
    run = ask(user)
    lose(user)

    do(run.pk)

    run = Run.objects.get(pk=run.pk)
    assert (run.state, SAID in run.error) == ("failed", True)


@pytest.mark.parametrize("lose", [None, _revoke, _block])
@pytest.mark.parametrize("kind", ["items", "outreach.sync"])
def test_what_was_ordered_in_an_elevated_session_is_done_after_it_but_not_for_a_former_administrator(
    platform_admin, kind, lose
):
    ask, _do = ASKED_FOR[kind]
    run = ask(platform_admin)
    if lose:
        lose(platform_admin)

    taken = work.claim(run.pk)

    assert (taken is None) is bool(lose)
    if taken:
        assert not taken.actor.is_elevated
        assert not may(taken.actor, "records.read")


def test_every_kind_that_a_person_asks_for_is_tried_here():
    assert kinds_with_right() == set(ASKED_FOR)


def test_of_every_kind_it_is_written_for_whom_it_acts():
    assert set(registry._tasks) == set(FOR_WHOM)
    assert set(orders._kinds) == {"case-study"}  # a publication is its author's: below


def test_no_other_action_queues_a_run_for_somebody():
    """A call of `queue` with `by` is in one of the modules whose kinds stand above."""
    asking = set()
    for path in Path().glob("[a-z]*/**/*.py"):
        if path.parts[0] in {"tests", "work", "var"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("work.queue"):
                asking |= {str(path) for keyword in node.keywords if keyword.arg == "by"}

    assert asking == {
        "institutions/actions/duplicates.py",
        "institutions/actions/renewal.py",
        "outreach/actions/runs.py",
    }


def test_run_of_the_clock_needs_nobody():
    run = work.queue("duplicates")

    assert work.claim(run.pk) == run


def test_nothing_is_published_for_a_blocked_account():
    author = UserFactory()
    order = Publication.objects.create(
        kind="test", source=SourceFactory(), title="T", by=author, state="sending", attempts=1
    )
    _block(author)
    order = Publication.objects.select_related("by", "source").get(pk=order.pk)

    publish(order)

    order.refresh_from_db()
    assert (order.state, order.code) == ("parked", "no-right")
