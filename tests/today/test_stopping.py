# SPDX-License-Identifier: GPL-3.0-or-later
"""Once somebody stopped mails of a kind none of them leaves: neither what waits nor what a worker holds already."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.actions import correct_profile
from accounts.models import User
from accounts.optional_mails import mark
from agreements.actions import remind
from teamwork.notifications import mail_notice
from tests.factories import UserFactory
from tests.threads import race
from tests.work.conftest import mail_server
from today.actions import stop_mails
from today.links import stop_address
from today.notifications import mail_digest
from work import actions, outbox
from work.models import Message

__all__ = ["mail_server"]

MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KINDS = User.MailKind.values


@pytest.fixture
def reader():
    return UserFactory(email="reader@example.org")


def written(user, kind, key="") -> Message:
    payload = {"to": user.email, "subject": kind, "body": "Something waits.\n"} | mark(user, kind)
    return actions.post("mail", key=key or f"{kind}-{user.pk}", payload=payload)


def stopped(user, kind):
    answer = Client(enforce_csrf_checks=True).post(
        stop_address(user, kind), {"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200


def subjects(server) -> list[str]:
    return [
        line.removeprefix("Subject: ")
        for mail in server.mails
        for line in mail.splitlines()
        if line[:9] == "Subject: "
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_what_waits_of_the_kind_is_taken_back_and_the_rest_leaves(reader, kind, mail_server):
    server = mail_server()
    other = UserFactory(email="other@example.org")
    for each in KINDS:
        written(reader, each)
        written(other, each)
    actions.post("mail", key="plain", payload={"to": reader.email, "subject": "plain", "body": "."})

    stopped(reader, kind)
    outbox.send_due(now=timezone.now())

    assert not Message.objects.filter(key=f"{kind}-{reader.pk}").exists()
    assert sorted(subjects(server)) == sorted([*KINDS, "plain", *(set(KINDS) - {kind})])


@pytest.mark.django_db
def test_a_mail_that_a_worker_holds_when_it_is_stopped_does_not_leave(reader, mail_server):
    server = mail_server()
    written(reader, "digest")
    held = actions.claim_message(now=timezone.now())

    stopped(reader, "digest")
    # The worker died, or the mail server was away: it waits again.
    actions.send_later(held, now=timezone.now(), error="away")
    Message.objects.update(due_at=timezone.now())
    outbox.send_due(now=timezone.now())

    held.refresh_from_db()
    assert held.state == "refused"
    assert "stopped by their reader" in held.error
    assert server.mails == []


@pytest.mark.django_db(transaction=True)
def test_stopping_and_claiming_at_one_moment_let_nothing_leave_afterwards(reader, mail_server):
    """Whichever comes first: the row is gone, or the worker that has it asks before it sends."""
    server = mail_server()
    for number in range(20):
        User.objects.filter(pk=reader.pk).update(unwanted_mails=[])
        written(reader, "digest", f"race-{number}")

        _stopped, held = race(
            lambda: stop_mails(reader.pk, "digest"), lambda: actions.claim_message(now=timezone.now())
        )
        if held is not None:
            actions.send_later(held, now=timezone.now() - timedelta(hours=1), error="")
        outbox.send_due(now=timezone.now())

    assert server.mails == []
    assert not Message.objects.filter(state="waiting").exists()


@pytest.mark.django_db
def test_what_is_not_stopped_after_all_still_leaves(reader, mail_server):
    server = mail_server()
    written(reader, "digest")

    with transaction.atomic():
        stop_mails(reader.pk, "digest")
        transaction.set_rollback(True)
    outbox.send_due(now=timezone.now())

    assert subjects(server) == ["digest"]


@pytest.mark.django_db
def test_mails_that_are_no_longer_wanted_by_the_profile_are_taken_back(reader):
    for kind in KINDS:
        written(reader, kind)

    correct_profile(reader, by=reader, unwanted_mails=["notices", "digest"])

    assert list(Message.objects.values_list("key", flat=True)) == [f"reminders-{reader.pk}"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"restricted_at": timezone.now()}, {"is_active": False}, {"unwanted_mails": ["digest"]}]
)
def test_who_is_no_longer_to_be_written_to_is_asked_about_before_sending(reader, change, mail_server):
    server = mail_server()
    message = written(reader, "digest")
    User.objects.filter(pk=reader.pk).update(**change)

    outbox.send_due(now=timezone.now())

    message.refresh_from_db()
    assert (message.state, server.mails) == ("refused", [])


@pytest.mark.django_db
def test_every_mail_one_may_do_without_says_its_kind_and_reader(coordinator, promise):
    coordinator.email = "reader@example.org"
    coordinator.save()
    promise(due_on=MONDAY.date())
    said = {"who": "Ada", "record": "Museum", "task": "Call"}

    mail_notice(coordinator, kind="task.assigned", key="k", words=said, address="/")
    assert mail_digest(coordinator, now=MONDAY)
    assert sum(remind(now=MONDAY, since=MONDAY)) == 1

    marks = [message.payload.get("optional") for message in Message.objects.order_by("pk")]
    assert marks == [{"kind": kind, "user": coordinator.pk} for kind in ("notices", "digest", "reminders")]
