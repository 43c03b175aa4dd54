# SPDX-License-Identifier: GPL-3.0-or-later
"""One sync: list what the wiki has, compare, fetch what differs, apply it in batches. The wiki is right.

It is resumed by being run again: what a batch committed is held, so the comparison leaves it out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from outreach import actions, kinds
from outreach.actions import Held
from outreach.ahead import one_ahead
from outreach.beside import Beside
from outreach.errors import MostPagesVanished
from outreach.models import Page, Source, SyncRun
from outreach.wiki.client import Wiki
from outreach.wiki.errors import WikiError
from outreach.wiki.values import Batch, Greeting, PageStub, joined
from work import actions as work
from work.models import Run

FEW = 10  # of so few pages all may vanish without suspicion
FEW_TO_READ = 100  # pages that are read sooner than a process to read them has begun
STORED_AT_ONCE = 200  # pages in one transaction; what a death costs is at most so many fetched again
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
    listed, greeting = _list(wiki, sync_run)
    held = _held(sync_run.source)
    plan = compare(listed, held, touched=_touched(greeting))
    _doubt(plan, held)
    actions.note_listing(sync_run, greeting.facts, seen=len(plan.kind_names), to_fetch=len(plan.fetch))
    if greeting.hidden:
        actions.drop_hidden(sync_run, _hidden(greeting), _buried(greeting))
    with Beside(starts=len(plan.fetch) > FEW_TO_READ) as reader:
        for batch in _batches(wiki, plan, sync_run.run, reader):
            actions.apply_batch(sync_run, batch, kind_names=plan.kind_names, held=held)
    if plan.vanished or plan.released:
        actions.take_away(sync_run, vanished=plan.vanished, released=plan.released)
    actions.finish_sync(sync_run, requests=wiki.request_count, hidden_read_at=greeting.clock)


def _batches(wiki: Wiki, plan: Plan, run: Run, reader: Beside) -> Iterator[Batch]:
    """The pages to fetch: while one batch is being stored the next is being read, and the one after it comes."""
    coming = one_ahead(wiki.batches(plan.fetch), beat=_nothing)
    read = (
        replace(batch, readings=reader.readings(kinds.to_read(batch, plan.kind_names))) for batch in coming
    )
    return one_ahead(_gathered(read), beat=lambda: _beat(run))


def _gathered(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The same pages in larger batches: storing costs some thirty statements, however many pages there are.

    What came before an error is handed on before the error is.
    """
    waiting: list[Batch] = []
    try:
        for batch in batches:
            waiting.append(batch)
            if sum(len(each.pages) for each in waiting) >= STORED_AT_ONCE:
                yield joined(waiting)
                waiting = []
    except WikiError:
        if waiting:
            yield joined(waiting)
        raise
    if waiting:
        yield joined(waiting)


def _nothing() -> None:
    """The thread that reads ahead has no run to keep alive: whoever waits for it does."""


def _list(wiki: Wiki, sync_run: SyncRun) -> tuple[dict[int, PageStub], Greeting]:
    """What the wiki has, by page id, and what it said with its first answer."""
    listed: dict[int, PageStub] = {}
    greetings: list[Greeting] = []
    since = sync_run.source.hidden_read_at
    for number, root in enumerate(kinds.roots()):
        greet = greetings.append if number == 0 else None
        for stub in wiki.sweep(root, greet=greet, since=since):
            listed[stub.page_id] = stub
            if len(listed) % PULSE == 0:
                _beat(sync_run.run)
    return listed, greetings[0]


def _hidden(greeting: Greeting) -> set[int]:
    """The revisions whose text is hidden now: of several lines about one the newest counts, and it comes first."""
    state: dict[int, bool] = {}
    for line in greeting.hidden:
        for revision in line.revisions:
            state.setdefault(revision, line.is_hidden)
    return {revision for revision, is_hidden in state.items() if is_hidden}


def _buried(greeting: Greeting) -> set[tuple[str, datetime]]:
    """Title and moment of revisions of deleted pages whose text is hidden now."""
    state: dict[tuple[str, datetime], bool] = {}
    for line in greeting.hidden:
        for moment in line.moments:
            state.setdefault((line.title, moment), line.is_hidden)
    return {which for which, is_hidden in state.items() if is_hidden}


def _touched(greeting: Greeting) -> set[int]:
    """The revisions that were hidden or shown again: a page whose copy is of one must be asked for anew."""
    return {revision for line in greeting.hidden for revision in line.revisions}


def _beat(run: Run) -> None:
    work.advance(run, progress=run.progress)


def compare(
    listed: Mapping[int, PageStub], held: Mapping[int, Held], *, touched: Collection[int] = ()
) -> Plan:
    """Tell by page id, revision and title what differs between the listing and what we hold.

    An undeleted page comes back with its old revision, so a page that was gone is always fetched anew, and so is
    one whose revision is among the `touched`. The revision alone would miss a title changed without one.
    """
    kind_names = {
        page_id: kind.name for page_id, stub in listed.items() if (kind := kinds.kind_of(stub)) is not None
    }
    fetch = [
        page_id
        for page_id, name in kind_names.items()
        if _differs(listed[page_id], name, held.get(page_id)) or listed[page_id].revision in touched
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
