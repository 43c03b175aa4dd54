# SPDX-License-Identifier: GPL-3.0-or-later
"""A real worker takes nothing from the broker but JSON that names a task of ours: what else lies there runs nowhere."""

import base64
import json
import os
import pickle
import uuid

import pytest
from celery import current_app
from django.conf import settings
from redis import Redis

from tests.worker.conftest import wait_until
from work.models import Run
from work.registry import task_for

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
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


def _done(run) -> bool:
    return Run.objects.filter(pk=run.pk, state=Run.State.DONE).exists()


def _ask_for_a_run() -> Run:
    run = Run.objects.create(kind=KIND)
    current_app.send_task(task_for(KIND), args=[run.pk])
    return run


def test_a_pickled_message_and_a_strange_task_run_nowhere(start_process, tmp_path):
    ran = tmp_path / "ran"
    bomb = pickle.dumps(((Bomb(f"touch {ran}"),), {}, {}))
    assert pickle.loads(bomb)
    assert ran.exists(), "it would run if anybody unpickled it"
    ran.unlink()
    for content_type in ("application/x-python-serialize", "application/x-yaml", "application/nonsense"):
        _put(bomb, content_type, "binary")
    call = json.dumps([[f"touch {ran}"], {}, {}])
    _put(call, "application/json", "utf-8", task="os.system")
    _put(call, "application/json", "utf-8", task="builtins.eval")
    run = _ask_for_a_run()

    worker = start_process()
    wait_until(lambda: _done(run), worker)  # what came behind them is done: they stand in nobody's way

    said = worker.log.read_text()
    assert not ran.exists()
    assert "ContentDisallowed" in said or "Refusing to deserialize" in said, said[-3000:]
    assert said.count("unregistered task") >= 2, said[-3000:]


def _whole(**changes) -> dict:
    """An element of the queue as Kombu lays it there, with something else in some of its places."""
    number = str(uuid.uuid4())
    return {
        "body": base64.b64encode(b"[[], {}, {}]").decode(),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {
            "lang": "py",
            "task": "work.tasks.sweep",
            "id": number,
            "root_id": number,
            "argsrepr": "()",
        },
        "properties": {
            "body_encoding": "base64",
            "delivery_info": {"exchange": "", "routing_key": "default"},
            "delivery_mode": 2,
            "delivery_tag": number,
            "priority": 0,
        },
    } | changes


def _no_messages() -> list[bytes]:
    properties, headers = _whole()["properties"], _whole()["headers"]
    shapes = [
        _whole(properties={}),
        _whole(properties=properties | {"delivery_info": None}),
        _whole(properties=properties | {"delivery_info": {}}),
        _whole(properties=None),
        _whole(properties=[]),
        _whole(headers="work.tasks.sweep"),
        _whole(headers={key: value for key, value in headers.items() if key != "id"}),
        _whole(headers=headers | {"timelimit": 5}),
        _whole(body="no base64 ü"),
        _whole(body={"__type__": "datetime", "__value__": 5}),
        *(
            _whole(body=base64.b64encode(each).decode())
            for each in (b"{not json", b"\xff", b"7", b'{"a": 1}')
        ),
        [],
        7,
        None,
    ]
    return [
        b"{not json",
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        *(json.dumps(shape).encode() for shape in shapes),
    ]


def test_what_is_no_message_at_all_is_dropped_with_a_line_and_ends_no_worker(start_process):
    queue = Redis.from_url(settings.REDIS_URL)
    dropped = _no_messages()
    # Messages, but for what they ask: Celery refuses them by itself.
    refused = [
        _whole(headers={}),
        _whole(headers=[]),
        _whole(headers=_whole()["headers"] | {"expires": "yesterday"}),
    ]
    for each in [*dropped, *(json.dumps(each).encode() for each in refused)]:
        queue.lpush("glam:default", each)
    run = _ask_for_a_run()

    worker = start_process()
    wait_until(lambda: _done(run), worker)

    said = worker.log.read_text()
    assert said.count("is no message") == len(dropped), said[-4000:]
    assert "Unrecoverable" not in said
    again = _ask_for_a_run()
    wait_until(lambda: _done(again), worker)
    # None of them waits to come again.
    wait_until(lambda: not queue.hlen("glam:unacked"), worker)
