# SPDX-License-Identifier: GPL-3.0-or-later
"""A real worker and a real clock: what stands in the outbox leaves by the sweep alone, whatever becomes of Valkey."""

import pytest
import redis
from django.conf import settings

from tests.work.faulty import Fault, MailServer
from tests.worker.conftest import CELERY, WORKER, wait_until
from work import actions
from work.mail import message_id
from work.models import Message

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def start(start_process, mail_server, tmp_path):
    """Starts a worker, or the clock with the drill's settings: a sweep a second."""
    beat = [*CELERY, "beat", "-l", "INFO", "-s", str(tmp_path / "beat"), "--pidfile="]
    address = f"smtp://127.0.0.1:{mail_server.port}"

    def start(name):
        argv = WORKER if name == "worker" else beat
        return start_process(argv, EMAIL_URL=address, DJANGO_SETTINGS_MODULE="tests.drill.settings")

    return start


def _post(key):
    payload = {"to": "lead@example.org", "subject": key, "body": "Soon.\n"}
    return actions.post("mail", key=key, payload=payload)


def _is(message, state):
    return lambda: Message.objects.filter(pk=message.pk, state=state).exists()


def test_what_waits_leaves_by_the_sweep_alone_also_after_the_broker_lost_everything(start, mail_server):
    worker, beat = start("worker"), start("beat")
    first = _post("first")
    wait_until(_is(first, "sent"), worker, beat)

    redis.Redis.from_url(settings.REDIS_URL).flushall()
    second = _post("second")

    wait_until(_is(second, "sent"), worker, beat)
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
    wait_until(lambda: killed, beat)

    second_worker = start("worker")
    other = _post("other")
    wait_until(_is(other, "sent"), second_worker, beat)

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sending", 1)
    assert actions.name_lost_messages(now=message.claimed_at + 2 * actions.SENDING_LOST_AFTER) == 1
    third = _post("third")
    wait_until(_is(third, "sent"), second_worker, beat)
    message.refresh_from_db()
    assert message.state == "unknown"
    assert mail_server.taken[message_id(message)] == 1
