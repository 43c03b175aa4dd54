# SPDX-License-Identifier: GPL-3.0-or-later
"""Undoing a merge within thirty days: all is as before, but what people changed since stays changed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.tenants import across_affiliates
from institutions.actions.merges import CHOICES, lock_both, plain
from institutions.actions.repointing import put_back
from institutions.errors import AlreadyUndone, MergedOnSince, TooLateToUndo, UndoNotExact
from institutions.models import Merge
from institutions.models.duplicates import UNDO_DAYS
from journal.actions import record, recorded
from partnerships.models import Institution


@recorded
@across_affiliates("what a merge moved goes back, whosever it is")
def undo_merge(merge: Merge, *, by) -> Merge:
    """Make two of one again. Sets `kept_newer` on the merge: the fields and kinds where a later edit stays.

    Raises AlreadyUndone, TooLateToUndo, MergedOnSince or UndoNotExact.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise AlreadyUndone
    if timezone.now() > merge.may_be_undone_until_at:
        raise TooLateToUndo(UNDO_DAYS)
    kept, absorbed = lock_both(merge.kept_id, merge.absorbed_id)
    if kept.merged_into_id or kept.removed_at:
        raise MergedOnSince(kept)
    newer = _restore(kept, absorbed, merge)
    try:
        with transaction.atomic():
            newer += put_back(merge.moved, merge.dropped)
    except IntegrityError as error:
        raise UndoNotExact from error
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    merge.kept_newer = newer
    record("institution.unmerged", kept, by=by, after=absorbed.name, note=", ".join(newer))
    record("institution.unmerged", absorbed, by=by, before=kept.name)
    return merge


def _restore(kept: Institution, absorbed: Institution, merge: Merge) -> list[str]:
    """Put the fields of both rows back. Returns the names of those that somebody changed since."""
    before, after, now = merge.before["kept"], merge.before["after"], plain(kept)
    newer, changes = [], {}
    for name in (name for names in CHOICES.values() for name in names):
        if name == "names":
            continue
        if now[name] != after[name]:
            newer += [name] if before[name] != after[name] else []
        elif before[name] != after[name]:
            changes[name] = before[name]
    changes["names"], names_newer = _names_before(before["names"], after["names"], now["names"])
    is_untouched = now == after
    changes["version"] = before["version"] if is_untouched else kept.version + 1
    for name, value in changes.items():
        setattr(kept, name, Institution._meta.get_field(name).to_python(value))
    kept.save(update_fields=list(changes))
    item = merge.before["absorbed"]["wikidata_item"]
    holders = Institution.objects.filter(wikidata_item=item).exclude(pk=absorbed.pk)
    is_free = item is None or not holders.exists()
    absorbed.merged_into = None
    absorbed.wikidata_item = item if is_free else None
    absorbed.save(update_fields=["merged_into", "wikidata_item"])
    labels = dict.fromkeys(newer + names_newer + ([] if is_free else ["wikidata_item"]))
    return [str(Institution._meta.get_field(name).verbose_name) for name in labels]


def _names_before(before: dict, after: dict, now: dict) -> tuple[dict, list[str]]:
    """The names without what the merge brought, language by language; and ["names"] if one was changed since."""
    names, newer = now | {}, []
    for code in before.keys() | after.keys():
        if before.get(code) == after.get(code):
            continue
        if now.get(code) != after.get(code):
            newer = ["names"]
        elif code in before:
            names[code] = before[code]
        else:
            names.pop(code, None)
    return names, newer
