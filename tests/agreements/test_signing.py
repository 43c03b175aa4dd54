# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording signatures: what they lock, and what is not signed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.actions import sign_mou
from agreements.errors import Overlapping
from partnerships.models import Mou
from tests.factories import MouFactory, PartnershipFactory
from tests.factories.agreements import ClauseFactory, SignatoryFactory
from tests.threads import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def mou(partnership):
    return MouFactory(partnership=partnership, title="Pond letter", link="https://pond.example/letter")


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def write(client, mou, way, data=None):
    return client.post(f"/agreements/{mou.pk}/{way}/", data or {})


def test_signing_locks_the_terms(desk, mou):
    assert write(desk, mou, "sign", {"version": 1, "signed_on": today(-3)}).status_code == 302

    mou.refresh_from_db()
    assert (mou.state, mou.signed_on) == ("signed", today(-3))
    answer = write(desk, mou, "correct", {"version": mou.version, "kind": "letter", "title": "X"})
    assert answer.status_code == 422
    assert "signed" in str(answer.context["form"].errors)
    assert desk.get(f"/agreements/{mou.pk}/correct/").headers["Location"] == mou.get_absolute_url()
    assert desk.get(f"/agreements/{mou.pk}/sign/").headers["Location"] == mou.get_absolute_url()
    assert Mou.objects.get().title == "Pond letter"


@pytest.mark.parametrize(
    "signed_on, version, status",
    [(1, 1, 422), ("", 1, 422), ("soon", 1, 422), (0, 7, 409), (0, "", 422), (0, "9" * 30, 422)],
)
def test_refused_signature_changes_nothing(desk, mou, signed_on, version, status):
    day = today(signed_on) if isinstance(signed_on, int) else signed_on

    assert write(desk, mou, "sign", {"version": version, "signed_on": day}).status_code == status
    assert Mou.objects.get().state == "draft"


def test_signing_twice_is_refused_in_words(desk, mou):
    write(desk, mou, "sign", {"version": 1, "signed_on": today()})

    assert write(desk, mou, "sign", {"version": 1, "signed_on": today(-1)}).status_code == 409
    assert write(desk, mou, "sign", {"version": 2, "signed_on": today(-1)}).status_code == 422
    assert Mou.objects.get().signed_on == today()


def test_nothing_is_signed_where_there_is_nothing_to_sign(desk, partnership):
    empty = MouFactory(partnership=partnership)

    answer = write(desk, empty, "sign", {"version": 1, "signed_on": today()})

    assert answer.status_code == 422
    assert "nothing to sign" in str(answer.context["form"].errors)
    ClauseFactory(mou=empty)
    assert write(desk, empty, "sign", {"version": 1, "signed_on": today()}).status_code == 302


def test_nobody_signed_after_the_last_signature(desk, mou):
    SignatoryFactory(mou=mou, name="Amal Haddad", signed_on=today(-2))

    answer = write(desk, mou, "sign", {"version": 1, "signed_on": today(-3)})

    said = str(answer.context["form"].errors)
    assert answer.status_code == 422
    assert "the institution" in said
    assert "Amal" not in said
    assert write(desk, mou, "sign", {"version": 1, "signed_on": today(-2)}).status_code == 302


@pytest.mark.parametrize(
    "ours, theirs, other, overlaps",
    [
        ((0, 100), (50, 150), {}, True),
        ((0, 100), (100, 150), {}, True),
        ((100, 150), (0, 100), {}, True),
        ((None, None), (50, 150), {}, True),
        ((50, None), (None, 60), {}, True),
        ((0, 100), (101, 150), {}, False),
        ((0, 100), (None, -1), {}, False),
        ((0, 100), (50, 150), {"kind": "letter"}, False),
        ((0, 100), (50, 150), {"superseded_on": -1}, False),
        ((0, 100), (50, 150), {"superseded_on": 5}, True),
        ((0, 100), (50, 150), {"state": "draft", "signed_on": None}, False),
    ],
)
def test_overlapping_agreements_of_one_kind_are_refused(desk, partnership, ours, theirs, other, overlaps):
    def term(days):
        return {
            name: day if day is None else today(day)
            for name, day in zip(("starts_on", "ends_on"), days, strict=True)
        }

    if "superseded_on" in other:
        other = {"superseded_on": today(other["superseded_on"])}
    facts = {"state": "signed", "signed_on": today(-9), "title": "The old one"}
    MouFactory(partnership=partnership, **(facts | term(theirs) | other))
    mou = MouFactory(partnership=partnership, link="https://pond.example/", **term(ours))

    answer = write(desk, mou, "sign", {"version": 1, "signed_on": today()})

    assert answer.status_code == (422 if overlaps else 302)
    mou.refresh_from_db()
    assert mou.state == ("draft" if overlaps else "signed")
    if overlaps:
        assert "“The old one”" in answer.context["form"].errors["__all__"][0]


def test_agreements_of_different_partnerships_may_overlap(desk, mou):
    MouFactory(signed=True)

    assert write(desk, mou, "sign", {"version": 1, "signed_on": today()}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_overlapping_ones_signed_at_once_one_is_refused(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    link = "https://pond.example/"
    mous = [MouFactory(partnership=partnership, link=link) for _ in range(2)]

    def signing(mou):
        return lambda: sign_mou(mou, version=1, signed_on=today(), by=coordinator).state

    results = race(*(signing(mou) for mou in mous))

    assert sorted(isinstance(result, Overlapping) for result in results) == [False, True]
    assert Mou.objects.filter(state="signed").count() == 1
