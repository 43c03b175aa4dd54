# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard before the parsers, and the cuts that make wikitext readable."""

import contextlib

import pytest
from hypothesis import given

from outreach.parsing.wikitext import Unparsable, drop_between, guard, hide_unread, plain, without_markers
from tests.effort import least_seconds
from tests.outreach.hostile import PIECES, wikitext


@pytest.mark.parametrize(
    "text",
    ["<ref>" * 20_000, "{{a|" * 20_000, "[[" * 20_000, "{|\n" * 20_000, "<b " * 20_000, "<br>" * 100_000],
)
def test_guard_turns_hostile_markup_away_at_once(text):
    def read():
        with pytest.raises(Unparsable) as caught:
            guard(text)
        assert caught.value.reason.startswith("The page")

    assert least_seconds(read, below=2) < 2


def test_guard_turns_a_page_larger_than_any_away():
    with pytest.raises(Unparsable, match="larger"):
        guard("a" * 2_200_001)


@pytest.mark.parametrize(
    "text",
    [
        "<ref name=a/>" * 2000,
        "<ref>a</ref>" * 2000,
        "{{a|b}}" * 2000,
        "{{a|}}" * 2000,
        "[[a|b]]" * 2000,
        "* [https://example.org/ x]\n" * 2000,
        "{|\n|-\n| a || b\n|}\n" * 500,
        "a<br>b<p>c<li>d" * 2000,
        "2 < 3 " * 2000,
    ],
)
def test_guard_lets_long_but_sound_pages_pass(text):
    guard(text)


@pytest.mark.parametrize("piece", PIECES)
def test_plain_takes_no_time_over_any_repetition(piece):
    def read():
        with contextlib.suppress(Unparsable):
            plain(piece * 20_000)

    assert least_seconds(read, below=2) < 2


@given(wikitext)
def test_plain_gives_one_line_or_unparsable(text):
    with contextlib.suppress(Unparsable):
        assert "\n" not in plain(text)


@given(wikitext)
def test_hide_unread_keeps_every_character_in_its_place(text):
    hidden = hide_unread(text)

    assert len(hidden) == len(text)
    assert all(new in (old, " ") for new, old in zip(hidden, text, strict=True))


@pytest.mark.parametrize(
    "text, left",
    [
        ("a<!-- b\n -->c", "ac"),
        ("a<!-- b", "a"),
        ("a<nowiki>== b ==</NOWIKI>c", "ac"),
        ("a<nowiki>b", "a<nowiki>b"),
        ("a<pre class=x>b</pre><!-- <pre> -->c", "ac"),
        ("a<nowiki><!--</nowiki>b", "ab"),
    ],
)
def test_hide_unread_cuts_what_is_not_wikitext(text, left):
    assert hide_unread(text, fill="") == left


@pytest.mark.parametrize(
    "text, left",
    [
        ("a{{b|{{c}}}}d", "ad"),
        ("a{{b|{{c}}d", "a{{b|d"),
        ("a}}b", "a}}b"),
        ("{{a}}{{b}}c", "c"),
        ("", ""),
    ],
)
def test_drop_between_knows_nesting(text, left):
    assert drop_between(text, "{{", "}}") == left


@pytest.mark.parametrize(
    "text, left",
    [
        ("<languages/>\n<translate>\n<!--T:1-->\nHello</translate>", "\n\nHello"),
        (
            "<translate nowrap>In <tvar name=x>Derby</tvar> and <tvar|y>Rome</></translate>",
            "In Derby and Rome",
        ),
        ("<noinclude>shown</noinclude><includeonly>not shown</includeonly>", "shown"),
        ("== Goals == <!--T:12-->\nx", "== Goals ==\nx"),
    ],
)
def test_markers_of_translation_and_inclusion_vanish(text, left):
    assert without_markers(text) == left
