# SPDX-License-Identifier: GPL-3.0-or-later
"""A real worker takes nothing from the broker but JSON that names a task of ours: what else lies there runs nowhere."""

import json
import os
import pickle
import sys
import time
import uuid

import pytest
from celery import current_app
from django.conf import settings

from glamwiki.local.processes import Child
from work.models import Run
from work.registry import task_for

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 120  # seconds; a busy machine may start a worker slowly
WORKER = [
    sys.executable,
    "-m",
    "celery",
    "-A",
    "glamwiki",
    "worker",
    "-Q",
    "default",
    "-c",
    "1",
    "-l",
    "INFO",
]
KIND = "reviews.reminders"


class Bomb:
    """Runs a command as soon as somebody unpickles it."""

    def __init__(self, command):
        self._command = command

    def __reduce__(self):
        return os.system, (self._command,)


def _put(body, content_type: str, encoding: str, *, task: str = "work.tasks.sweep") -> None:
    """Lay a message into the queue past Celery, which would not write such a one."""
    number = str(uuid.uuid4())
    headers = {
        "lang": "py",
        "task": task,
        "id": number,
        "root_id": number,
        "argsrepr": "()",
        "kwargsrepr": "{}",
    }
    with current_app.connection_for_write() as connection, connection.Producer() as producer:
        producer.publish(
            body,
            exchange="",
            routing_key="default",
            content_type=content_type,
            content_encoding=encoding,
            headers=headers,
            correlation_id=number,
        )


def test_a_pickled_message_and_a_strange_task_run_nowhere(process_environment, tmp_path):
    ran = tmp_path / "ran"
    bomb = pickle.dumps(((Bomb(f"touch {ran}"),), {}, {}))
    assert pickle.loads(bomb)
    assert ran.exists(), "it would run if anybody unpickled it"
    ran.unlink()
    log = tmp_path / "worker.log"
    for content_type in ("application/x-python-serialize", "application/x-yaml", "application/nonsense"):
        _put(bomb, content_type, "binary")
    call = json.dumps([[f"touch {ran}"], {}, {}])
    _put(call, "application/json", "utf-8", task="os.system")
    _put(call, "application/json", "utf-8", task="builtins.eval")
    run = Run.objects.create(kind=KIND)
    current_app.send_task(task_for(KIND), args=[run.pk])

    with log.open("wb") as output:
        worker = Child("worker", WORKER, env=process_environment, cwd=settings.BASE_DIR, output=output)
    try:
        deadline = time.monotonic() + PATIENCE
        # What came behind them is done: they stand in nobody's way.
        while not Run.objects.filter(pk=run.pk, state=Run.State.DONE).exists():
            assert worker.is_running, log.read_text()[-3000:]
            assert time.monotonic() < deadline, log.read_text()[-3000:]
            time.sleep(0.05)
    finally:
        worker.kill()

    said = log.read_text()
    assert not ran.exists()
    assert "ContentDisallowed" in said or "Refusing to deserialize" in said, said[-3000:]
    assert said.count("unregistered task") >= 2, said[-3000:]
