# SPDX-License-Identifier: GPL-3.0-or-later
"""A right that ends between the check and the act: the act is refused, or came first and whole. With real connections.

No clock and no luck: a right ends in a transaction that stays open until the request has asked and waits, or the
journal is shut until the request has begun to write and whoever ends the right waits for it.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import Membership, Session
from accounts.one_step import ending_rights
from journal.models import Entry
from outreach.actions import publications as publishing_actions
from outreach.actions import request_sync
from outreach.models import Publication
from outreach.publishing import publish
from partnerships.models import Advocate, Partnership
from partnerships.stages import Phase
from tests.factories import (
    AdvocateFactory,
    PartnershipFactory,
    SourceFactory,
    UserFactory,
    member,
)
from tests.people import elevate, sign_in_freshly
from tests.threads import race
from work import actions as work
from work.models import Run

pytestmark = pytest.mark.django_db(transaction=True)


WAITING = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE NOT granted AND locktype = %s AND datname = current_database()
"""


@dataclass
class Door:
    """Something somebody does: the request, what says that it was done, and what the answer is then."""

    come: Callable
    verb: str
    status: int


def _move(user):
    card = PartnershipFactory(affiliate=user.affiliate, lead=user)
    target = card.pipeline.stages.get(phase=Phase.RESEARCHED)
    _token, secret = actions.make_token(user, days=1, may_write=True)
    address = reverse("api:partnership-stage", args=[card.pk])
    sent = {"content_type": "application/json", "headers": {"Authorization": f"Token {secret}"}}
    return lambda: _browser().post(address, {"stage": target.pk, "version": card.version}, **sent)


def _edit(user):
    advocate = AdvocateFactory(affiliate=user.affiliate)
    address, client = reverse("partnerships:advocate-correct", args=[advocate.pk]), _browser(user)
    form = {"name": "Somebody Else", "version": advocate.version, "engagement": advocate.engagement}
    return lambda: client.post(address, form)


def _export(user):
    client = _browser(user)
    return lambda: client.get(reverse("outreach:contributor-export"))


DOORS = {
    "move on the API": Door(_move, "partnership.moved", 200),
    "edit an advocate": Door(_edit, "advocate.corrected", 302),
    "export contributors": Door(_export, "file.exported", 200),
}


def _browser(user=None) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        sign_in_freshly(client, user)
    return client


def _end_role(user):
    actions.end_role(user.memberships.get(), by=None)


def _disable(user):
    actions.disable_account(user, by=None)


def _end_sessions(user):
    actions.end_sessions(user, by=None)


ENDS = [_end_role, _disable, _end_sessions]


def begin(function) -> Future:
    """Call it in a thread of its own, with its own connection."""

    def run():
        try:
            return function()
        finally:
            connections.close_all()

    threads = ThreadPoolExecutor(1)
    begun = threads.submit(run)
    threads.shutdown(wait=False)
    return begun


def until_it_waits(begun: Future, *, on: str) -> None:
    """Until what was begun waits for a lock of that kind; it fails where that ended without waiting."""
    until = time.monotonic() + 20
    while not begun.done() and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING, [on])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError(f"It waits for nobody: {begun}")


def test_what_was_checked_before_a_right_ended_is_refused_after():
    for name, door, end in [(name, door, end) for name, door in DOORS.items() for end in ENDS]:
        user = member("coordinator")
        come = door.come(user)

        with transaction.atomic():
            end(user)
            # The request sees rights that are still there, and waits at its first write.
            answer = begin(come)
            until_it_waits(answer, on="advisory")

        assert (name, end, answer.result().status_code) == (name, end, 403)
        assert not Entry.objects.filter(verb=door.verb).exists()
        assert not Partnership.objects.filter(phase=Phase.RESEARCHED).exists()
        assert not Advocate.objects.filter(name="Somebody Else").exists()


def test_what_is_being_written_is_written_whole_before_a_right_ends():
    for door, end in [(door, end) for door in DOORS.values() for end in (_end_role, _disable)]:
        user = member("coordinator")
        come = door.come(user)

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE journal_entry IN EXCLUSIVE MODE")  # nobody gets a line in
            answer = begin(come)
            until_it_waits(answer, on="relation")
            ended = begin(lambda user=user, end=end: end(user))
            until_it_waits(ended, on="advisory")
        ended.result()

        assert answer.result().status_code == door.status
        told = list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:3])
        assert told.index(door.verb) > 0
        assert told[0] in {"membership.ended", "account.disabled"}


def test_a_token_that_is_revoked_meanwhile_writes_nothing():
    user = member("coordinator")
    come = _move(user)

    with transaction.atomic():
        actions.revoke_token(user.auth_token_set.get(), by=user)
        answer = begin(come)
        until_it_waits(answer, on="advisory")

    assert answer.result().status_code == 403
    assert not Entry.objects.filter(verb="partnership.moved").exists()


def test_who_steps_down_gives_no_role_with_what_was_opened_before():
    admin, newcomer = UserFactory(is_platform_admin=True), UserFactory()
    affiliate = member("admin").affiliate
    client = _browser(admin)
    elevate(client)
    address, form = reverse("accounts:people", args=[affiliate.pk]), {"username": newcomer.username}

    with ending_rights(admin.pk):
        answer = begin(lambda: client.post(address, form | {"role": "viewer"}))
        until_it_waits(answer, on="advisory")
        Session.objects.filter(user=admin).delete()  # as stepping down does, under a new key

    assert answer.result().status_code == 403
    assert not Membership.objects.filter(user=newcomer).exists()


def test_two_administrators_who_end_each_other_wait_for_one_another_and_never_for_ever():
    both = [member("admin")]
    both.append(member("admin", both[0].affiliate))
    member("admin", both[0].affiliate)
    clients = [_browser(user) for user in both]
    addresses = [reverse("accounts:end-role", args=[user.memberships.get().pk]) for user in reversed(both)]
    ends = [
        lambda client=client, address=address: client.post(address)
        for client, address in zip(clients, addresses, strict=True)
    ]

    for _round in range(5):
        Membership.objects.update(ended_at=None)
        statuses = sorted(answer.status_code for answer in race(*ends))

        assert statuses in ([302, 403], [302, 404])
        assert Membership.objects.current().count() == 2


def test_a_run_is_taken_for_somebody_before_they_lose_the_right_or_not_at_all():
    user = UserFactory(is_wmf_staff=True)
    run = request_sync(by=user).run

    with transaction.atomic():
        actions.disable_account(user, by=None)
        taken = begin(lambda: work.claim(run.pk))
        until_it_waits(taken, on="advisory")

    assert taken.result() is None
    assert Run.objects.get(pk=run.pk).state == Run.State.FAILED


def test_nothing_leaves_for_the_wiki_after_its_author_was_disabled(monkeypatch):
    """Disabled after the worker's first look, while it asks for the author's token and looks at the page."""
    author = UserFactory()
    order = Publication.objects.create(
        kind="test", source=SourceFactory(), title="T", by=author, state="sending", attempts=1
    )
    order = Publication.objects.select_related("by", "source").get(pk=order.pk)

    def attempt_with(publication, attempt):
        actions.disable_account(author, by=None)
        from_wiki = publishing_actions.note_leaving(publication)
        raise AssertionError(from_wiki)

    monkeypatch.setattr("outreach.publishing._with_access", attempt_with)
    publish(order)

    order.refresh_from_db()
    assert (order.state, order.code, order.is_doubtful) == ("parked", "no-right", False)
