# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of institutions: for whom, narrowed how, at what cost."""

import re

import pytest
from django.core.cache import cache
from django.db import connection

from partnerships.filters import institutions as filters
from partnerships.filters import institutions as institutions_filter
from partnerships.models import Institution
from partnerships.stages import Phase
from tests.factories import InstitutionFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
LIST = "/institutions/"


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def names_on(answer):
    return [each.name for each in answer.context["page"].object_list]


def test_list_is_open_to_all_and_says_what_it_knows(client):
    InstitutionFactory(
        name="Pond House", wikidata_item="Q42", place="Lake Town", kind="archive", country="JP"
    )

    html = client.get(LIST).content.decode()

    for text in (
        "Pond House",
        "archive",
        "Japan",
        "Lake Town",
        "https://www.wikidata.org/wiki/Q42",
        "1 institution",
    ):
        assert text in html
    assert "Add an institution" not in html


def test_list_names_institutions_in_the_readers_language(client):
    InstitutionFactory(name="Pond House", names={"ar": "بيت البركة"})

    html = client.get(LIST, headers={"accept-language": "ar"}).content.decode()

    assert "بيت البركة" in html
    assert "Pond House" not in html


@pytest.mark.parametrize(
    "query, expected",
    [
        ({}, ["Alpha", "Beta", "Gamma"]),
        ({"kind": "library"}, ["Beta"]),
        ({"country": "JP"}, ["Beta", "Gamma"]),
        ({"country": "JP", "kind": "museum"}, ["Gamma"]),
        ({"sort": "newest"}, ["Beta", "Alpha", "Gamma"]),
        ({"q": "alph"}, ["Alpha"]),
        ({"q": "a"}, ["Alpha", "Beta", "Gamma"]),
        ({"q": "a", "sort": "newest", "kind": "museum"}, ["Alpha", "Gamma"]),
        ({"kind": "nonsense", "country": "??", "sort": "--", "page": "x"}, ["Alpha", "Beta", "Gamma"]),
    ],
)
def test_list_is_narrowed_and_ordered_by_its_address(client, query, expected):
    for name, kind, country in [
        ("Gamma", "museum", "JP"),
        ("Alpha", "museum", "FR"),
        ("Beta", "library", "JP"),
    ]:
        InstitutionFactory(name=name, kind=kind, country=country)

    answer = client.get(LIST, query)

    assert names_on(answer) == expected
    assert answer.context["page"].paginator.count == len(expected)


def test_list_counts_kinds_under_the_other_filters(client):
    for kind, country in [("museum", "FR"), ("museum", "FR"), ("library", "FR"), ("archive", "JP")]:
        InstitutionFactory(kind=kind, country=country)

    answer = client.get(LIST, {"country": "FR", "kind": "library"})

    assert [(kind, number) for kind, _, number in answer.context["kind_counts"]] == [
        ("museum", 2),
        ("library", 1),
    ]


def test_partnership_filter_and_numbers_tell_only_what_the_reader_may_see(client, coordinator):
    own, public, foreign, ended, none = (InstitutionFactory(name=name) for name in "ABCDE")
    PartnershipFactory(institution=own, affiliate=coordinator.affiliate, lead=coordinator)
    PartnershipFactory(institution=public, is_public=True)
    PartnershipFactory(institution=foreign)
    PartnershipFactory(
        institution=ended, affiliate=coordinator.affiliate, lead=coordinator, phase=Phase.ENDED
    )

    assert names_on(client.get(LIST, {"partnership": "yes"})) == ["B"]
    assert names_on(client.get(LIST, {"partnership": "no"})) == ["A", "C", "D", "E"]
    client.force_login(coordinator)
    assert names_on(client.get(LIST, {"partnership": "yes"})) == ["A", "B"]
    numbers = {each.name: each.open_partnerships for each in client.get(LIST).context["page"].object_list}
    assert numbers == {"A": 1, "B": 1, "C": 0, "D": 0, "E": 0}


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many_rows(desk, coordinator, count, django_assert_num_queries):
    for _ in range(count):
        institution = InstitutionFactory()
        PartnershipFactory(institution=institution, affiliate=coordinator.affiliate, lead=coordinator)

    # session, user, roles; kinds counted, ids, rows, their partnerships
    with django_assert_num_queries(6):
        answer = desk.get(LIST, {"partnership": "yes", "q": "museum", "country": "FR"})

    assert len(answer.context["page"].object_list) == count


def test_list_is_cut_into_pages_that_keep_their_filters(client, monkeypatch):
    monkeypatch.setattr(filters, "PAGE_SIZE", 2)
    for number in range(5):
        InstitutionFactory(name=f"Museum {number}")

    answer = client.get(LIST, {"page": 2, "country": "FR"})

    assert names_on(answer) == ["Museum 2", "Museum 3"]
    assert "?page=3&amp;country=FR" in answer.content.decode()
    assert names_on(client.get(LIST, {"page": 99_999_999})) == ["Museum 4"]


def test_large_counts_are_remembered_and_small_ones_are_not(client, monkeypatch):
    InstitutionFactory()
    client.get(LIST)
    InstitutionFactory()
    assert client.get(LIST).context["page"].paginator.count == 2

    monkeypatch.setattr(filters, "REMEMBER_FROM", 2)
    client.get(LIST)
    InstitutionFactory()
    assert client.get(LIST).context["page"].paginator.count == 2
    cache.clear()
    assert client.get(LIST).context["page"].paginator.count == 3


def test_list_lives_without_its_cache(client, settings):
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
    }
    InstitutionFactory()

    assert client.get(LIST).context["page"].paginator.count == 1


def test_list_answers_htmx_with_its_results_alone(client):
    InstitutionFactory(name="Pond House")

    fragment = client.get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert fragment.strip().startswith('<section id="results"')
    assert "Pond House" in fragment
    assert "<html" not in fragment


def test_results_that_are_none_lead_back_to_the_whole_list_in_the_fragment_too(client):
    fragment = client.get(LIST, {"q": "pond"}, headers={"HX-Request": "true"}).text

    assert "No institution matches" in fragment
    assert re.search(rf'<a [^>]*href="{LIST}">Clear the filters</a>', fragment)


def test_empty_list_teaches(client, desk):
    assert "Add the first" in desk.get(LIST).content.decode()
    assert "Clear the filters" in desk.get(LIST, {"q": "pond"}).content.decode()
    client.logout()
    assert "Coordinators add them." in client.get(LIST).content.decode()


def test_list_is_narrowed_by_sector_and_by_what_is_collected(client):
    InstitutionFactory(name="A", sector="health", collection_domains=["medicine"])
    InstitutionFactory(name="B", collection_domains=["medicine", "art"])
    InstitutionFactory(name="C")

    assert names_on(client.get(LIST, {"sector": "health"})) == ["A"]
    assert names_on(client.get(LIST, {"collects": "medicine"})) == ["A", "B"]
    assert names_on(client.get(LIST, {"collects": "medicine", "sector": "culture"})) == ["B"]
    assert names_on(client.get(LIST, {"collects": "dragons", "sector": "magic"})) == ["A", "B", "C"]


def test_what_is_collected_goes_through_its_index():
    """The other filters' plans stand in test_plans.py: with a handful of rows one B-tree is as good as another."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        plan = (
            Institution.objects.filter(collection_domains__contains=["maps"])
            .values("pk")
            .order_by()
            .explain()
        )

    assert "institution_collects" in plan


@pytest.mark.parametrize("deep", [0, 1000])
def test_a_page_far_down_lists_what_one_at_the_front_would(client, monkeypatch, deep):
    monkeypatch.setattr(institutions_filter, "DEEP", deep)
    for name in ("Cloud", "Aster", "Birch"):
        InstitutionFactory(name=name)

    assert names_on(client.get(LIST)) == ["Aster", "Birch", "Cloud"]
