# SPDX-License-Identifier: GPL-3.0-or-later
"""What PostgreSQL itself gives to whom, however a statement asks: the second wall between affiliates (ADR 0019)."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import Q

from accounts import walls
from accounts.models import Affiliate
from agreements.models import LegalHold
from glamwiki.roles import BACKUP, WEB, WORKER
from institutions.models import Alignment, Dispute
from partnerships.models import CoLead, Institution, Notice, Partnership
from privacy.classes import DataClass
from privacy.models import Assessment, Consent, Reading
from privacy.registry import class_of
from privacy.scanning import path_to_affiliate
from teamwork.models.threads import Threaded
from tests.architecture.world import OURS
from tests.factories import AdvocateFactory, MouFactory, PartnershipFactory
from tests.walls import coming_as, keys

pytestmark = pytest.mark.django_db

# What hangs on partnerships, which several affiliates may lead.
SHARED = {
    *("teamwork_note", "teamwork_noteevent", "teamwork_mention", "teamwork_task", "teamwork_taskevent"),
    *("agreements_clause", "agreements_clauseevent", "agreements_signatory", "agreements_signatoryevent"),
    *("agreements_legalhold", "agreements_rightstermevent"),
    *("partnerships_partnershipevent", "partnerships_coleadevent", "partnerships_mouevent"),
    "partnerships_commitmentevent",
}


@pytest.fixture
def both(world):
    """Both affiliates, each with what the small world lacks."""
    institution = Institution.objects.get(pk=world.objects["institution"])
    user, day = world.people["plat"], date(2026, 1, 1)
    affiliates = list(Affiliate.objects.filter(name__in=["Affiliate A", "Affiliate B"]).order_by("name"))
    for affiliate in affiliates:
        advocate = AdvocateFactory(affiliate=affiliate)
        Notice.objects.create(advocate=advocate, entered_on=day, due_on=day)
        about = {"subject_kind": "partnerships.advocate", "subject_id": advocate.pk, "affiliate": affiliate}
        Consent.objects.create(category="contact", answer="opt_in", given_on=day, **about)
        Reading.objects.create(reader=user, how="page", path="/", **about)
        Assessment.objects.create(affiliate=affiliate, written_by=user)
        judged = {"level": "good", "judged_on": day}
        Alignment.objects.get_or_create(institution=institution, affiliate=affiliate, defaults=judged)
        dispute = Dispute.objects.create(
            institution=institution, affiliate=affiliate, kind="disagreement", raised_by=user, raised_on=day
        )
        dispute.readers.add(user)
        LegalHold.objects.create(
            mou=MouFactory(partnership=PartnershipFactory(affiliate=affiliate)), reason="x", held_by=user
        )
    return affiliates


def _of_everybody() -> dict[str, set[int]]:
    with coming_as("none") as cursor:
        return {table: keys(cursor, table) for table, _condition in walls.walls()}


def _of(affiliate) -> dict[str, set[int]]:
    """What the affiliate may have, by the keys of the models, which no policy was written from."""
    joined = CoLead.objects.filter(affiliate=affiliate, state="accepted").values("partnership")
    led = Partnership.objects.filter(Q(affiliate=affiliate) | Q(pk__in=joined)).values("pk")
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {table: _theirs(models[table], affiliate, led) for table, _condition in walls.walls()}


def _theirs(model, affiliate, led) -> set[int]:
    names = {field.name for field in model._meta.concrete_fields}
    if "mou" in names:
        whose = Q(mou__partnership__in=led)
    elif getattr(model, "pgh_tracked_model", None) is Partnership:
        whose = Q(id__in=led)
    else:
        whose = Q(**{path_to_affiliate(model): affiliate})
        if "partnership" in names:
            whose |= Q(partnership__in=led)
        thread = "note__" if "note" in names and "user" in names else ""
        if thread or "thread_kind" in names:
            kind = Partnership._meta.label_lower
            whose |= Q(**{f"{thread}thread_kind": kind, f"{thread}thread_id__in": led})
    return set(model._base_manager.filter(whose).values_list("pk", flat=True))


def test_without_a_tenant_the_web_is_given_nothing(both):
    there = _of_everybody()

    with coming_as(WEB) as cursor:
        given = {table: keys(cursor, table) for table in there}

    assert {table for table, found in there.items() if not found} == set(), "tried with nothing"
    assert given == dict.fromkeys(there, set())
    assert len(there) >= 30


def test_with_a_tenant_the_web_is_given_that_affiliates_rows_and_no_others(both):
    a, b = ({}, {})
    for found, affiliate in ((a, both[0]), (b, both[1])):
        with coming_as(WEB, tenants_said=f"{{{affiliate.pk}}}") as cursor:
            found |= {table: keys(cursor, table) for table, _condition in walls.walls()}

        assert found == _of(affiliate.pk)
    # What both have hangs on the partnerships they lead together.
    assert {table for table in a if a[table] & b[table]} <= SHARED


@pytest.mark.parametrize("role", [WORKER, BACKUP])
def test_worker_and_backup_are_given_everything(world, role):
    there = _of_everybody()

    with coming_as(role) as cursor:
        assert {table: keys(cursor, table) for table in there} == there


def test_every_table_of_an_affiliate_has_its_wall_or_a_reason():
    walled = set(walls.WALLS)
    whose = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
        if _is_of_an_affiliate(model, walled)
    }

    assert whose - walled == set(walls.OPEN), "tables without a wall, or reasons without a table"
    assert walled - whose == set()
    assert set(walls.PASTS) <= set(walls.OPEN)


def _is_of_an_affiliate(model, walled) -> bool:
    """Whether it says itself whose it is, hangs on a record or on something walled, or is private and leads to one."""
    if issubclass(model, Threaded) or any(
        field.name == "affiliate_id" for field in model._meta.concrete_fields
    ):
        return True
    keys = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    if Affiliate in keys or {key._meta.label for key in keys if key} & walled:
        return True
    private = {
        DataClass.ADVOCATE,
        DataClass.NOTE_ON_PERSON,
        DataClass.NOTE_ON_WORK,
        DataClass.SIGNATORY,
        DataClass.DOCUMENT,
    }
    classes = {class_of(model._meta.label, field.name) for field in model._meta.concrete_fields}
    return bool(classes & private) and path_to_affiliate(model) is not None
