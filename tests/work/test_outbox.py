# SPDX-License-Identifier: GPL-3.0-or-later
"""The outbox: every message leaves once, and none holds up the others."""

import smtplib
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from work import actions, outbox, registry
from work.actions import MAX_SENDS, SENDING_LOST_AFTER
from work.errors import AnswerUnknown, NothingToDecide, NotReached, Refused
from work.models import Message
from work.tasks import sweep


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
    now, waits = timezone.now(), []
    for _attempt in range(8):
        now += timedelta(days=1)
        outbox.send_due(now=now)
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
def test_a_mistake_in_a_sender_is_named_and_does_not_hold_up_the_next(sender, caplog):
    def send(message):
        if message.key == "broken":
            raise ZeroDivisionError

    sender(send)
    message = _post("broken")
    _post("good")

    assert _send() == 1

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("unknown", 1)
    assert "ZeroDivisionError" in message.error
    assert "Traceback" in caplog.text


@pytest.mark.django_db
def test_a_message_is_given_up_after_about_a_day_of_attempts_with_the_last_reason(sender):
    def send(message):
        raise NotReached("nobody there")

    sender(send)
    message = _post()
    began = now = timezone.now()
    while message.state == "waiting":
        outbox.send_due(now=now)
        message.refresh_from_db()
        now = max(now, message.due_at)

    assert timedelta(hours=20) < now - began < timedelta(hours=30)
    assert (message.state, message.attempts) == ("refused", MAX_SENDS)
    assert message.error == "Given up after 30 attempts in about a day. The last one: nobody there"


@pytest.mark.django_db
def test_when_nobody_is_reached_the_rest_of_the_kind_waits_unclaimed_and_other_kinds_go_on(
    sender, monkeypatch
):
    asked, left = [], []

    def send(message):
        asked.append(message.key)
        raise NotReached("nobody there")

    sender(send)
    monkeypatch.setitem(registry._senders, "other", lambda message: left.append(message.key))
    for number in range(5):
        _post(f"k{number}")
    actions.post("other", key="o", payload={})

    assert _send() == 1

    assert (asked, left) == (["k0", "k1", "k2"], ["o"])
    assert list(Message.objects.filter(kind="test").order_by("key").values_list("attempts", flat=True)) == [
        1, 1, 1, 0, 0,
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_answer_that_never_came_stops_the_kind_for_this_sweep(sender):
    def send(message):
        raise AnswerUnknown("hung up")

    sender(send)
    for number in range(3):
        _post(f"k{number}")

    assert _send() == 0

    assert Counter(Message.objects.values_list("state", flat=True)) == {"unknown": 1, "waiting": 2}


@pytest.mark.django_db(transaction=True)
def test_a_message_is_sent_outside_transactions_with_its_claim_committed(sender):
    seen = []

    def send(message):
        with ThreadPoolExecutor(1) as elsewhere:
            seen.append((connection.in_atomic_block, *elsewhere.submit(_state_of, message.pk).result()))

    sender(send)
    _post()

    _send()

    assert seen == [(False, "sending", 1)]


def _state_of(pk):
    try:
        return Message.objects.values_list("state", "attempts").get(pk=pk)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_sending_inside_somebodys_transaction_is_refused(sender):
    sender(lambda message: None)
    _post()

    with pytest.raises(RuntimeError), transaction.atomic():
        _send()

    assert Message.objects.get().state == "waiting"


@pytest.mark.django_db
def test_a_message_whose_worker_went_away_is_named_and_never_sent_again_by_itself(sender):
    left = []
    sender(lambda message: left.append(message.key))
    message, now = _post(), timezone.now()
    assert actions.claim_message(now=now) == message

    too_early = actions.name_lost_messages(now=now + SENDING_LOST_AFTER)
    named = actions.name_lost_messages(now=now + SENDING_LOST_AFTER + timedelta(seconds=1))
    outbox.send_due(now=now + timedelta(days=9))

    message.refresh_from_db()
    assert (too_early, named, left, message.state) == (0, 1, [], "unknown")
    assert "went away while sending" in message.error


def test_nobody_is_thought_lost_while_the_clock_lets_them_work():
    assert timedelta(seconds=2 * sweep.time_limit) <= SENDING_LOST_AFTER


@pytest.mark.django_db
def test_a_worker_thought_lost_may_still_say_how_it_ended(sender):
    _post()
    slow = actions.claim_message(now=timezone.now())
    actions.name_lost_messages(now=timezone.now() + timedelta(hours=1))

    actions.settle(slow, Message.State.SENT)

    assert Message.objects.values_list("state", "error").get() == ("sent", "")


@pytest.mark.django_db
def test_a_worker_thought_lost_writes_nothing_over_what_a_person_decided(sender):
    message = _post()
    slow = actions.claim_message(now=timezone.now())
    actions.name_lost_messages(now=timezone.now() + timedelta(hours=1))
    actions.decide(message, Message.State.SENT, by="ada")

    actions.send_later(slow, now=timezone.now(), error="late")

    message.refresh_from_db()
    assert message.state == "sent"
    assert "ada decided" in message.error


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["waiting", "sending", "sent"])
def test_decide_refuses_what_is_no_persons_to_decide(state):
    message = Message.objects.create(kind="test", key="a", state=state)

    with pytest.raises(NothingToDecide):
        actions.decide(message, Message.State.WAITING, by="ada")

    message.refresh_from_db()
    assert message.state == state


@pytest.mark.django_db
def test_sweep_sends_and_names(sender):
    sender(lambda message: None)
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.create(kind="test", key="lost", state="sending", attempts=1, claimed_at=long_ago)
    _post("due")

    sweep()

    assert dict(Message.objects.values_list("key", "state")) == {"lost": "unknown", "due": "sent"}
