# SPDX-License-Identifier: GPL-3.0-or-later
"""From items to facts of institutions: what is taken, what is left out, and from whose label."""

import pytest

from institutions.parsing import items as parsing
from institutions.parsing.fields import settle
from institutions.parsing.items import Reading
from institutions.parsing.kinds import kind_of
from institutions.reports.items import read_items
from outreach.wiki.wikibase import connect
from tests.institutions.wikidata import (
    BOATS,
    CATEGORY,
    CLOUDS,
    DISAMBIGUATION,
    FORMER_BOATS,
    LETTERS,
    NO_ENGLISH,
    PART,
    PERSON,
    TWO_COUNTRIES,
    UMBRELLAS,
    WEIRD,
    WHOLE,
    wikidata,
)

__all__ = ["wikidata"]


@pytest.fixture
def read(wikidata):
    """`read("Q1", "Q2")`: the readings by the item asked, in two requests."""

    def read(*items):
        wikibase = connect(wikidata.url, contact="", version="1")
        found = wikibase.items(items).found
        readings = read_items(wikibase, found, languages=("en", "ar"))
        assert wikibase.request_count <= 2
        return {reading.asked: reading for reading in readings}

    return read


def test_reading_takes_every_fact_with_its_property(read):
    facts = read(CLOUDS)[CLOUDS].facts

    said = {name: (fact.value, fact.statement) for name, fact in facts.items() if name != "names"}
    assert said == {
        "name": ("Museum of Imaginary Clouds", ""),
        "kind": ("museum", "P31"),
        "country": ("FR", "P17"),
        "place": ("Exampleville", "P131"),
        "coordinates": (["48.86061", "2.33764"], "P625"),
        "website": ("https://clouds.example.org/", "P856"),
        "inception": ("1911", "P571"),
        "isil": ("FR-751131099", "P791"),
        "viaf": ("900000000001", "P214"),
        "ror": ("00examp01", "P6782"),
        "commons_category": ("Museum of Imaginary Clouds", "P373"),
    }
    assert {"en", "ar", "fr", "zh-hant", "pt-br"} <= facts["names"].value.keys()


def test_fifty_items_are_read_in_two_requests(read, wikidata):
    read(*[item for item in wikidata.entities if item.startswith("Q9000000")][:50])

    assert wikidata.count("wbgetentities") == 2
    assert len({agent for agent in wikidata.agents if "glamwiki/1" in agent}) == 1


def test_place_and_name_come_in_the_first_language_that_has_a_label(read):
    readings = read(LETTERS, NO_ENGLISH)

    assert readings[LETTERS].facts["place"].value == "Example City"
    assert readings[NO_ENGLISH].facts["name"].value == "Galerie des tableaux invisibles"


def test_merged_item_is_read_under_both_its_ids(read):
    reading = read(FORMER_BOATS)[FORMER_BOATS]

    assert (reading.asked, reading.item) == (FORMER_BOATS, BOATS)


@pytest.mark.parametrize(
    "item, other", [(PERSON, "person"), (DISAMBIGUATION, "wiki page"), (CATEGORY, "wiki page"), (CLOUDS, "")]
)
def test_what_is_no_institution_is_named(read, item, other):
    assert read(item)[item].other_thing == other


def test_class_we_do_not_know_counts_by_the_one_above_it(read):
    assert read(UMBRELLAS)[UMBRELLAS].facts["kind"].value == "museum"
    assert kind_of(["Q900000902"], {"Q900000902": ("Q900000903",)}) == ""


def test_preferred_statement_wins_and_ended_and_deprecated_ones_are_passed_over(read):
    facts = read(TWO_COUNTRIES)[TWO_COUNTRIES].facts

    assert facts["country"].value == "DE"
    assert facts["website"].value == "https://photos.example.org/"


def test_wholes_are_parents_and_parts_are_not(read):
    readings = read(PART, WHOLE)

    assert readings[PART].parents == (
        {"item": WHOLE, "label": "University of Unlikely Studies", "statement": "P361"},
    )
    assert readings[WHOLE].parents == ()


def test_weird_claims_are_left_out_and_the_rest_is_read(read):
    reading = read(WEIRD)[WEIRD]

    assert set(reading.facts) == {"name", "names", "kind"}
    assert reading.facts["name"].value == "Museum of 🦄 Oddities"
    assert reading.facts["names"].value["he"] == "מוזיאון"
    assert "tlh" not in reading.facts["names"].value
    assert "zz-not-a-code!" not in reading.facts["names"].value
    assert len(reading.aliases["en"]) == 300
    assert reading.parents == ()


def test_country_is_known_without_a_second_answer(wikidata):
    wikibase = connect(wikidata.url, contact="", version="1")
    item = wikibase.items([CLOUDS]).found[CLOUDS]

    assert parsing.read(item, {}, ["en"]).facts["country"].value == "FR"


def test_reading_survives_being_written_down(read):
    for reading in read(CLOUDS, WEIRD, PART).values():
        assert Reading.from_json(reading.as_json()) == reading


@pytest.mark.parametrize(
    "ours, last, theirs, stands",
    [
        ("", None, "new", "new"),
        ("ours", None, "new", "ours"),
        ("old", "old", "new", "new"),
        ("ours", "old", "new", "ours"),
        ("", "old", "new", ""),
    ],
)
def test_value_edited_here_stands_and_any_other_follows(ours, last, theirs, stands):
    assert settle("website", ours=ours, last=last, theirs=theirs) == stands


def test_names_are_settled_language_by_language():
    ours = {"en": "Ours", "de": "Alt", "xx": "Nur hier"}
    last = {"en": "Old", "de": "Alt", "fr": "Taken away here"}
    theirs = {"en": "New", "de": "Neu", "fr": "Nouveau", "it": "Nuovo"}

    settled = settle("names", ours=ours, last=last, theirs=theirs)

    assert settled == {"en": "Ours", "de": "Neu", "xx": "Nur hier", "it": "Nuovo"}
