# SPDX-License-Identifier: GPL-3.0-or-later
"""A restricted person is kept, and appears in no list, queue, mail, reminder, search or export."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Entry
from partnerships import actions
from partnerships.actions import move_to_stage
from partnerships.models import Advocate
from partnerships.notifications import ENDING, tell_of_ends
from privacy.actions import restrict_account
from teamwork.actions import tell
from tests.factories import AdvocateFactory, PartnershipFactory, member
from tests.people import sign_in_freshly
from today.notifications import mail_digest
from work.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def advocate(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    return AdvocateFactory(
        affiliate=coordinator.affiliate,
        institution=partnership.institution,
        name="Zirconia Quicksilver",
        last_contact_on=timezone.localdate() - timedelta(days=200),
        keep_until_on=timezone.localdate() - timedelta(days=1),
    )


def shown(client, coordinator, advocate) -> set[str]:
    """Where the person appears."""
    institution = advocate.posts.get().institution
    places = {
        "list": "/advocates/",
        "search": "/search/?q=Quicksilver",
        "institution": institution.get_absolute_url(),
        "api": "/api/v1/advocates/",
    }
    found = {name for name, address in places.items() if "Zirconia" in client.get(address).text}
    if f"/advocates/{advocate.pk}/contact/" in client.get("/today/").text:
        found.add("today")
    return found


def test_a_restricted_advocate_appears_nowhere_and_comes_back(client, coordinator, advocate):
    sign_in_freshly(client, coordinator)
    everywhere = shown(client, coordinator, advocate)
    assert everywhere >= {"list", "search", "institution", "api"}

    client.post(f"/advocates/{advocate.pk}/data/restrict/", {"restricted": "yes"})

    assert shown(client, coordinator, advocate) == set()
    assert "Restricted since" in client.get(advocate.get_absolute_url()).text
    assert "Zirconia" in client.get("/advocates/?restricted=yes").text
    assert not Advocate.objects.running_out(by=timezone.localdate()).exists()
    # What is in dispute is not forgotten by the clock.
    assert actions.anonymise_advocate(advocate, by=None, only_if_over=True) is False

    client.post(f"/advocates/{advocate.pk}/data/restrict/", {"restricted": "no"})

    assert shown(client, coordinator, advocate) == everywhere
    verbs = Entry.objects.filter(subject_id=advocate.pk).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["advocate.restricted", "advocate.unrestricted"]


def test_a_restricted_user_is_in_no_directory_and_gets_no_mail(client, coordinator):
    user = member("coordinator", coordinator.affiliate, wiki_username="Zircosilver", email="z@wiki.example")
    sign_in_freshly(client, coordinator)
    assert "Zircosilver" in client.get("/people/").text
    assert "Zircosilver" in client.get("/search/?q=Zirco").text

    restrict_account(user, by=user, restricted=True)
    user.refresh_from_db()

    assert "Zircosilver" not in client.get("/people/").text
    assert "Zircosilver" not in client.get("/search/?q=Zirco").text
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=user)
    tell([user], kind="task.assigned", record=partnership, key="k", words={}, address="/", mail=True)
    assert mail_digest(user, now=timezone.now()) is False
    assert tell_of_ends(ENDING, [user], count=1, first=timezone.localdate(), key="ends") == 0
    move_to_stage(partnership, partnership.pipeline.stages.get(phase="researched"), by=coordinator)
    assert not Message.objects.exists()
    assert Entry.objects.filter(verb="account.restricted").count() == 1


def test_an_affiliate_sees_which_of_its_people_is_restricted(client, affiliate_admin, coordinator):
    client.force_login(affiliate_admin)
    restrict_account(coordinator, by=coordinator, restricted=True)

    page = client.get(f"/affiliates/{coordinator.affiliate.pk}/people/").text

    assert page.count(">restricted<") == 1


def test_one_restricts_oneself_on_the_profile(client, volunteer):
    client.force_login(volunteer)

    client.post("/account/restrict/", {"restricted": "yes"})
    volunteer.refresh_from_db()
    assert volunteer.restricted_at
    assert "Restricted since" in client.get("/account/profile/").text

    client.post("/account/restrict/", {"restricted": "no"})
    volunteer.refresh_from_db()
    assert volunteer.restricted_at is None
