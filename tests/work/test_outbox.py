# SPDX-License-Identifier: GPL-3.0-or-later
"""The outbox: every message leaves once, and none holds up the others."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from work import actions, outbox
from work.errors import AnswerUnknown, Refused
from work.models import Message


def _post(key="a", **payload):
    return actions.post("test", key=key, payload=payload)


def _send():
    return outbox.send_due(now=timezone.now())


@pytest.mark.django_db
def test_post_with_the_same_key_is_one_message():
    first = actions.post("test", key="mou-7-expires", payload={"n": 1})
    second = actions.post("test", key="mou-7-expires", payload={"n": 2})

    assert first == second
    assert Message.objects.get().payload == {"n": 1}


@pytest.mark.django_db(transaction=True)
def test_post_by_two_at_once_is_one_message(at_once):
    results = at_once(_post)

    assert results[0] == results[1]
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_send_due_sends_and_settles(sender):
    left = []
    sender(lambda message: left.append(message.key))
    _post("a")
    _post("b")

    assert (_send(), _send()) == (2, 0)

    assert left == ["a", "b"]
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert not Message.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_send_due_leaves_what_is_not_due(sender):
    sender(lambda message: None)
    actions.post("test", key="later", payload={}, due_at=timezone.now() + timedelta(hours=1))

    assert _send() == 0

    assert Message.objects.get().state == "waiting"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "state"),
    [(Refused("no such box"), "refused"), (AnswerUnknown("hung up"), "unknown")],
)
def test_a_final_answer_settles_the_message_in_words(sender, error, state):
    asked = []

    def send(message):
        asked.append(message.pk)
        raise error

    sender(send)
    message = _post()

    assert (_send(), _send()) == (0, 0)

    message.refresh_from_db()
    assert (message.state, message.error, message.attempts, message.sent_at) == (state, str(error), 1, None)
    assert len(asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OSError("no route"), smtplib.SMTPServerDisconnected("x"), KeyError("to")])
def test_a_passing_fault_is_tried_again_later_and_later(sender, error):
    def send(message):
        raise error

    sender(send)
    message = _post()
    waits = []
    for _attempt in range(8):
        now = timezone.now()
        outbox.send_due(now=now + timedelta(days=1))
        message.refresh_from_db()
        waits.append(round((message.due_at - now).total_seconds() / 60))

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert (message.state, message.attempts) == ("waiting", 8)


@pytest.mark.django_db
def test_a_message_nobody_can_send_does_not_hold_up_the_next(sender):
    sender(lambda message: None)
    actions.post("of-a-kind-nobody-knows", key="poison", payload={})
    _post("good")

    assert _send() == 1

    assert dict(Message.objects.values_list("key", "state")) == {"poison": "waiting", "good": "sent"}


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_a_message_once(sender, at_once):
    left, second_is_through = [], threading.Event()

    def send(message):
        left.append(message.key)
        # The one that got the message holds it until the other has looked and gone.
        second_is_through.wait(5)

    def sweep():
        count = _send()
        second_is_through.set()
        return count

    sender(send)
    _post()

    results = at_once(sweep)

    assert sorted(results) == [0, 1]
    assert left == ["a"]
    assert Message.objects.get().attempts == 1


@pytest.mark.django_db
def test_a_crash_while_sending_leaves_the_message_waiting(sender):
    def send(message):
        raise ZeroDivisionError

    sender(send)
    message = _post()

    with pytest.raises(ZeroDivisionError):
        _send()

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)
