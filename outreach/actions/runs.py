# SPDX-License-Identifier: GPL-3.0-or-later
"""A sync run's life: asked for, begun, ended well or badly."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from journal.actions import record, recorded
from outreach.connection import wiki_host
from outreach.models import Source, SyncRun
from outreach.wiki.values import SiteFacts
from privacy.actions.batches import in_batches, write
from work import actions as work

KIND = "outreach.sync"


@recorded
def request_sync(*, by) -> SyncRun:
    """Queue a sync of the configured wiki; `by` is the person who asks, None for the clock.

    Raises work.errors.AlreadyUnderWay when one waits or runs. Only a person's wish goes into the journal: of
    the clock's the run itself tells enough.
    """
    run = work.queue(KIND, by=by)
    source, _new = Source.objects.get_or_create(host=wiki_host())
    sync_run = SyncRun.objects.create(run=run, source=source)
    if by is not None:
        record("sync.requested", sync_run, by=by)
    return sync_run


@recorded
def note_listing(sync_run: SyncRun, facts: SiteFacts, *, seen: int, to_fetch: int) -> None:
    """Note what the listing told. Pages that an earlier attempt of this run mirrored do not count as unchanged.

    Raises work.errors.NoLongerOurs.
    """
    _learn(sync_run.source, facts)
    done_before = sync_run.created + sync_run.changed
    sync_run.seen, sync_run.unchanged = seen, max(0, seen - to_fetch - done_before)
    sync_run.save(update_fields=["seen", "unchanged"])
    work.advance(sync_run.run, progress=seen - to_fetch, expected=seen)


@recorded
def finish_sync(sync_run: SyncRun, *, requests: int, hidden_read_at: datetime | None = None) -> None:
    """The run ended well, and knows what was hidden up to that moment. Raises work.errors.NoLongerOurs."""
    _count_requests(sync_run, requests)
    source = sync_run.source
    source.synced_at = timezone.now()
    source.hidden_read_at = hidden_read_at or source.hidden_read_at
    source.save(update_fields=["synced_at", "hidden_read_at"])
    work.finish(sync_run.run)


@recorded
def fail_sync(sync_run: SyncRun, why: str, *, requests: int) -> None:
    """The run ended badly; what its batches brought stays. Raises work.errors.NoLongerOurs."""
    # Read again: the row in memory may hold counts of a batch that was rolled back.
    sync_run.refresh_from_db(fields=["requests"])
    _count_requests(sync_run, requests)
    work.fail(sync_run.run, why)


def _count_requests(sync_run: SyncRun, requests: int) -> None:
    sync_run.requests += requests
    sync_run.save(update_fields=["requests"])


def _learn(source: Source, facts: SiteFacts) -> None:
    """Keep what the wiki says of itself; most runs learn nothing new and write nothing."""
    server = f"https:{facts.server}" if facts.server.startswith("//") else facts.server
    told = {
        "name": facts.name[:200],
        "page_url": f"{server}{facts.article_path}"[:500] if server else "",
        "licence_name": facts.licence_name[:200],
        "licence_url": facts.licence_url[:500],
    }
    news = [field for field, value in told.items() if value and getattr(source, field) != value]
    if news:
        for field in news:
            setattr(source, field, told[field])
        source.save(update_fields=news)


def forget_reasons(before: datetime) -> Iterator[int]:
    """Empty what runs that ended before that moment could not read; how many pages it were stays."""
    old = SyncRun.objects.filter(run__ended_at__lt=before).exclude(reasons=[])
    yield from in_batches(old, write(reasons=[]))
