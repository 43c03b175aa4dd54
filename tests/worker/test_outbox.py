# SPDX-License-Identifier: GPL-3.0-or-later
"""A real worker and a real clock: what stands in the outbox leaves by the sweep alone, whatever becomes of Valkey."""

import sys
import time

import pytest
import redis
from django.conf import settings

from glamwiki.local.processes import Child
from tests.work.faulty import Fault, MailServer
from work import actions
from work.mail import message_id
from work.models import Message

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 120  # seconds; a busy machine may start a worker slowly
CELERY = [sys.executable, "-m", "celery", "-A", "glamwiki"]
WORKER = [
    *CELERY,
    "worker",
    "-Q",
    "default,wiki",
    "-c",
    "1",
    "-l",
    "INFO",
    "--without-mingle",
    "--without-gossip",
]


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def start(process_environment, mail_server, tmp_path):
    """Starts a worker, or the clock with the drill's settings: a sweep a second."""
    environment = process_environment | {
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
    }
    children = []

    def start(name):
        beat = [*CELERY, "beat", "-l", "INFO", "-s", str(tmp_path / "beat"), "--pidfile="]
        log = tmp_path / f"{name}-{len(children)}.log"
        with log.open("wb") as output:
            argv = WORKER if name == "worker" else beat
            child = Child(name, argv, env=environment, cwd=settings.BASE_DIR, output=output)
        child.log = log
        children.append(child)
        return child

    yield start
    for child in children:
        child.kill()


def _post(key):
    payload = {"to": "lead@example.org", "subject": key, "body": "Soon.\n"}
    return actions.post("mail", key=key, payload=payload)


def _wait_until(condition, *children):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline or not all(child.is_running for child in children):
            pytest.fail("\n".join(child.log.read_text()[-3000:] for child in children))
        time.sleep(0.05)


def _is(message, state):
    return lambda: Message.objects.filter(pk=message.pk, state=state).exists()


def test_what_waits_leaves_by_the_sweep_alone_also_after_the_broker_lost_everything(start, mail_server):
    worker, beat = start("worker"), start("beat")
    first = _post("first")
    _wait_until(_is(first, "sent"), worker, beat)

    redis.Redis.from_url(settings.REDIS_URL).flushall()
    second = _post("second")

    _wait_until(_is(second, "sent"), worker, beat)
    assert mail_server.taken == {message_id(first): 1, message_id(second): 1}


def test_a_worker_killed_between_the_text_and_the_answer_leaves_a_name_and_no_second_mail(start, mail_server):
    killed = []

    class Killing(Fault):
        async def on_taken(self, server, address):
            if not killed:
                killed.append(True)
                worker.kill()

    mail_server.fault = Killing()
    message = _post("only")
    worker, beat = start("worker"), start("beat")
    _wait_until(lambda: killed, beat)

    second_worker = start("worker")
    other = _post("other")
    _wait_until(_is(other, "sent"), second_worker, beat)

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sending", 1)
    assert actions.name_lost_messages(now=message.claimed_at + 2 * actions.SENDING_LOST_AFTER) == 1
    third = _post("third")
    _wait_until(_is(third, "sent"), second_worker, beat)
    message.refresh_from_db()
    assert message.state == "unknown"
    assert mail_server.taken[message_id(message)] == 1
