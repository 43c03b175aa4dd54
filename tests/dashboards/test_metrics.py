# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures for Prometheus: who reads them, what they say, what they cost."""

from datetime import timedelta

import pytest
from django.conf import settings as live
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from outreach import gate, health
from outreach.connection import Site
from outreach.gate import SharedGate
from outreach.models import Page, Publication, Source, SyncRun
from tests.factories import ContributorFactory, PageFactory, SourceFactory, UserFactory
from work.models import Heartbeat, Message, Run

pytestmark = pytest.mark.django_db
TOKEN = "a token of the tests, with ä"
PAGE = "/metrics"


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = TOKEN


def shown(client, token=TOKEN):
    return client.get(PAGE, headers={"Authorization": f"Bearer {token}"})


def read(client) -> dict:
    """{(name, labels …): value}, as a Prometheus understands the answer."""
    text = shown(client).content.decode()
    return {
        (sample.name, *(value for _name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def ran(kind="outreach.sync", state="done", **counts):
    run = Run.objects.create(kind=kind, state=state, ended_at=timezone.now())
    return SyncRun.objects.create(run=run, source=SourceFactory(), **counts)


def test_without_a_token_in_the_settings_there_is_no_such_page(client, settings, platform_admin):
    settings.METRICS_TOKEN = ""
    client.force_login(platform_admin)

    assert [shown(client, token).status_code for token in ("", "None", TOKEN)] == [404] * 3


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}", TOKEN]
)
def test_another_token_reads_nothing(client, platform_admin, header):
    client.force_login(platform_admin)

    response = client.get(PAGE, headers={"Authorization": header} if header else {})

    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert "glamwiki_" not in response.content.decode()


def test_the_scheme_is_known_in_any_case_and_no_session_is_made(client):
    response = client.get(PAGE, headers={"Authorization": f"bearer {TOKEN}"})

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    assert not response.cookies


def test_every_family_has_help_and_our_prefix(client):
    families = list(text_string_to_metric_families(shown(client).content.decode()))

    assert len(families) > 15
    assert [each.name for each in families if not each.name.startswith("glamwiki_")] == []
    assert [each.name for each in families if not each.documentation] == []


def test_runs_are_counted_by_kind_and_state_and_say_when_one_last_ended_well(client):
    ran()
    ran(state="failed")
    ran(kind="items")

    found = read(client)

    assert found["glamwiki_runs_total", "outreach.sync", "done"] == 1
    assert found["glamwiki_runs_total", "outreach.sync", "failed"] == 1
    good = found["glamwiki_run_last_good_timestamp_seconds", "items"]
    assert abs(good - timezone.now().timestamp()) < 60


def test_the_age_of_the_last_good_purge_is_told_and_infinite_without_any(client):
    ran(kind="privacy.purge", state="failed")
    assert read(client)["glamwiki_purge_age_seconds",] == float("inf")

    for hours in (50, 26):
        ended_at = timezone.now() - timedelta(hours=hours)
        Run.objects.create(kind="privacy.purge", state="done", ended_at=ended_at)

    assert 26 * 3600 <= read(client)["glamwiki_purge_age_seconds",] < 26 * 3600 + 60


def test_syncs_add_up_and_a_source_says_how_old_it_is(client):
    ran(requests=3, parsed=2, unparsable=1, gone=1, hidden=2)
    ran(kind="again", requests=4)
    Source.objects.update(synced_at=timezone.now() - timedelta(hours=2))

    found = read(client)
    host = Source.objects.get().host

    assert found["glamwiki_sync_requests_total", host] == 7
    assert found["glamwiki_sync_parsed_total", host] == 2
    assert found["glamwiki_sync_unparsable_total", host] == 1
    assert 7199 < found["glamwiki_sync_age_seconds", host] < 7260


def test_pages_people_and_publications_are_counted(client):
    PageFactory.create_batch(2)
    PageFactory(state=Page.State.GONE, fault="old")
    PageFactory(fault="A table without an end.")
    ContributorFactory()
    ago = timezone.now() - timedelta(minutes=10)
    for number, state in enumerate(["waiting", "parked"]):
        Publication.objects.create(
            kind="test",
            source=SourceFactory(),
            title=f"T{number}",
            state=state,
            by=UserFactory(),
            ordered_at=ago,
        )

    found = read(client)

    assert found["glamwiki_pages", "case-study", "present"] == 3
    assert found["glamwiki_pages", "case-study", "gone"] == 1
    assert found["glamwiki_pages_unparsable", "case-study"] == 1
    assert sum(v for k, v in found.items() if k[0] == "glamwiki_contributors") == 1
    assert (found["glamwiki_publications", "parked"], found["glamwiki_publications", "conflict"]) == (1, 0)
    assert 599 < found["glamwiki_publication_waiting_seconds",] < 660


def test_what_waits_in_the_outbox_and_who_is_silent_is_said(client):
    Message.objects.create(kind="mail", key="a", due_at=timezone.now() - timedelta(minutes=5))
    Heartbeat.objects.create(part="beat", seen_at=timezone.now() - timedelta(minutes=1))

    found = read(client)

    assert found["glamwiki_messages", "waiting"] == 1
    assert 299 < found["glamwiki_message_waiting_seconds",] < 360
    assert 59 < found["glamwiki_part_seen_age_seconds", "beat"] < 120


def test_the_traffic_light_says_what_was_spent_and_who_wants_to_be_left_alone(client):
    shared = gate.shared_gate()
    shared.stay_away(Site.META.host, 40)
    try:
        found = read(client)
    finally:
        Redis.from_url(live.REDIS_URL).delete(f"glam:away:{Site.META.host}")  # not a write

    assert found["glamwiki_valkey_up",] == 1
    assert 30 < found["glamwiki_wiki_away_seconds", "meta"] <= 40
    assert found["glamwiki_wiki_requests_allowed",] == live.WIKI_REQUESTS_PER_MINUTE


def test_without_the_traffic_light_the_rest_is_still_told(client, monkeypatch):
    monkeypatch.setattr(health, "shared_gate", lambda: SharedGate("redis://127.0.0.1:9/0", per_minute=1))

    found = read(client)

    assert found["glamwiki_valkey_up",] == 0
    assert ("glamwiki_publications", "parked") in found


@pytest.mark.parametrize("count", [1, 10])
def test_metrics_cost_the_same_however_much_there_is(client, count, django_assert_num_queries):
    for number in range(count):
        ran(kind=f"kind {number}")
        PageFactory(kind=f"kind {number}")
        Message.objects.create(kind="mail", key=str(number))

    with django_assert_num_queries(12):
        shown(client)
