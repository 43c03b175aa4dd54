# SPDX-License-Identifier: GPL-3.0-or-later
"""The profile: what one can help with, and whether keys do things."""

import pytest
from django.urls import reverse

from journal.models import Entry

pytestmark = pytest.mark.django_db
PROFILE = reverse("accounts:profile")


def test_profile_is_saved_and_recorded(client, volunteer):
    client.force_login(volunteer)

    response = client.post(
        PROFILE, {"language": "ar", "skills": ["uploads", "wikidata"], "has_shortcuts": "on"}
    )

    volunteer.refresh_from_db()
    assert response.status_code == 302
    assert (volunteer.language, volunteer.skills, volunteer.has_shortcuts) == (
        "ar",
        ["uploads", "wikidata"],
        True,
    )
    assert Entry.objects.get().after == "language, skills"


def test_profile_without_the_tick_switches_the_shortcuts_off(client, volunteer):
    client.force_login(volunteer)

    client.post(PROFILE, {"language": ""})

    assert 'data-off="yes"' in client.get(PROFILE).text


def test_profile_saved_as_it_is_writes_nothing(client, volunteer):
    client.force_login(volunteer)

    client.post(PROFILE, {"language": "", "has_shortcuts": "on"})

    assert not Entry.objects.exists()


@pytest.mark.parametrize("nonsense", [{"skills": "wizardry"}, {"language": "xx"}])
def test_profile_refuses_what_is_no_choice(client, volunteer, nonsense):
    client.force_login(volunteer)

    assert client.post(PROFILE, nonsense).status_code == 422
    assert not Entry.objects.exists()
