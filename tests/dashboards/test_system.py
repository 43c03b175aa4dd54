# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which those who run the platform see whether it runs."""

from datetime import timedelta

import pytest
from django.utils import timezone

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

    with django_assert_num_queries(7):
        desk.get(PAGE)
