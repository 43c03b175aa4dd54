# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements long over lose their text, files and names, unless somebody holds them."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agreements import actions, errors
from agreements.actions.keeping import NOBODY, forget_signatories_over, forget_texts
from agreements.models import LegalHold
from journal.models import Entry
from privacy.periods import Period
from tests.factories import MouFactory, PartnershipFactory, UserFactory
from tests.factories.agreements import ClauseFactory, SignatoryFactory
from tests.people import sign_in_freshly

pytestmark = pytest.mark.django_db


def six_years_ago():
    return Period(months=72).before(timezone.now())


def agreement(**facts):
    day = timezone.localdate(six_years_ago()) - timedelta(days=1)
    mou = MouFactory(**({"signed": True, "ends_on": day} | facts))
    ClauseFactory(mou=mou, text="Ada signs.")
    SignatoryFactory(mou=mou, name="Ada", post="Head")
    return mou


def throw_away():
    return sum(forget_texts(six_years_ago())) + sum(forget_signatories_over(six_years_ago()))


def test_text_and_names_go_and_that_there_was_an_agreement_stays():
    mou = agreement()

    assert throw_away() == 2

    mou.refresh_from_db()
    assert mou.title
    assert mou.state == "signed"
    assert not mou.clauses.exists()
    signatory = mou.signatories.get()
    assert (signatory.name, signatory.post, signatory.side) == (NOBODY, "", "institution")
    assert Entry.objects.filter(verb="mou.forgotten", subject_id=mou.pk).count() == 1
    assert throw_away() == 0


def test_one_that_was_replaced_is_over_since_then():
    day = timezone.localdate(six_years_ago()) - timedelta(days=1)
    agreement(ends_on=None, superseded_on=day)

    assert throw_away() == 2


@pytest.mark.parametrize("facts", [{"ends_on": None}, {"state": "draft", "signed_on": None, "signed": False}])
def test_one_without_an_end_and_a_draft_stay(facts):
    agreement(**facts)

    assert throw_away() == 0


def test_a_held_one_stays_until_it_is_released():
    mou, user = agreement(), UserFactory()
    hold = actions.hold_agreement(mou, by=user, reason="A dispute about the licence")
    assert throw_away() == 0

    actions.release_agreement(mou, by=user, now=timezone.now())

    hold.refresh_from_db()
    assert hold.released_by == user
    assert throw_away() == 2
    assert list(
        Entry.objects.filter(verb__in=["mou.held", "mou.released"]).values_list("note", flat=True)
    ) == ["", ""]


def test_holding_twice_is_holding_once():
    mou, user = agreement(), UserFactory()
    first = actions.hold_agreement(mou, by=user, reason="A dispute")

    assert actions.hold_agreement(mou, by=user, reason="Another") == first
    assert LegalHold.objects.count() == 1


def test_a_hold_without_a_reason_and_a_release_of_nothing_are_refused():
    mou, user = agreement(), UserFactory()

    with pytest.raises(errors.HoldWithoutReason):
        actions.hold_agreement(mou, by=user, reason=" ")
    with pytest.raises(errors.NotHeld):
        actions.release_agreement(mou, by=user, now=timezone.now())
    assert not LegalHold.objects.exists()


def test_the_operator_holds_and_releases_from_the_command_line():
    mou, user, said = agreement(), UserFactory(), StringIO()

    call_command("hold_agreement", mou.pk, by=user.username, reason="A dispute", stdout=said)
    assert mou.legal_holds.current().exists()
    call_command("hold_agreement", mou.pk, by=user.username, release=True, stdout=said)
    assert not mou.legal_holds.current().exists()
    assert said.getvalue().splitlines() == [
        f"Agreement {mou.pk} is held.",
        f"Agreement {mou.pk} is released.",
    ]
    with pytest.raises(CommandError, match="Nobody holds"):
        call_command("hold_agreement", mou.pk, by=user.username, release=True)
    with pytest.raises(CommandError, match="no such agreement"):
        call_command("hold_agreement", 0, by=user.username, reason="x")


def test_administrators_hold_an_agreement_and_let_it_go(client, affiliate_admin):
    mou = agreement(partnership=PartnershipFactory(affiliate=affiliate_admin.memberships.get().affiliate))
    door = f"/agreements/{mou.pk}/hold/"
    sign_in_freshly(client, affiliate_admin)

    refused = client.post(door, {"reason": " ", "form_key": uuid.uuid4()})
    form = {"reason": "A court decides", "form_key": uuid.uuid4()}
    twice = [client.post(door, form).status_code for _click in range(2)]
    client.post(door, {"reason": "Another court", "form_key": uuid.uuid4()})

    assert (refused.status_code, twice) == (422, [302, 302])
    hold = LegalHold.objects.get()
    assert (hold.reason, hold.held_by, hold.released_at) == ("A court decides", affiliate_admin, None)
    assert "A court decides" in client.get(door).text
    assert throw_away() == 0
    client.post(f"{door}release/")
    assert "A court decides" in client.get(door).text  # of before
    hold.refresh_from_db()
    assert hold.released_by == affiliate_admin
    lines = Entry.objects.filter(verb__in=["mou.held", "mou.released"]).order_by("pk")
    assert [(each.verb, each.actor, each.affiliate_id) for each in lines] == [
        ("mou.held", affiliate_admin, mou.partnership.affiliate_id),
        ("mou.released", affiliate_admin, mou.partnership.affiliate_id),
    ]
    assert throw_away() == 2
    assert client.post(f"{door}release/", follow=True).text.count("Nobody holds this agreement.") == 1


def test_colleagues_see_that_it_is_held_and_not_why(client, affiliate_admin, coordinator):
    mou = agreement(partnership=PartnershipFactory(affiliate=affiliate_admin.memberships.get().affiliate))
    actions.hold_agreement(mou, by=affiliate_admin, reason="A court decides")
    client.force_login(coordinator)

    page = client.get(f"/agreements/{mou.pk}/").text

    assert "for a dispute or the law" in page
    assert "A court decides" not in page
    assert client.get(f"/agreements/{mou.pk}/hold/").status_code == 403


def test_holding_asks_for_a_fresh_sign_in(client, affiliate_admin):
    mou = agreement(partnership=PartnershipFactory(affiliate=affiliate_admin.memberships.get().affiliate))
    client.force_login(affiliate_admin)

    for door in ("hold/", "hold/release/"):
        answer = client.post(f"/agreements/{mou.pk}/{door}", {"reason": "x", "form_key": uuid.uuid4()})
        assert answer.url.startswith("/account/prove/"), answer.url
    assert not LegalHold.objects.exists()
