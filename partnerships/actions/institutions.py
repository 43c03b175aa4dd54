# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding and correcting institutions."""

from django.db import IntegrityError, transaction

from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import ItemTaken
from partnerships.models import Institution


@recorded
def add_institution(
    *,
    by,
    name: str,
    kind: str,
    country: str,
    names: dict[str, str] | None = None,
    place: str = "",
    latitude=None,
    longitude=None,
    website: str = "",
    wikidata_item: str | None = None,
    **more,
) -> Institution:
    """Add an institution; `more` are its sector, what it collects, and identifiers.

    Raises ItemTaken when another already has the Wikidata item.
    """
    institution = Institution(
        name=name,
        kind=kind,
        country=country,
        names=names or {},
        place=place,
        latitude=latitude,
        longitude=longitude,
        website=website,
        wikidata_item=wikidata_item or None,
        **more,
    )
    with _one_per_item(wikidata_item):
        institution.save(force_insert=True)
    record("institution.added", institution, by=by)
    return institution


@recorded
def correct_institution(institution: Institution, *, version: int, by, **facts) -> Institution:
    """Change facts of an institution. Raises ChangedMeanwhile or ItemTaken."""
    institution = locked(institution, version=version)
    if "wikidata_item" in facts:
        facts["wikidata_item"] = facts["wikidata_item"] or None
    with _one_per_item(facts.get("wikidata_item")):
        changed = write_changes(institution, **facts)
    if changed:
        record("institution.corrected", institution, by=by, **changed.told)
    return institution


class _one_per_item:
    """Turns the unique constraint's error into words, with the institution that has the item."""

    def __init__(self, item: str | None):
        self.item = item
        self.savepoint = transaction.atomic()

    def __enter__(self):
        self.savepoint.__enter__()

    def __exit__(self, kind, error, trace):
        self.savepoint.__exit__(kind, error, trace)
        if kind is not None and issubclass(kind, IntegrityError):
            holder = Institution.objects.filter(wikidata_item=self.item or "").first()
            if holder:
                raise ItemTaken(holder) from error
