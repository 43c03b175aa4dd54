# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors that the clock opens: which agreements end soon."""

import logging

from celery import shared_task
from django.utils import timezone

from agreements import actions
from work import actions as work
from work.errors import AlreadyUnderWay

logger = logging.getLogger(__name__)


@shared_task
def begin_renewals():
    """Daily. Queues a run unless one is under way."""
    try:
        work.queue("agreements.renewals")
    except AlreadyUnderWay as refusal:
        logger.info("No new run: %s is under way.", refusal.run and refusal.run.pk)


@shared_task
def run_renewals(run_id):
    """Ask the leads whether to renew what ends soon. Safe to call twice, as nothing is asked twice."""
    run = work.claim(run_id)
    if run is not None:
        work.finish(run, asked=actions.ask_to_renew(today=timezone.localdate()))
