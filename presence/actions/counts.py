# SPDX-License-Identifier: GPL-3.0-or-later
"""Counting Commons categories: asking for it, and keeping what was counted."""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from journal.actions import record as write_down
from journal.actions import recorded
from outreach.wiki.commons import Category, Node, Tree
from presence import notifications
from presence.errors import NotACategory
from presence.models import CategoryCount, CategoryNode, CategoryRecord, Place
from work import actions as work

RUN = "presence.check"
DAY = timedelta(days=1)
KEPT_DAYS = 400
LONGEST_REASON = 300


def ask_to_count(place: Place) -> None:
    """Have the worker count this category now; in the caller's transaction."""
    CategoryRecord.objects.update_or_create(place=place, defaults={"due_at": timezone.now()})
    work.begin(RUN)


@recorded
def request_check(place: Place, *, by) -> None:
    """Somebody wants the category counted now. Raises NotACategory."""
    if place.kind != Place.Kind.CATEGORY:
        raise NotACategory
    ask_to_count(place)
    write_down("place.check_asked", place, by=by, about=place.record, after=place.name)


@recorded
def keep_count(row: CategoryRecord, asked: str, found: Category, tree: Tree, *, now) -> bool:
    """Put what was counted in place of what stood there; False when the place is another category by now."""
    row = _locked(row, asked)
    if row is None:
        return False
    has_moved = found.name not in (asked, row.moved_to)
    row.state, row.reason = CategoryRecord.State.FOUND, ""
    row.moved_to = found.name if found.name != asked else ""
    row.is_soft_redirect, row.has_page = found.is_soft_redirect, found.has_page
    row.files, row.pages, row.subcategories = found.files, found.pages, found.subcategories
    row.tree_files, row.tree_categories = tree.files, len(tree.nodes)
    row.depth, row.is_cut = tree.depth, tree.is_cut
    row.counted_at = row.checked_at = now
    row.due_at = now + DAY
    row.save()
    _keep_tree(row, tree)
    _keep_day(row, now=now)
    if has_moved:
        notifications.tell_of_move(row)
    return True


@recorded
def mark_missing(row: CategoryRecord, asked: str, *, now) -> None:
    """Commons has no such category. One that was there is gone; what was counted then stays, with its date."""
    row = _locked(row, asked)
    if row is None:
        return
    state = CategoryRecord.State
    was_there = row.state != state.GONE and row.counted_at is not None
    _mark(row, state.MISSING if row.counted_at is None else state.GONE, "", now=now)
    if was_there:
        notifications.tell_of_gone(row)


@recorded
def mark_unreadable(row: CategoryRecord, asked: str, reason: str, *, now) -> None:
    """What Commons said of this one makes no sense; what was counted before stays."""
    row = _locked(row, asked)
    if row is not None:
        _mark(row, CategoryRecord.State.UNREADABLE, reason, now=now)


def _mark(row: CategoryRecord, state: str, reason: str, *, now) -> None:
    row.state, row.reason = state, reason[:LONGEST_REASON]
    row.checked_at, row.due_at = now, now + DAY
    row.save(update_fields=["state", "reason", "checked_at", "due_at"])


def _locked(row: CategoryRecord, asked: str) -> CategoryRecord | None:
    """The row, locked, if its place still is the category that was asked for."""
    rows = CategoryRecord.objects.select_for_update(of=("self",))
    rows = rows.select_related("place__partnership__institution", "place__partnership__affiliate")
    return rows.filter(pk=row.pk, place__identifier=asked).first()


def _keep_tree(row: CategoryRecord, tree: Tree) -> None:
    CategoryNode.objects.filter(record=row).delete()
    CategoryNode.objects.bulk_create(
        [
            CategoryNode(
                record=row,
                name=node.category.name,
                parent=node.parent,
                depth=node.depth,
                position=position,
                files=node.category.files,
                pages=node.category.pages,
                subcategories=node.category.subcategories,
            )
            for position, node in enumerate(_as_lines(tree))
        ]
    )


def _as_lines(tree: Tree) -> list[Node]:
    """The nodes as one reads a tree: each followed by those below it, these by name."""
    below = defaultdict(list)
    for node in tree.nodes:
        below[node.parent if node.depth else None].append(node)
    lines, waiting = [], list(below[None])
    while waiting:
        node = waiting.pop()
        lines.append(node)
        waiting += sorted(below[node.category.name], key=lambda each: each.category.name, reverse=True)
    return lines


def _keep_day(row: CategoryRecord, *, now) -> None:
    today = timezone.localdate(now)
    counts = {"files": row.files, "tree_files": row.tree_files, "tree_categories": row.tree_categories}
    CategoryCount.objects.update_or_create(record=row, counted_on=today, defaults=counts)
    CategoryCount.objects.filter(record=row, counted_on__lt=today - timedelta(days=KEPT_DAYS)).delete()
