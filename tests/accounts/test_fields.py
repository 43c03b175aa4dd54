# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of fields: nothing is shown, narrowed by or taken away that has no row, nor to whom it does not say."""

import csv
import json
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.permissions import AllowAny
from rest_framework.serializers import BaseSerializer, ListSerializer

from accounts.fields import EXPORTS, FIELDS, FILTERS, NARROWED, OPENED_FROM, Tier, may_know, tier_of
from accounts.sight import SightedSerializer
from agreements.models import Clause, Progress, RightsTerm
from agreements.serializers import CommitmentRowSerializer, WholeMouSerializer
from casestudies.serializers import WholeCaseStudySerializer
from glamwiki.router import router
from institutions.parsing.fields import COORDINATES, IDENTIFIERS
from interface.filters import ById
from newsletter.serializers import WholeReportSerializer
from partnerships.filters.conditions import FIELDS as CONDITIONS
from partnerships.filters.pipeline import BoardFilter
from partnerships.models import Advocate, CoLead, Commitment, Mou, Partnership, StageMove
from partnerships.permissions import closeness_to
from partnerships.reports.changes import ENTITIES, SHOWN
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CaseStudyFactory,
    CoLeadFactory,
    CommitmentFactory,
    ContributionFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    UserFactory,
    member,
)
from tests.people import sign_in_freshly
from today.reports.calendars import KINDS

VIEWS = {prefix: view for prefix, view, _name in router.registry}
WHOLE = [WholeMouSerializer, WholeCaseStudySerializer, WholeReportSerializer, CommitmentRowSerializer]


def _serializers():
    """Every serializer that the API answers with, and those inside them."""
    for view in VIEWS.values():
        yield view.serializer_class() if view.serializer_class else None
    yield from (serializer() for serializer in WHOLE)


def _with_inner(serializer):
    if isinstance(serializer, ListSerializer):
        serializer = serializer.child
    if isinstance(serializer, BaseSerializer):
        yield serializer
        for field in serializer.fields.values():
            yield from _with_inner(field)


SHOWN_BY = {
    type(inner): inner for serializer in _serializers() if serializer for inner in _with_inner(serializer)
}


def test_every_serializer_of_the_api_drops_by_the_table():
    assert len(SHOWN_BY) >= 14
    assert [each for each in SHOWN_BY if not issubclass(each, SightedSerializer)] == []


@pytest.mark.parametrize("serializer", SHOWN_BY.values(), ids=lambda each: type(each).__name__)
def test_every_field_of_the_api_has_a_row(serializer):
    lacking = [name for name in serializer.fields if tier_of(serializer.entity, name) is None]

    assert lacking == []


def _entity_of(view) -> str:
    return (view.serializer_class or view(action="list").get_serializer_class()).entity


@pytest.mark.parametrize("prefix", VIEWS)
def test_every_filter_of_the_api_has_a_row(prefix):
    view = VIEWS[prefix]
    entity = _entity_of(view)
    filterset = DjangoFilterBackend().get_filterset_class(view(), view.queryset)
    names = set(filterset.base_filters) if filterset else set()

    assert names | ({"q"} & FILTERS[entity].keys()) == FILTERS[entity].keys()


@pytest.mark.parametrize("entity", FILTERS)
def test_nobody_narrows_by_a_field_they_may_not_know(entity):
    told = {name: fields.split() for name, fields in FILTERS[entity].items()}
    leaks = [
        (name, field)
        for name, fields in told.items()
        for field in fields
        if not may_know(entity, field, OPENED_FROM[entity]) and (entity, name) not in NARROWED
    ]

    assert leaks == []


@pytest.mark.parametrize("prefix", VIEWS)
def test_lists_that_are_open_to_all_are_opened_from_outside(prefix):
    view = VIEWS[prefix]

    assert (view.permission_classes == [AllowAny]) == (OPENED_FROM[_entity_of(view)] == Tier.PUBLIC)


def test_lists_of_the_api_are_ordered_by_their_numbers_alone():
    assert {view.pagination_class.ordering for view in VIEWS.values()} == {"-pk"}
    assert not [view for view in VIEWS.values() if getattr(view, "ordering_fields", None)]


# What the pages narrow partnerships by, and the field it tells of.
ASKED = {"name": "institution_name", "kind": "institution", "country": "institution", "place": "institution",
         "phase": "phase", "days": "stage_entered_at", "opened": "opened_at", "lead": "lead",
         "next_step": "next_step_on", "agreement": "agreement", "works": "expected_works", "origin": "origin",
         "confidential": "is_confidential"}  # fmt: skip


def test_conditions_on_what_is_inside_find_only_what_is_seen_from_inside():
    assert CONDITIONS.keys() == ASKED.keys()
    for name, field in ASKED.items():
        if tier_of("partnership", field) > Tier.PUBLIC:
            assert CONDITIONS[name].is_internal, name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["lead", "next_step", "agreement"])
def test_filters_of_the_board_find_nothing_of_a_public_partnership_to_the_public(name):
    partnership = PartnershipFactory(is_public=True)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    value = {"lead": partnership.lead_id, "next_step": "none", "agreement": "none"}[name]

    found = BoardFilter({name: value}, queryset=Partnership.objects.all(), request=request).qs

    assert list(found) == []


def test_every_field_whose_changes_the_timeline_shows_has_a_row():
    lacking = [
        (model, name)
        for model, names in SHOWN.items()
        for name in names
        if not tier_of(ENTITIES[model], name)
    ]

    assert [each for each in lacking if tier_of(ENTITIES[each[0]], each[1]) is None] == []


@pytest.mark.parametrize(
    ("model", "entity"),
    [(Partnership, "partnership"), (StageMove, "move"), (Mou, "agreement"), (Commitment, "commitment"),
     (Advocate, "advocate"), (Clause, "clause"), (RightsTerm, "rights_term"), (Progress, "progress")],
)  # fmt: skip
def test_every_column_of_what_an_affiliate_writes_has_a_row(model, entity):
    bookkeeping = {"id", "mou", "position", "version", "recorded_at", "noted_at", "made_at", "commitment"}
    columns = {field.name for field in model._meta.concrete_fields} - bookkeeping

    assert columns - FIELDS[entity].keys() == set()


# The answers, value by value.


@pytest.fixture
def world(db):
    """A public and a private partnership of affiliate A, co-led by B, with a value of its own in every field."""
    affiliate, joined = AffiliateFactory(name="A"), AffiliateFactory(name="B")
    people = {
        "anonymous": None,
        "volunteer": UserFactory(),
        "viewer": member("viewer", affiliate),
        "coordinator": member("coordinator", affiliate),
        "admin": member("admin", affiliate),
        "co-leading": member("coordinator", joined),
        "stranger": member("admin"),
        "wmf": UserFactory(is_wmf_staff=True),
        "platform": UserFactory(is_platform_admin=True),
    }
    lead = people["coordinator"]
    for is_public in (True, False):
        _furnish(affiliate, joined, lead, is_public=is_public)
    AdvocateFactory(affiliate=affiliate, name="canary-advocate")
    CaseStudyFactory(mirrored=True)
    ContributionFactory()
    return people


def _furnish(affiliate, joined, lead, *, is_public):
    partnership = PartnershipFactory(
        affiliate=affiliate, lead=lead, is_public=is_public, summary="canary-summary", notes="canary-notes",
        next_step="canary-step", next_step_on=date(2031, 1, 7), effort="money", effort_note="canary-effort",
        expected_works=71717, institution=InstitutionFactory(),
    )  # fmt: skip
    CoLeadFactory(
        partnership=partnership, affiliate=joined, asked_by_affiliate=affiliate, state="accepted",
        proposed_by=lead, message="canary-message",
    )  # fmt: skip
    StageMove.objects.create(
        partnership=partnership, affiliate=affiliate, target=partnership.stage, by=lead, note="canary-reason"
    )
    mou = MouFactory(
        partnership=partnership, signed=True, title="canary-title", link="https://example.org/canary-link",
        has_conflict_of_interest=True, flags_note="canary-flags", document_name="canary-file.pdf",
        document="mous/canary-file.pdf",
    )  # fmt: skip
    Clause.objects.create(mou=mou, kind="other", title="canary-clause", text="canary-text", position=1)
    promise = CommitmentFactory(
        mou=mou, what="canary-what", advocate=AdvocateFactory(affiliate=affiliate, name="canary-promiser"),
        state="waived", settled_on=date(2026, 1, 1), reason="canary-waived",
    )  # fmt: skip
    Progress.objects.create(
        commitment=promise, done_on=date(2026, 1, 1), note="canary-progress", evidence="https://x.org/canary-ev",
        made_by=lead,
    )  # fmt: skip


STANDING = {"viewer": Tier.AFFILIATE, "coordinator": Tier.EDITORS, "admin": Tier.EDITORS,
            "co-leading": Tier.EDITORS, "wmf": Tier.WMF}  # fmt: skip


@pytest.mark.parametrize("person", ["anonymous", "volunteer", "viewer", "coordinator", "admin", "co-leading",
                                    "stranger", "wmf", "platform"])  # fmt: skip
def test_an_answer_holds_at_most_what_the_table_gives(client, world, person):
    if user := world[person]:
        client.force_login(user)
    for prefix, view in VIEWS.items():
        answer = client.get(f"/api/v1/{prefix}/")
        if answer.status_code in (401, 403):
            continue
        rows = answer.json()["results"]
        rows += [client.get(f"/api/v1/{prefix}/{row['id']}/").json() for row in rows]
        for row in rows:
            _check(row, _entity_of(view), _closeness(person, prefix), f"{prefix} to {person}")


def _closeness(person: str, prefix: str) -> Tier:
    """How close each stands to what the world holds; to advocates only those of the affiliate get at all."""
    known = STANDING.get(person, Tier.PUBLIC)
    if prefix == "sync-runs":
        return Tier.WMF
    if prefix in ("moves", "stages"):
        return max(known, Tier.WMF) if person in (*STANDING, "stranger") else known
    return known


INNER = {"agreement": {"commitments": "commitment", "clauses": "clause", "rights_terms": "rights_term"},
         "advocate": {"posts": "post", "addresses": "address"}, "partnership": {"stage": "stage"},
         "case_study": {"sections": "section"}, "report": {"areas": "report_area", "links": "report_link"}}  # fmt: skip


def _check(row: dict, entity: str, closeness: Tier, where: str) -> None:
    told = {name for name in row if not may_know(entity, name, closeness)}
    assert told == set(), f"{where} tells of {entity}: {told}"
    for name, inner in INNER.get(entity, {}).items():
        found = row.get(name) or []
        for each in [found] if isinstance(found, dict) else found:
            _check(each, inner, closeness, where)


# Of what stands above, whatever tier each canary has.
CANARIES = {
    "summary": Tier.PUBLIC, "step": Tier.WMF, "effort": Tier.WMF, "title": Tier.WMF, "what": Tier.WMF,
    "notes": Tier.AFFILIATE, "reason": Tier.AFFILIATE, "link": Tier.AFFILIATE, "flags": Tier.AFFILIATE,
    "file": Tier.AFFILIATE, "message": Tier.AFFILIATE,
    "clause": Tier.AFFILIATE, "text": Tier.AFFILIATE, "waived": Tier.AFFILIATE,
    "progress": Tier.AFFILIATE, "ev": Tier.AFFILIATE, "promiser": Tier.AFFILIATE, "advocate": Tier.AFFILIATE,
}  # fmt: skip


@pytest.mark.parametrize("person", ["anonymous", "volunteer", "stranger", "wmf", "platform", "viewer"])
def test_pages_and_answers_carry_no_value_above_the_readers_tier(client, world, person):
    if user := world[person]:
        client.force_login(user)
    closeness, pages = STANDING.get(person, Tier.PUBLIC), _pages()

    for address in pages:
        answer = client.get(address)
        text = answer.text if not answer.streaming else ""
        told = [name for name, tier in CANARIES.items() if tier > closeness and f"canary-{name}" in text]
        assert told == [], f"{address} tells {person} of {told}"


def _pages() -> list[str]:
    listed = ["/partnerships/", "/agreements/", "/commitments/", "/moves/", "/board/", "/search/?q=canary",
              "/dashboards/movement/", "/", "/people/", "/advocates/", "/co-led/", "/today/", "/institutions/"]  # fmt: skip
    listed += [f"/api/v1/{prefix}/" for prefix in VIEWS]
    for partnership in Partnership.objects.all():
        listed.append(partnership.get_absolute_url())
        listed += [
            f"/partnerships/{partnership.pk}/{part}/" for part in ("risks", "people", "notes", "tasks")
        ]
        listed += [
            f"/board/?pipeline={partnership.pipeline_id}",
            f"/institutions/{partnership.institution_id}/",
        ]
        listed.append(f"/api/v1/partnerships/{partnership.pk}/")
    for row in [*Mou.objects.all(), *Commitment.objects.all()]:
        listed.append(row.get_absolute_url())
    listed += [each.get_absolute_url() for each in CoLead.objects.all()]
    listed += [f"/api/v1/agreements/{pk}/" for pk in Mou.objects.values_list("pk", flat=True)]
    listed += [f"/api/v1/commitments/{pk}/" for pk in Commitment.objects.values_list("pk", flat=True)]
    return listed


def test_who_stands_how_close(world):
    partnership = Partnership.objects.filter(is_public=True).first()
    found = {name: closeness_to(user or AnonymousUser(), partnership) for name, user in world.items()}

    assert found == {name: STANDING.get(name, Tier.PUBLIC) for name in world}


# What leaves as a file or a feed.


def _columns(name: str, client, coordinator) -> set[str]:
    sign_in_freshly(client, coordinator)
    if name == "contributors.csv":
        return set(next(csv.reader(client.get("/contributors/export.csv").text.splitlines())))
    if name == "newsletter-reports.csv":
        return set(
            next(csv.reader(client.get("/newsletter/trends/figures.csv").text.lstrip("\ufeff").splitlines()))
        )
    if name == "calendar.ics":
        return set(KINDS)
    if name == "quickstatements":
        return {"names", "country", COORDINATES, "website", *IDENTIFIERS}
    raise LookupError(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["contributors.csv", "newsletter-reports.csv", "calendar.ics", "quickstatements"]
)
def test_every_column_of_a_file_has_a_row(client, coordinator, name):
    assert _columns(name, client, coordinator) == EXPORTS[name].keys()


@pytest.mark.django_db
def test_linked_data_says_nothing_without_a_row(client):
    institution = InstitutionFactory(
        wikidata_item="Q1", isil="XX-1", latitude=1, longitude=2, website="https://x.org"
    )
    study = CaseStudyFactory(mirrored=True, institution=institution)

    for name, address in (
        ("institution.jsonld", f"/institutions/{institution.pk}.jsonld"),
        ("case-study.jsonld", f"/case-studies/{study.pk}.jsonld"),
    ):
        told = json.loads(client.get(address).text)
        assert told.keys() - EXPORTS[name].keys() == set()


@pytest.mark.parametrize("name", EXPORTS)
def test_what_leaves_as_a_file_is_in_the_table(name):
    told = [source.split(".", 1) for source in EXPORTS[name].values() if source]

    assert [each for each in told if tier_of(*each) is None] == []


@pytest.mark.parametrize("name", [name for name in EXPORTS if name.endswith(("jsonld", "atom"))])
def test_what_is_open_to_all_tells_public_fields_only(name):
    told = [source.split(".", 1) for source in EXPORTS[name].values() if source]

    assert {tier_of(*each) for each in told} == {Tier.PUBLIC}


def test_numbers_of_related_rows_tell_not_whether_there_are_such():
    """A filter by a number answers the same for a hidden row and for none: by `ById`, or by plain numbers."""
    view = VIEWS["partnerships"]
    filterset = DjangoFilterBackend().get_filterset_class(view(), view.queryset)

    assert isinstance(filterset.base_filters["institution"], ById)


def test_moment_of_the_table_is_now():
    """Nothing in the table is computed: it is read at import, and stays as it was written."""
    assert timezone.now().year >= 2026
    assert all(isinstance(tier, Tier) for names in FIELDS.values() for tier in names.values())
