# SPDX-License-Identifier: GPL-3.0-or-later
"""Twelve faults and more of a real mail server, fifty recipients each: nothing lost, nothing doubled, unknowns named."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.work.faulty import Fault, MailServer
from work import actions, outbox
from work.mail import message_id
from work.models import Message

pytestmark = pytest.mark.django_db

RECIPIENTS = 50
PATIENCE = 0.2  # seconds for each answer; a slow one takes longer


class OnEvery5th(Fault):
    """Hits ten of the fifty."""

    def is_hit(self, address):
        return int(address.split("@")[0].removeprefix("lead")) % 5 == 0


class GreylistingAtRcpt(OnEvery5th):
    async def on_rcpt(self, server, address):
        return "450 4.2.0 greylisted, come back later"


class FullBoxAtRcpt(OnEvery5th):
    async def on_rcpt(self, server, address):
        return "452 4.2.2 mailbox full"


class NoSuchBoxAtRcpt(OnEvery5th):
    async def on_rcpt(self, server, address):
        return "550 5.1.1 no such box"


class LaterAtData(OnEvery5th):
    async def on_data(self, server):
        return "451 4.3.0 try later"


class LaterAtText(OnEvery5th):
    async def on_text(self, server, address):
        return "451 4.7.1 try later"


class SpamAtText(OnEvery5th):
    async def on_text(self, server, address):
        return "554 5.7.1 looks like spam"


class NotFromYouAtMail(Fault):
    async def on_mail(self, server):
        return "553 5.7.1 not from you"


class SignInFirst(Fault):
    async def on_mail(self, server):
        return "530 5.7.0 authentication required"


class DropAtConnect(Fault):
    async def on_connect(self, server):
        server.transport.abort()


class DropAfterEhlo(Fault):
    async def on_mail(self, server):
        server.transport.abort()
        await asyncio.sleep(0)


class DropAfterText(OnEvery5th):
    """It has the whole text, and goes without having taken it."""

    async def on_text(self, server, address):
        server.transport.abort()
        raise asyncio.CancelledError


class DropAfterTaking(OnEvery5th):
    """It took the mail, and goes without saying so."""

    async def on_taken(self, server, address):
        server.transport.abort()
        raise asyncio.CancelledError


class DropInMidText(OnEvery5th):
    async def on_data(self, server):
        await server.push("354 write")
        await server._reader.readexactly(20)
        server.transport.abort()
        raise asyncio.CancelledError


class SlowAtRcpt(OnEvery5th):
    async def on_rcpt(self, server, address):
        await asyncio.sleep(2 * PATIENCE)


class SlowAfterTaking(OnEvery5th):
    async def on_taken(self, server, address):
        await asyncio.sleep(5 * PATIENCE)


class SlowWithinPatience(Fault):
    async def on_rcpt(self, server, address):
        await asyncio.sleep(PATIENCE / 20)


class NoStartTls(Fault):
    """The settings demand encryption and the server knows none."""


class StartTlsRefused(Fault):
    async def on_ehlo(self, server):
        return ["250-STARTTLS"]  # aiosmtpd without a certificate answers 454 when it is asked


class ClosingInMidBatch(Fault):
    """Takes seven mails on a connection, then 421."""

    async def on_mail(self, server):
        server.count = getattr(server, "count", 0) + 1
        if server.count > 7:
            await server.push("421 4.4.2 too many, closing")
            server.transport.close()
            raise asyncio.CancelledError


# What becomes of the fifty: how many refused and unknown in the end; the others are sent.
FAULTS = [
    (GreylistingAtRcpt, 0, 0),
    (FullBoxAtRcpt, 0, 0),
    (NoSuchBoxAtRcpt, 10, 0),
    (LaterAtData, 0, 0),
    (LaterAtText, 0, 0),
    (SpamAtText, 10, 0),
    (NotFromYouAtMail, 50, 0),
    (SignInFirst, 0, 0),
    (DropAtConnect, 0, 0),
    (DropAfterEhlo, 0, 0),
    (DropAfterText, 0, 3),
    (DropAfterTaking, 0, 3),
    (DropInMidText, 0, 3),
    (SlowAtRcpt, 0, 0),
    (SlowAfterTaking, 0, 3),
    (SlowWithinPatience, 0, 0),
    (NoStartTls, 0, 0),
    (StartTlsRefused, 0, 0),
    (ClosingInMidBatch, 0, 0),
]
SWEEPS_IN_THE_FAULT = 3
WORDS = {
    NoSuchBoxAtRcpt: "550 5.1.1 no such box",
    SpamAtText: "554 5.7.1 looks like spam",
    NotFromYouAtMail: "553 5.7.1 not from you",
}


@pytest.fixture
def server(settings):
    started = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", started.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
    settings.EMAIL_TIMEOUT = PATIENCE
    yield started
    started.close()


@pytest.fixture
def fifty():
    return [
        actions.post(
            "mail",
            key=f"reminder-{number}",
            payload={"to": f"lead{number}@example.org", "subject": f"Reminder {number}", "body": "Soon.\n"},
        )
        for number in range(RECIPIENTS)
    ]


def _sweep_until_nothing_waits(now) -> int:
    """Let the time pass from one due message to the next; returns how many sweeps it took."""
    for sweeps in range(1, 100):
        outbox.send_due(now=now)
        waiting = Message.objects.filter(state="waiting").order_by("due_at").first()
        if waiting is None:
            return sweeps
        now = max(now + timedelta(minutes=1), waiting.due_at)
    raise AssertionError("the outbox does not become empty")


@pytest.mark.parametrize(
    ("fault", "refused", "unknown"), FAULTS, ids=[fault.__name__ for fault, *_ in FAULTS]
)
def test_no_mail_is_lost_or_doubled(server, fifty, settings, fault, refused, unknown):
    server.fault = fault()
    settings.EMAIL_USE_TLS = fault in {NoStartTls, StartTlsRefused}
    now = timezone.now()
    for _sweep in range(SWEEPS_IN_THE_FAULT):
        outbox.send_due(now=now)
        now += timedelta(minutes=1)
    if settings.EMAIL_USE_TLS:
        assert server.commands["MAIL"] == 0, "nothing in the clear where encryption is demanded"

    server.fault, settings.EMAIL_USE_TLS = Fault(), False
    _sweep_until_nothing_waits(now)

    ends = Counter(Message.objects.values_list("state", flat=True))
    assert ends == Counter(sent=RECIPIENTS - refused - unknown, refused=refused, unknown=unknown)
    assert set(server.taken.values()) == ({1} if server.taken else set()), "none twice"
    for message in Message.objects.all():
        came = server.taken[message_id(message)]
        if message.state == "sent":
            assert came == 1, message.key
        elif message.state == "refused":
            assert (came, message.error) == (0, WORDS[fault])
        else:
            assert came in (0, 1)
            assert "had the whole text and gave no answer" in message.error


def test_what_happened_to_each_is_said_while_the_fault_lasts(server, fifty):
    server.fault = GreylistingAtRcpt()

    outbox.send_due(now=timezone.now())

    waiting = Message.objects.filter(state="waiting")
    assert set(waiting.values_list("error", "attempts")) == {("450 4.2.0 greylisted, come back later", 1)}
    assert waiting.count() == 10
    assert Message.objects.filter(state="sent").count() == 40


def test_a_healthy_batch_uses_one_connection(server, fifty):
    connections = []

    class Counting(Fault):
        async def on_connect(self, conversation):
            connections.append(conversation)

    server.fault = Counting()

    assert outbox.send_due(now=timezone.now()) == RECIPIENTS

    assert len(connections) == 1


def test_a_server_that_closes_after_some_mails_costs_no_attempt_when_it_is_asked_first(server, fifty):
    class Leaving(Fault):
        """Goes without a word after three mails."""

        async def on_taken(self, conversation, address):
            conversation.count = getattr(conversation, "count", 0) + 1
            if conversation.count == 3:
                conversation.loop.call_later(0.001, conversation.transport.abort)

    server.fault = Leaving()
    now = timezone.now()
    outbox.send_due(now=now)
    _sweep_until_nothing_waits(now)

    assert Counter(Message.objects.values_list("state", flat=True)) == {"sent": RECIPIENTS}
    assert set(server.taken.values()) == {1}


def test_a_connection_lost_while_the_text_is_on_its_way_leaves_the_mail_waiting(settings):
    server = MailServer(receive_buffer=4096)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    server.fault = DropInMidText()
    line = "The plan of the museum, all of it. " * 25
    body = f"{line}\n" * 12_000  # more than both ends' buffers hold
    message = actions.post(
        "mail", key="long", payload={"to": "lead0@example.org", "subject": "s", "body": body}
    )
    now = timezone.now()

    outbox.send_due(now=now)

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 1)
    assert "hung up before it had the text" in message.error
    server.close()


def test_a_sweep_that_dies_with_the_answer_outstanding_is_named_and_not_repeated(server, fifty, monkeypatch):
    class Killed(BaseException):
        """Like kill -9: nothing of the sweep goes on."""

    def die(*_args, **_kwargs):
        raise Killed

    now = timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(actions, "settle", die)
        with pytest.raises(Killed):
            outbox.send_due(now=now)
    assert sum(server.taken.values()) == 1

    later = now + actions.SENDING_LOST_AFTER + timedelta(minutes=1)
    assert actions.name_lost_messages(now=later) == 1
    _sweep_until_nothing_waits(later)

    assert Counter(Message.objects.values_list("state", flat=True)) == {"sent": 49, "unknown": 1}
    assert len(server.taken) == RECIPIENTS
    assert set(server.taken.values()) == {1}
