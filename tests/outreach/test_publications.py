# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders to publish as rows: one at a time, put off with growing pauses, ended once; no wiki is asked here."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from outreach.actions import publications
from outreach.actions.publications import GIVEN_UP_AFTER
from outreach.errors import AlreadyOnItsWay, MayBeThere, NothingToRepeat
from outreach.models import Publication
from outreach.wiki.errors import WikiRefused
from outreach.wiki.orders import No, named
from tests.factories import SourceFactory
from tests.factories.outreach import PublicationFactory
from work.errors import NoLongerOurs

pytestmark = pytest.mark.django_db


def claimed(**how):
    PublicationFactory(**how)
    return publications.claim_publication(now=timezone.now())


def put_off(publication, **how):
    now = timezone.now()
    publications.put_off(publication, code="no-answer", words="The wiki has trouble.", now=now, **how)
    publication.refresh_from_db()
    return publication.due_at - now


def test_two_clicks_are_one_order():
    first = PublicationFactory()

    with pytest.raises(AlreadyOnItsWay) as refusal:
        publications.request_publication(
            kind="test", source=first.source, title=first.title, text="", summary="", by=first.by
        )

    assert refusal.value.publication == first


def test_order_keeps_the_text_as_the_wiki_will():
    first = PublicationFactory()

    made = publications.request_publication(
        kind="test", source=first.source, title="Other", text="A\r\nB \n\n", summary="", by=first.by
    )

    assert made.text == "A\nB"


def test_claim_takes_the_one_that_is_due_longest_and_one_at_a_time():
    now = timezone.now()
    PublicationFactory(due_at=now + timedelta(minutes=1))
    PublicationFactory(due_at=now - timedelta(minutes=1))
    oldest = PublicationFactory(due_at=now - timedelta(minutes=2))

    first, second = (publications.claim_publication(now=now) for _ in range(2))

    assert (first, second) == (oldest, None)
    assert (first.state, first.attempts) == ("sending", 1)


def test_orders_for_two_wikis_leave_side_by_side():
    one, other = PublicationFactory(), PublicationFactory(source=SourceFactory(host="other.example.org"))

    taken = {publications.claim_publication(now=timezone.now()) for _ in range(2)}

    assert taken == {one, other}


def test_database_itself_lets_one_leave_at_a_time():
    PublicationFactory(state="sending")

    with pytest.raises(IntegrityError):
        PublicationFactory(state="sending")


@pytest.mark.parametrize(("attempt", "minutes"), [(0, 1), (1, 2), (2, 4), (3, 8), (4, 15), (5, 15), (90, 15)])
def test_pauses_grow_to_a_quarter_of_an_hour(attempt, minutes):
    assert put_off(claimed(attempts=attempt)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(("asked", "minutes"), [(30, 1), (300, 5), (100_000, 15)])
def test_wiki_that_asks_for_time_gets_it_within_a_quarter_of_an_hour(asked, minutes):
    assert put_off(claimed(), at_least=timedelta(seconds=asked)) == timedelta(minutes=minutes)


def test_after_a_day_it_is_given_up_and_stays_as_doubtful_as_it_was():
    publication = claimed(ordered_at=timezone.now() - GIVEN_UP_AFTER - timedelta(minutes=1), is_doubtful=True)

    put_off(publication)

    assert (publication.state, publication.is_doubtful, publication.words) == (
        "given-up",
        True,
        "The wiki has trouble.",
    )


def test_worker_that_was_thought_dead_writes_nothing_over_its_successor():
    first = claimed()
    Publication.objects.update(claimed_at=timezone.now() - timedelta(minutes=7))
    publications.put_back_lost(now=timezone.now())
    Publication.objects.update(due_at=timezone.now())
    publications.claim_publication(now=timezone.now())

    with pytest.raises(NoLongerOurs):
        publications.settle(first, Publication.State.PARKED)

    assert Publication.objects.get().state == "sending"


def test_one_that_takes_its_workers_down_comes_back_later_each_time_and_ends():
    claimed(attempts=3)
    now = timezone.now()
    Publication.objects.update(claimed_at=now - timedelta(minutes=7))
    publications.put_back_lost(now=now)
    waits = Publication.objects.get().due_at - now
    Publication.objects.update(
        state="sending", claimed_at=now - timedelta(minutes=7), ordered_at=now - timedelta(days=2)
    )

    publications.put_back_lost(now=now)

    assert waits == timedelta(minutes=8)
    assert Publication.objects.get().state == "given-up"


@pytest.mark.parametrize(
    "state", ["waiting", "sending", "published", "conflict", "exists", "gone", "cancelled"]
)
def test_only_what_was_stopped_can_be_tried_again(state):
    publication = PublicationFactory(state=state, page_id=1)

    with pytest.raises(NothingToRepeat):
        publications.try_again(publication)


def test_try_again_is_refused_while_another_order_has_the_title():
    stopped = PublicationFactory(state="parked")
    PublicationFactory(title=stopped.title)

    with pytest.raises(AlreadyOnItsWay):
        publications.try_again(stopped)


def test_what_may_be_on_the_wiki_cannot_be_called_back():
    with pytest.raises(MayBeThere):
        publications.cancel(PublicationFactory(is_doubtful=True))


@pytest.mark.parametrize("state", ["published", "conflict", "cancelled"])
def test_what_has_ended_cannot_be_given_up(state):
    with pytest.raises(NothingToRepeat):
        publications.cancel(PublicationFactory(state=state, page_id=1))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("editconflict", No.CONFLICT),
        ("articleexists", No.EXISTS),
        ("nosuchpageid", No.GONE),
        ("blocked", No.BLOCKED),
        ("globalblocking-ipblocked", No.BLOCKED),
        ("protectedpage-customcss", No.PROTECTED),
        ("abusefilter-warning", No.FILTERED),
        ("titleblacklist-custom", No.BLACKLISTED),
        ("spamprotectionmatch", No.BLACKLISTED),
        ("contenttoobig", No.TOO_LARGE),
        ("something-new", No.REFUSED),
    ],
)
def test_every_code_of_the_wiki_has_a_name(code, why):
    assert named(WikiRefused("", code=code, words="No.")).why == why
