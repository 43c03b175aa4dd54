# SPDX-License-Identifier: GPL-3.0-or-later
"""The door of accounts that the clock opens."""

import logging

from celery import shared_task
from django.utils import timezone

from accounts import actions

logger = logging.getLogger(__name__)


@shared_task
def destroy_unused_credentials():
    """Daily. Destroys what lets us act on the wiki for people who have not used it for thirty days.

    One statement, safe to run twice or after a missed day: it needs no run of its own.
    """
    logger.info("Destroyed %s unused wiki credentials.", actions.destroy_unused(now=timezone.now()))


@shared_task
def destroy_old_sessions():
    """Daily. Destroys what is left of sessions that are over. One statement each, safe to run twice."""
    logger.info("Destroyed %s old sessions.", actions.destroy_old_sessions(now=timezone.now()))
