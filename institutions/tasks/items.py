# SPDX-License-Identifier: GPL-3.0-or-later
"""The monthly renewal of what Wikidata says, fifty items a request, in the worker."""

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.actions import renewal
from institutions.errors import MostItemsVanished
from institutions.models import ItemRecord
from institutions.reports.items import interface_languages, read_items
from outreach import connection
from outreach.wiki.entities import Items
from outreach.wiki.errors import WikiError
from outreach.wiki.wikibase import BATCH, Wikibase
from work import actions as work
from work.errors import AlreadyUnderWay
from work.models import Run
from work.running import say_so, while_ours

logger = logging.getLogger(__name__)

FEW = 10  # of so few items all may be missing without suspicion


@shared_task
def begin_renewal():
    """Hourly. Queues a renewal when items are due, unless one is under way."""
    now = timezone.now()
    renewal.align_records(now=now)
    if not ItemRecord.objects.due(now=now).exists():
        return
    try:
        renewal.request_renewal(by=None)
    except AlreadyUnderWay as refusal:
        logger.info("No new renewal: run %s is under way.", refusal.run and refusal.run.pk)


@shared_task(on_failure=say_so)
def run_renewal(run_id):
    """Renew all that is due. Safe to call twice; what a batch renewed is not due again if the worker dies."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        _renew(run)


def _renew(run: Run) -> None:
    try:
        renew_due(run, connection.connect_items(beat=lambda: work.advance(run, progress=run.progress)))
    except WikiError as error:
        why = error.reason
    except MostItemsVanished as refusal:
        why = " ".join(refusal.messages)
    except SoftTimeLimitExceeded:
        why = _("It took too long and was stopped. What was renewed stays; the next run goes on from there.")
    else:
        work.finish(run)
        return
    work.fail(run, why)


def renew_due(run: Run, wikibase: Wikibase) -> None:
    """Read what is due in batches and apply it. Raises WikiError, MostItemsVanished or NoLongerOurs."""
    renewal.align_records(now=timezone.now())
    due = list(ItemRecord.objects.due(now=timezone.now()).values_list("pk", flat=True))
    work.advance(run, progress=run.progress, expected=run.progress + len(due))
    for start in range(0, len(due), BATCH):
        rows = ItemRecord.objects.filter(pk__in=due[start : start + BATCH]).select_related("institution")
        counts = _renew_batch(wikibase, list(rows))
        done = run.progress + len(due[start : start + BATCH])
        work.advance(run, progress=done, **{name: run.counts.get(name, 0) + n for name, n in counts.items()})


def _renew_batch(wikibase: Wikibase, rows: list[ItemRecord]) -> dict[str, int]:
    """Renew these institutions from one batch; what was left out of the answer stays due. Returns counts."""
    by_item = {
        row.institution.wikidata_item: row.institution for row in rows if row.institution.wikidata_item
    }
    answer: Items = wikibase.items(by_item)
    if len(answer.missing) > FEW and 2 * len(answer.missing) > len(by_item):
        raise MostItemsVanished(len(answer.missing), len(by_item))
    readings = read_items(wikibase, answer.found, languages=interface_languages())
    changed = merged = 0
    for reading in readings:
        institution = by_item[reading.asked]
        changed += bool(renewal.apply_reading(institution, reading, by=None, now=timezone.now()))
        merged += reading.item != reading.asked
    for item in answer.missing:
        renewal.mark_missing(by_item[item], item, now=timezone.now())
    return {
        "read": len(readings),
        "changed": changed,
        "merged": merged,
        "missing": len(answer.missing),
        "unanswered": len(answer.unanswered),
    }
