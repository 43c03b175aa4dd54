# SPDX-License-Identifier: GPL-3.0-or-later
"""Removing an institution that was added by mistake, and putting it back."""

from django.utils import timezone

from institutions.errors import NoLongerThere, StillInUse
from institutions.models import ItemRecord, SourcedFact
from institutions.models.pointers import count_of_children
from journal.actions import record, recorded
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Institution
from teamwork.models import Following, Notice

# What an institution has of its own, and what people were told of it: no reason to keep it.
ITS_OWN = {ItemRecord, SourcedFact, Following, Notice}


@recorded
def remove_institution(institution: Institution, *, version: int, by, reason: str = "") -> Institution:
    """Take an institution off every list; nothing of it is deleted.

    Raises ChangedMeanwhile, NoLongerThere, or StillInUse when anything points to it.
    """
    institution = Institution.objects.select_for_update().get(pk=institution.pk)
    if institution.merged_into_id or institution.removed_at:
        raise NoLongerThere
    if institution.version != version:
        raise ChangedMeanwhile
    used = [model for model, _number in count_of_children(institution.pk) if model not in ITS_OWN]
    if institution.absorbed.exists():
        used.append(Institution)
    if used:
        raise StillInUse([str(model._meta.verbose_name_plural) for model in used])
    institution.removed_at = timezone.now()
    institution.version += 1
    institution.save(update_fields=["removed_at", "version"])
    record("institution.removed", institution, by=by, before=institution.name, note=reason)
    return institution


@recorded
def restore_institution(institution: Institution, *, by) -> Institution:
    """Put a removed institution back on the lists; one that is there already stays as it is."""
    institution = Institution.objects.select_for_update().get(pk=institution.pk)
    if institution.removed_at:
        institution.removed_at = None
        institution.version += 1
        institution.save(update_fields=["removed_at", "version"])
        record("institution.restored", institution, by=by, after=institution.name)
    return institution
