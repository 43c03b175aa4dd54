# SPDX-License-Identifier: GPL-3.0-or-later
"""The broker only wakes: when it is down or silent nothing is lost and nobody waits long."""

import socket
import time
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from work import actions
from work.models import Run


@pytest.fixture
def broker():
    """Points Celery at an address for the length of a test."""
    kept = current_app.conf.broker_url, current_app.conf.broker_write_url

    def point_at(address):
        current_app.conf.broker_url = current_app.conf.broker_write_url = address

    yield point_at
    current_app.conf.broker_url, current_app.conf.broker_write_url = kept


@pytest.fixture
def listener():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        yield server


def _address(listener):
    return "redis://{}:{}/0".format(*listener.getsockname())


@pytest.mark.django_db
def test_queue_wakes_a_worker_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        run = actions.queue("test")

    assert len(callbacks) == 1
    assert actions.wake(run) is True


@pytest.mark.django_db
def test_wake_with_the_broker_down_says_so_and_the_run_stays(
    broker, listener, django_capture_on_commit_callbacks
):
    broker(_address(listener))  # bound, not listening: refused at once
    began = time.monotonic()

    with django_capture_on_commit_callbacks(execute=True):
        run = actions.queue("test")

    assert time.monotonic() - began < 4
    assert actions.wake(run) is False
    assert Run.objects.get().state == Run.State.QUEUED
    later = timezone.now() + timedelta(minutes=3)
    assert actions.put_back_forgotten(now=later) == [run]


@pytest.mark.django_db
def test_wake_with_a_silent_broker_gives_up_soon(broker, listener):
    listener.listen(50)
    broker(_address(listener))
    run = Run.objects.create(kind="test")
    began = time.monotonic()

    assert actions.wake(run) is False

    assert time.monotonic() - began < 6
    assert Run.objects.get().state == Run.State.QUEUED
