# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the movement's figures before the kept ones run out, so that nobody waits for them."""

from celery import shared_task
from django.db import OperationalError

from dashboards import reports


@shared_task(
    autoretry_for=[OperationalError], retry_backoff=5, max_retries=3, time_limit=120, soft_time_limit=110
)
def refresh():
    """Every 45 seconds. Safe to run twice."""
    reports.refresh()
