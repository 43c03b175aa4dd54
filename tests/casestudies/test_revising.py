# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing sections back into a wiki page: parse, write, parse gives the same, and the rest stays to the letter."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casestudies.parsing import FORM, OTHER, ParsedSection, parse
from casestudies.parsing.revising import are_same, compose, read, revise
from casestudies.parsing.sections import pieces
from localwiki.corpus import generate
from outreach.parsing.wikitext import Unparsable

PAGE = """{{GLAM/Case studies/Header|year=2024}}
<languages/>
== Summary/Abstract == <!--T:1-->

<translate>
We put a thousand maps online.

== Why we did it ==
The maps were crumbling.

[[Category:Maps]]
== Goals ==
'''Reach''': more readers.
=== Numbers ===
A thousand.
</translate>
== Thanks ==
To all.

[[Category:GLAM case studies]]
{{DEFAULTSORT:Maps}}
"""


def sections_of(page):
    return list(read(page))


def test_pieces_are_the_page_to_the_letter():
    assert "".join(piece.head + piece.body for piece in pieces(PAGE)) == PAGE


def test_what_did_not_change_stays_to_the_letter():
    assert revise(PAGE, sections_of(PAGE)) == PAGE


def test_changed_section_changes_its_own_words_only():
    changed = [
        replace(section, text="The maps were burning.") if section.key == "context" else section
        for section in sections_of(PAGE)
    ]

    assert revise(PAGE, changed) == PAGE.replace("The maps were crumbling.", "The maps were burning.")


def test_emptied_section_keeps_its_heading_and_the_pages_categories():
    changed = [
        replace(section, text="") if section.key == "context" else section for section in sections_of(PAGE)
    ]

    revised = revise(PAGE, changed)

    assert "crumbling" not in revised
    assert "== Why we did it ==" in revised
    assert "[[Category:Maps]]" in revised


def test_new_section_comes_where_the_form_has_it():
    revised = revise(PAGE, [*sections_of(PAGE), ParsedSection("outcomes", "", "Ten thousand readers.")])

    assert [section.key for section in read(revised)][-1] in ("outcomes", OTHER)
    assert "== Outcomes ==\n\nTen thousand readers." in revised
    assert revised.index("To all.") < revised.index("[[Category:GLAM case studies]]")
    assert revised.endswith("{{DEFAULTSORT:Maps}}\n")


def test_section_that_only_the_page_has_is_kept():
    ours = [section for section in sections_of(PAGE) if section.key != OTHER]

    assert "To all." in revise(PAGE, ours)


def test_new_page_leaves_empty_sections_out_and_has_the_wikis_furniture():
    page = compose(
        [ParsedSection("summary", "", "Maps."), ParsedSection("goals", "", "")],
        before="{{Header}}",
        after="[[Category:GLAM]]",
    )

    assert page == "{{Header}}\n\n== Summary/Abstract ==\n\nMaps.\n\n[[Category:GLAM]]\n"


@pytest.mark.parametrize("page", generate(80, seed=3).case_studies, ids=lambda page: page.title)
def test_pages_of_the_corpus_survive_the_round_trip(page):
    try:
        before = parse(page.title, page.text).sections
    except Unparsable:
        pytest.skip("nobody can read this one")

    assert revise(page.text, before) == page.text.replace("\r\n", "\n")
    changed = [replace(each, text=f"{each.text}\n\nOne more line.".strip()) for each in before]
    assert are_same(parse(page.title, revise(page.text, changed)).sections, changed)


words = st.text(alphabet="ab =*'[]{}|<>!-\n:;", max_size=40)
lines = st.lists(
    st.sampled_from(
        [
            "== Goals ==",
            "=== Step ===",
            "== Why? ==",
            "'''Outcomes'''",
            "; Context",
            "[[Category:A]]",
            "Text.",
            "",
        ]
        + [
            "<!--T:1-->",
            "<translate>",
            "</translate>",
            "{{Box",
            "}}",
            "<!-- note -->",
            "<nowiki>== x ==</nowiki>",
        ]
    )
    | words,
    max_size=14,
).map("\n".join)
typed = st.lists(
    st.tuples(st.sampled_from(list(FORM)), st.text(alphabet="abc .\n", max_size=30)),
    max_size=7,
    unique_by=lambda pair: pair[0],
)


@settings(max_examples=300, deadline=None)
@given(lines)
def test_any_page_is_revised_by_its_own_sections_without_a_change(page):
    assert revise(page, read(page)) == page


@settings(max_examples=300, deadline=None)
@given(lines, typed)
def test_what_was_typed_is_found_again_whatever_the_page(page, typed):
    ours = [ParsedSection(key, "", " ".join(text.split())) for key, text in typed]
    keys = {section.key for section in ours}
    # A page that names a section twice, or hides the end of it, is one that no machine can mend.
    standing = read(page)
    assume("<!--" not in page and "nowiki" not in page)
    assume(
        len({each.key for each in standing if each.key in keys})
        == len([each for each in standing if each.key in keys])
    )

    found = read(revise(page, ours))

    said = {(section.key, section.text) for section in found}
    assert {(section.key, section.text) for section in ours if section.text} <= said


@settings(max_examples=200, deadline=None)
@given(typed)
def test_new_page_says_what_was_typed(typed):
    ours = [ParsedSection(key, "", " ".join(text.split())) for key, text in typed]

    assert are_same(read(compose(ours)), ours)
