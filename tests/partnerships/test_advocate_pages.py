# SPDX-License-Identifier: GPL-3.0-or-later
"""Introducing and correcting advocates: who may, who never hears of them, what is refused."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from partnerships.models import Advocate
from partnerships.permissions import may_search_for
from tests.factories import AdvocateFactory, InstitutionFactory, MembershipFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def address():
    return f"/institutions/{InstitutionFactory().pk}/advocates/introduce/"


@pytest.fixture
def advocate(coordinator):
    return AdvocateFactory(affiliate=coordinator.affiliate, name="Ada Pond", engagement="supporter")


def plain(answer):
    """The page without its CSRF tokens, which differ each time."""
    return re.sub("[A-Za-z0-9]{64}", "", answer.content.decode())


def facts(**changes):
    return {
        "form_key": uuid.uuid4(),
        "name": "Ada Pond",
        "post": "",
        "email": "",
        "phone": "",
        "engagement": "neutral",
        "last_contact_on": "",
    } | changes


def correct(client, advocate, **changes):
    return client.post(f"/advocates/{advocate.pk}/correct/", facts(version=advocate.version) | changes)


def test_introducing_an_advocate(desk, coordinator, address):
    answer = desk.post(
        address,
        facts(
            post="Head of ponds",
            email="ada@example.org",
            phone="+33 1 23",
            source="event",
            source_note="The pond days",
            engagement="champion",
            last_contact_on="2026-01-31",
        ),
    )

    advocate = Advocate.objects.get()
    assert answer.headers["Location"] == advocate.get_absolute_url()
    assert advocate.affiliate == coordinator.affiliate
    assert advocate.posts.get().title == "Head of ponds"
    assert {(a.kind, a.value) for a in advocate.addresses.all()} == {
        ("email", "ada@example.org"),
        ("phone", "+33 1 23"),
    }
    assert (advocate.source, advocate.source_note, advocate.lawful_basis) == (
        "event",
        "The pond days",
        "interest",
    )
    assert (advocate.engagement, advocate.last_contact_on) == ("champion", date(2026, 1, 31))


def test_affiliate_is_asked_only_of_those_with_several(desk, coordinator, address):
    assert "affiliate" not in desk.get(address).context["form"].fields
    second = MembershipFactory(user=coordinator).affiliate
    MembershipFactory(user=coordinator, role="viewer")

    choices = desk.get(address).context["form"].fields["affiliate"].queryset

    assert set(choices) == {coordinator.affiliate, second}
    assert desk.post(address, facts(affiliate=second.pk)).status_code == 302
    assert Advocate.objects.get().affiliate == second


def test_a_foreign_affiliate_is_refused(desk, coordinator, stranger, address):
    MembershipFactory(user=coordinator)

    answer = desk.post(address, facts(affiliate=stranger.affiliate.pk))

    assert answer.status_code == 422
    assert "affiliate" in answer.context["form"].errors
    assert not Advocate.objects.exists()


def test_a_sole_affiliate_cannot_be_exchanged_for_another(desk, coordinator, stranger, address):
    desk.post(address, facts(affiliate=stranger.affiliate.pk))

    assert Advocate.objects.get().affiliate == coordinator.affiliate


@pytest.mark.parametrize("role", ["viewer", "volunteer", "wmf_staff", "platform_admin"])
def test_introducing_is_refused_to_others(client, request, role, address):
    client.force_login(request.getfixturevalue(role))

    assert client.get(address).status_code == 403
    assert client.post(address, facts()).status_code == 403
    assert not Advocate.objects.exists()


def test_introducing_at_a_missing_institution_is_a_404(desk):
    assert desk.post("/institutions/999999/advocates/introduce/", facts()).status_code == 404


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"name": ""}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"post": "x" * 10_000}, "post"),
        ({"email": "ada"}, "email"),
        ({"email": "ada@example.org\nBcc: all@example.org"}, "email"),
        ({"email": "a" * 10_000 + "@example.org"}, "email"),
        ({"email": "a\0@example.org"}, "email"),
        ({"phone": "1" * 51}, "phone"),
        ({"source": "gossip"}, "source"),
        ({"lawful_basis": "because"}, "lawful_basis"),
        ({"last_contact_on": "0001-01-01"}, "last_contact_on"),
        ({"name": "line\n" * 5_000}, "name"),
        ({"engagement": "married"}, "engagement"),
        ({"last_contact_on": "yesterday"}, "last_contact_on"),
        ({"last_contact_on": "2026-02-30"}, "last_contact_on"),
        ({"last_contact_on": "\0"}, "last_contact_on"),
        ({"form_key": ""}, "form_key"),
    ],
)
def test_bad_facts_are_refused_at_their_field_and_nothing_is_written(desk, address, changes, field):
    answer = desk.post(address, facts(**changes))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Advocate.objects.exists()


def test_last_contact_may_be_today_but_not_tomorrow(desk, address):
    today = timezone.localdate()

    assert desk.post(address, facts(last_contact_on=today + timedelta(days=1))).status_code == 422
    assert desk.post(address, facts(last_contact_on=today)).status_code == 302


def test_a_second_click_introduces_nobody_and_leads_to_the_first(desk, address):
    same = facts()
    first, second = desk.post(address, same), desk.post(address, same)

    assert Advocate.objects.count() == 1
    assert second.headers["Location"] == first.headers["Location"]


def test_correcting_an_advocate(desk, advocate):
    assert "Ada Pond" in desk.get(f"/advocates/{advocate.pk}/correct/").content.decode()

    answer = correct(desk, advocate, name="Ada Lake", engagement="left")

    advocate.refresh_from_db()
    assert answer.status_code == 302
    assert (advocate.name, advocate.engagement, advocate.version) == ("Ada Lake", "left", 2)


def test_journal_names_no_person(desk, advocate):
    correct(desk, advocate, name="Ada Lake", source_note="Ada told me")

    line = Entry.objects.get()
    assert "Ada" not in f"{line.before}{line.after}{line.note}"


def test_correcting_is_refused_to_a_viewer(client, viewer, advocate):
    client.force_login(viewer)

    assert correct(client, advocate, name="X").status_code == 403
    assert Advocate.objects.get().name == "Ada Pond"


@pytest.mark.parametrize("role", ["stranger", "volunteer", "wmf_staff", "platform_admin"])
def test_a_foreign_advocate_is_not_there(client, request, role, advocate):
    client.force_login(request.getfixturevalue(role))

    foreign = client.get(f"/advocates/{advocate.pk}/correct/")
    missing = client.get("/advocates/999999/correct/")

    assert foreign.status_code == missing.status_code == 404
    assert plain(foreign) == plain(missing).replace("/advocates/999999/", f"/advocates/{advocate.pk}/")
    assert correct(client, advocate, name="X").status_code == 404
    assert Advocate.objects.get().name == "Ada Pond"


def test_bad_correction_changes_nothing(desk, advocate):
    assert correct(desk, advocate, engagement="ada", name="X").status_code == 422
    assert Advocate.objects.get().name == "Ada Pond"


def test_a_lost_update_is_refused_with_what_is_there_now(desk, advocate):
    correct(desk, advocate, engagement="champion")

    answer = correct(desk, advocate, engagement="cooling")

    assert answer.status_code == 409
    assert Advocate.objects.get().engagement == "champion"
    assert ("Engagement", "champion") in answer.context["form"].differences


def test_the_list_offers_no_affiliate_whose_advocates_one_does_not_see(desk, coordinator, stranger):
    offered = desk.get("/advocates/").context["filters"].form.fields["affiliate"].queryset

    assert list(offered) == [coordinator.affiliate]


def test_who_looked_is_handed_to_the_page_for_administrators_alone(client, coordinator, affiliate_admin):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate)
    address = reverse("partnerships:advocate-rights", args=[advocate.pk])
    client.force_login(coordinator)
    client.get(advocate.get_absolute_url())

    assert list(client.get(address).context["readings"]) == []
    client.force_login(affiliate_admin)
    assert len(client.get(address).context["readings"]) >= 1


def test_texts_are_searched_for_somebody_by_those_who_may_erase_them(coordinator, viewer):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate)

    assert may_search_for(coordinator, advocate)
    assert not may_search_for(viewer, advocate)


def test_people_of_an_institution_are_those_of_ones_own_affiliate(client, coordinator, stranger):
    ours = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    AdvocateFactory(institution=ours.institution, affiliate=coordinator.affiliate, name="Ada Ours")
    AdvocateFactory(institution=ours.institution, affiliate=stranger.affiliate, name="Bo Theirs")
    client.force_login(coordinator)

    page = client.get(reverse("partnerships:people", args=[ours.pk])).text

    assert "Ada Ours" in page
    assert "Bo Theirs" not in page
