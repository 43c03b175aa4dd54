# SPDX-License-Identifier: GPL-3.0-or-later
"""The profile: what one can help with, where one's calendar is, which mails come, and whether keys do things."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.models import User
from journal.models import Entry
from teamwork.actions import make_task
from tests.factories import PartnershipFactory, UserFactory, member
from work.models import Message

pytestmark = pytest.mark.django_db
PROFILE = reverse("accounts:profile")
ALL_MAILS = ["reminders", "notices", "digest"]


def test_profile_is_saved_and_recorded(client, volunteer):
    client.force_login(volunteer)

    response = client.post(
        PROFILE,
        {
            "language": "ar",
            "skills": ["uploads", "wikidata"],
            "has_shortcuts": "on",
            "time_zone": "Asia/Kolkata",
            "mails": ["reminders", "digest"],
        },
    )

    volunteer.refresh_from_db()
    assert response.status_code == 302
    assert (volunteer.language, volunteer.skills, volunteer.has_shortcuts) == (
        "ar",
        ["uploads", "wikidata"],
        True,
    )
    assert (volunteer.time_zone, volunteer.unwanted_mails) == ("Asia/Kolkata", ["notices"])
    assert Entry.objects.get().after == "language, time_zone, skills, unwanted_mails"


def test_profile_without_the_tick_switches_the_shortcuts_off(client, volunteer):
    client.force_login(volunteer)

    client.post(PROFILE, {"language": ""})

    assert 'data-off="yes"' in client.get(PROFILE).text


def test_profile_saved_as_it_is_writes_nothing(client, volunteer):
    client.force_login(volunteer)

    client.post(PROFILE, {"language": "", "has_shortcuts": "on", "mails": ALL_MAILS})

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"skills": "wizardry"},
        {"language": "xx"},
        {"time_zone": "Europe"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "Etc/GMT+3"},
        {"mails": "everything"},
    ],
)
def test_profile_refuses_what_is_no_choice(client, volunteer, nonsense):
    client.force_login(volunteer)

    assert client.post(PROFILE, nonsense).status_code == 422
    assert not Entry.objects.exists()


def test_profile_offers_the_zones_of_the_world_by_region_and_all_mails_at_first(client, volunteer):
    client.force_login(volunteer)

    form = client.get(PROFILE).context["form"]

    regions = dict(form.fields["time_zone"].choices)
    assert ("Europe/Berlin", "Berlin") in regions["Europe"]
    assert ("America/Argentina/Salta", "Argentina – Salta") in regions["America"]
    assert form["mails"].value() == ALL_MAILS


def test_zone_chosen_elsewhere_survives_the_form(client, volunteer):
    User.objects.filter(pk=volunteer.pk).update(time_zone="US/Eastern")
    client.force_login(volunteer)

    assert '<option value="US/Eastern" selected>' in client.get(PROFILE).text
    client.post(PROFILE, {"time_zone": "US/Eastern", "mails": ALL_MAILS, "has_shortcuts": "on"})

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "zone, day",
    [
        ("Pacific/Auckland", date(2026, 4, 2)),
        ("America/New_York", date(2026, 4, 1)),
        ("", date(2026, 4, 1)),
        ("US", date(2026, 4, 1)),
        ("No/Such", date(2026, 4, 1)),
        ("../passwd", date(2026, 4, 1)),
    ],
)
def test_today_is_the_day_of_ones_own_calendar(zone, day):
    assert UserFactory.build(time_zone=zone).today(datetime(2026, 4, 1, 12, tzinfo=UTC)) == day


@pytest.mark.parametrize("unwanted, number", [([], 1), (["reminders", "digest"], 1), (["notices"], 0)])
def test_task_is_mailed_to_those_who_want_it(unwanted, number):
    worker = member("coordinator", email="worker@example.org", unwanted_mails=unwanted)
    partnership = PartnershipFactory(affiliate=worker.affiliate)

    make_task(partnership, worker.affiliate, by=None, title="Call them", assignee=worker)

    assert Message.objects.count() == number
    assert worker.notices.count() == 1
