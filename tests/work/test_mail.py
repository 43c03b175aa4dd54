# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail, through a real SMTP conversation: what leaves, and what every answer of the server means."""

import email
import email.policy
import time

import pytest
from django.utils import timezone

from work import actions, outbox
from work.models import Message

pytestmark = pytest.mark.django_db


def _post(**payload):
    mail = {"to": "lead@example.org", "subject": "A step is due", "body": "Talk to the museum."} | payload
    return actions.post("mail", key="k", payload=mail)


def _send(message):
    outbox.send_due(now=timezone.now())
    message.refresh_from_db()
    return message


def test_a_mail_leaves_as_written(mail_server):
    server = mail_server()

    message = _send(_post(subject="Ein Schritt – fällig", body="Grüße\n.\nEnde"))

    assert message.state == Message.State.SENT
    mail = email.message_from_string(server.mails[0], policy=email.policy.default)
    assert mail["To"] == "lead@example.org"
    assert mail["Subject"] == "Ein Schritt – fällig"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<outbox-{message.pk}@127.0.0.1>"


def test_a_repeated_mail_keeps_its_message_id(mail_server):
    server = mail_server(TEXT="451 try later")
    message = _send(_post())
    server.answers["TEXT"] = "250 taken"
    Message.objects.update(due_at=timezone.now())

    _send(message)

    ids = [email.message_from_string(text)["Message-ID"] for text in server.mails]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert (message.state, message.attempts) == ("sent", 2)


@pytest.mark.parametrize(
    "payload",
    [
        {"subject": "Hello\r\nBcc: all@example.org"},
        {"subject": "Hello\nX-Evil: yes"},
        {"to": "lead@example.org\r\nRCPT TO:<other@example.org>"},
        {"to": "lead@example.org, other@example.org"},
        {"to": "lead@example.org <"},
        {"to": ""},
    ],
)
def test_a_mail_with_a_forged_header_or_no_address_is_refused_unsent(mail_server, payload):
    server = mail_server()

    message = _send(_post(**payload))

    assert message.state == Message.State.REFUSED
    assert message.error
    assert (server.mails, server.envelopes) == ([], [])


def test_a_body_cannot_end_the_mail_early(mail_server):
    server = mail_server()

    _send(_post(body="Hello\r\n.\r\nMAIL FROM:<evil@example.org>"))

    assert len(server.mails) == 1
    assert len(server.envelopes) == 2


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"RCPT": "550 no such box"}, "refused"),
        ({"MAIL": "553 not from you"}, "refused"),
        ({"TEXT": "554 spam"}, "refused"),
        ({"RCPT": "450 greylisted"}, "waiting"),
        ({"MAIL": "452 full"}, "waiting"),
        ({"TEXT": "451 try later"}, "waiting"),
        ({"GREETING": "421 too busy"}, "waiting"),
        ({"GREETING": None}, "waiting"),
        ({"TEXT": None}, "unknown"),
        ({"QUIT": None}, "sent"),
    ],
)
def test_each_answer_of_the_server_is_understood(mail_server, answers, state):
    mail_server(**answers)

    message = _send(_post())

    assert message.state == state
    assert message.attempts == 1
    assert bool(message.error) == (state != "sent")


def test_a_server_that_is_not_there_leaves_the_mail_waiting(mail_server):
    server = mail_server()
    server.shutdown()
    server.server_close()

    message = _send(_post())

    assert (message.state, message.attempts) == ("waiting", 1)


def test_a_server_that_is_silent_after_the_text_makes_it_unknown_and_holds_nobody_up(mail_server, settings):
    server = mail_server()
    settings.EMAIL_TIMEOUT = 0.3
    server.answers["TEXT"] = "250-and then nothing"
    began = time.monotonic()

    message = _send(_post())

    assert message.state == Message.State.UNKNOWN
    assert time.monotonic() - began < 3
