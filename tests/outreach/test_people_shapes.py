# SPDX-License-Identifier: GPL-3.0-or-later
"""Every shape in which lists of people were seen, each thing that is said of somebody in its own field."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.parsing import people_in, says_of
from tests.effort import least_seconds
from tests.outreach.hostile import PIECES, wikitext

TITLE = "{{GLAM/Newsletter/Title|Loans; maps|%s}}"


def said(text):
    return {one.username: one for one in people_in(text)}


@pytest.mark.parametrize(
    "byline, authors",
    [
        ("By HstryQT and SarahStierch", {"HstryQT", "SarahStierch"}),
        ("By Victuallers, Rock drum", {"Victuallers", "Rock drum"}),
        ("By Ada Example, Bob &amp; Cy", {"Ada Example", "Bob", "Cy"}),
        ("By Ada & Bob", {"Ada", "Bob"}),
        ("By and Victuallers", {"Victuallers"}),
        ("By and", set()),
        ("By , and ,", set()),
        ("", set()),
        ("Por Ada y Bob", {"Ada", "Bob"}),
        ("By [[User talk:Ada example|Ada]], [[:m:User:Bob]] and {{u|cy}}", {"Ada example", "Bob", "Cy"}),
        ("By Andy Sand", {"Andy Sand"}),
    ],
)
def test_by_line_names_its_authors(byline, authors):
    found = said(TITLE % byline)

    assert set(found) == authors
    assert {one.shape for one in found.values()} <= {"byline"}


def test_by_line_of_a_template_that_never_ends_is_read_to_the_end_of_its_line():
    found = said("{{GLAM/Newsletter/Title|Loans|By Ada Example\n=== Section ===\nText [[User:Bob]].")

    assert (found["Ada Example"].shape, found["Bob"].shape) == ("byline", "link")


@pytest.mark.parametrize(
    "item, affiliations",
    [
        ("[[User:Ada|Ada]] (WMF)", ("WMF",)),
        ("[[User:Ada|Ada]] (WMDC, USWEP)", ("WMDC", "USWEP")),
        ("[[User:Ada|Ada]] (WMEE, Estonian Photographic Society)", ("WMEE", "Estonian Photographic Society")),
        ("[[User:Ada|Ada]] (WMNW) (Film Archive; Print Room)", ("WMNW", "Film Archive", "Print Room")),
        ("[[User:Ada|Ada]] (Example Museum, France)", ("Example Museum",)),
        ("[[User:Ada|Ada]] -- Research, Example Trust", ("Research, Example Trust",)),
        ("[[User:Ada|Ada]]--Example Trust", ("Example Trust",)),
        ("[[User:Ada|Ada]] – Example Trust", ("Example Trust",)),
        ("[[User:Ada|Ada]] ([[User talk:Ada|talk]])", ()),
        ("[[User:Ada|Ada]] (she/her) (WMNW)", ("WMNW",)),
        ("[[User:Ada|Ada]] (2011–2013)", ()),
        ("[[User:Ada|Ada]] (France)", ()),
        ("[[User:Ada|Ada]]", ()),
        ("{{ping|Ada}} (a@b.example, WMNW)", ("WMNW",)),
    ],
)
@pytest.mark.parametrize("mark", ["# ", "1. ", "12) ", "* ", "#: "])
def test_numbered_item_gives_affiliations_one_by_one(mark, item, affiliations):
    assert said(mark + item)["Ada"].affiliations == affiliations


def test_suffix_of_an_account_name_hints_at_the_affiliate():
    one = said("# [[User:Ada Example (WMSE)|Ada]]")["Ada Example (WMSE)"]

    assert one.affiliations == ("WMSE",)


@pytest.mark.parametrize(
    "stamp, day",
    [
        ("18:02, 12 March 2012 (UTC)", date(2012, 3, 12)),
        ("18:02 12 Mar 2012 (CEST)", date(2012, 3, 12)),
        ("18:02, 31 February 2012 (UTC)", None),
        ("18:02, 12 marraskuuta 2012 (UTC)", None),
    ],
)
def test_signature_tells_the_day_the_role_and_the_host(stamp, day):
    one = said(f"# [[User:Ada]] ([[User talk:Ada|talk]]) {stamp} - Ada - keeper at the Museum of X")["Ada"]

    assert (one.signed_on, one.role_text, one.affiliations) == (day, "keeper", ("the Museum of X",))


def test_table_of_teams_gives_the_team_to_each():
    text = '{| class="wikitable"\n! Team !! User Names\n|-\n| Sound || [[User:Ada]]<br>[[User:Bob]]\n|-\n| Empty\n|}'

    assert {name: one.affiliations for name, one in said(text).items()} == {
        "Ada": ("Sound",),
        "Bob": ("Sound",),
    }


def test_table_of_residents_gives_institution_and_role():
    text = (
        '{| class="wikitable"\n! Institution !! Resident\'s Name !! Period Covered !! Date of Report\n|-\n'
        "| Museum of X || [[User:Ada|Ada]] || 2013 || 2013-07-01\n|-\n| Library of Y || [[:en:User:Bob]]\n|-\n| Z\n|}"
    )

    assert {name: (one.affiliations, one.role_text) for name, one in said(text).items()} == {
        "Ada": (("Museum of X",), "Resident"),
        "Bob": (("Library of Y",), "Resident"),
    }


def test_skill_country_and_role_stand_apart():
    text = (
        "{|\n! User !! Location !! Position !! Can help with\n|-\n"
        "| {{u|Ada}} || Spain || Curator || uploads, Wikidata\n|}"
    )
    one = said(text)["Ada"]

    assert (one.country_text, one.is_country_said) == ("Spain", True)
    assert (one.role_text, one.skill_text, one.affiliations) == ("Curator", "uploads, Wikidata", ())


def test_country_found_in_an_affiliation_is_told_from_one_that_was_said():
    one = said("# [[User:Ada]] (Museum of Spain)")["Ada"]

    assert (one.country_text, one.is_country_said) == ("Spain", False)


@pytest.mark.parametrize(
    "link, name",
    [
        ("[[User:\u200fمثال محمد\u200e]]", "مثال محمد"),
        ("[[User:Ada 🦉]]", "Ada 🦉"),
        ("[[User:\u202aada\u202c_Owl|x]]", "Ada Owl"),
        ("[[:fi:Käyttäjä:Ada]]", "Ada"),
        ("[[:ja:利用者:Ada]]", "Ada"),
        ("{{Ping|ada|Bob}}", "Ada"),
        ("[[m:User:Ada]]", "Ada"),
    ],
)
def test_marks_of_direction_and_emoji_do_not_make_another_account(link, name):
    assert name in said(f"# {link} (WMNW)")


@pytest.mark.parametrize(
    "piece", [*PIECES, "# [[User:A]] (a, b) (", "(she/her)", "12:00, 1 May 2014 (UTC) - a at "]
)
def test_a_megabyte_of_anything_takes_less_than_five_seconds(piece):
    text = piece * (1_000_000 // len(piece))

    assert least_seconds(lambda: people_in(text), below=5) < 5


@settings(deadline=None)
@given(wikitext, st.sampled_from(["# [[User:Ada]]", "{|\n! User !! Skill\n|-\n|", TITLE % "By "]))
def test_anything_at_all_is_read_without_an_exception(text, head):
    for one in people_in(head + text):
        assert all(part and "@" not in part for part in one.affiliations)


@settings(deadline=None)
@given(
    wikitext, st.sampled_from(["# [[User:Ada]] (", "{|\n! User !! Skill !! Where\n|-\n| {{u|Ada}} ||", ""])
)
def test_claims_of_anything_fit_their_columns(text, head):
    for one in people_in(head + text + "ﷺ" * 50):
        for said in says_of(one, area=text):
            assert said.kind in {"affiliation", "country", "role", "skill"}
            assert 0 < len(said.key) <= 200
            assert 0 < len(said.value) <= 200
            assert 0 < said.confidence <= 1
