# SPDX-License-Identifier: GPL-3.0-or-later
"""The sweep: the real guarantee that nothing is lost; the broker is only the wake-up."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from work import actions, outbox


@shared_task(
    autoretry_for=[OperationalError], retry_backoff=5, max_retries=3, time_limit=300, soft_time_limit=280
)
def sweep():
    """Every minute. Wakes forgotten runs, sends due messages, throws old form keys away. Safe to run twice."""
    now = timezone.now()
    actions.see("beat")
    for run in actions.put_back_forgotten(now=now):
        actions.wake(run)
    outbox.send_due(now=now)
    actions.forget_form_keys(now=now)
