# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings our copy of the wiki up to date, one batch of pages in one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from journal.actions import recorded
from outreach import kinds
from outreach.actions.contributors import editors_of, forget_claims, state_contributors
from outreach.models import Contribution, Page, Source, SyncRun
from outreach.wiki import values
from outreach.wiki.orders import Written
from outreach.wiki.redirects import redirect_target, soft_redirect_target
from work import actions as work

MOST_REASONS = 200
LONGEST_SOFT_REDIRECT = 1000  # characters: a longer page that mentions one is not itself one

_REDIRECTED = [
    "title",
    "kind",
    "state",
    "revision",
    "revised_at",
    "redirects_to",
    "fault",
    "synced_at",
    "gone_at",
]
_WHOLE = [
    *_REDIRECTED, "text", "sha1", "categories", "templates", "properties", "anonymous_contributors",
]  # fmt: skip


class Held(NamedTuple):
    """What we hold of a page before the run: as much as it takes to tell what changed."""

    page_id: int
    revision: int
    title: str
    state: str
    kind: str


@recorded
def apply_batch(
    sync_run: SyncRun, batch: values.Batch, *, kind_names: Mapping[int, str], held: Mapping[int, Held]
) -> None:
    """Store a batch of fetched pages, let their kinds read them, and count each page once.

    All of it is committed or nothing; the run's progress with it, so that a worker that lost its run
    (work.errors.NoLongerOurs) leaves no trace.
    """
    rows = {page: _row(sync_run.source_id, page, kind_names[page.page_id]) for page in batch.pages}
    for page, row in rows.items():
        row.read_ahead = batch.readings.get(page.page_id)
    _store([row for row in rows.values() if row.state != Page.State.REDIRECT], _WHOLE)
    # A redirect says nothing but where it leads: what the page held before is kept.
    _store([row for row in rows.values() if row.state == Page.State.REDIRECT], _REDIRECTED)
    _withdraw(rows.values(), held)
    present = {page: row for page, row in rows.items() if row.state == Page.State.PRESENT}
    state_contributors(Contribution.Role.EDITED, {row: editors_of(page) for page, row in present.items()})
    faults = _read(present.values())
    _count(sync_run, rows.values(), held, faults)
    for page in batch.unreadable:
        _explain(sync_run, page.title or f"#{page.page_id}", "unreadable", page.reason)
    _lose(sync_run, batch.missing, held)
    _save_counts(sync_run)
    fetched = len(batch.pages) + len(batch.missing) + len(batch.unreadable)
    work.advance(sync_run.run, progress=sync_run.run.progress + fetched)


@recorded
def take_away(sync_run: SyncRun, *, vanished: Iterable[int], released: Iterable[int]) -> None:
    """Mark what the wiki no longer lists as gone, and let go of pages that are no longer of any kind.

    Both lists hold page ids. Texts are kept. Raises work.errors.NoLongerOurs.
    """
    gone = list(_pages(sync_run, vanished))
    left = list(_pages(sync_run, released))
    before = {row.page_id: _held(row) for row in [*gone, *left]}
    for row in gone:
        row.state, row.gone_at = Page.State.GONE, timezone.now()
        _explain(sync_run, row.title, "gone")
    for row in left:
        row.kind = ""
        _explain(sync_run, row.title, "released")
    _change([*gone, *left], before)
    sync_run.gone += len(gone) + len(left)
    _save_counts(sync_run)
    work.advance(sync_run.run, progress=sync_run.run.progress)


@recorded
def drop_hidden(
    sync_run: SyncRun, revisions: Collection[int], archived: Collection[tuple[str, datetime]] = ()
) -> None:
    """Drop the texts of these revisions wherever we still hold them.

    `archived` names revisions of pages that are gone by title and moment, as the wiki's log does. Administrators
    hid them on the wiki: what they took out of sight there goes here as well, what was made of it included.
    """
    titles, moments = {title for title, _at in archived}, {at for _title, at in archived}
    held = Page.objects.filter(source=sync_run.source_id).exclude(text="")
    buried = held.filter(state=Page.State.GONE, title__in=titles, revised_at__in=moments)
    rows = [
        *held.filter(revision__in=revisions),
        *(row for row in buried if (row.title, row.revised_at) in archived),
    ]
    rows = list({row.pk: row for row in rows}.values())
    before = {row.page_id: _held(row) for row in rows}
    for row in rows:
        row.state, row.text, row.sha1 = Page.State.HIDDEN, "", ""
        _explain(sync_run, row.title, "hidden")
    _withdraw(rows, before)
    for row in rows:
        if before[row.page_id].state == Page.State.GONE:
            row.state = Page.State.GONE  # should it be restored, it is asked for anew
    Page.objects.bulk_update(rows, ["state", "text", "sha1"])
    kinds.drop_revisions(sync_run.source_id, {*revisions, *(row.revision for row in rows)})
    sync_run.hidden += len(rows)
    _save_counts(sync_run)
    work.advance(sync_run.run, progress=sync_run.run.progress)


def _pages(sync_run: SyncRun, page_ids: Iterable[int]):
    return Page.objects.filter(source=sync_run.source_id, page_id__in=list(page_ids)).defer("text")


def _held(row: Page) -> Held:
    return Held(row.page_id, row.revision, row.title, row.state, row.kind)


def _change(rows: Sequence[Page], before: Mapping[int, Held]) -> None:
    if rows:
        Page.objects.bulk_update(rows, ["state", "kind", "gone_at"])
        _withdraw(rows, before)


def _row(source_id: int, page: values.Page, kind_name: str) -> Page:
    row = Page(
        source_id=source_id,
        page_id=page.page_id,
        title=page.title,
        kind=kind_name,
        state=Page.State.PRESENT,
        revision=page.revision,
        revised_at=page.revised_at,
        text=page.text or "",
        sha1=page.sha1,
        categories=list(page.categories),
        templates=list(page.templates),
        properties=dict(page.properties),
        anonymous_contributors=page.anonymous_contributors,
        synced_at=timezone.now(),
    )
    if page.text_hidden:
        row.state, row.sha1 = Page.State.HIDDEN, ""
    elif page.redirect or _is_soft_redirect(row.text):
        row.state = Page.State.REDIRECT
        row.redirects_to = (
            redirect_target(row.text) if page.redirect else soft_redirect_target(row.text)
        ) or ""
        row.text = row.sha1 = ""
    return row


def _is_soft_redirect(text: str) -> bool:
    return len(text) <= LONGEST_SOFT_REDIRECT and soft_redirect_target(text) is not None


def _store(rows: Sequence[Page], fields: Sequence[str]) -> None:
    if rows:
        Page.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["source", "page_id"], update_fields=fields
        )


def _withdraw(rows: Iterable[Page], held: Mapping[int, Held]) -> None:
    """Tell each kind of its pages that were present before and are so no longer, or not as its own.

    Of hidden ones it is told in any case: what it keeps of a redirect's or deleted page's text must go too.
    """
    by_kind: dict[str, list[Page]] = {}
    for row in rows:
        was = held.get(row.page_id)
        is_hidden = row.state == Page.State.HIDDEN
        if was is None or not was.kind or (was.state != Page.State.PRESENT and not is_hidden):
            continue
        if row.state != Page.State.PRESENT or row.kind != was.kind:
            by_kind.setdefault(was.kind, []).append(row)
    for name, withdrawn in by_kind.items():
        forget_claims(withdrawn)
        if kind := kinds.named(name):
            kind.withdraw_many(withdrawn)


def _read(present: Iterable[Page]) -> dict[int, str]:
    """Let each kind read its pages; what it could not make sense of is noted on the page."""
    by_kind: dict[str, list[Page]] = {}
    for row in present:
        by_kind.setdefault(row.kind, []).append(row)
    faults: dict[int, str] = {}
    for name, rows in by_kind.items():
        faults |= kinds.named(name).apply_many(rows)
    faulty = [row for rows in by_kind.values() for row in rows if row.pk in faults]
    for row in faulty:
        row.fault = faults[row.pk][:300]
    Page.objects.bulk_update(faulty, ["fault"])
    return faults


def _count(
    sync_run: SyncRun, rows: Iterable[Page], held: Mapping[int, Held], faults: Mapping[int, str]
) -> None:
    for row in rows:
        was = held.get(row.page_id)
        if was is None:
            sync_run.created += 1
        else:
            sync_run.changed += 1
            sync_run.moved += was.title != row.title
        if row.state == Page.State.REDIRECT:
            sync_run.redirects += 1
            _explain(sync_run, row.title, "redirect", row.redirects_to)
        elif row.state == Page.State.HIDDEN:
            sync_run.hidden += 1
            _explain(sync_run, row.title, "hidden")
        else:
            sync_run.parsed += 1
        if row.pk in faults:
            sync_run.unparsable += 1
            _explain(sync_run, row.title, "unparsable", faults[row.pk])


def _lose(sync_run: SyncRun, missing: Iterable[int], held: Mapping[int, Held]) -> None:
    """Pages that went between the listing and the question."""
    for page_id in missing:
        _explain(sync_run, held[page_id].title if page_id in held else f"#{page_id}", "missing")
    lost = [row for row in _pages(sync_run, missing) if row.state != Page.State.GONE] if missing else []
    for row in lost:
        row.state, row.gone_at = Page.State.GONE, timezone.now()
    _change(lost, held)
    sync_run.gone += len(lost)


def _explain(sync_run: SyncRun, title: str, reason: str, detail: str = "") -> None:
    if len(sync_run.reasons) < MOST_REASONS:
        sync_run.reasons.append({"title": title, "reason": reason, "detail": detail[:300]})


def _save_counts(sync_run: SyncRun) -> None:
    sync_run.save(
        update_fields=[
            "created", "changed", "moved", "gone", "redirects", "hidden", "unparsable", "parsed", "reasons",
        ]
    )  # fmt: skip


def hold(source: Source, written: Written, stored: values.Page | None, *, text: str, sha1: str) -> Page:
    """Our copy of the page that we wrote, made or renewed; what a sync brought meanwhile is not undone.

    Without the page as it was read back, its revision stays 0, so that the next sync fetches it.
    """
    stub = values.PageStub(written.page_id, written.title, written.revision)
    kind = kinds.kind_of(stub)
    kind_name = kind.name if kind else ""
    held = Page.objects.select_for_update().filter(source=source, page_id=written.page_id).first()
    if held is not None and held.revision > max(written.revision, stored.revision if stored else 0):
        return held
    row = _row(source.pk, stored, kind_name) if stored else None
    if row is None or row.state != Page.State.PRESENT:
        row = Page(
            source=source, page_id=written.page_id, title=written.title, kind=kind_name, revision=0, text=text,
            sha1=sha1, synced_at=timezone.now(),
        )  # fmt: skip
    _store([row], _WHOLE)
    row = Page.objects.select_related("source").get(source=source, page_id=written.page_id)
    if stored and kind:
        state_contributors(Contribution.Role.EDITED, {row: editors_of(stored)})
    return row
