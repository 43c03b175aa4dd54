# SPDX-License-Identifier: GPL-3.0-or-later
"""Facets count what one would get: as a plain count in Python does, for everybody what they may see."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudies.facets import BY_NAME, FACETS, UNKNOWN
from casestudies.facts import Kind, Media, Outcome, Programme, Tool
from casestudies.filters import CaseStudyFilter
from casestudies.models import CaseStudy, Reading
from casestudies.reports import facets
from tests.factories import CaseStudyFactory, InstitutionFactory, PageFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/case-studies/"
KINDS_OF_INSTITUTION = ["museum", "archive"]
STATES = ["mirrored", "published", "draft", "filed", "withdrawn"]


def few(choices):
    return st.sampled_from(list(choices.values)[:3])


STUDY = st.fixed_dictionaries(
    {
        "country": st.sampled_from(["", "FR", "GH"]),
        "institution": st.sampled_from([None, *KINDS_OF_INSTITUTION]),
        "kind": st.just("") | few(Kind),
        "outcome": st.just("") | few(Outcome),
        "programmes": st.lists(few(Programme), unique=True, max_size=2),
        "tools": st.lists(few(Tool), unique=True, max_size=2),
        "media": st.lists(few(Media), unique=True, max_size=2),
        "year": st.sampled_from([None, 2019, 2024]),
        "language": st.sampled_from(["en", "fr"]),
        "state": st.sampled_from(STATES),
        "is_mine": st.booleans(),
        "title": st.sampled_from(["Maps", "Scans"]),
    }
)
CHOICE = st.fixed_dictionaries(
    {},
    optional={
        "country": st.lists(st.sampled_from(["FR", "GH", UNKNOWN]), min_size=1, max_size=2),
        "institution_kind": st.lists(
            st.sampled_from([*KINDS_OF_INSTITUTION, UNKNOWN]), min_size=1, max_size=2
        ),
        "kind": st.lists(few(Kind) | st.just(UNKNOWN), min_size=1, max_size=2),
        "outcome": st.lists(few(Outcome) | st.just(UNKNOWN), min_size=1, max_size=2),
        "programme": st.lists(few(Programme) | st.just(UNKNOWN), min_size=1, max_size=2),
        "tool": st.lists(few(Tool) | st.just(UNKNOWN), min_size=1, max_size=2),
        "media": st.lists(few(Media) | st.just(UNKNOWN), min_size=1, max_size=2),
        "year": st.lists(st.sampled_from(["2019", "2024", UNKNOWN]), min_size=1, max_size=2),
        "language": st.lists(st.sampled_from(["en", "fr"]), min_size=1, max_size=2),
        "state": st.lists(st.sampled_from(STATES), min_size=1, max_size=2),
        "q": st.sampled_from(["maps", "scan"]),
    },
)


def values_of(study: dict, name: str) -> list[str]:
    """What a study is, for one facet, in the words of an address."""
    column = {"programme": "programmes", "tool": "tools", "institution_kind": "institution"}.get(name, name)
    value = study[column]
    values = value if isinstance(value, list) else [value]
    return [str(each) if each else UNKNOWN for each in values] or [UNKNOWN]


def is_seen(study: dict, is_signed_in: bool) -> bool:
    if study["state"] in ("mirrored", "published"):
        return True
    return is_signed_in and study["is_mine"]


def passes(study: dict, choice: dict, *, but: str = "") -> bool:
    if not study["title"].lower().startswith(choice.get("q", "")):
        return False
    if but != "state" and "state" not in choice and study["state"] == "withdrawn":
        return False
    return all(
        name in ("q", but) or set(values_of(study, name)) & set(values) for name, values in choice.items()
    )


def plainly_counted(studies: list[dict], choice: dict) -> tuple[int, dict[str, Counter]]:
    by_facet = {
        facet.name: Counter(
            value
            for study in studies
            if passes(study, choice, but=facet.name)
            for value in values_of(study, facet.name)
        )
        for facet in FACETS
    }
    return sum(passes(study, choice) for study in studies), by_facet


def address(choice: dict) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in choice.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def filled(studies: list[dict], reader) -> None:
    """Make exactly these."""
    CaseStudy.objects.all().delete()
    institutions = {kind: InstitutionFactory(kind=kind) for kind in KINDS_OF_INSTITUTION}
    other = UserFactory()
    CaseStudy.objects.bulk_create(
        CaseStudy(
            **{name: value for name, value in study.items() if name not in ("institution", "is_mine")},
            institution=institutions.get(study["institution"]),
            author=None if study["state"] == "mirrored" else (reader if study["is_mine"] else other),
            page=PageFactory() if study["state"] in ("mirrored", "published") else None,
        )
        for study in studies
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(studies=st.lists(STUDY, max_size=12), choice=CHOICE)
def test_facets_count_as_a_plain_count_does(volunteer, studies, choice):
    filled(studies, volunteer)

    for reader in (AnonymousUser(), volunteer):
        asked = {name: value for name, value in choice.items() if reader.is_authenticated or name != "state"}
        seen = [study for study in studies if is_seen(study, reader.is_authenticated)]
        total, by_facet = plainly_counted(seen, asked)
        filters = CaseStudyFilter(address(choice), user=reader)

        counts = facets.count(filters)

        assert counts.total == total
        assert counts.by_facet == by_facet
        assert filters.apply(CaseStudy.objects.visible_to(reader)).count() == total


def mirrored(title="A case study", **values):
    return CaseStudyFactory(mirrored=True, title=title, **values)


def offers(client, name, query="") -> list[tuple[str, int]]:
    """(value, how many) of a facet, as the page offers them."""
    for offered in client.get(f"{LIST}?{query}").context["facets"]:
        if offered.facet.name == name:
            return [(each.value, each.number) for each in [*offered.first, *offered.rest]]
    return []


def titles(client, query="") -> list[str]:
    return sorted(each.title for each in client.get(f"{LIST}?{query}").context["page_obj"])


def test_a_facet_offers_the_most_frequent_first_and_what_is_unknown_last(client):
    for kind in ("upload", "upload", "training", "", "", ""):
        mirrored(kind=kind)

    assert offers(client, "kind") == [("upload", 2), ("training", 1), ("unknown", 3)]


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(client):
    mirrored("a", kind="upload", country="FR")
    mirrored("b", kind="training", country="FR")
    mirrored("c", kind="training", country="GH")
    mirrored("d", country="GH")

    assert titles(client, "kind=upload&kind=training") == ["a", "b", "c"]
    assert titles(client, "kind=upload&kind=training&country=FR") == ["a", "b"]
    assert titles(client, "kind=unknown") == ["d"]
    assert titles(client, "kind=unknown&kind=upload") == ["a", "d"]
    assert dict(offers(client, "kind", "kind=upload&country=FR")) == {"training": 1, "upload": 1}
    assert dict(offers(client, "country", "kind=training")) == {"FR": 1, "GH": 1}


def test_a_chosen_value_without_any_case_study_is_still_offered_to_be_taken_back(client):
    mirrored(country="FR")

    assert offers(client, "country", "country=GH") == [("FR", 1), ("GH", 0)]
    assert "Ghana" in client.get(f"{LIST}?country=GH").content.decode()


def test_each_chosen_value_is_a_chip_that_leads_to_the_list_without_it(client):
    mirrored(kind="upload", country="FR")

    response = client.get(f"{LIST}?kind=upload&kind=zoo&kind=training&country=FR&q=case&sort=title&page=1")

    chips = {str(said): rest for _label, said, rest in response.context["chips"]}
    assert chips == {
        "case": "/case-studies/?kind=upload&kind=zoo&kind=training&country=FR&sort=title",
        "France": "/case-studies/?kind=upload&kind=zoo&kind=training&q=case&sort=title",
        "upload of a collection": "/case-studies/?kind=zoo&kind=training&country=FR&q=case&sort=title",
        "training": "/case-studies/?kind=upload&kind=zoo&country=FR&q=case&sort=title",
    }


def test_what_is_not_for_somebody_is_not_counted_for_them(client, volunteer, stranger, wmf_staff):
    mirrored(country="FR", kind="upload")
    CaseStudyFactory(state="draft", author=volunteer, country="GH", kind="failed")
    CaseStudyFactory(filed=True, author=volunteer, country="IN", kind="failed")

    assert offers(client, "country") == [("FR", 1)]
    assert offers(client, "state") == []
    client.force_login(stranger)
    assert offers(client, "country") == [("FR", 1)]
    assert offers(client, "state") == [("mirrored", 1)]
    client.force_login(wmf_staff)
    assert dict(offers(client, "country")) == {"FR": 1, "IN": 1}
    client.force_login(volunteer)
    assert dict(offers(client, "country")) == {"FR": 1, "GH": 1, "IN": 1}
    assert dict(offers(client, "kind", "state=draft")) == {"failed": 1}


def test_remembered_counts_hold_nothing_of_what_only_some_may_see(client, volunteer, monkeypatch):
    monkeypatch.setattr(facets, "REMEMBER_FROM", 1)
    mirrored(country="FR")
    CaseStudyFactory(state="draft", author=volunteer, country="GH")

    client.force_login(volunteer)
    assert dict(offers(client, "country")) == {"FR": 1, "GH": 1}
    client.logout()
    mirrored(country="JP")
    assert dict(offers(client, "country")) == {"FR": 1}, "a minute old, and of the public alone"


def test_without_a_cache_facets_are_counted_anew(client, monkeypatch, settings):
    monkeypatch.setattr(facets, "REMEMBER_FROM", 1)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
        }
    }
    mirrored(country="FR")

    filters = CaseStudyFilter(QueryDict(), user=AnonymousUser())

    assert facets.count(filters).by_facet["country"] == {"FR": 1}


HOSTILE = "x' OR true) UNION SELECT 'smuggled', username, 9 FROM accounts_user; -- %s"


def statements(filters) -> list[tuple[str, list]]:
    """What is asked to count: the text of each statement, and its parameters."""
    asked = []

    def listen(execute, sql, params, many, context):
        if "found AS MATERIALIZED" in sql:
            asked.append((sql, list(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        facets.count(filters)
    return asked


@pytest.mark.parametrize("facet", [each for each in FACETS if not each.is_number], ids=lambda each: each.name)
def test_what_an_address_says_is_no_part_of_the_statement(monkeypatch, volunteer, facet):
    """Even if a facet found sense in everything, and whatever is searched for."""
    monkeypatch.setitem(BY_NAME, facet.name, replace(facet, makes_sense=lambda value: True))
    monkeypatch.setattr("casestudies.filters.FACETS", tuple(BY_NAME.values()))
    harmless, hostile = (
        statements(CaseStudyFilter(address({facet.name: [value, UNKNOWN]}), user=volunteer))
        for value in ("harmless", HOSTILE)
    )

    assert [HOSTILE in str(params) for _sql, params in hostile] == [True, True], (
        "of public ones and of others"
    )
    assert [sql for sql, _params in hostile] == [sql for sql, _params in harmless]
    for sql, _params in statements(CaseStudyFilter(address({"q": HOSTILE}), user=volunteer)):
        assert "smuggled" not in sql


def test_the_rest_of_a_long_facet_folds_but_what_is_chosen_of_it_does_not(client):
    for number in range(12):
        for _n in range(20 - number):
            mirrored(year=2000 + number)

    first, rest = next(
        (each.first, each.rest)
        for each in client.get(f"{LIST}?year=2011").context["facets"]
        if each.facet.name == "year"
    )

    assert [each.value for each in first] == [*map(str, range(2000, 2008)), "2011"]
    assert [each.value for each in rest] == ["2008", "2009", "2010"]


def test_sorting_by_completeness_asks_readings_and_counts_sections(client, volunteer):
    half = CaseStudyFactory(published=True, title="half", author=volunteer)
    for position, key in enumerate(("summary", "goals", "outcomes", "other")):
        half.sections.create(key=key, text="x" if key != "outcomes" else "y", position=position)
    for title, complete in (("whole", 1), ("little", 0.14)):
        Reading.objects.create(case_study=mirrored(title), complete=complete)
    mirrored("nothing")

    found = client.get(f"{LIST}?sort=completeness").context["page_obj"]

    assert [each.title for each in found] == ["whole", "half", "little", "nothing"]


def test_the_filter_narrows_without_facets_for_whoever_only_wants_rows(volunteer):
    mirrored("a", outcome="failed")
    mirrored("b", kind="failed")
    for data in ({"outcome": "failed"}, QueryDict("outcome=failed")):
        filters = CaseStudyFilter(data, user=AnonymousUser())
        assert [each.title for each in filters.apply(CaseStudy.objects.all())] == ["a"]


def test_the_facets_are_boxes_with_numbers_in_a_form(client):
    mirrored(kind="upload", country="FR")

    html = client.get(f"{LIST}?kind=upload").content.decode()

    assert re.search(r'<input[^>]*name="kind"[^>]*value="upload"[^>]*checked>', html)
    assert re.search(r'<input[^>]*name="country"[^>]*value="FR"[^>]*id="facet-country-FR">', html)


@pytest.mark.parametrize(
    "query, there",
    [
        ("kind=upload", {"a"}),
        ("kind=upload&kind=failed", {"a", "b"}),
        ("kind=unknown", {"c"}),
        ("year=2020", {"a"}),
        ("tool=isa&country=FR", {"a"}),
        ("institution_kind=unknown&programme=wikidata", {"b"}),
        ("outcome=failed", {"b"}),
        ("state=mirrored", {"a", "b", "c"}),
        ("affiliate=999999999999999999999", set()),
    ],
)
def test_the_api_narrows_by_the_same_facets(client, query, there):
    mirrored("a", kind="upload", year=2020, tools=["isa"], country="FR")
    mirrored("b", kind="failed", outcome="failed", programmes=["wikidata"])
    mirrored("c")

    rows = client.get(f"/api/v1/case-studies/?{query}").json()["results"]

    assert {row["title"] for row in rows} == there


@pytest.mark.parametrize("query", ["kind=zoo", "year=x", "country=XX", "language=%00", "tool=isa&tool=zoo"])
def test_the_api_refuses_a_value_that_makes_no_sense(client, query):
    response = client.get(f"/api/v1/case-studies/?{query}")

    assert response.status_code == 400
    assert list(response.json()) == [query.split("=")[0]]
