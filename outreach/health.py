# SPDX-License-Identifier: GPL-3.0-or-later
"""How our line to each wiki fares, read from our own rows and our traffic light: no wiki is asked for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from redis import RedisError

from interface import words
from outreach import askers
from outreach.connection import Site
from outreach.freshness import Freshness, freshness
from outreach.gate import SharedGate, shared_gate
from outreach.models import Page, Publication, Source, SyncRun
from outreach.remedies import PUBLICATION_REMEDIES, Remedy, remedy_for
from work import reports as work
from work.models import Run

RUNS_DRAWN = 24
MOST_SHOWN = 50
SYNC = "outreach.sync"
NAMES = {
    Site.OUTREACH: _("Outreach Wiki"),
    Site.META: "Meta-Wiki",
    Site.COMMONS: "Wikimedia Commons",
    Site.WIKIDATA: "Wikidata",
}


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the traffic light knows of a wiki: requests of the last minute, and until when it wants no more."""

    spent: int
    away_until: datetime | None


@dataclass(frozen=True, slots=True)
class Work:
    """The latest run of one kind that asks a wiki, when one last ended well, and what to do if this one did not."""

    run: Run
    done_at: datetime | None
    remedy: Remedy | None


@dataclass(frozen=True, slots=True)
class Line:
    """One wiki: its address, the work that asks it, how old what we hold of it is, and its traffic.

    `freshness` is None where nothing asks by the clock; `traffic` is None when the traffic light is away.
    """

    site: Site
    name: str | Promise
    works: list[Work]
    freshness: Freshness | None
    traffic: Traffic | None
    share: float

    @property
    def is_overdue(self) -> bool:
        """Whether it is late or old though no run says why."""
        has_reason = any(work.remedy for work in self.works)
        return (
            not has_reason
            and self.freshness is not None
            and (self.freshness.is_late or self.freshness.is_stale)
        )

    @property
    def is_well(self) -> bool:
        """Whether nobody has to look."""
        return (
            self.traffic is not None and not self.is_overdue and not any(work.remedy for work in self.works)
        )


def lines(*, now: datetime | None = None, gate: SharedGate | None = None) -> list[Line]:
    """Every wiki we talk to: two queries, and a question to the traffic light."""
    now = now or timezone.now()
    gate = gate or shared_gate()
    synced_at, mirrored_by = _of_mirror()
    latest = {run.kind: run for run in work.latest_runs(askers.asking_kinds())}
    if SYNC in latest and latest[SYNC].pk != mirrored_by:
        del latest[SYNC]  # of a wiki that WIKI_URL named before, or of the demo's: nothing of this one
    traffic = traffic_of(Site, gate=gate, now=now)
    return [
        _line(site, latest, synced_at if site is Site.OUTREACH else None, traffic.get(site), gate.allowed)
        for site in Site
    ]


def _of_mirror() -> tuple[datetime | None, int | None]:
    """When the wiki of WIKI_URL was last mirrored well, and the run that tried last."""
    ours = Source.objects.filter(host=Site.OUTREACH.host).values_list("synced_at", Max("sync_runs__run"))
    return ours.first() or (None, None)


def _line(
    site: Site, latest: dict, synced_at: datetime | None, traffic: Traffic | None, allowed: int
) -> Line:
    works = [_work(latest[kind]) for kind in askers.kinds_asking(site) if kind in latest]
    # Of the mirror the source itself says it; what others fetch is as old as their last good run.
    ended = [each.done_at for each in works if each.done_at]
    moment = synced_at if site is Site.OUTREACH else min(ended, default=None)
    is_asked = site is Site.OUTREACH or bool(works)
    share = traffic.spent / allowed if traffic else 0
    return Line(site, NAMES[site], works, freshness(moment) if is_asked else None, traffic, share)


def _work(run: Run) -> Work:
    return Work(run, run.done_at, remedy_for(run.error) if run.state == Run.State.FAILED else None)


def traffic_of(
    sites: Iterable[Site], *, gate: SharedGate | None = None, now: datetime | None = None
) -> dict[Site, Traffic]:
    """The traffic to each of these wikis; empty when the traffic light is away. It is asked once in vain at most."""
    gate, now = gate or shared_gate(), now or timezone.now()
    try:
        return {site: _traffic(site.host, gate, now) for site in sites}
    except (RedisError, OSError):
        return {}


def _traffic(host: str, gate: SharedGate, now: datetime) -> Traffic:
    away = gate.away(host)
    return Traffic(gate.spent(host), now + timedelta(seconds=away) if away else None)


def requests_of_runs() -> list[tuple[str, int, str]]:
    """(when, requests, address) of the latest syncs, the oldest first: rows of a chart."""
    newest = SyncRun.objects.select_related("run").only("requests", "run__queued_at").order_by("-pk")
    return [
        (words.clock(each.run.queued_at), each.requests, each.get_absolute_url())
        for each in reversed(newest[:RUNS_DRAWN])
    ]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages of one kind, by their state."""

    kind: str
    counts: list[int]
    total: int

    @property
    def counted(self) -> list[tuple[str, int]]:
        """Each state in the reader's words, with its count."""
        return list(zip(Page.State.labels, self.counts, strict=True))


def pages_by_state() -> list[Shelf]:
    """How many pages of each kind are in each state, in the order of `Page.State`: one query."""
    found = Page.objects.exclude(kind="").values_list("kind", "state").annotate(Count("pk")).order_by()
    told: dict[str, dict[str, int]] = {}
    for kind, state, count in found:
        told.setdefault(kind, {})[state] = count
    shelves = []
    for kind, states in sorted(told.items()):
        counts = [states.get(state, 0) for state in Page.State.values]
        shelves.append(Shelf(kind, counts, sum(counts)))
    return shelves


def faulty_pages():
    """Pages whose newest text no parser of ours could read, the longest unread first."""
    return Page.objects.with_faults().select_related("source").defer("text", "categories", "templates")


def not_sent() -> tuple[SyncRun | None, list[tuple[str, str]]]:
    """The last sync that ended well, and the (title, reason) of pages that the wiki did not send whole in it."""
    last = SyncRun.objects.filter(run__state=Run.State.DONE).select_related("run").order_by("-pk").first()
    told = last.reasons if last else []
    return last, [
        (entry["title"], entry.get("detail", "")) for entry in told if entry["reason"] == "unreadable"
    ][:MOST_SHOWN]


@dataclass(frozen=True, slots=True)
class Stuck:
    """How many publications are in one state in which a person must do something, and what."""

    state: str
    label: str | Promise
    count: int
    to_do: Promise


def stuck_publications():
    """Publications that ended where a person has to decide, and that nobody has ordered anew."""
    later = Publication.objects.filter(
        source=OuterRef("source"), title=OuterRef("title"), pk__gt=OuterRef("pk")
    )
    stuck = Q(state__in=PUBLICATION_REMEDIES) & ~Q(Exists(later))
    return Publication.objects.filter(stuck)


def stuck_by_state() -> list[Stuck]:
    """The counts of `stuck_publications`, states without any left out: one query."""
    counts = dict(stuck_publications().order_by().values_list("state").annotate(Count("pk")))
    return [
        Stuck(state, Publication.State(state).label, counts[state], to_do)
        for state, to_do in PUBLICATION_REMEDIES.items()
        if state in counts
    ]
