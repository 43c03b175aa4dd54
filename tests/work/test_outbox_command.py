# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py outbox`: operators see what is stuck, without addresses, and decide on it by name."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import UserFactory
from work import outbox
from work.models import Heartbeat, Message

pytestmark = pytest.mark.django_db


def _said(*arguments):
    out = io.StringIO()
    call_command("outbox", *arguments, stdout=out)
    return out.getvalue()


def _message(key, state, **more):
    return Message.objects.create(kind="mail", key=key, state=state, **more)


def test_outbox_counts_and_lists_with_masked_addresses():
    now = timezone.now()
    _message("due", "waiting", due_at=now - timedelta(minutes=7, seconds=1))
    _message("later", "waiting", due_at=now + timedelta(hours=1))
    refused = _message("bad", "refused", error="550 no such box", payload={"to": "ada@example.org"})
    unknown = _message("lost", "unknown", error="no answer", payload={"to": "bo@example.org"})

    lines = _said().splitlines()

    assert lines[:5] == ["waiting  2", "sending  0", "sent     0", "unknown  1", "refused  1"]
    assert lines[5].startswith("longest overdue: 7 min")
    assert lines[6:] == [
        f"unknown outbox-{unknown.pk} lost b…@example.org: no answer",
        f"refused outbox-{refused.pk} bad a…@example.org: 550 no such box",
    ]


def test_outbox_with_nothing_in_it_says_so():
    assert "longest overdue: 0 min 0 s" in _said()


def test_outbox_lists_the_first_and_says_how_many_more():
    for number in range(52):
        _message(f"k{number}", "unknown")

    assert _said().splitlines()[-1] == "… and 2 more: --all"
    assert len(_said("--all").splitlines()) == 6 + 52


@pytest.mark.parametrize("state", ["unknown", "refused"])
def test_a_person_may_say_it_was_sent(state):
    UserFactory(username="ada")
    message = _message("k", state, error="no answer", attempts=1, claimed_at=timezone.now())

    assert _said("--settle", "k", "sent", "--by", "ada") == "k: sent\n"

    message.refresh_from_db()
    assert message.state == "sent"
    assert message.sent_at is not None
    assert f"ada decided “sent”; it was {state}: no answer" in message.error


def test_a_person_may_have_it_sent_again_under_the_same_message_id(sender):
    UserFactory(username="ada")
    left = []
    sender(lambda message: left.append(message.pk))
    message = Message.objects.create(kind="test", key="k", state="unknown", attempts=30)

    _said("--settle", "k", "waiting", "--by", "ada")
    outbox.send_due(now=timezone.now())

    message.refresh_from_db()
    assert (message.state, message.attempts, left) == ("sent", 1, [message.pk])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--settle", "k", "refused", "--by", "ada"], "STATE is sent or waiting"),
        (["--settle", "k", "sent"], "Say who decides"),
        (["--settle", "k", "sent", "--by", "nobody"], "Say who decides"),
        (["--settle", "other", "sent", "--by", "ada"], "There is no message “other”"),
        (["--settle", "gone", "waiting", "--by", "ada"], "“gone” is “sent”: there is nothing to decide"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_in_words(arguments, words):
    UserFactory(username="ada")
    message = _message("k", "unknown")
    _message("gone", "sent")

    with pytest.raises(CommandError, match=words):
        _said(*arguments)

    message.refresh_from_db()
    assert message.state == "unknown"


@pytest.mark.parametrize(("minutes", "said"), [(4, "ok"), (6, "not ok")])
def test_readyz_says_when_mails_leave_late_and_stays_ready(client, minutes, said):
    Heartbeat.objects.create(part="beat")
    _message("due", "waiting", due_at=timezone.now() - timedelta(minutes=minutes))
    _message("stuck", "unknown", due_at=timezone.now() - timedelta(days=1))

    response = client.get("/readyz")

    assert (response.status_code, response.json()["outbox"]) == (200, said)
