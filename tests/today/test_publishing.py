# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits of somebody's case studies on the wiki: conflicts, and publications that the wiki did not take."""

import pytest
from django.utils import timezone, translation

from casestudies.models import CaseStudy
from outreach.models import Publication
from tests.factories import CaseStudyFactory, EditionFactory, SourceFactory, UserFactory
from tests.today.days import moments_ago, shown, waiting
from today.waiting import Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory()


def torn(author, **fields):
    study = CaseStudyFactory(published=True, author=author, title="Tides")
    return EditionFactory(case_study=study, **({"conflict_at": moments_ago(2)} | fields))


def stopped(author, state, **fields):
    study = CaseStudyFactory(filed=True, author=author, title="Images of tides")
    order = Publication.objects.create(
        kind="case-study", source=SourceFactory(), title="T", by=author, state=state, ended_at=moments_ago(1)
    )
    return EditionFactory(
        case_study=study, title="T", base_revision=0, base_text="", publication=order, **fields
    )


def test_a_conflict_waits_for_the_author_with_the_day_it_was_seen(author):
    edition = torn(author)

    [line] = Waiting(author).lines(0, 5)

    assert waiting(author, "conflict")[0][0] == "Tides"
    assert line.why.startswith("changed here and on the wiki · ")
    assert line.address == f"/case-studies/{edition.case_study_id}/conflict/"


def test_a_conflict_that_is_decided_waits_no_more(author):
    torn(author, conflict_at=None)

    assert shown(author) == []


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("parked", "refused by the wiki"),
        ("exists", "there is such a page already"),
        ("gone", "gone from the wiki"),
        ("moved", "a redirect by now"),
        ("no-access", "no access to the account"),
        ("given-up", "not reached in a day"),
    ],
)
def test_a_publication_that_was_stopped_says_why_and_leads_to_what_to_do(author, state, why):
    edition = stopped(author, state)

    [line] = Waiting(author).lines(0, 5)

    assert waiting(author, "publication")[0][1].startswith(f"{why} · ")
    assert line.address == f"/case-studies/{edition.case_study_id}/publication/"


@pytest.mark.parametrize("state", ["waiting", "sending", "cancelled"])
def test_a_publication_that_goes_on_by_itself_or_was_given_up_waits_for_nobody(author, state):
    stopped(author, state)

    assert shown(author) == []


@pytest.mark.parametrize("state", ["conflict", "parked"])
def test_a_conflict_is_one_line_and_not_two(author, state):
    stopped(author, state, conflict_at=moments_ago(1))

    assert [waiting(author, code) != [] for code in ("conflict", "publication")] == [True, False]
    assert len(shown(author)) == 1


def test_it_waits_for_nobody_but_the_author(author, coordinator, wmf_staff, platform_admin):
    torn(author)
    stopped(author, "parked")

    assert [shown(each) for each in (coordinator, wmf_staff, platform_admin)] == [[]] * 3


def test_what_its_author_took_back_waits_no_more(author):
    torn(author)
    CaseStudy.objects.update(state=CaseStudy.State.WITHDRAWN)

    assert shown(author) == []


def test_the_queue_shows_both_and_they_can_be_put_off(client, author):
    torn(author)
    stopped(author, "parked")
    client.force_login(author)

    html = client.get("/today/").text

    assert ("Compare and decide" in html, "See what to do" in html) == (True, True)
    with translation.override("ar"):
        assert len(Waiting(author, now=timezone.now()).lines(0, 5)) == 2
