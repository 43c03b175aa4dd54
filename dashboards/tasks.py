# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the movement's figures before the kept ones run out, so that nobody waits for them."""

from celery import shared_task

from dashboards import reports


@shared_task(ignore_result=True, time_limit=120, soft_time_limit=110)
def refresh():
    """Every 45 seconds. Safe to run twice."""
    reports.refresh()
