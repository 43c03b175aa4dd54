# SPDX-License-Identifier: GPL-3.0-or-later
"""The sweep: the real guarantee that nothing is lost or forgotten; the broker is only the wake-up."""

import logging

from celery import shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from work import actions, outbox, periods

logger = logging.getLogger(__name__)


@shared_task(
    autoretry_for=[OperationalError], retry_backoff=5, max_retries=3, time_limit=300, soft_time_limit=280
)
def sweep():
    """Every minute. Wakes forgotten runs, names lost messages, sends due ones, throws old form keys away, and has
    begun what was last done longer ago than its period.

    Safe to run twice.
    """
    now = timezone.now()
    actions.see("beat")
    for run in actions.put_back_forgotten(now=now):
        actions.wake(run)
    if lost := actions.name_lost_messages(now=now):
        logger.error("%s messages were lost sight of while being sent: `manage.py outbox` names them.", lost)
    outbox.send_due(now=now)
    actions.forget_form_keys(now=now)
    for kind in periods.to_ask(now=now):
        actions.nudge(begin_periodic.name, kind)


@shared_task(autoretry_for=[OperationalError], retry_backoff=5, max_retries=3)
def begin_periodic(kind):
    """Begin what is overdue; a task for each, so that a mistake in one leaves the others. Safe to run twice and at once."""
    if kind in settings.PERIODIC_RUNS:  # a message may be older than the program that reads it
        periods.begin_if_overdue(kind, now=timezone.now())
