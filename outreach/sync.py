# SPDX-License-Identifier: GPL-3.0-or-later
"""One sync: list what the wiki has, compare, fetch what differs, apply it in batches. The wiki is right.

It is resumed by being run again: what a batch committed is held, so the comparison leaves it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from outreach import actions, kinds
from outreach.actions import Held
from outreach.ahead import one_ahead
from outreach.errors import MostPagesVanished
from outreach.models import Page, Source, SyncRun
from outreach.wiki.client import Wiki
from outreach.wiki.values import PageStub
from work import actions as work
from work.models import Run

FEW = 10  # of so few pages all may vanish without suspicion
PULSE = 500  # listed pages between two signs of life, as many as one answer holds


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do: page ids, but for `kind_names`, which names the kind of each listed page."""

    kind_names: Mapping[int, str]
    fetch: list[int]
    vanished: list[int]
    released: list[int]


def sync(wiki: Wiki, sync_run: SyncRun) -> None:
    """Mirror the wiki and end the run well.

    Raises WikiError when the wiki gave up on us, MostPagesVanished before anything is changed, and
    work.errors.NoLongerOurs when another worker has the run. What was committed by then stays.
    """
    listed = _list(wiki, sync_run.run)
    held = _held(sync_run.source)
    plan = compare(listed, held)
    _doubt(plan, held)
    actions.note_listing(sync_run, wiki.site_facts(), seen=len(plan.kind_names), to_fetch=len(plan.fetch))
    for batch in one_ahead(wiki.batches(plan.fetch), beat=lambda: _beat(sync_run.run)):
        actions.apply_batch(sync_run, batch, kind_names=plan.kind_names, held=held)
    if plan.vanished or plan.released:
        actions.take_away(sync_run, vanished=plan.vanished, released=plan.released)
    actions.finish_sync(sync_run, requests=wiki.request_count)


def _list(wiki: Wiki, run: Run) -> dict[int, PageStub]:
    listed: dict[int, PageStub] = {}
    for stub in chain.from_iterable(wiki.sweep(root) for root in kinds.roots()):
        listed[stub.page_id] = stub
        if len(listed) % PULSE == 0:
            _beat(run)
    return listed


def _beat(run: Run) -> None:
    work.advance(run, progress=run.progress)


def compare(listed: Mapping[int, PageStub], held: Mapping[int, Held]) -> Plan:
    """Tell by page id, revision and title what differs between the listing and what we hold.

    An undeleted page comes back with its old revision, so a page that was gone is always fetched anew. The
    revision alone would miss a title changed without one.
    """
    kind_names = {
        page_id: kind.name for page_id, stub in listed.items() if (kind := kinds.kind_of(stub)) is not None
    }
    fetch = [
        page_id for page_id, name in kind_names.items() if _differs(listed[page_id], name, held.get(page_id))
    ]
    ours = [page for page in held.values() if page.kind and page.page_id not in kind_names]
    return Plan(
        kind_names=kind_names,
        fetch=fetch,
        vanished=[
            page.page_id for page in ours if page.page_id not in listed and page.state != Page.State.GONE
        ],
        released=[page.page_id for page in ours if page.page_id in listed],
    )


def _differs(stub: PageStub, kind_name: str, held: Held | None) -> bool:
    return (
        held is None
        or held.state == Page.State.GONE
        or (held.revision, held.title, held.kind) != (stub.revision, stub.title, kind_name)
    )


def _held(source: Source) -> dict[int, Held]:
    rows = Page.objects.filter(source=source).values_list(*Held._fields)
    return {row[0]: Held(*row) for row in rows.iterator(chunk_size=2000)}


def _doubt(plan: Plan, held: Mapping[int, Held]) -> None:
    """Do not believe a listing that lacks most of what we hold."""
    standing = sum(1 for page in held.values() if page.kind and page.state != Page.State.GONE)
    lost = len(plan.vanished) + len(plan.released)
    if lost > FEW and 2 * lost > standing:
        raise MostPagesVanished(lost, standing)
