# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands for QuickStatements: well formed whatever stands in the register, and only what Wikidata lacks."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from institutions import quickstatements as qs
from institutions.actions.ties import make_tie
from institutions.models import ItemRecord, SourcedFact
from institutions.reports.quickstatements import MOST_INSTITUTIONS, proposals, text_of
from tests.factories import InstitutionFactory, UserFactory
from tests.partnerships.queries import without_savepoints

READ = qs.Wish()
NEW = qs.Wish(with_new=True)


def parsed(text):
    """The commands as QuickStatements' own parser takes a text apart: rows, columns, what is between quotes."""
    assert text.endswith("\n")
    rows = [row.strip() for row in text.removesuffix("\n").split("\n")]
    assert not [row for row in rows if re.search(r"/\*.*\*/ *$", row)], "the end would be a comment"
    return [tuple(_unquoted(column.strip()) for column in row.split("\t")) for row in rows]


def _unquoted(column):
    found = re.fullmatch('"(.*)"', column)
    return found.group(1).strip() if found else column


def test_text_stays_between_its_marks_on_one_line():
    assert qs.text('A\tmuseum\nof "tides"\r\n\x00\u202e') == '"A museum of "tides""'
    assert qs.text('"Tides"') == '""Tides""'
    for empty in ("", " \t\n", "\u202e", "x" * 1501):
        with pytest.raises(qs.Unfit):
            qs.text(empty)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_breaks_a_line(name, url):
    try:
        commands = [qs.label("en", name), qs.statement("P373", qs.text(name))]
        reference = qs.Reference("https://example.org/" + url, date(2026, 3, 5))
        found = parsed("".join(f"{line}\n" for line in qs.lines("Q42", commands, reference)))
    except qs.Unfit:
        return
    assert [len(row) for row in found] == [3, 7]
    assert [row[:2] for row in found] == [("Q42", "Len"), ("Q42", "P373")]
    assert found[0][2] == found[1][2] == qs.text(name)[1:-1]
    assert found[1][3::2] == ("S854", "S813")


def test_values_are_written_as_the_tool_reads_them():
    assert qs.coordinates("48.85000", "-2.35000") == "@48.85000/-2.35000"
    assert qs.day(date(2026, 3, 5)) == "+2026-03-05T00:00:00Z/11"
    assert qs.address('https://example.org/a"b c') == '"https://example.org/a%22b%20c"'
    assert qs.lines("Q42", [qs.statement("P17", qs.item("Q142"))], qs.Reference("https://e.org", None)) == [
        'Q42\tP17\tQ142\tS854\t"https://e.org"'
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda: qs.item("Q0"),
        lambda: qs.item("42"),
        lambda: qs.item("Q42\tP1"),
        lambda: qs.label("EN", "x"),
        lambda: qs.label("e\tn", "x"),
        lambda: qs.label("en", "x" * 251),
        lambda: qs.statement("p1", "Q1"),
        lambda: qs.address("javascript:alert(1)"),
        lambda: qs.coordinates("91", "0"),
    ],
)
def test_what_cannot_stand_in_a_command_is_refused(make):
    with pytest.raises(qs.Unfit):
        make()


def read(institution, said=None, **record):
    """The institution's item as if read just now, saying so much."""
    now = timezone.now()
    ItemRecord.objects.create(
        institution=institution,
        item=institution.wikidata_item,
        **({"standing": "current", "read_at": now} | record),
    )
    for field, value in (said or {}).items():
        SourcedFact.objects.create(
            institution=institution, field=field, value=value, item=institution.wikidata_item, read_at=now
        )
    return institution


def full(**facts):
    given = {
        "name": "Museum of Tides", "names": {"en": "Museum of Tides", "fr": "Musée des marées"},
        "country": "FR", "place": "Exampleville", "latitude": Decimal("48.85"), "longitude": Decimal("2.35"),
        "website": "https://tides.example.org/", "isil": "FR-751", "viaf": "123", "ror": "012345678",
        "commons_category": "Museum_of Tides", "wikidata_item": "Q42",
    }  # fmt: skip
    return InstitutionFactory(**(given | facts))


def commands(institution, wish=READ):
    (found,) = proposals([institution], wish)
    return {command.what: command.value for command in found.commands}


@pytest.mark.django_db
def test_everything_the_item_lacks_is_proposed():
    assert commands(read(full(), {"kind": "museum"}, labels={"en": "Museum of Tides"})) == {
        "Lfr": '"Musée des marées"',
        "P17": "Q142",
        "P625": "@48.85000/2.35000",
        "P856": '"https://tides.example.org/"',
        "P791": '"FR-751"',
        "P214": '"123"',
        "P6782": '"012345678"',
        "P373": '"Museum of Tides"',
    }


@pytest.mark.django_db
def test_what_the_item_says_is_not_proposed_even_if_ours_differs():
    said = {
        "country": "DE", "coordinates": ["1.00000", "2.00000"], "website": "https://other.example.org/",
        "isil": "FR-1", "viaf": "1", "ror": "099999999", "commons_category": "Other",
    }  # fmt: skip

    assert commands(read(full(), said, labels={"en": "Another", "fr": "Autre"})) == {}


@pytest.mark.django_db
def test_what_the_item_no_longer_says_is_proposed_again():
    institution = read(full(), {"website": "https://tides.example.org/"})
    SourcedFact.objects.update(read_at=timezone.now() - timedelta(days=30))

    assert commands(institution)["P856"] == '"https://tides.example.org/"'


@pytest.mark.django_db
def test_value_kept_by_a_person_stands_beside_wikidatas_only_on_demand():
    institution = read(full(), {"website": "https://other.example.org/", "isil": "FR-1", "country": "DE"})
    SourcedFact.objects.exclude(field="isil").update(keep_ours=True)
    beside = qs.Wish(with_beside=True)

    assert not {"P856", "P791", "P17"} & commands(institution).keys()
    assert {"P856", "P791", "P17"} & commands(institution, beside).keys() == {"P856"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "record",
    [{"standing": "unread", "read_at": None}, {"standing": "missing"}, {"standing": "taken"}, {"item": "Q1"}],
)
def test_nothing_is_proposed_for_an_item_we_have_not_read(record):
    institution = full()
    ItemRecord.objects.create(
        **{"institution": institution, "item": "Q42", "standing": "current", "read_at": timezone.now()}
        | record
    )

    (found,) = proposals([institution], READ)

    assert (found.commands, len(found.left_out)) == ([], 1)


@pytest.mark.django_db
def test_nothing_is_proposed_for_an_item_that_is_a_person():
    assert commands(read(full(), {"other_thing": "person"})) == {}


@pytest.mark.django_db
def test_value_of_another_shape_is_left_out_with_the_reason():
    institution = read(full(isil='"FR"\t1', country="AQ"), labels={"en": "x", "fr": "x"})

    (found,) = proposals([institution], READ)

    assert {"P791", "P17"} & {command.what for command in found.commands} == set()
    assert {str(name) for name, _why in found.left_out} == {"ISIL", "Country"}


@pytest.mark.django_db
def test_whole_is_proposed_unless_the_item_has_it(coordinator):
    whole = InstitutionFactory(wikidata_item="Q99")
    lacking = read(full(wikidata_item="Q42"))
    told = read(full(wikidata_item="Q43"), parent_items=[{"item": "Q99", "label": "x", "statement": "P361"}])
    for each in (lacking, told):
        make_tie(each, whole, by=coordinator)

    assert [commands(each).get("P361") for each in (lacking, told)] == ["Q99", None]


@pytest.mark.django_db
def test_new_item_is_made_only_on_demand():
    institution = full(wikidata_item=None, names={"fr": "Musée des marées"})

    assert commands(institution) == {}
    (found,) = proposals([institution], NEW)
    text, _left = text_of([found], lambda _institution: None)

    assert parsed(text)[:6] == [
        ("CREATE",),
        ("LAST", "Len", "Museum of Tides"),
        ("LAST", "Lfr", "Musée des marées"),
        ("LAST", "Den", "museum in Exampleville, France"),
        ("LAST", "P31", "Q33506"),
        ("LAST", "P17", "Q142"),
    ]


@pytest.mark.django_db
def test_main_name_of_a_new_item_stands_in_the_language_the_register_names_it_in():
    institution = full(wikidata_item=None, name="Musée des marées", names={"fr": "Musée des marées"})

    assert {"Len", "Lfr"} & commands(institution, NEW).keys() == {"Lfr"}


@pytest.mark.django_db
def test_text_is_bounded_by_whole_institutions():
    names = {f"a{chr(97 + i)}{chr(97 + j)}": "x" for i in range(26) for j in range(16)}
    made = [read(full(wikidata_item=f"Q{number}", names=names), {"isil": "x"}) for number in range(1, 7)]

    text, left = text_of(proposals(made, READ), lambda _institution: None)

    assert left == 2
    assert len(text.splitlines()) <= 2000
    assert text.splitlines()[-1].startswith("Q4\t")


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.mark.django_db
def test_page_and_download_hold_the_same_commands(desk):
    institution = read(full(), labels={"en": "x", "fr": "x"})
    address = f"/institutions/{institution.pk}/quickstatements/"
    asked = {
        "shown": "1",
        "language": "en",
        "source": "https://tides.example.org/about",
        "seen_on": "2026-03-05",
    }

    page, file = desk.get(address, asked), desk.get(address, asked | {"as": "text"})

    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert file["Content-Disposition"] == f'attachment; filename="quickstatements-{institution.pk}.txt"'
    assert page.context["text"] == file.text
    assert (
        "Q42", "P17", "Q142", "S854", "https://tides.example.org/about", "S813", "+2026-03-05T00:00:00Z/11",
    ) in parsed(file.text)  # fmt: skip
    assert ("Q42", "P856", "https://tides.example.org/") in parsed(file.text)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{"source": "javascript:x"}, {"language": "e\tn"}, {"seen_on": "soon"}])
def test_nonsense_is_refused_at_the_field_and_nothing_is_written_down(desk, asked):
    institution = read(full())

    answer = desk.get(
        f"/institutions/{institution.pk}/quickstatements/",
        {"shown": "1", "language": "en", "as": "text"} | asked,
    )

    assert answer.status_code == 422
    assert answer.context["text"] == ""
    assert set(answer.context["form"].errors) == set(asked)


@pytest.mark.django_db
def test_list_follows_the_filters_and_its_bound(desk):
    read(full(country="DE", wikidata_item="Q1"))
    read(full(country="FR", wikidata_item="Q2"))
    InstitutionFactory(country="FR")

    plain = desk.get("/institutions/quickstatements/", {"country": "FR", "as": "text"}).text
    new = desk.get(
        "/institutions/quickstatements/",
        {"country": "FR", "shown": "1", "language": "en", "new": "on", "own_site": "on", "as": "text"},
    ).text

    assert {row[0] for row in parsed(plain)} == {"Q2"}
    assert {row[0] for row in parsed(new)} == {"Q2", "CREATE", "LAST"}
    assert ("Q2", "P17", "Q142", "S854", "https://tides.example.org/") in parsed(new)
    InstitutionFactory.create_batch(MOST_INSTITUTIONS)
    assert desk.get("/institutions/quickstatements/").context["looked_at"] == MOST_INSTITUTIONS


@pytest.mark.django_db
def test_list_costs_the_same_however_many_institutions(desk):
    costs = []
    for number in (10, 100):
        while ItemRecord.objects.count() < number:
            read(full(wikidata_item=f"Q{ItemRecord.objects.count() + 1}"))
        with without_savepoints() as queries:
            answer = desk.get("/institutions/quickstatements/")
        assert len(answer.context["found"]) == number
        costs.append(len(queries()))

    assert costs[0] == costs[1] <= 10


@pytest.mark.django_db
def test_names_of_institutions_are_escaped_on_the_page(desk):
    institution = read(full(names={"de": "</textarea><script>"}))

    text = desk.get(f"/institutions/{institution.pk}/quickstatements/").text

    assert "</textarea><script>" not in text


@pytest.mark.django_db
def test_page_of_the_item_leads_there_for_those_who_may(client, coordinator):
    institution = full()
    address = f"/institutions/{institution.pk}/quickstatements/"

    for user, is_led in ((coordinator, True), (UserFactory(), False)):
        client.force_login(user)
        assert (address in client.get(f"/institutions/{institution.pk}/item/of/").text) == is_led
        assert (client.get(address).status_code == 200) == is_led


@pytest.mark.django_db
def test_list_of_institutions_leads_there_with_its_filters(client, coordinator):
    InstitutionFactory(country="FR")
    address = "/institutions/?country=FR&page=1"
    led = 'href="/institutions/quickstatements/?country=FR"'

    assert led not in client.get(address).text
    client.force_login(coordinator)
    assert led in client.get(address).text
    assert led in client.get(address, HTTP_HX_REQUEST="true").text
