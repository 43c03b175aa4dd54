# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions with items for the world of the doors: one read, one whose item is gone."""

from django.utils import timezone

from institutions.models import ItemRecord, SourcedFact
from tests.factories import InstitutionFactory


def furnish(world) -> None:
    linked = InstitutionFactory(wikidata_item="Q900000001", website="https://ours.example.org/")
    now = timezone.now()
    ItemRecord.objects.create(
        institution=linked,
        item="Q900000001",
        standing=ItemRecord.Standing.CURRENT,
        parent_items=[{"item": "Q900000014", "label": "Federation", "statement": "P749"}],
        read_at=now,
    )
    SourcedFact.objects.create(
        institution=linked,
        field="website",
        value="https://theirs.example.org/",
        item="Q900000001",
        statement="P856",
        read_at=now,
    )
    gone = InstitutionFactory(wikidata_item="Q900000999")
    ItemRecord.objects.create(
        institution=gone, item="Q900000999", standing=ItemRecord.Standing.MISSING, read_at=now
    )
    world.objects["linked"] = linked.pk
    world.objects["missing item"] = gone.pk
