# SPDX-License-Identifier: GPL-3.0-or-later
"""One wikitext of all sections and back: the same again; what does not close is named and swallows nothing."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casestudies.parsing import FORM, OTHER, ParsedSection
from casestudies.parsing.references import reference, with_reference
from casestudies.parsing.sections import pieces, words_in
from casestudies.parsing.unclosed import Unclosed, unclosed_in
from casestudies.parsing.whole import OwnHeading, completed, cut, own_headings, whole
from outreach.rendering import render
from tests.effort import least_seconds

PARTS = st.sampled_from(
    [
        "We put maps online. ", "خرائط للجميع ", "מפות לכולם ", "みんなの地図", "所有人的地圖", "\n\n", "\n",
        "* a\n** b\n", "'''bold''' ", "[[File:A.jpg|thumb|x]]", "[[Category:Maps]]\n", "{{Quote|x}}",
        "{|\n! a\n|-\n| b\n|}\n", "<ref>Report</ref>", "<!-- note -->", "<nowiki>== Goals ==</nowiki>",
        "{{never", "<ref>", "<!--", "<nowiki>", "[[open", "{|", "__TOC__\n", "<translate>", "&amp; <b>x</b> ",
    ]
)  # fmt: skip
TEXTS = st.lists(PARTS, max_size=8).map(lambda parts: "".join(parts).strip())
OWN = st.sampled_from(["Partners", "شركاء", "協力者", "Thanks to all"])


def plain(sections):
    return [each for each in sections if not own_headings(each)]


@st.composite
def studies(draw):
    form = [ParsedSection(key, "", draw(TEXTS)) for key in FORM]
    own = [ParsedSection(OTHER, draw(OWN), draw(TEXTS)) for _ in range(draw(st.integers(0, 2)))]
    return [*form, *own]


@settings(max_examples=200, deadline=None)
@given(studies())
def test_sections_written_as_one_text_and_cut_again_are_the_same(sections):
    assume(plain(sections) == sections)

    assert cut(whole(sections)) == sections


@given(st.lists(PARTS, max_size=30).map("".join))
@settings(max_examples=200, deadline=None)
def test_cut_loses_no_word(text):
    words = set(text.split())

    kept = "\n".join(f"{each.heading}\n{each.text}" for each in cut(text))

    assert words - set(kept.split()) == set()


def test_own_headings_of_the_page_stay_with_their_sections():
    page = "== Résumé ==\n\nDes cartes.\n\n== Partenaires ==\n\nTous.\n\n== Goals ==\n"

    assert cut(page) == [
        ParsedSection("summary", "Résumé", "Des cartes."),
        ParsedSection(OTHER, "Partenaires", "Tous."),
        ParsedSection("goals", "", ""),
    ]
    assert whole(cut(page)) == page


def test_words_before_the_first_heading_are_the_summary_or_come_first():
    assert cut("Maps.\n\n== Goals ==\nReach")[0] == ParsedSection("summary", "", "Maps.")
    sections = cut("Maps.\n\n== Summary/Abstract ==\nIn short\n")
    assert sections == [ParsedSection(OTHER, "", "Maps."), ParsedSection("summary", "", "In short")]
    assert cut(whole(sections)) == sections


@pytest.mark.parametrize("mark", ["<!--", "<nowiki>", "<pre>", "{{Quote|", "{|", "[[", "<ref>", "<gallery>"])
def test_what_never_closes_swallows_no_heading(mark):
    sections = [ParsedSection(key, "", f"Words of {key} {mark}" if key == "goals" else key) for key in FORM]

    assert cut(whole(sections)) == sections


def test_what_closes_in_another_section_swallows_no_heading():
    texts = {
        "context": "One <!-- open",
        "outcomes": "closed --> two",
        "goals": "a <nowiki> b",
        "resources": "</nowiki>",
    }
    sections = [ParsedSection(key, "", texts.get(key, key)) for key in FORM]

    assert cut(whole(sections)) == sections


def test_a_heading_in_a_comment_is_none():
    assert [each.key for each in cut("Maps\n<!--\n== Thanks ==\nto all\n-->\nmore")] == ["summary"]


def test_heading_longer_than_a_heading_may_be_keeps_its_rest_as_text():
    (section,) = cut(f"== {'x' * 400} ==\nText")

    assert (len(section.heading), section.text) == (300, f"{'x' * 100}\n\nText")


def test_completed_puts_the_missing_where_the_form_has_them():
    some = [
        ParsedSection(OTHER, "", "Lead"),
        ParsedSection("goals", "", "x"),
        ParsedSection(OTHER, "Thanks", "y"),
    ]

    assert [each.key for each in completed(some)] == [
        OTHER, "summary", "context", "goals", "implementation", "outcomes", "reflection", "resources", OTHER,
    ]  # fmt: skip
    assert [each.key for each in completed([])] == list(FORM)


def test_own_headings_are_told_with_their_line():
    text = "Words\n\n=== Numbers ===\nTen\n\n=== Results ===\nMore\n\n== Thanks ==\nAll"

    assert own_headings(ParsedSection("goals", "", text)) == [
        OwnHeading("outcomes", "Results", 6),
        OwnHeading(OTHER, "Thanks", 9),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("All {{well|[[x]]}} <ref>a</ref> <br> <ref name=a /> {|\n|}", []),
        ("a\nb {{Quote|x", [Unclosed("{{", 2, True)]),
        ("{|\n| a", [Unclosed("{|", 1, True)]),
        ("<nowiki> a {{", [Unclosed("<nowiki>", 1, True), Unclosed("{{", 1, True)]),
        ("<nowiki>{{</nowiki>\n<ref>x", [Unclosed("<ref>", 2, True)]),
        ("a\n\n<!-- b", [Unclosed("<!--", 3, True)]),
        ("<!-- {{ [[ -->", []),
        ("a }} b", [Unclosed("}}", 1, False)]),
        ("x</ref>", [Unclosed("</ref>", 1, False)]),
        ("{{a|<ref>b}}", [Unclosed("<ref>", 1, True)]),
        ('<ref name="x', [Unclosed("<ref", 1, True)]),
        ("[[a\n[[b]]", [Unclosed("[[", 1, True)]),
        ("{{{1|}}} {{{!}} |}}", [Unclosed("}}", 1, False)]),
        ("5 < 6 <foo> <p>", []),
    ],
)
def test_unclosed_marks_are_named_with_their_line(text, found):
    assert unclosed_in(text) == found


def test_unclosed_marks_are_at_most_twenty():
    assert len(unclosed_in("{{\n" * 5000)) == 20


@pytest.mark.parametrize(
    "text",
    [
        "<!--",
        "<pre>",
        "{{",
        "<ref>",
        "[[",
        "<nowiki>\n== Goals ==\n",
        "== Goals ==\n",
        "== a ==\n",
        "'''Goals'''\n",
        "{|\n|}",
    ],
)
def test_broken_text_costs_time_in_proportion(text):
    long = text * (200_000 // len(text)) + "</pre>"

    def read():
        unclosed_in(long)
        cut(long)
        words_in(long)
        own_headings(ParsedSection("summary", "", long))

    assert least_seconds(read, below=4) < 4


def test_reference_is_written_from_its_parts():
    full = reference(author="Ada", title="Maps", address="https://a.example/x", year="2024")

    assert full == "<ref>Ada: [https://a.example/x ''Maps''], 2024</ref>"
    assert reference(title="Maps") == "<ref>''Maps''</ref>"
    assert reference(address="https://a.example/", year="2024") == "<ref>https://a.example/, 2024</ref>"
    assert reference() == ""
    assert with_reference("Words.\n\n", full) == f"Words.{full}"


@pytest.mark.parametrize("nasty", ["</ref><ref>", "]] x [[", "}}{{a", "''x'''", "a|b", "<nowiki>", "~~~~"])
def test_reference_closes_whatever_stands_in_it(nasty):
    written = reference(
        author=nasty, title=nasty, address=f"https://a.example/{nasty.replace(' ', '')}", year=nasty
    )

    assert unclosed_in(written) == []
    assert len(pieces(written)) == 1
    assert render(f"Words{written}").count("<li>") == 1
