# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Prometheus reads: rows counted at the moment it asks, so that no process has to count along.

A dozen queries however much there is; the traffic light is asked as well, and may be away.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from dashboards.facts import facts
from outreach.connection import Site
from outreach.gate import shared_gate
from outreach.health import traffic_of
from outreach.models import Contributor, Page, Publication, Source, SyncRun
from privacy.reports.keeping import KIND as PURGE
from work import reports as work
from work.models import Message, Run

CONTENT_TYPE = CONTENT_TYPE_LATEST
# What a sync adds to its counts, and what that says.
SYNCED = {
    "requests": "Requests that syncs sent to the wiki.",
    "created": "Pages that syncs found new.",
    "changed": "Pages that syncs found changed.",
    "parsed": "Page texts that syncs read.",
    "unparsable": "Page texts that syncs could not read.",
    "gone": "Pages that syncs no longer found.",
    "hidden": "Texts that syncs found hidden by the wiki's administrators.",
}


def written() -> bytes:
    """All metrics in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Rows(timezone.now()))
    return generate_latest(registry)


class Rows(Collector):
    """Reads the rows when it is asked; a registry asks once."""

    def __init__(self, now: datetime):
        self._now = now

    def describe(self) -> list[Metric]:
        """Nothing is promised beforehand: registering must not read the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Each family of figures, in turn."""
        yield from self._runs()
        yield from self._syncs()
        yield from self._pages()
        yield from self._publications()
        yield from self._outbox()
        yield from self._queue()
        yield from self._parts()
        yield from self._facts()
        yield from self._traffic()

    def _runs(self) -> Iterator[Metric]:
        runs = CounterMetricFamily(
            "glamwiki_runs", "Runs of the worker ever asked for.", labels=["kind", "state"]
        )
        good = GaugeMetricFamily(
            "glamwiki_run_last_good_timestamp_seconds",
            "When a run of this kind last ended well.",
            labels=["kind"],
        )
        # Infinite without any: an alarm on the age must ring on a site that never purged.
        purged = float("inf")
        found = Run.objects.order_by("kind", "state").values_list("kind", "state")
        for kind, state, count, ended_at in found.annotate(Count("pk"), Max("ended_at")):
            runs.add_metric([kind, state], count)
            if state == Run.State.DONE and ended_at:
                good.add_metric([kind], ended_at.timestamp())
                if kind == PURGE:
                    purged = (self._now - ended_at).total_seconds()
        yield from (runs, good)
        words = "Seconds since what is over was last thrown away well; infinite when it never was."
        yield GaugeMetricFamily("glamwiki_purge_age_seconds", words, value=purged)

    def _syncs(self) -> Iterator[Metric]:
        age = GaugeMetricFamily(
            "glamwiki_sync_age_seconds", "Seconds since this wiki was last mirrored well.", labels=["source"]
        )
        for host, synced_at in Source.objects.order_by("host").values_list("host", "synced_at"):
            if synced_at:
                age.add_metric([host], (self._now - synced_at).total_seconds())
        yield age
        sums = {name: Sum(name) for name in SYNCED}
        rows = list(SyncRun.objects.values("source__host").annotate(**sums).order_by("source__host"))
        for name, words in SYNCED.items():
            family = CounterMetricFamily(f"glamwiki_sync_{name}", words, labels=["source"])
            for row in rows:
                family.add_metric([row["source__host"]], row[name])
            yield family

    def _pages(self) -> Iterator[Metric]:
        pages = GaugeMetricFamily("glamwiki_pages", "Mirrored pages.", labels=["kind", "state"])
        faulty = GaugeMetricFamily(
            "glamwiki_pages_unparsable", "Mirrored pages whose newest text cannot be read.", labels=["kind"]
        )
        found = Page.objects.order_by("kind", "state").values_list("kind", "state")
        faults: dict[str, int] = {}
        for kind, state, count, bad in found.annotate(Count("pk"), bad=Count("pk", filter=~Q(fault=""))):
            pages.add_metric([kind or "none", state], count)
            faults[kind] = faults.get(kind, 0) + (bad if state != Page.State.GONE else 0)
        for kind, count in faults.items():
            faulty.add_metric([kind or "none"], count)
        yield from (pages, faulty)
        people = GaugeMetricFamily(
            "glamwiki_contributors", "Wiki accounts on mirrored pages.", labels=["standing"]
        )
        for standing, count in (
            Contributor.objects.order_by("standing").values_list("standing").annotate(Count("pk"))
        ):
            people.add_metric([standing or "unknown"], count)
        yield people

    def _publications(self) -> Iterator[Metric]:
        states = GaugeMetricFamily("glamwiki_publications", "Orders to publish on a wiki.", labels=["state"])
        counts = dict.fromkeys(Publication.State.values, 0)
        oldest = None
        rows = Publication.objects.order_by("state").values_list("state")
        for state, count, ordered_at in rows.annotate(Count("pk"), Min("ordered_at")):
            counts[state] = count
            oldest = ordered_at if state == Publication.State.WAITING else oldest
        for state, count in counts.items():
            states.add_metric([state], count)
        yield states
        yield _age(
            "glamwiki_publication_waiting_seconds", "Age of the oldest order that waits.", oldest, self._now
        )

    def _outbox(self) -> Iterator[Metric]:
        outbox = work.outbox(now=self._now)
        messages = GaugeMetricFamily("glamwiki_messages", "Messages of the outbox.", labels=["state"])
        for state in Message.State.values:
            messages.add_metric([state], outbox.counts[state])
        yield messages
        words = "Seconds for which the oldest message is overdue."
        yield _age("glamwiki_message_waiting_seconds", words, outbox.waiting_since, self._now)

    def _queue(self) -> Iterator[Metric]:
        words = "Seconds for which the oldest run waits for a worker."
        yield _age("glamwiki_run_waiting_seconds", words, work.queue(now=self._now).waiting_since, self._now)

    def _facts(self) -> Iterator[Metric]:
        known = facts()
        info = GaugeMetricFamily("glamwiki_version", "Which versions run.", labels=["part", "version"])
        for part, version in known.versions:
            info.add_metric([part.lower(), version or "away"], 1 if version else 0)
        yield info
        if known.pending is not None:
            words = "Migrations that are not applied."
            yield GaugeMetricFamily("glamwiki_migrations_pending", words, value=len(known.pending))
        if known.disk:
            words = "Bytes free where uploaded files lie."
            yield GaugeMetricFamily("glamwiki_media_free_bytes", words, value=known.disk.free)

    def _parts(self) -> Iterator[Metric]:
        seen = GaugeMetricFamily(
            "glamwiki_part_seen_age_seconds",
            "Seconds since this process was last seen alive.",
            labels=["part"],
        )
        for part in work.parts(now=self._now):
            seen.add_metric([part.name], (self._now - part.seen_at).total_seconds())
        yield seen

    def _traffic(self) -> Iterator[Metric]:
        traffic = traffic_of(Site, now=self._now)
        up = "Whether the traffic light (Valkey) answers; without it no wiki is asked."
        yield GaugeMetricFamily("glamwiki_valkey_up", up, value=1 if traffic else 0)
        spent = GaugeMetricFamily(
            "glamwiki_wiki_requests_last_minute", "Requests of the last minute.", labels=["wiki"]
        )
        away = GaugeMetricFamily(
            "glamwiki_wiki_away_seconds", "For how long this wiki asked to be left alone.", labels=["wiki"]
        )
        for site, known in traffic.items():
            left = (known.away_until - self._now).total_seconds() if known.away_until else 0
            spent.add_metric([site.name.lower()], known.spent)
            away.add_metric([site.name.lower()], left)
        budget = "Requests a minute that we allow ourselves for each wiki."
        yield from (spent, away)
        yield GaugeMetricFamily("glamwiki_wiki_requests_allowed", budget, value=shared_gate().allowed)


def _age(name: str, words: str, since: datetime | None, now: datetime) -> GaugeMetricFamily:
    """Seconds since a moment; 0 where nothing waits."""
    return GaugeMetricFamily(name, words, value=max(0.0, (now - since).total_seconds()) if since else 0)
