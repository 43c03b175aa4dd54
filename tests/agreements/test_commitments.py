# SPDX-License-Identifier: GPL-3.0-or-later
"""Promises are made in drafts, corrected there, and settled once the agreement is signed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements import actions, errors
from journal.models import Entry
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Commitment
from tests.factories import (
    AdvocateFactory,
    CoLeadFactory,
    CommitmentFactory,
    MouFactory,
    member,
)

pytestmark = pytest.mark.django_db


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def draft(partnership):
    return MouFactory(partnership=partnership, starts_on=today(-10), ends_on=today(100))


@pytest.fixture
def signed(partnership):
    return MouFactory(partnership=partnership, signed=True, starts_on=today(-400), ends_on=today(100))


@pytest.fixture
def advocate(coordinator, partnership):
    return AdvocateFactory(institution=partnership.institution, affiliate=coordinator.affiliate, name="Ada")


def make(mou, by, **changes):
    return actions.make_commitment(
        mou, by=by, **({"party": "institution", "what": "Release images"} | changes)
    )


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


# Making


def test_a_promise_says_whose_what_how_much_by_when_and_who_sees_to_it(draft, coordinator, advocate):
    made = make(
        draft,
        coordinator,
        quantity=Decimal("1000"),
        unit="images",
        due_on=today(30),
        recurrence="monthly",
        user=coordinator,
        advocate=advocate,
    )

    made.refresh_from_db()
    assert (made.quantity, made.unit, made.recurrence, made.user, made.advocate, made.state) == (
        1000,
        "images",
        "monthly",
        coordinator,
        advocate,
        "open",
    )
    assert verbs() == ["commitment.made"]


@pytest.mark.parametrize(
    ("terms", "refusal", "field"),
    [
        ({"what": " "}, errors.WhatMissing, "what"),
        ({"due_on": today(101)}, errors.DueAfterEnd, "due_on"),
        ({"due_on": today(-11)}, errors.DueBeforeStart, "due_on"),
        ({"quantity": Decimal(0), "unit": "images"}, errors.QuantityOutOfBounds, "quantity"),
        ({"quantity": Decimal(-5), "unit": "images"}, errors.QuantityOutOfBounds, "quantity"),
        ({"quantity": Decimal("1e10"), "unit": "images"}, errors.QuantityOutOfBounds, "quantity"),
        ({"quantity": Decimal("0.001"), "unit": "images"}, errors.QuantityOutOfBounds, "quantity"),
        ({"quantity": Decimal("NaN"), "unit": "images"}, errors.QuantityOutOfBounds, "quantity"),
        ({"quantity": Decimal("Infinity"), "unit": "images"}, errors.QuantityOutOfBounds, "quantity"),
        ({"quantity": Decimal(5)}, errors.UnitMissing, "unit"),
        ({"unit": "images"}, errors.QuantityMissing, "quantity"),
        ({"recurrence": "yearly"}, errors.FirstDayMissing, "due_on"),
    ],
)
def test_bad_terms_are_refused_and_name_their_field(draft, coordinator, terms, refusal, field):
    with pytest.raises(refusal) as refused:
        make(draft, coordinator, **terms)

    assert refused.value.field == field
    assert not Commitment.objects.exists()
    assert not Entry.objects.exists()


def test_first_and_last_day_of_the_term_are_within_it(draft, coordinator):
    assert make(draft, coordinator, due_on=today(-10)).due_on == today(-10)
    assert make(draft, coordinator, due_on=today(100)).due_on == today(100)


def test_nothing_is_added_to_a_signed_agreement(signed, coordinator):
    with pytest.raises(errors.PromisesLocked, match="Make an amendment"):
        make(signed, coordinator)

    assert not Commitment.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "volunteer", "wmf_staff"])
def test_only_somebody_of_a_leading_affiliate_sees_to_it(request, draft, coordinator, who):
    with pytest.raises(errors.NotOfTheLeaders):
        make(draft, coordinator, user=request.getfixturevalue(who))


def test_somebody_of_a_co_leading_affiliate_may_see_to_it(draft, partnership, coordinator):
    partner = member("coordinator")
    CoLeadFactory(partnership=partnership, affiliate=partner.affiliate, accepted=True)

    assert make(draft, coordinator, user=partner).user == partner


@pytest.mark.parametrize("which", ["elsewhere", "foreign", "left", "forgotten"])
def test_only_an_advocate_with_a_post_there_is_named(draft, partnership, coordinator, which):
    at, own = {"institution": partnership.institution}, {"affiliate": coordinator.affiliate}
    if which == "elsewhere":
        named = AdvocateFactory(**own)
    elif which == "foreign":
        named = AdvocateFactory(**at)
    elif which == "left":
        named = AdvocateFactory(**at, **own)
        named.posts.update(ended_on=today())
    else:
        named = AdvocateFactory(**at, **own, anonymised_at=timezone.now())

    with pytest.raises(errors.NotOfTheInstitution):
        make(draft, coordinator, advocate=named)


# Correcting and striking


def test_a_draft_is_corrected_and_checked_again(draft, coordinator):
    commitment = make(draft, coordinator)
    change = {"version": 1, "by": coordinator}
    with pytest.raises(errors.UnitMissing):
        actions.correct_commitment(commitment, **change, quantity=Decimal(5))

    corrected = actions.correct_commitment(commitment, **change, what="Release maps", due_on=today(5))

    assert (corrected.what, corrected.due_on, corrected.version) == ("Release maps", today(5), 2)
    with pytest.raises(ChangedMeanwhile):
        actions.correct_commitment(commitment, **change, what="Release letters")


def test_of_a_signed_promise_only_who_sees_to_it_changes(signed, coordinator, viewer):
    commitment = CommitmentFactory(mou=signed, user=coordinator)
    for terms in ({"what": "Less"}, {"due_on": today(3)}, {"party": "affiliate"}, {"unit": "x"}):
        with pytest.raises(errors.PromisesLocked):
            actions.correct_commitment(commitment, version=1, by=coordinator, **terms)

    actions.correct_commitment(commitment, version=1, by=coordinator, user=viewer)

    commitment.refresh_from_db()
    assert (commitment.user, commitment.version) == (viewer, 2)
    assert verbs() == ["commitment.corrected"]


def test_who_has_left_may_stay_named_while_the_rest_changes(draft, coordinator, viewer):
    commitment = make(draft, coordinator, user=viewer)
    viewer.memberships.update(ended_at=timezone.now())

    corrected = actions.correct_commitment(
        commitment, version=1, by=coordinator, user=viewer, what="Release maps"
    )

    assert corrected.what == "Release maps"


def test_a_promise_is_struck_from_a_draft_but_not_from_what_is_signed(draft, signed, coordinator):
    actions.remove_commitment(make(draft, coordinator), version=1, by=coordinator)
    with pytest.raises(errors.PromisesLocked):
        actions.remove_commitment(CommitmentFactory(mou=signed), version=1, by=coordinator)

    assert Commitment.objects.get().mou == signed
    assert verbs() == ["commitment.made", "commitment.removed"]


# Settling


@pytest.mark.parametrize("state", ["kept", "partly", "lapsed"])
def test_settling_says_how_it_ended(signed, coordinator, state):
    commitment = CommitmentFactory(mou=signed)

    settled = actions.settle_commitment(commitment, version=1, by=coordinator, state=state, reason=" So. ")

    assert (settled.state, settled.settled_on, settled.reason) == (state, today(), "So.")
    assert verbs() == ["commitment.settled"]


@pytest.mark.parametrize("state", ["open", "waived", "lost"])
def test_there_are_three_ends_to_settle_with(signed, coordinator, state):
    with pytest.raises(errors.NoSuchState):
        actions.settle_commitment(CommitmentFactory(mou=signed), version=1, by=coordinator, state=state)


def test_nothing_ends_in_a_draft(draft, coordinator):
    commitment = make(draft, coordinator)
    with pytest.raises(errors.NotPromisedYet):
        actions.settle_commitment(commitment, version=1, by=coordinator, state="kept")
    with pytest.raises(errors.NotPromisedYet):
        actions.waive_commitment(commitment, version=1, by=coordinator, reason="Why not")

    commitment.refresh_from_db()
    assert commitment.state == "open"


def test_settled_once_is_settled(signed, coordinator):
    settled = actions.settle_commitment(
        CommitmentFactory(mou=signed), version=1, by=coordinator, state="kept"
    )
    with pytest.raises(errors.AlreadySettled):
        actions.settle_commitment(settled, version=2, by=coordinator, state="lapsed")
    with pytest.raises(ChangedMeanwhile):
        actions.settle_commitment(settled, version=1, by=coordinator, state="lapsed")
    with pytest.raises(errors.AlreadySettled):
        actions.waive_commitment(settled, version=2, by=coordinator, reason="Late")

    assert Commitment.objects.get().state == "kept"


def test_waiving_needs_a_reason_and_keeps_it(signed, coordinator):
    commitment = CommitmentFactory(mou=signed)
    with pytest.raises(errors.WaivingReasonMissing):
        actions.waive_commitment(commitment, version=1, by=coordinator, reason=" ")

    actions.waive_commitment(commitment, version=1, by=coordinator, reason="The depot burnt down")

    commitment.refresh_from_db()
    assert (commitment.state, commitment.reason) == ("waived", "The depot burnt down")


def test_reopening_adds_a_line_and_edits_none_away(signed, coordinator):
    commitment = CommitmentFactory(mou=signed)
    with pytest.raises(errors.NotSettled):
        actions.reopen_commitment(commitment, version=1, by=coordinator, reason="So")
    actions.settle_commitment(commitment, version=1, by=coordinator, state="lapsed", reason="Nobody came")
    with pytest.raises(errors.ReopeningReasonMissing):
        actions.reopen_commitment(commitment, version=2, by=coordinator, reason="")

    actions.reopen_commitment(commitment, version=2, by=coordinator, reason="They came after all")

    commitment.refresh_from_db()
    assert (commitment.state, commitment.settled_on, commitment.reason) == ("open", None, "")
    assert verbs() == ["commitment.settled", "commitment.reopened"]
    notes = list(Entry.objects.order_by("pk").values_list("note", flat=True))
    assert notes == ["Nobody came", "They came after all"]
    states = list(Commitment.pgh_event_model.objects.order_by("pgh_id").values_list("state", flat=True))
    assert states == ["open", "lapsed", "open"]


def test_what_is_reopened_in_a_replaced_agreement_goes_to_the_one_in_its_place(
    signed, partnership, coordinator
):
    commitment = CommitmentFactory(mou=signed, state="kept", settled_on=today(-3))
    amendment = MouFactory(partnership=partnership, signed=True, amends=signed)
    signed.superseded_on = today(-1)
    signed.save()

    actions.reopen_commitment(commitment, version=1, by=coordinator, reason="A mistake")

    commitment.refresh_from_db()
    assert commitment.mou == amendment


# Coming again


@pytest.fixture
def monthly(signed):
    signed.ends_on = today(60)
    signed.save()
    return CommitmentFactory(
        mou=signed, due_on=today(-10), recurrence="monthly", quantity=5, unit="scans", what="Scan"
    )


@pytest.mark.parametrize("end", ["kept", "lapsed", "waived"])
def test_any_end_makes_the_next_occurrence_within_the_term(monthly, coordinator, end):
    def finish(commitment):
        act = {"version": commitment.version, "by": coordinator, "reason": "So it is"}
        if end == "waived":
            return actions.waive_commitment(commitment, **act)
        return actions.settle_commitment(commitment, state=end, **act)

    finish(monthly)
    second = Commitment.objects.get(previous=monthly)
    assert (second.state, second.what, second.quantity, second.unit) == ("open", "Scan", 5, "scans")
    assert 18 <= (second.due_on - today()).days <= 21
    finish(second)
    third = Commitment.objects.get(previous=second)
    finish(third)

    assert Commitment.objects.count() == 3  # the fourth would be due after the end
    assert verbs().count("commitment.came_again") == 2


def test_reopened_and_settled_anew_it_makes_no_second_one(monthly, coordinator):
    actions.settle_commitment(monthly, version=1, by=coordinator, state="lapsed")
    actions.reopen_commitment(monthly, version=2, by=coordinator, reason="It came by post")
    actions.settle_commitment(monthly, version=3, by=coordinator, state="partly")

    assert Commitment.objects.filter(previous=monthly).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_one_wins_and_one_occurrence_follows(monthly, coordinator, at_once):
    results = at_once(lambda: actions.settle_commitment(monthly, version=1, by=coordinator, state="lapsed"))

    assert sorted(type(each).__name__ for each in results) == ["ChangedMeanwhile", "Commitment"]
    assert Commitment.objects.filter(previous=monthly).count() == 1
