# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which those who run the platform see whether it runs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from glamwiki.local.folders import ROOT
from outreach.models import SyncRun
from tests.factories import SourceFactory
from work import reports
from work.models import Heartbeat, Message, Run

pytestmark = pytest.mark.django_db
PAGE = "/system/"


def message(number, state="waiting", **fields):
    return Message.objects.create(kind="mail", key=f"key-{number}", state=state, **fields)


@pytest.fixture
def desk(client, platform_admin):
    client.force_login(platform_admin)
    return client


def test_a_late_message_and_a_silent_clock_are_said(desk):
    Heartbeat.objects.create(part="beat", seen_at=timezone.now() - timedelta(minutes=6))
    message(1, due_at=timezone.now() - timedelta(minutes=6))

    answer = desk.get(PAGE)

    assert answer.context["parts"][0].is_silent
    assert answer.context["outbox"].is_late
    assert "silent" in answer.text


def test_what_is_not_due_yet_is_not_late():
    message(1, due_at=timezone.now() + timedelta(minutes=6))
    message(2, state="sent", due_at=timezone.now() - timedelta(days=6))

    outbox = reports.outbox()

    assert outbox.waiting_since is None
    assert outbox.is_late is False
    assert (outbox.counts["waiting"], outbox.counts["sent"]) == (1, 1)


def test_unknown_and_refused_messages_are_named_without_their_text(desk):
    message(1, state="unknown", payload={"to": "canary@museum.example"}, error="The line broke")
    message(2, state="refused", error="550 no such box")
    message(3, state="sent")

    answer = desk.get(PAGE)

    assert [each.key for each in answer.context["stuck"]] == ["key-2", "key-1"]
    assert "550 no such box" in answer.text
    assert "canary" not in answer.text


def test_what_was_said_names_nobody_by_address(desk, wmf_staff, client):
    message(1, state="refused", error="550 <ada@pond.example>: rejected, see https://mx.example/why?who=ada")
    run = Run.objects.create(kind="outreach.sync", state="failed", error="no page of bo@pond.example")
    SyncRun.objects.create(run=run, source=SourceFactory())

    page = desk.get(PAGE).text
    client.force_login(wmf_staff)
    addresses = ("/sync/", "/api/v1/sync-runs/")
    pages = {PAGE: page} | {address: client.get(address).text for address in addresses}

    assert "550 &lt;…@…&gt;: rejected, see https://mx.example/why?…" in page
    assert [address for address, text in pages.items() if "no page of …@…" not in text] == []
    assert [address for address, text in pages.items() if "pond" in text] == []


def test_no_template_shows_what_a_program_said_as_it_stands():
    """A message's error quotes the mail server, a run's whatever failed; a page that shows one scrubs it."""
    shown = [
        (path.name, found)
        for path in (ROOT / "templates").rglob("*.html")
        for found in re.findall(r"\{\{ (?:\w+\.)+error\b[^}]*\}\}", path.read_text())
    ]

    assert len(shown) >= 8
    assert [each for each in shown if "|scrubbed" not in each[1]] == []


def test_the_latest_run_of_each_kind_is_shown_and_when_one_last_ended_well(desk):
    earlier = timezone.now() - timedelta(hours=1)
    Run.objects.create(kind="sync", state="done", queued_at=earlier, ended_at=earlier)
    Run.objects.create(kind="sync", state="failed", error="The wiki is away", ended_at=timezone.now())
    Run.objects.create(kind="items", state="queued")

    runs = desk.get(PAGE).context["runs"]

    assert [(run.kind, run.state) for run in runs] == [("items", "queued"), ("sync", "failed")]
    assert runs[1].done_at == earlier


@pytest.mark.parametrize("number", [1, 10])
def test_the_page_costs_the_same_however_much_there_is(desk, number, django_assert_num_queries):
    for n in range(number):
        message(n, state="unknown")
        Run.objects.create(kind=f"kind-{n}", state="done")
    desk.get(PAGE)

    with django_assert_num_queries(11):
        desk.get(PAGE)


def test_a_run_that_nobody_takes_up_is_said(desk):
    since = timezone.now() - timedelta(minutes=6)
    Run.objects.create(kind="sync", state="queued", queued_at=since)
    Run.objects.create(kind="items", state="running")

    answer = desk.get(PAGE)

    queue = answer.context["queue"]
    assert (queue.waiting, queue.waiting_since, queue.is_late) == (1, since, True)
    assert "Is the worker alive" in answer.text


def test_versions_migrations_role_and_disk_are_said(desk):
    found = desk.get(PAGE).context["facts"]

    assert all(version for _part, version in found.versions)
    assert (found.pending, found.role) == ([], "glamwiki")
    assert 0 < found.disk.free <= found.disk.total


def test_a_migration_that_was_forgotten_is_named(desk):
    MigrationRecorder(connection).record_unapplied("journal", "0004_whose_and_which_request")

    answer = desk.get(PAGE)

    assert answer.context["facts"].pending == ["journal.0004_whose_and_which_request"]
    assert "journal.0004_whose_and_which_request" in answer.text


def test_without_valkey_the_page_still_answers(desk, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    answer = desk.get(PAGE)

    assert answer.status_code == 200
    assert answer.context["facts"].valkey is None
    assert "does not answer" in answer.text


def test_the_page_renews_itself_by_a_fragment(desk):
    answer = desk.get(PAGE, headers={"HX-Request": "true"})

    assert answer.text.strip().startswith('<div id="state"')
    assert "<html" not in answer.text
