# SPDX-License-Identifier: GPL-3.0-or-later
"""An agreement that ends soon comes back to its lead as a question, once; the board and the risks say so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements import actions, tasks
from partnerships.models import Mou
from partnerships.models.agreements import RENEW_WITHIN_DAYS
from partnerships.reports.risks import risks_of
from partnerships.stages import Phase
from teamwork.models import Notice, Task
from tests.factories import MouFactory, PartnershipFactory
from work.models import Run

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def ending(partnership):
    return MouFactory(partnership=partnership, title="Images of tides", signed=True, ends_on=in_days(60))


def asked():
    return list(Task.objects.filter(origin__startswith="renew-").values_list("title", "assignee", "due_on"))


def test_agreement_that_ends_soon_is_asked_about_once_through_the_worker(ending):
    for _day in range(2):
        tasks.begin_renewals()
        run = Run.objects.filter(kind="agreements.renewals").latest("pk")
        tasks.run_renewals(run.pk)

    lead = ending.partnership.lead
    ((title, assignee, due_on),) = asked()
    assert title.startswith("Renew “Images of tides”? It ends on ")
    assert (assignee, due_on) == (lead.pk, in_days(30))
    assert Notice.objects.filter(user=lead, kind="task.assigned").count() == 1
    run.refresh_from_db()
    assert (run.state, run.counts) == ("done", {"asked": 0})


def test_lead_is_asked_in_their_own_language(ending):
    ending.partnership.lead.language = "fr"
    ending.partnership.lead.save()

    actions.ask_to_renew(today=timezone.localdate())

    assert "Images of tides" in asked()[0][0]
    assert str(in_days(60).year) in asked()[0][0]


def test_question_dropped_is_not_asked_again(ending):
    actions.ask_to_renew(today=timezone.localdate())
    Task.objects.update(state=Task.State.DROPPED, ended_at=timezone.now())

    assert actions.ask_to_renew(today=in_days(1)) == 0
    assert len(asked()) == 1


@pytest.mark.parametrize(
    "days, number", [(RENEW_WITHIN_DAYS + 1, 0), (RENEW_WITHIN_DAYS, 1), (0, 1), (-1, 0)]
)
def test_it_is_asked_from_ninety_days_before_the_end_to_the_end(partnership, days, number):
    MouFactory(partnership=partnership, signed=True, ends_on=in_days(days))

    assert actions.ask_to_renew(today=timezone.localdate()) == number


@pytest.mark.parametrize(
    "successor",
    [{}, {"signed": True}, {"signed": True, "ends_on": in_days(400), "starts_on": in_days(61)}],
    ids=["drafted", "without an end", "signed and coming"],
)
def test_what_has_a_successor_is_not_asked_about(ending, successor):
    MouFactory(partnership=ending.partnership, **successor)

    assert actions.ask_to_renew(today=timezone.localdate()) == 0


def test_closed_and_removed_partnerships_are_left_in_peace(coordinator):
    for removed_at, phase in ((timezone.now(), Phase.IDENTIFIED), (None, Phase.ENDED)):
        partnership = PartnershipFactory(affiliate=coordinator.affiliate, phase=phase, removed_at=removed_at)
        MouFactory(partnership=partnership, signed=True, ends_on=in_days(5))

    assert actions.ask_to_renew(today=timezone.localdate()) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_ask_once(ending, at_once):
    at_once(lambda: actions.ask_to_renew(today=timezone.localdate()))

    assert len(asked()) == 1


def test_risk_says_when_it_ends_and_leads_to_the_next_draft(ending):
    (risk,) = [
        risk
        for risk in risks_of([ending.partnership])[ending.partnership_id]
        if risk.code == "agreement_ends"
    ]

    assert "nothing follows it" in risk.words
    assert risk.address == f"/partnerships/{ending.partnership_id}/agreements/draft/"

    Mou.objects.create(partnership=ending.partnership, title="The next one")
    assert "agreement_ends" not in [
        each.code for each in risks_of([ending.partnership])[ending.partnership_id]
    ]
