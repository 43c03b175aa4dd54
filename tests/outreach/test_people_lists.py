# SPDX-License-Identifier: GPL-3.0-or-later
"""People found on pages: in every shape of list seen, and never with an e-mail address."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.parsing import Mention, Unparsable, people_in, strip_emails
from outreach.parsing.countries import countries_in
from outreach.parsing.usernames import user_links, username
from tests.effort import least_seconds
from tests.outreach.hostile import PIECES, wikitext


def only(text: str) -> Mention:
    (found,) = people_in(text)
    return found


@pytest.mark.parametrize(
    "link, name",
    [
        ("[[User:Ada Example|Ada]]", "Ada Example"),
        ("[[user:ada_Example]]", "Ada Example"),
        ("[[User talk:Ada Example#Top|talk]]", "Ada Example"),
        ("[[:m:User:Ada Example]]", "Ada Example"),
        ("[[:w:en:User:Ada Example/Drafts/GLAM|draft]]", "Ada Example"),
        ("[[:de:Benutzerin:Ada]]", "Ada"),
        ("[[:uk:Користувач:Ада]]", "Ада"),
        ("[[Special:Contributions/Ada]]", "Ada"),
        ("{{u|ada}}", "Ada"),
        ("{{ping|1=ada|p=.}}", "Ada"),
        ("{{Reply to|Ada}}", "Ada"),
        ("[[User:\u200eAda\u200e]]", "Ada"),
        ("[[User:Jose\u0301]]", "José"),
        ("[[User:Ada (WMXX)]]", "Ada (WMXX)"),
    ],
)
def test_user_link_gives_the_normal_username(link, name):
    assert [found.username for found in user_links(link)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "[[User:192.0.2.7]]",
        "[[User:2001:db8::1]]",
        "[[User:]]",
        "[[User:a@b.example]]",
        "[[Users:Ada]]",
        "{{u}}",
        "[[User:A",
    ],
)
def test_link_to_no_account_names_nobody(text):
    assert people_in(text) == []


def test_username_longer_than_a_wiki_allows_is_none():
    assert username("ä" * 117) != ""
    assert username("ä" * 118) == ""


def row(one: Mention) -> tuple:
    return (one.username, one.affiliation_text, one.country_text, one.role_text, one.shape, one.confidence)


@pytest.mark.parametrize(
    "line, expected",
    [
        (
            "# [[User:Ada|Ada]] (Wikimedia Exampleland)",
            ("Ada", "Wikimedia Exampleland", "", "", "list", 0.9),
        ),
        (
            "1. [[User:Ada]] -- Research, Example Trust",
            ("Ada", "Research, Example Trust", "", "", "list", 0.9),
        ),
        (
            "* {{u|Ada}} (Example Museum, France)",
            ("Ada", "Example Museum, France", "France", "", "list", 0.9),
        ),
        ("# [[User:Ada (WMXX)|Ada]]", ("Ada (WMXX)", "WMXX", "", "", "list", 0.9)),
        ("#[[User:Ada]]", ("Ada", "", "", "", "list", 0.9)),
        (
            "# [[User:Ada|Ada]] ([[User talk:Ada|talk]]) 10:20, 3 May 2014 (UTC) - Ada - Resident at Example Museum",
            ("Ada", "Example Museum", "", "Resident", "signature", 0.9),
        ),
        (
            "# [[User:Ada|Ada]] ([[User talk:Ada|talk]]) 10:20, 3 May 2014 (UTC)",
            ("Ada", "", "", "", "signature", 0.9),
        ),
        ("Thanks to [[User:Ada]] (a friend).", ("Ada", "", "", "", "link", 0.4)),
    ],
)
def test_line_tells_who_and_from_where(line, expected):
    assert row(only(line)) == expected


def test_bare_names_count_only_in_numbered_lists_of_people():
    text = "== Steps ==\n# Scan\n== Participants ==\n# Ada Example (WMXX, Trust)\n# Base\n# We met and then we went home.\n* Tea"

    assert [(one.username, one.affiliation_text, one.confidence) for one in people_in(text)] == [
        ("Ada Example", "WMXX, Trust", 0.3),
        ("Base", "", 0.3),
    ]


def test_byline_names_linked_and_bare_authors():
    text = (
        "{{GLAM/Newsletter/Title|Loans; {{x|y}} [[a|b]]|By [[User:Ada|Ada]], Bob Example and [[:m:User:cy]]}}"
    )

    found = {one.username: one.confidence for one in people_in(text)}

    assert found == {"Ada": 0.95, "Bob Example": 0.5, "Cy": 0.95}


@pytest.mark.parametrize("byline", ["", "By", "By ", "Ada", "By and"])
def test_byline_that_names_nobody_is_no_person(byline):
    assert people_in("{{GLAM/Newsletter/Title|Loans|" + byline + "}}") == []


def test_broken_byline_still_names_whom_it_can():
    assert only("{{GLAM/Newsletter/Title2|Loans|By and Ada}}").username == "Ada"


def test_table_columns_say_what_belongs_to_a_person():
    text = """{| class="wikitable sortable"
|+ Our people
! scope="col" | Institution !! Country
! Role
! User names
|-
| style="color: red" | [[Example Museum]] || [[Spain]] || Curator || [[User:Ada]], {{u|bob}}
|-
| Other Library
| Peru
| Librarian
|
* Cy Example
* Di
|}"""

    assert [row(one) for one in people_in(text)] == [
        ("Ada", "Example Museum", "Spain", "Curator", "table", 0.9),
        ("Bob", "Example Museum", "Spain", "Curator", "table", 0.9),
        ("Cy Example", "Other Library", "Peru", "Librarian", "table", 0.4),
        ("Di", "Other Library", "Peru", "Librarian", "table", 0.4),
    ]


def test_table_cell_over_several_rows_counts_for_each():
    text = """{|
! Institution !! User !! Period
|-
| rowspan="2" | Example Museum
| Ada || 2014
|-
| {{u|Bob}} || 2015
|-
| Other Library || || 2016
|}"""

    assert [(one.username, one.affiliation_text) for one in people_in(text)] == [
        ("Ada", "Example Museum"),
        ("Bob", "Example Museum"),
    ]


def test_table_without_headings_or_end_still_names_linked_people():
    assert [one.username for one in people_in("{|\n| a || [[User:Ada]]\n|-\n| b || c")] == ["Ada"]


def test_person_named_twice_keeps_the_surer_mention():
    text = "Thanks to [[User:Ada]].\n# [[User:Ada]] (Trust)"

    assert only(text).affiliation_text == "Trust"


def test_people_in_comments_are_not_named():
    assert people_in("<!-- [[User:Ada]] --><nowiki>[[User:Bob]]</nowiki>") == []


_local = st.text("abcXYZ019._-+", min_size=1, max_size=12)
_emails = st.builds(
    "{}{}{}{}org".format,
    _local,
    st.sampled_from(["@", "(at)", " [at] ", "{{@}}", "&#64;", "＠", " (AT) "]),
    st.text("abc019-", min_size=1, max_size=8),
    st.sampled_from([".", "(dot)", " [dot] ", ".co."]),
)


@given(
    _emails,
    st.sampled_from(
        ["# [[User:Ada]] ({})", "# [[User:Ada]] -- {}", "{{|\n! User !! Team\n|-\n| {{{{u|Ada}}}} || {}"]
    ),
)
def test_email_address_never_comes_along(email, shape):
    found = people_in(shape.format(email))

    assert [one.username for one in found] == ["Ada"]
    assert "org" not in found[0].affiliation_text
    assert "@" not in repr(found)


@pytest.mark.parametrize(
    "text, left",
    [
        ("write ada@example.org now", "write  now"),
        ("{{email|ada|example.org}}!", "!"),
        ("[mailto:ada@example.org Ada]", ""),
        ("ada at example dot org", ""),
        ("Resident at Example Museum. Then more", "Resident at Example Museum. Then more"),
        ("5 @ 3", "5 @ 3"),
    ],
)
def test_strip_emails_takes_addresses_and_leaves_words(text, left):
    assert strip_emails(text) == left


def test_countries_are_told_from_names_like_them():
    text = "Jimmy Wales in New South Wales and Papua New Guinea; Georgia; England, UK; Indianapolis; the Nigerian"

    assert countries_in(text) == {"AU": 1, "PG": 1, "GB": 2}


def test_text_larger_than_any_page_is_unparsable():
    with pytest.raises(Unparsable):
        people_in("a" * 2_200_001)


@given(wikitext)
def test_people_in_anything_are_proper_names(text):
    for one in people_in(text):
        assert one.username == username(one.username)
        assert 0 < one.confidence <= 1


@pytest.mark.parametrize("piece", PIECES)
def test_people_take_no_time_to_find_in_any_repetition(piece):
    text = piece * (200_000 // len(piece))

    assert least_seconds(lambda: people_in(text), below=2) < 2


def test_parsing_knows_no_django():
    folder = Path(__file__).parents[2] / "outreach" / "parsing"

    assert not [file.name for file in folder.glob("*.py") if "django" in file.read_text().lower()]
