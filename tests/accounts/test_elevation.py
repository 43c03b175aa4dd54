# SPDX-License-Identifier: GPL-3.0-or-later
"""Platform administrators see and change what is others' only in an elevated session: short, with a reason, recorded."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from journal.models import Entry
from tests.factories import UserFactory
from tests.people import elevate, sign_in_freshly

pytestmark = pytest.mark.django_db
ELEVATE, STEP_DOWN, RECORDS = (
    reverse("accounts:elevate"),
    reverse("accounts:step-down"),
    reverse("admin:index"),
)
REASON = "Asked by the chapter's board to give its first role"


@pytest.fixture
def desk(client, platform_admin):
    sign_in_freshly(client, platform_admin)
    return client


def records(client) -> int:
    return client.get(RECORDS, follow=True).status_code


def people(affiliate):
    return reverse("accounts:people", args=[affiliate.pk])


def test_without_it_records_and_roles_of_others_are_shut_and_the_page_says_what_opens_them(
    desk, affiliate_admin
):
    shut, roles = desk.get(RECORDS, follow=True), desk.get(people(affiliate_admin.affiliate))

    assert (shut.status_code, roles.status_code) == (403, 404)
    assert f"{ELEVATE}?next={RECORDS}" in shut.text
    assert ELEVATE in roles.text
    end = reverse("accounts:end-role", args=[affiliate_admin.memberships.get().pk])
    assert desk.post(end).status_code == 404


def test_it_begins_with_a_reason_under_a_new_session_id_and_stands_in_the_journal(
    desk, platform_admin, affiliate_admin
):
    before = desk.session.session_key

    begun = desk.post(ELEVATE, {"reason": REASON, "next": RECORDS})

    assert begun.url == RECORDS
    assert desk.session.session_key != before
    assert records(desk) == 200
    newcomer = {"username": UserFactory().username, "role": "viewer"}
    assert desk.post(people(affiliate_admin.affiliate), newcomer).status_code == 302
    entry = Entry.objects.get(verb="platform.elevated")
    assert (entry.actor, entry.note) == (platform_admin, REASON)


@pytest.mark.parametrize("reason", ["", "because", " " * 20, "x" * 301])
def test_without_a_reason_it_does_not_begin(desk, reason):
    assert desk.post(ELEVATE, {"reason": reason}).status_code == 422
    assert records(desk) == 403
    assert not Entry.objects.filter(verb="platform.elevated").exists()


@pytest.mark.parametrize(("seconds", "status"), [(-60, 200), (60, 403)])
def test_it_lasts_half_an_hour(desk, seconds, status):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        desk.post(ELEVATE, {"reason": REASON})

    with time_machine.travel(start + timedelta(minutes=30, seconds=seconds), tick=False):
        assert records(desk) == status


def test_every_page_says_so_and_ends_it(desk):
    desk.post(ELEVATE, {"reason": REASON})
    assert STEP_DOWN in desk.get(reverse("home")).text

    desk.post(STEP_DOWN)

    assert records(desk) == 403
    assert STEP_DOWN not in desk.get(reverse("home")).text
    assert Entry.objects.filter(verb="platform.stepped_down").count() == 1


def test_an_old_proof_is_not_enough(client, platform_admin):
    client.force_login(platform_admin)

    assert client.post(ELEVATE, {"reason": REASON}).url.startswith(reverse("accounts:prove"))
    assert records(client) == 403


def test_it_is_the_sessions_and_nobody_elses(desk, platform_admin):
    desk.post(ELEVATE, {"reason": REASON})
    elsewhere = Client()
    elsewhere.force_login(platform_admin)

    assert records(elsewhere) == 403


def test_a_mark_in_the_session_of_somebody_else_gives_nothing(client, affiliate_admin):
    sign_in_freshly(client, affiliate_admin)
    elevate(client)

    assert records(client) == 403
    assert client.post(ELEVATE, {"reason": REASON}).status_code == 403


def test_who_is_no_longer_platform_administrator_loses_it_at_once(desk, platform_admin):
    desk.post(ELEVATE, {"reason": REASON})
    platform_admin.is_platform_admin = False
    platform_admin.save()

    assert records(desk) == 403
    assert not Membership.objects.exists()
