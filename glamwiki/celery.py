# SPDX-License-Identifier: GPL-3.0-or-later
"""The Celery application: `celery -A glamwiki worker|beat`."""

import os

import pghistory
from celery import Celery, Task
from celery.signals import worker_process_init

from glamwiki import broker
from glamwiki.local.processes import die_with_parent
from journal.correlation import as_number, correlated

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glamwiki.settings")


class RecordedTask(Task):
    """A task whose row history names it."""

    def __call__(self, *args, **kwargs):
        number = as_number(self.request.id)
        with correlated(number) as number, pghistory.context(task=self.name, request=str(number)):
            return super().__call__(*args, **kwargs)


broker.take_over()
app = Celery("glamwiki", task_cls=RecordedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _follow_the_worker(**_kwargs):
    # A pool child outlives a killed worker otherwise, and works on with nobody to answer for it.
    die_with_parent()
