# SPDX-License-Identifier: GPL-3.0-or-later
"""Warmth: a word drawn from contacts, with the facts it was drawn from; and the risks of a partnership."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnerships import actions
from partnerships.reports.advocates import engagement_steps, warmth, warmths
from partnerships.reports.risks import risks_of
from tests.factories import AdvocateFactory, MembershipFactory, PartnershipFactory

TODAY = date(2026, 6, 1)


def contacts(*days_ago, direction="both"):
    return [(TODAY - timedelta(days=days), direction) for days in days_ago]


@pytest.mark.parametrize(
    ("days_ago", "word", "usual"),
    [
        ((), "unknown", None),
        ((0,), "warm", None),
        ((90,), "warm", None),  # no rhythm yet: reckoned with 60 days
        ((91,), "lukewarm", None),
        ((181,), "cold", None),
        ((361,), "silent", None),
        ((45, 75, 105), "warm", 30),
        ((46, 76, 106), "lukewarm", 30),
        ((91, 121, 151), "cold", 30),
        ((181, 211, 241), "silent", 30),
        ((20, 21, 22), "warm", 1),  # daily talks do not make three weeks a silence
        ((22, 23, 24), "lukewarm", 1),
        ((366, 1000, 1600), "silent", 617),  # a year is silence whatever the rhythm
        ((300, 600, 900), "lukewarm", 300),
    ],
)
def test_warmth_measures_days_against_the_usual_gap(days_ago, word, usual):
    found = warmth(contacts(*days_ago), today=TODAY)

    assert (found.word, found.usual) == (word, usual)


def test_warmth_says_its_facts():
    rows = [
        *contacts(97, 127, direction="theirs"),
        *contacts(157, 187, 217, direction="ours"),
        *contacts(800, direction="ours"),
    ]

    said = warmth(rows, today=TODAY).sentence

    assert said == (
        "Last contact 97 days ago; usually every 30 days; 5 contacts in the last twelve months; "
        "of the last 5 they began 2"
    )


def test_a_tie_that_only_we_keep_up_is_no_more_than_lukewarm():
    assert warmth(contacts(1, 8, 15, 22, direction="ours"), today=TODAY).word == "warm"
    assert warmth(contacts(1, 8, 15, 22, 29, direction="ours"), today=TODAY).word == "lukewarm"


def test_who_is_judged_to_be_cooling_is_not_warm_and_it_is_said():
    found = warmth(contacts(1), today=TODAY, engagement="cooling")

    assert (found.word, found.is_cool) == ("lukewarm", True)
    assert "cooling" in found.sentence


def test_a_last_contact_without_a_log_counts():
    found = warmth([], today=TODAY, last_contact_on=TODAY - timedelta(days=10))

    assert (found.word, found.days, found.in_year) == ("warm", 10, 1)


@pytest.mark.django_db
def test_warmth_of_many_takes_one_query(coordinator, django_assert_num_queries):
    advocates = [AdvocateFactory(affiliate=coordinator.affiliate) for _ in range(3)]
    for advocate in advocates[:2]:
        actions.note_contact(advocate, by=coordinator, channel="call")

    with django_assert_num_queries(1):
        found = warmths(advocates)

    assert [found[each.pk].word for each in advocates] == ["warm", "warm", "unknown"]


@pytest.mark.django_db
def test_engagement_over_time_is_read_from_the_history(coordinator):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, engagement="champion")
    for engagement in ("champion", "cooling", "supporter"):
        advocate = actions.correct_advocate(
            advocate, version=advocate.version, by=coordinator, engagement=engagement
        )
    actions.note_contact(advocate, by=coordinator, channel="call")

    assert [step.engagement for step in engagement_steps(advocate)] == ["champion", "cooling", "supporter"]


# Risks


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, next_step="Call them", next_step_on=TODAY
    )


def codes(partnership):
    return [risk.code for risk in risks_of([partnership])[partnership.pk]]


def someone_at(partnership, *, days=1, **facts):
    last = timezone.localdate() - timedelta(days=days)
    return AdvocateFactory(
        institution=partnership.institution,
        affiliate=partnership.affiliate,
        **({"last_contact_on": last} | facts),
    )


def test_two_advocates_in_touch_and_a_next_step_are_no_risk(partnership):
    someone_at(partnership)
    someone_at(partnership)

    assert codes(partnership) == []


def test_nobody_known_is_a_risk(partnership):
    AdvocateFactory(institution=partnership.institution)  # another affiliate's

    assert codes(partnership) == ["no_advocate"]


def test_a_single_advocate_is_a_risk(partnership):
    someone_at(partnership)

    assert codes(partnership) == ["only_one"]


def test_the_only_one_left_is_told_from_the_only_one_ever(partnership):
    someone_at(partnership)
    someone_at(partnership, engagement="left")

    assert codes(partnership) == ["only_one_left"]


@pytest.mark.parametrize(("days", "silent"), [(89, False), (90, True)])
def test_silence_for_a_quarter_is_a_risk(partnership, days, silent):
    someone_at(partnership, days=days)
    someone_at(partnership, days=days + 100)

    assert ("silent" in codes(partnership)) is silent


def test_a_lead_who_left_or_is_inactive_is_a_risk(partnership, coordinator):
    someone_at(partnership)
    someone_at(partnership)
    coordinator.memberships.update(role="viewer")
    assert codes(partnership) == ["lead_gone"]

    coordinator.memberships.update(role="admin")
    assert codes(partnership) == []

    coordinator.is_active = False
    coordinator.save()
    assert codes(partnership) == ["lead_gone"]


def test_no_next_step_is_a_risk_and_closed_partnerships_have_none(partnership, coordinator):
    bare = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    over = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, phase="declined")

    found = risks_of([bare, over])

    assert [risk.code for risk in found[bare.pk]] == ["no_advocate", "no_next_step"]
    assert over.pk not in found


def test_risks_of_many_take_two_queries(partnership, coordinator, django_assert_num_queries):
    many = [partnership, *(PartnershipFactory(affiliate=coordinator.affiliate) for _ in range(3))]

    with django_assert_num_queries(2):
        assert len(risks_of(many)) == 4


def test_risks_and_people_are_slots_for_those_inside(client, coordinator, stranger, wmf_staff, partnership):
    advocate = someone_at(partnership, name="Ada Canary")
    client.force_login(coordinator)
    people = client.get(f"/partnerships/{partnership.pk}/people/")
    risks = client.get(f"/partnerships/{partnership.pk}/risks/", headers={"HX-Request": "true"})

    assert "Ada Canary" in people.text
    assert f"/advocates/{advocate.pk}/spoke-today/" in people.text
    assert "It hangs on a single advocate." in risks.text
    assert "<html" not in risks.text
    for user, status in ((stranger, 404), (wmf_staff, 403)):
        client.force_login(user)
        assert client.get(f"/partnerships/{partnership.pk}/risks/").status_code == status
        assert client.get(f"/partnerships/{partnership.pk}/people/").status_code == status


def test_a_lead_of_an_affiliate_that_leads_along_is_not_gone(partnership):
    someone_at(partnership)
    someone_at(partnership)
    partnership.lead.memberships.update(role="viewer")
    other = MembershipFactory()
    assert codes(partnership) == ["lead_gone"]

    type(partnership).objects.filter(pk=partnership.pk).update(lead=other.user)
    partnership.co_leads.create(
        affiliate=other.affiliate,
        asked_by_affiliate=other.affiliate,
        state="accepted",
        proposed_by=other.user,
    )

    assert codes(partnership) == []
