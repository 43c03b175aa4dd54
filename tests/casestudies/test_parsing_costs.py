# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever somebody writes on a wiki page: never an exception, and time in proportion to the text.

Measured in the process's own time, so that a busy machine does not make it fail; limits are generous.
"""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.parsing import Unparsable, figures_in, hint_of_country, hints_in, parse, split, write
from casestudies.parsing.translations import parse_translation, share_translated
from casestudies.parsing.user_space import NotInUserSpace, OtherWiki, title_meant
from outreach.parsing import people_in
from tests.effort import least_seconds
from tests.outreach.hostile import PIECES, wikitext

TITLE = "GLAM/Case studies/Museum of Ponds"
MEGABYTE = 1_000_000
NUMBERS = [
    "1,204 ",
    "3 000 images ",
    "٢٥٠ ",
    "45 % ",
    "€ 5 ",
    "12.5.2014 ",
    "{|\n! a !! b\n| 1 || 2\n",
    "1 ",
    "9" * 40,
    "，",
]
LABELS = [
    "'''Goals:''' ",
    ";Goals : x\n",
    "<h2>Goals</h2>\n",
    "== 目标 ==\n",
    "1. ",
    '<div lang="en" class="mw-content-ltr">',
]

messy = st.lists(
    st.one_of(st.sampled_from([*PIECES, *NUMBERS, *LABELS]), st.text(max_size=8)), max_size=60
).map("".join)


@given(messy)
def test_any_page_is_read_or_said_to_be_unparsable(text):
    with contextlib.suppress(Unparsable):
        study = parse(TITLE, text)

        hints_in(TITLE, text, [text[:200]], study.links)
        assert all(0 < figure.confidence <= 1 and figure.what for figure in study.figures)
    hint_of_country(text, [text], "de")


@given(messy)
def test_any_page_is_written_and_read_again_without_loss(text):
    sections, _languages = split(text)

    again, _languages = split(write(sections))

    assert [(one.key, one.text) for one in again] == [(one.key, one.text) for one in sections]
    assert write(again) == write(sections)


@given(messy)
def test_figures_come_from_any_text(text):
    assert len(figures_in(text)) <= 100


@given(wikitext)
def test_people_come_from_any_text(text):
    with contextlib.suppress(Unparsable):
        people_in(text)


@given(messy)
def test_any_translation_is_read_or_said_to_be_unparsable(text):
    assert 0 <= share_translated(text, "fr") <= 1
    with contextlib.suppress(Unparsable):
        parse_translation(f"{TITLE}/fr", text)


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(max_size=30).map("User:{}".format),
        st.text(max_size=30).map("//w.org/{}".format),
    )
)
def test_any_words_name_a_page_of_user_space_or_none(typed):
    with contextlib.suppress(NotInUserSpace, OtherWiki):
        title = title_meant(typed, host="w.org", page_url="https://w.org/wiki/$1")

        assert title_meant(title, host="w.org") == title


ORDINARY = """== Goals ==
The museum and [[User:Ada Example|Ada]] wished to show 1,204 pictures of ponds, see [https://ponds.example.org/a the list].
[[File:Pond 12.jpg|thumb|A pond with [[lily|lilies]] in it]] '''Results:''' 45 % of them are used, in 2013 and later.
{| class="wikitable"
! Year !! Visitors
|-
| 2012 || 1,204
|}
"""
HOSTILE = {
    "references that never end": "<ref>",
    "templates that never end": "{{a|",
    "links that never end": "[[File:a|",
    "tables that never end": "{|\n|1\n",
    "cells that go on": "{|\n|a\n" + "x\n" * 50,
    "rows with cells missing": "|-\n| 1 ||\n|\n",
    "headings": "== Goals we had in mind ==\n",
    "headings of no meaning": "=== Zzz ===\n",
    "labels": "'''Goals''' : x\n",
    "terms": "; Goals : 12 x\n",
    "numbers": "12 a 1,204 b ",
    "one line of digits": "1 ",
    "boxes": '<div lang="en" class="mw-content-ltr">',
    "quotes": "'''''",
    "comments": "<!-- a ",
    "addresses": "https://a.example.org/?b ",
    "countries": "France Spain Österreich ",
    "blanks": " \n",
}


def read(text: str) -> None:
    with contextlib.suppress(Unparsable):
        study = parse(TITLE, text)
        hints_in(TITLE, text, [], study.links)
    figures_in(text)
    hint_of_country(text[:20_000], [], "de")
    share_translated(text, "fr")
    with contextlib.suppress(Unparsable):
        people_in(text)


def cost(text: str) -> float:
    return least_seconds(lambda: read(text), below=math.inf)


def least(text: str) -> tuple[float, float]:
    """The costs of a quarter of the text and of the whole; of up to three tries the first that is in proportion.

    Others on the machine only add to a cost, and seldom to both.
    """
    for _try in range(3):
        quarter, whole = cost(text[: len(text) // 4]), cost(text)
        if whole < min(5, 8 * quarter + 0.5):
            break
    return quarter, whole


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_megabyte_takes_seconds_and_no_more_than_its_share(piece):
    quarter, whole = least((piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE])

    assert whole < 5
    # Four times the text: four times the time, and as much again for a machine that has others to serve.
    assert whole < 8 * quarter + 0.5


def test_an_ordinary_megabyte_takes_seconds_and_no_more_than_its_share():
    quarter, whole = (cost(ORDINARY * (size // len(ORDINARY))) for size in (MEGABYTE // 4, MEGABYTE))

    assert whole < 5
    assert whole < 8 * quarter + 0.5


def test_the_largest_page_a_wiki_can_hold_is_read():
    text = "The museum opened its stores to twelve volunteers for a whole week. 12 came.\n\n" * 24_000
    assert len(text) > 1_850_000

    assert least_seconds(lambda: parse(TITLE, text), below=5) < 5
    assert parse(TITLE, text).lead.startswith("The museum opened")


def test_a_hundred_thousand_open_references_are_unparsable_at_once():
    def read():
        with pytest.raises(Unparsable, match="without closing"):
            parse(TITLE, "<ref>" * 100_000)

    assert least_seconds(read, below=2) < 2


def test_a_page_whose_template_never_ends_keeps_its_sections():
    text = "{{Infobox\n| name = x\n" + ORDINARY * 200

    study = parse(TITLE, text)

    assert study.sections[1].key == "goals"
