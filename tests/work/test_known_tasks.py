# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is queued or put on the clock is known to a worker: a name nobody imports would wait for ever."""

from django.conf import settings

from glamwiki.celery import app
from work import registry


def _known() -> set[str]:
    app.loader.import_default_modules()
    app.finalize()
    return set(app.tasks)


def test_every_kind_of_run_has_its_task():
    kinds = {kind: name for kind, name in registry._tasks.items() if not name.startswith("tests.")}

    assert len(kinds) >= 4
    assert {kind: name for kind, name in kinds.items() if name not in _known()} == {}


def test_whatever_is_begun_again_is_a_kind_of_run_whose_task_is_known():
    assert settings.PERIODIC_RUNS.keys() - registry._tasks.keys() == set()
    assert {task for task, _seconds in settings.PERIODIC_RUNS.values()} - _known() == set()


def test_nothing_rarer_than_an_hour_hangs_on_the_memory_of_beat():
    """Its file is gone with the container: what it opens daily would wait for a day without a deployment."""
    periods = [entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    assert max(periods) < 3600


def test_whatever_the_clock_opens_is_a_task():
    on_the_clock = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert on_the_clock - _known() == set()
