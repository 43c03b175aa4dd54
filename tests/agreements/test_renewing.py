# SPDX-License-Identifier: GPL-3.0-or-later
"""An agreement that ends soon comes back to its lead as a question, once; the board and the risks say so."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements import actions, tasks
from agreements.actions.renewing import same_length
from agreements.errors import AlreadyLetEnd, EndWithoutReason, NothingToRenew
from agreements.models import Clause
from journal.models import Entry
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


def test_longer_notice_period_asks_earlier_and_says_until_when(partnership):
    MouFactory(partnership=partnership, title="Maps", signed=True, ends_on=in_days(190), notice_days=160)
    MouFactory(partnership=PartnershipFactory(), signed=True, ends_on=in_days(190), notice_days=159)

    assert actions.ask_to_renew(today=timezone.localdate()) == 1
    ((title, _assignee, due_on),) = asked()
    assert "the last day to give notice is" in title
    assert due_on == in_days(30)


def test_successor_is_what_lasts_longer_and_was_not_replaced_itself(ending):
    partnership = ending.partnership
    MouFactory(partnership=partnership, ends_on=ending.ends_on)
    MouFactory(partnership=partnership, signed=True, ends_on=in_days(300), superseded_on=in_days(-5))

    assert actions.ask_to_renew(today=timezone.localdate()) == 1


# One click


@pytest.mark.parametrize(
    "starts_on, ends_on, until",
    [
        (date(2026, 1, 1), date(2026, 12, 31), date(2027, 12, 31)),
        (date(2027, 1, 1), date(2027, 12, 31), date(2028, 12, 31)),
        (date(2024, 3, 1), date(2024, 8, 31), date(2025, 2, 28)),
        (date(2026, 1, 15), date(2026, 2, 20), date(2026, 3, 29)),
        (date(2026, 1, 31), date(2026, 2, 27), date(2026, 3, 27)),
        (date(2026, 5, 5), date(2026, 5, 5), date(2026, 5, 6)),
        (date(2026, 5, 5), date(2026, 5, 1), date(2026, 5, 2)),
        (date(1, 1, 1), date(9999, 1, 1), date.max),
        (date(9000, 1, 1), date(9999, 11, 30), date.max),
    ],
)
def test_renewal_lasts_as_long_again(starts_on, ends_on, until):
    assert same_length(starts_on, ends_on) == until


@pytest.fixture
def yearly(partnership):
    mou = MouFactory(
        partnership=partnership,
        title="Tides (2026)",
        signed=True,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        notice_days=30,
    )
    Clause.objects.create(mou=mou, kind="aims", title="Aims", text="Open the maps.", position=1)
    return mou


def test_renewal_takes_over_the_text_for_the_term_that_follows(yearly, coordinator):
    actions.ask_to_renew(today=date(2026, 11, 1))

    draft = actions.draft_renewal(yearly, by=coordinator)

    assert (draft.state, draft.amends, draft.title) == ("draft", yearly, "Tides (2027)")
    assert (draft.starts_on, draft.ends_on, draft.notice_days) == (date(2027, 1, 1), date(2027, 12, 31), 30)
    assert [clause.text for clause in draft.clauses.all()] == ["Open the maps."]
    assert Task.objects.get().state == "done"


def test_renewal_drafted_twice_is_one_draft(yearly, coordinator):
    first, second = (actions.draft_renewal(yearly, by=coordinator) for _click in range(2))

    assert first == second
    assert Mou.objects.filter(state="draft").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_renew_at_once_get_one_draft(yearly, coordinator, at_once):
    first, second = at_once(lambda: actions.draft_renewal(yearly, by=coordinator))

    assert first == second
    assert Mou.objects.filter(state="draft").count() == 1


@pytest.mark.parametrize("terms", [{}, {"signed": True}, {"signed": True, "superseded_on": in_days(3)}])
@pytest.mark.parametrize("verb", ["draft_renewal", "let_end"])
def test_draft_endless_and_replaced_ones_are_neither_renewed_nor_let_go(
    partnership, coordinator, terms, verb
):
    mou = MouFactory(partnership=partnership, **terms)
    reason = {"reason": "The project is done."} if verb == "let_end" else {}

    with pytest.raises(NothingToRenew):
        getattr(actions, verb)(mou, by=coordinator, **reason)

    assert Mou.objects.count() == 1
    assert not Entry.objects.exists()


# Let it end


def test_let_end_drops_the_question_remembers_why_and_is_not_asked_again(ending, coordinator):
    actions.ask_to_renew(today=timezone.localdate())

    actions.let_end(ending, by=coordinator, reason=" The project is done. ")

    entry = Entry.objects.get(verb="mou.let_end")
    assert (entry.actor, entry.note, entry.thread_id) == (
        coordinator,
        "The project is done.",
        ending.partnership_id,
    )
    assert Task.objects.get().state == "dropped"
    assert actions.ask_to_renew(today=in_days(1)) == 0
    assert not Mou.objects.to_renew().exists()
    assert "agreement_ends" not in [
        risk.code for risk in risks_of([ending.partnership])[ending.partnership_id]
    ]


def test_let_end_speaks_of_one_agreement_only(ending, coordinator):
    other = MouFactory(partnership=ending.partnership, signed=True, ends_on=ending.ends_on)

    actions.let_end(ending, by=coordinator, reason="Done.")

    assert list(Mou.objects.to_renew()) == [other]


def test_let_end_refuses_to_be_said_without_reason_or_twice(ending, coordinator):
    with pytest.raises(EndWithoutReason):
        actions.let_end(ending, by=coordinator, reason="  ")
    actions.let_end(ending, by=coordinator, reason="Done.")
    with pytest.raises(AlreadyLetEnd):
        actions.let_end(ending, by=coordinator, reason="Done.")

    assert Entry.objects.filter(verb="mou.let_end").count() == 1


def test_agreement_let_end_may_be_renewed_after_all(ending, coordinator):
    actions.let_end(ending, by=coordinator, reason="Done.")

    assert actions.draft_renewal(ending, by=coordinator).amends == ending
