# SPDX-License-Identifier: GPL-3.0-or-later
"""The canaries beyond what doors answer: in mails as they leave, lines of the log, messages to workers, the cache.

A mail may say what its reader may read; the log, the broker and the cache say nothing of anybody.
"""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.header import decode_header, make_header

import pytest
import redis
import time_machine
from celery.signals import before_task_publish
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import OperationalError, connection
from django.utils import timezone

from agreements import tasks as of_agreements
from glamwiki.log_lines import JsonLines
from partnerships.models import Commitment
from reviews import tasks as of_reviews
from tests.architecture.canaries import CANARY
from tests.architecture.matrix import PLAIN, TABLE, ask, fill, rolled_back
from tests.attacks.sending import DOORS, offered, sendings
from today import tasks as of_today
from work import outbox
from work.models import Run

pytestmark = pytest.mark.django_db
# What tells somebody something, or wakes a worker: mentions, tasks, invitations, answers, reviews.
TELLING = {
    "agreements:commitment-settle",
    "casestudies:coauthors",
    "institutions:duplicates-find",
    "learning:mentor-ask",
    "learning:mentorship-answer",
    "partnerships:co-lead",
    "partnerships:co-lead-propose",
    "partnerships:edit-lead",
    "partnerships:notes",
    "partnerships:tasks",
    "reviews:assign",
    "reviews:comment",
}
# The clock opens these; all have a morning of the next weeks to say something on.
CLOCKS = [
    (of_today.begin_digests, of_today.run_digests, "today.digest"),
    (of_agreements.begin_renewals, of_agreements.run_renewals, "agreements.renewals"),
    (of_agreements.begin_reminders, of_agreements.run_reminders, "agreements.reminders"),
    (of_agreements.begin_lapsing, of_agreements.run_lapsing, "agreements.lapsing"),
    (of_reviews.begin_reminders, of_reviews.run_reminders, "reviews.reminders"),
]
CELLS = [
    (name, route, subject, person)
    for name, route in PLAIN
    for (door, subject), methods in TABLE.items()
    if door == name
    for person, expected in methods.get("GET", {}).items()
    if expected not in {"405", "in", "key"}
]


@dataclass
class Heard:
    """What went out of the house while the world was busy."""

    mails: list[tuple[str, str]] = field(default_factory=list)  # (who gets it, all that it says)
    lines: list[str] = field(default_factory=list)
    messages: list[tuple] = field(default_factory=list)
    cached: dict[bytes, bytes] = field(default_factory=dict)


class _Keeping(logging.Handler):
    """Keeps each line as production would write it."""

    def __init__(self, lines):
        super().__init__(logging.INFO)
        self.lines = lines
        self.setFormatter(JsonLines())

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def heard(world, django_db_blocker):
    """A few weeks in the world: what people do, what the clock does, what is looked at, and what goes wrong."""
    found = Heard()
    keeping = _Keeping(found.lines)
    ours, level = logging.getLogger(), logging.getLogger().level
    ours.addHandler(keeping)
    ours.setLevel(logging.INFO)

    def note_message(sender=None, body=None, **_more):
        found.messages.append((sender, body[0], body[1]))

    before_task_publish.connect(note_message)
    try:
        with django_db_blocker.unblock(), rolled_back():
            cache.clear()
            _live(world)
            _look(world)
            found.mails = list(_left(world))
            found.cached = _cached()
    finally:
        before_task_publish.disconnect(note_message)
        ours.removeHandler(keeping)
        ours.setLevel(level)
    return found


def _live(world) -> None:
    for name, user in world.people.items():
        if user:
            type(user).objects.filter(pk=user.pk).update(email=f"{name}@people.example")
    _act(world)
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    for number, commitment in enumerate(Commitment.objects.order_by("pk")):
        due = monday + timedelta(days=(0, 7, 14, -3)[number % 4])
        Commitment.objects.filter(pk=commitment.pk).update(due_on=due)
    for week in range(4):
        _clocks(monday + timedelta(weeks=week))


def _act(world) -> None:
    doors = [door for door in DOORS if door[0] in TELLING]

    def done(sending):
        hooks = len(connection.run_on_commit)
        answer = sending(world.clients[sending.sender])
        for _savepoints, hook, _is_robust in connection.run_on_commit[hooks:]:
            hook()
        del connection.run_on_commit[hooks:]
        return ("done" if answer.status_code < 400 else None), answer

    for _each in sendings(world, offered(world, TELLING), done, doors):
        pass


def _clocks(day: date) -> None:
    """Eight in the morning of a day that has come; the platform's own clock stays."""
    morning = datetime.combine(day, datetime.min.time(), timezone.get_current_timezone()) + timedelta(hours=8)
    with time_machine.travel(morning, tick=False):
        for begin, run, kind in CLOCKS:
            begin()
            run(Run.objects.filter(kind=kind).latest("pk").pk)


def _look(world) -> None:
    """Everybody's pages, a sample of them; then a database that fails, for what is said of that."""
    for name, route, subject, person in CELLS[:: len(CELLS) // 60]:
        address = fill(route, world.objects.get(subject, subject))
        ask(world.clients[person], "GET", address, json=name.startswith("api:"))

    def fail(execute, sql, params, many, context):
        raise OperationalError("duplicate key value: Key (name)=(qzq1zq) already exists")

    with connection.execute_wrapper(fail):
        for address in ("/partnerships/", "/api/v1/advocates/", "/search/?q=qzq1zq"):
            world.clients["coord"].get(address)


def _left(world):
    """Send what is in the outbox, as the worker does; yields (who gets it, everything it says)."""
    before = len(mail.outbox)
    # A claim insists on a transaction of its own, but in tests' own.
    connection.atomic_blocks[-1]._from_testcase = True
    outbox.send_due(now=timezone.now() + timedelta(days=60), most=1000)
    for sent in mail.outbox[before:]:
        (to,) = sent.to
        parts = sent.message().walk()
        said = [part.get_payload(decode=True).decode() for part in parts if not part.is_multipart()]
        headers = [
            f"{name}: {make_header(decode_header(str(value)))}" for name, value in sent.message().items()
        ]
        yield to.partition("@")[0], "\n".join([*headers, *said])


def _cached() -> dict[bytes, bytes]:
    kept = redis.from_url(settings.REDIS_URL)
    return {key: kept.dump(key) or b"" for key in kept.scan_iter()}


def test_no_mail_tells_its_reader_what_they_may_not_know(world, heard):
    leaked = [(person, world.canaries.leaked(person, said)) for person, said in heard.mails]

    assert [each for each in leaked if each[1]] == []
    assert len(heard.mails) >= 20
    assert len({person for person, _said in heard.mails}) >= 6
    # They do say what is private, to those who may know: else this would look at nothing.
    assert sum(bool(CANARY.search(said)) for _person, said in heard.mails) >= 10


def test_no_line_of_the_log_says_anything_private(heard):
    assert [line for line in heard.lines if CANARY.search(line)] == []
    assert len(heard.lines) >= 5
    assert all(line.isprintable() for line in heard.lines)


def test_messages_to_workers_are_numbers(heard):
    assert {kind for kind, _args, _more in heard.messages} >= {
        "institutions.tasks.duplicates.find_duplicates"
    }
    assert [
        (kind, args, more)
        for kind, args, more in heard.messages
        if more or not all(type(each) is int for each in args)
    ] == []


def test_the_cache_keeps_nothing_private(heard):
    assert len(heard.cached) >= 5
    assert [
        key for key, value in heard.cached.items() if CANARY.search((key + value).decode("latin-1"))
    ] == []
