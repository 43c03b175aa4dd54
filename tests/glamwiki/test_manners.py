# SPDX-License-Identifier: GPL-3.0-or-later
"""What every answer has in common: health, caches, cookies, headers, and the words for a stale form."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisDown

from glamwiki import views
from outreach.connection import wiki_host
from outreach.models import Source
from tests.people import elevate
from work.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok\n")


def test_readyz_is_ready_when_everything_is(client):
    Heartbeat.objects.create(part="beat")
    Source.objects.create(host=wiki_host(), synced_at=timezone.now())

    response = client.get("/readyz")

    assert response.status_code == 200
    assert set(response.json().values()) == {"ok"}


def test_readyz_names_a_clock_that_stopped(client):
    Heartbeat.objects.create(part="beat", seen_at=timezone.now() - views.BEAT_LOST_AFTER)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert {part for part, state in response.json().items() if state != "ok"} == {"beat", "sync"}


@pytest.mark.parametrize(("hours", "said"), [(1, "ok"), (4, "late"), (25, "stale"), (None, "never")])
def test_readyz_says_how_fresh_the_mirror_is_and_takes_no_page_away_for_it(client, hours, said):
    Heartbeat.objects.create(part="beat")
    synced_at = None if hours is None else timezone.now() - timedelta(hours=hours)
    Source.objects.create(host=wiki_host(), synced_at=synced_at)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["sync"]) == (200, said)


def test_readyz_names_a_broker_that_is_down(client, monkeypatch):
    class Down:
        def set(self, *_args):
            raise RedisDown

    Heartbeat.objects.create(part="beat")
    monkeypatch.setattr(views, "cache", Down())

    response = client.get("/readyz")

    assert response.status_code == 503
    assert {part for part, state in response.json().items() if state != "ok"} == {"broker", "sync"}


def test_readyz_names_a_database_that_is_down(client, monkeypatch):
    class Down:
        def __getattr__(self, _name):
            raise DatabaseError

    monkeypatch.setattr(views, "connection", Down())

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "not ok"


@pytest.mark.parametrize(
    "address", ["/", "/account/tokens/", "/institutions/", "/api/v1/institutions/", "/nowhere/"]
)
def test_what_a_signed_in_person_sees_is_kept_in_no_cache(client, coordinator, address):
    public = Client().get(address)
    client.force_login(coordinator)
    private = client.get(address)

    assert private["Cache-Control"] == "private, no-store"
    assert "no-store" not in public.get("Cache-Control", "")
    assert "HX-Request" in public["Vary"]


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/nowhere/", "/api/docs/", "/board/"])
def test_every_page_carries_the_strict_policy(client, coordinator, address):
    client.force_login(coordinator)

    response = client.get(address)

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_api_docs_work_under_the_strict_policy(client):
    page = client.get("/api/docs/").text

    assert "<style" not in page
    assert "style=" not in page
    assert [script for script in page.split("<script")[1:] if " src=" not in script.split(">")[0]] == []


def test_a_form_without_its_token_is_refused_in_words(coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)

    response = client.post(reverse("accounts:tokens"), {"reach": "read", "days": "30"})

    assert response.status_code == 403
    assert "The form has grown old" in response.text


def test_signing_in_leads_back_to_where_one_wanted_to_go(client, coordinator, settings):
    settings.DEBUG = True  # a demo's door, where a password is enough
    coordinator.set_password("fifteen characters at least")
    coordinator.save()
    sent_away = client.get("/board/")

    response = client.post(
        sent_away.url, {"username": coordinator.username, "password": "fifteen characters at least"}
    )

    assert (sent_away.url, response.status_code, response.url) == ("/sign-in/?next=/board/", 302, "/board/")


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_and_choosing_a_language_lead_to_no_foreign_site(client, coordinator, address, settings):
    settings.DEBUG = True
    coordinator.set_password("fifteen characters at least")
    coordinator.save()

    chosen = client.post("/language/", {"language": "ar", "next": address})
    signed_in = client.post(
        "/sign-in/",
        {"username": coordinator.username, "password": "fifteen characters at least", "next": address},
    )

    assert (chosen.url, signed_in.url) == ("/", "/")


def test_a_chosen_language_is_kept(client):
    client.post("/language/", {"language": "ar", "next": "/"})

    assert '<html lang="ar" dir="rtl">' in client.get("/").text


def test_djangos_staff_flags_do_not_open_the_admin(client, volunteer):
    volunteer.is_staff = volunteer.is_superuser = True
    volunteer.save()
    client.force_login(volunteer)

    assert client.get("/admin/", follow=True).status_code == 403


def test_the_admin_hides_personal_rows_and_internal_notes(client, platform_admin):
    client.force_login(platform_admin)
    elevate(client)

    index = client.get("/admin/").text

    assert "/admin/partnerships/institution/" in index
    hidden = [
        "accounts/session",
        "accounts/user",
        "partnerships/advocate",
        "partnerships/partnership/",
        "work/message",
        "work/formkey",
    ]
    hidden += ["casestudies/casestudy", "casestudies/section", "event/"]
    assert [name for name in hidden if f"/admin/{name}" in index] == []
