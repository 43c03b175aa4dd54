# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides: made, corrected, published, taken back, and the starter set laid out once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions import record, recorded
from learning.errors import ChangedMeanwhile, GuideThere
from learning.models import Guide
from learning.starter import GUIDES

WRITTEN = (
    "code",
    "language",
    "phase",
    "institution_kind",
    "title",
    "text",
    "links",
    "position",
    "is_published",
)


@recorded
def make_guide(*, by, **written) -> Guide:
    """Write a guide, or a translation under the code of one there is. Raises GuideThere."""
    try:
        with transaction.atomic():
            guide = Guide.objects.create(edited_by=by, **written)
    except IntegrityError as error:
        raise GuideThere from error
    record("guide.made", guide, by=by, after=guide.title)
    return guide


@recorded
def correct_guide(guide: Guide, *, by, version: int, **written) -> Guide:
    """Change any of WRITTEN; also publishes and takes back. Raises ChangedMeanwhile, GuideThere."""
    if unknown := set(written) - set(WRITTEN):
        raise TypeError(f"Not part of a guide: {sorted(unknown)}")
    guide = Guide.objects.select_for_update().get(pk=guide.pk)
    changed = [name for name, value in written.items() if getattr(guide, name) != value]
    if not changed:
        return guide
    if guide.version != version:
        raise ChangedMeanwhile
    before = guide.title
    for name in changed:
        setattr(guide, name, written[name])
    guide.version += 1
    guide.edited_by, guide.edited_at = by, timezone.now()
    try:
        with transaction.atomic():
            guide.save(update_fields=[*changed, "version", "edited_by", "edited_at"])
    except IntegrityError as error:
        raise GuideThere from error
    record("guide.corrected", guide, by=by, before=before, after=guide.title)
    return guide


@recorded
def lay_out_starters(*, by) -> int:
    """Publish those guides of the starter set that are not there; what people changed is left alone. Returns how many."""
    there = set(Guide.objects.values_list("code", "language"))
    new = [
        Guide(edited_by=by, is_published=True, **guide)
        for guide in GUIDES
        if (guide["code"], guide["language"]) not in there
    ]
    made = Guide.objects.bulk_create(new, ignore_conflicts=True)
    for guide in Guide.objects.filter(code__in={each.code for each in made}, version=1, edited_by=by):
        if (guide.code, guide.language) not in there:
            record("guide.made", guide, by=by, after=guide.title)
    return len(new)
