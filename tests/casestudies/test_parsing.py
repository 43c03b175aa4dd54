# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies read from wikitext, tidy and untidy, and written back in the form of the outreach wiki."""

import contextlib

import pytest
from hypothesis import given

from casestudies.parsing import (
    FORM,
    ParsedSection,
    Unparsable,
    guess_country,
    is_case_study,
    name_of,
    parse,
    split,
    write,
)
from casestudies.parsing.headings import key_of
from tests.effort import least_seconds
from tests.outreach.hostile import PIECES, wikitext

TITLE = "GLAM/Case studies/Example Museum"
PROSE = "The museum opened its stores to twelve volunteers for a whole week."


def keys(text: str) -> list[str]:
    return [section.key for section in parse(TITLE, text).sections]


@pytest.mark.parametrize(
    "title, name",
    [
        ("GLAM/Case studies/British Museum", "British Museum"),
        ("Case studies/The Children's Museum/Success story", "The Children's Museum/Success story"),
        ("GLAM/IFLA Case Studies/National Library", "National Library"),
        ("GLAM/Case studies/Archived/Herbert Gallery/Backstage Pass", "Herbert Gallery/Backstage Pass"),
        ("GLAM/Case_studies/Côte_d'Ivoire", "Côte d'Ivoire"),
    ],
)
def test_title_of_a_case_study_gives_its_name(title, name):
    assert is_case_study(title)
    assert name_of(title) == name


@pytest.mark.parametrize(
    "title",
    [
        "GLAM/Case studies",
        "GLAM/Case studies/",
        "GLAM/Case studies/Form",
        "Case studies/Form",
        "GLAM/Case studies/Archived",
        "GLAM/Case studies/Archived/Form",
        "GLAM/Case studies/Archived/",
        "GLAM/Case studies/questions",
        "GLAM/Case studies/Derby Museum/questions",
        "GLAM/Newsletter/May 2014",
        "User:Ada/GLAM/Case studies/Draft",
        "",
    ],
)
def test_forms_indexes_and_other_pages_are_no_case_studies(title):
    assert not is_case_study(title)


@pytest.mark.parametrize("key, heading", FORM.items())
def test_heading_of_the_form_is_known_exactly(key, heading):
    assert key_of(heading) == (key, "en")


@pytest.mark.parametrize(
    "heading, key",
    [
        ("Summary", "summary"),
        ("1. Background and context", "context"),
        ("How did it start?", "context"),
        ("AIMS", "goals"),
        ("What we did", "implementation"),
        ("What were the results of the edit-a-thon?", "outcomes"),
        ("Were the goals met?", "outcomes"),
        ("Lessons learnt", "reflection"),
        ("What would we do differently next time?", "reflection"),
        ("See also", "resources"),
        ("Résumé", "summary"),
        ("Mise en œuvre", "implementation"),
        ("Ausgangslage", "context"),
        ("Ziele", "goals"),
        ("Lecciones aprendidas", "reflection"),
        ("Risultati", "outcomes"),
        ("الأهداف", "goals"),
        ("دروس مستفادة", "reflection"),
        ("Короткий опис", "summary"),
        ("Цілі", "goals"),
        ("Our visitors", "other"),
        ("Linked open data", "other"),
        ("", "other"),
    ],
)
def test_heading_in_other_words_is_understood(heading, key):
    assert key_of(heading)[0] == key


def test_tidy_page_gives_the_sections_of_the_form():
    text = "\n".join(f"== {heading} ==\n{PROSE}" for heading in FORM.values())

    study = parse(TITLE, text)

    assert [section.key for section in study.sections] == list(FORM)
    assert {section.text for section in study.sections} == {PROSE}
    assert study.complete == 1
    assert study.language == "en"
    assert study.lead == PROSE


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        (PROSE, ["summary"]),
        (f"{PROSE}\n== Goals ==\nx", ["summary", "goals"]),
        (f"{PROSE}\n== Summary ==\ny\n== Goals ==\nx", ["other", "summary", "goals"]),
        ("=== Goals ===\nx\n== Outcomes ==\ny", ["goals", "outcomes"]),
        ("= Goals =\nx\n== Who came ==\ny", ["goals", "other"]),
        ("== Goals ==\nx\n=== Who came ===\ny", ["goals"]),
        ("== Goals ==\nx\n== Who came ==\ny", ["goals", "other"]),
        ("== Goals ==\nx\n=== Results ===\ny", ["goals", "outcomes"]),
        ("'''Goals'''\nx\n'''Results:'''\ny", ["goals", "outcomes"]),
        ("'''Goals'''<br />\nx", ["goals"]),
        ("<!-- a\n-->== Goals ==<!-- b\n-->\nx", ["summary", "goals"]),
        ("'''Goals:''' twelve articles\n; Results\ny", ["goals", "outcomes"]),
        ("'''Goals''' are for footballers", ["summary"]),
        ("== '''[[Goals|Our goals]]:''' <!-- x --> ==\nx", ["goals"]),
        ("== Goals ==<!-- x -->\nx", ["goals"]),
        ("<nowiki>\n== Goals ==\n</nowiki>", ["summary"]),
        ("<!--\n== Goals ==\n-->", ["summary"]),
        ("== Goals\nx ==", ["summary"]),
        ("<translate>\n<!--T:1-->\n== Goals == <!--T:2-->\nx\n</translate>", ["goals"]),
    ],
)
def test_sections_are_cut_as_well_as_they_can_be(text, expected):
    assert keys(text) == expected


def test_furniture_of_the_wiki_page_stays_out_of_the_sections():
    text = (
        "== Goals ==\nTwelve.\n{{DEFAULTSORT:Museum}}\n__NOTOC__\n[[Category:GLAM]]\n[[Category:Museums|M]]"
    )

    assert parse(TITLE, text).sections == (ParsedSection("goals", "Goals", "Twelve."),)


def test_empty_form_is_empty():
    questions = "<!-- one to three paragraphs -->\n* What mattered most to you in this project?"
    text = "\n".join(f"== {heading} ==\n{questions}" for heading in FORM.values())

    study = parse(TITLE, text)

    assert (study.complete, study.lead) == (0, "")


def test_half_filled_form_is_half_complete():
    text = (
        f"== Goals ==\n{PROSE}\n== Outcomes ==\n\n== Reflection ==\nWhy?\n== Links ==\n* https://example.org"
    )

    assert parse(TITLE, text).complete == round(2 / 7, 2)


@pytest.mark.parametrize(
    "text",
    [
        "{{Nav|a={{b}}}}\n[[File:A.jpg|thumb|A [[caption|with]] a link]]\n" + PROSE,
        "{| class=x\n| a cell with many words in it, too many\n|}\n\n" + PROSE,
        "* Author: [[User:Ada]] of the Example Museum\n* Year: 2014\n\n" + PROSE + "\n\nMore.",
        "<gallery>\nFile:A.jpg|with a long caption that is no lead\n</gallery>\n" + PROSE,
        PROSE.replace("museum", "'''[[museum|museum]]'''").replace("stores", "stores<ref>in 2011</ref>"),
        PROSE.replace("volunteers", "volunteers<!-- really -->"),
        "== Goals ==\nSomething else entirely, and quite long.\n== Summary ==\n" + PROSE,
        "Was it worth the trouble that we all took with it?\n\n" + PROSE,
    ],
)
def test_lead_is_the_first_paragraph_of_prose(text):
    assert parse(TITLE, text).lead == PROSE


def test_lead_names_the_users_that_templates_link():
    lead = parse(TITLE, "This was written by {{u|ada example}} of the museum.").lead

    assert lead == "This was written by Ada example of the museum."


def test_lead_is_a_list_item_where_there_is_nothing_better():
    assert parse(TITLE, f"* {PROSE}\n* x").lead == PROSE


def test_lead_holds_no_email_address():
    assert "@" not in parse(TITLE, f"{PROSE} Write to ada@example.org about it.").lead


def test_images_and_links_are_gathered_once_each():
    text = """[[File:a_B.jpg|thumb|see [[Derby]]]] [[Image:A B.jpg]] [[:File:C.png]] [[Derby#Top|x]] [[Category:GLAM]]
{{Infobox|image = Logo.svg|x=1}}
<gallery mode=packed>
File:D.tif|d
e.JPG
</gallery>
[https://example.org/report.pdf report] (https://example.org/a). [[m:GLAM]] <!-- [[Hidden]] -->"""

    study = parse(TITLE, text)

    assert study.images == ("A B.jpg", "C.png", "D.tif", "E.JPG", "Logo.svg")
    assert study.wiki_links == ("Derby", "m:GLAM")
    assert study.links == ("https://example.org/report.pdf", "https://example.org/a")


@pytest.mark.parametrize(
    "text, language",
    [
        (PROSE * 3, "en"),
        (
            "Le musée a ouvert les réserves pour une semaine avec des bénévoles et du soutien de la ville. "
            * 3,
            "fr",
        ),
        ("Das Museum hat die Depots für eine Woche mit den Freiwilligen und der Stadt geöffnet. " * 3, "de"),
        ("فتح المتحف مخازنه لاثني عشر متطوعا لمدة أسبوع كامل. " * 4, "ar"),
        ("Музей відкрив свої сховища для дванадцяти волонтерів на цілий тиждень. " * 4, "uk"),
        ("Museum.", None),
        ("a b c " * 20, None),
    ],
)
def test_language_is_guessed_where_it_is_plain(text, language):
    assert parse(TITLE, text).language == language


@pytest.mark.parametrize(
    "text, categories, country",
    [
        ("A museum in France.", [], "FR"),
        ("A museum in France.", ["Category:GLAM in Spain"], "ES"),
        ("A museum.", ["Category:GLAM in the United Kingdom", "Category:Museums"], "GB"),
        ("A museum.", ["Category:GLAM in Spain", "Category:GLAM in Italy"], None),
        ("From France to Spain.", [], None),
        ("France, France and again France, with a guest from Spain.", [], "FR"),
        ("A museum in Georgia.", [], None),
        ("Jimmy Wales came.", [], None),
        ("", [], None),
    ],
)
def test_country_is_guessed_from_one_clear_hit_only(text, categories, country):
    assert guess_country(text, categories) == country


def test_written_sections_bear_the_headings_of_the_form():
    sections = [ParsedSection("goals", "Our aims", "Twelve."), ParsedSection("other", "Visitors", "Many.")]

    assert write(sections) == "== Goals ==\n\nTwelve.\n\n== Visitors ==\n\nMany.\n"
    assert write([]) == ""


@given(wikitext)
def test_writing_and_reading_go_round_without_loss(text):
    sections, _ = split(text)

    again, _ = split(write(sections))

    assert [(one.key, one.text) for one in again] == [(one.key, one.text) for one in sections]
    assert write(again) == write(sections)


@given(wikitext)
def test_anything_is_parsed_or_said_to_be_unparsable(text):
    with contextlib.suppress(Unparsable):
        study = parse(TITLE, text)

        assert 0 <= study.complete <= 1
        assert all(section.key in FORM or section.key == "other" for section in study.sections)


@pytest.mark.parametrize("piece", PIECES)
def test_no_repetition_takes_long(piece):
    text = piece * (200_000 // len(piece))

    def read():
        with contextlib.suppress(Unparsable):
            parse(TITLE, text)
        guess_country(text)

    assert least_seconds(read, below=2) < 2


def test_twenty_thousand_open_references_are_unparsable_at_once():
    def read():
        with pytest.raises(Unparsable, match="without closing"):
            parse(TITLE, "<ref>" * 20_000)

    assert least_seconds(read, below=2) < 2
