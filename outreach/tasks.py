# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of the sync that the clock and the queue open."""

import logging
import time

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from django.utils.translation import gettext as _

from outreach import account_checks, actions, connection, lookup, publishing
from outreach.actions import publications
from outreach.actions.members import KIND as MEMBERS
from outreach.errors import MostPagesVanished
from outreach.models import Source, SyncRun
from outreach.sync import sync
from outreach.wiki.errors import WikiError
from work import actions as work
from work.errors import AlreadyUnderWay, NoLongerOurs
from work.models import Run
from work.running import say_so, while_ours

logger = logging.getLogger(__name__)
# What publishes stops taking more after so long: one attempt must end within the task's own limit.
PUBLISHES_FOR = 60


@shared_task
def begin_sync():
    """Hourly. Queues a sync unless one is under way; so a run that failed is tried again within the hour."""
    actions.tell_of_failures()
    try:
        actions.request_sync(by=None)
    except AlreadyUnderWay as refusal:
        logger.info("No new sync: run %s is under way.", refusal.run and refusal.run.pk)


@shared_task
def begin_member_check():
    """Hourly. Queues a look at the accounts people sign in with, if one of them was not asked about today."""
    if account_checks.due(now=timezone.now()).exists():
        work.begin(MEMBERS)


@shared_task(on_failure=say_so)
def run_sync(run_id):
    """Do the sync of this run. Safe to call twice: the second call finds the run taken."""
    run = work.claim(run_id)
    if run is not None:
        mirror(run)
        actions.tell_of_failures()


@shared_task(on_failure=say_so)
def run_member_check(run_id):
    """Ask the wiki about them. Safe to call twice; whom a batch has settled is not due again."""
    run = work.claim(run_id)
    if run is None:
        return

    def beat(progress: int, expected: int) -> None:
        work.advance(run, progress=progress, expected=expected)

    with while_ours(run):
        try:
            accounts = connection.connect_accounts(beat=lambda: work.advance(run, progress=run.progress))
            tally = account_checks.check_accounts(accounts, now=timezone.now(), beat=beat)
            work.finish(run, requests=accounts.request_count, **tally)
        except WikiError as error:
            work.fail(run, error.reason)


def mirror(run: Run) -> None:
    """Sync for a claimed run, and write down in words if the wiki or the clock kept us from ending it."""
    sync_run = SyncRun.objects.select_related("source").get(run=run)
    sync_run.run = run  # one object: its progress is both heartbeat and what batches add to
    with while_ours(run):
        _mirror(sync_run)


def _mirror(sync_run: SyncRun) -> None:
    wiki = None
    try:
        wiki = connection.connect(beat=lambda: work.advance(sync_run.run, progress=sync_run.run.progress))
        sync(wiki, sync_run)
    except WikiError as error:
        why = error.reason
    except MostPagesVanished as refusal:
        why = " ".join(refusal.messages)
    except SoftTimeLimitExceeded:
        why = _("It took too long and was stopped. What was mirrored stays; the next run goes on from there.")
    else:
        return
    actions.fail_sync(sync_run, why, requests=wiki.request_count if wiki else 0)


@shared_task(time_limit=300, soft_time_limit=270)
def publish_due():
    """Every minute, and when an order is given. Sends what is due, one after the other. Safe to run twice and at once."""
    publications.put_back_lost(now=timezone.now())
    ends_at = time.monotonic() + PUBLISHES_FOR
    while time.monotonic() < ends_at:
        publication = publications.claim_publication(now=timezone.now())
        if publication is None:
            return
        try:
            publishing.publish(publication)
        except NoLongerOurs:
            logger.warning("Publication %s was taken over; going on.", publication.pk)


@shared_task
def begin_look():
    """Hourly. Queues a look after the accounts when some are due, unless one is under way."""
    source = Source.objects.filter(host=connection.wiki_host()).first()
    if source is not None and lookup.due(source, now=timezone.now()).exists():
        work.begin(actions.accounts.KIND)


@shared_task(on_failure=say_so)
def run_look(run_id):
    """Ask the wiki about its accounts. Safe to call twice; what a batch applied is not due again."""
    run = work.claim(run_id)
    if run is None:
        return
    source = Source.objects.get(host=connection.wiki_host())
    with while_ours(run):
        try:
            client = connection.connect_accounts(beat=lambda: work.advance(run, progress=run.progress))
            lookup.look_after(client, source, run)
        except WikiError as error:
            work.fail(run, error.reason)
        except SoftTimeLimitExceeded:
            work.fail(
                run, _("It took too long and was stopped. What was learnt stays; the next run goes on.")
            )
