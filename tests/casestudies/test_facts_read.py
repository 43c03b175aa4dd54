# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page was, read by machine: rather nothing than something wrong, and never over what a person said."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given

from casestudies import actions, facts
from casestudies.actions.facts import digest_of
from casestudies.mirroring import apply_many
from casestudies.models import CaseStudy
from casestudies.parsing import Unparsable
from casestudies.parsing.fact_words import (
    KINDS,
    KINDS_IN_TITLES,
    MEDIA,
    PROGRAMMES,
    PROGRAMMES_IN_TITLES,
    SPELLED,
    TOOLS,
)
from casestudies.parsing.facts import ReadFacts, read_facts
from casestudies.parsing.reading import read
from outreach.parsing.reader import PageText
from tests.effort import least_seconds
from tests.factories import PageFactory
from tests.outreach.hostile import wikitext

PAGES = Path(__file__).parent / "pages"
# What a reader would say of the pages beside, by hand; of all others nothing.
SAID = {
    "001-tidy-form": {"media": ("images",)},
    "002-no-headings": {"year": 2012},
    "005-bold-labels": {"kind": "editathon"},
    "012-apostrophe-slash-title": {"media": ("articles",)},
    "013-archived-three-slashes": {"programmes": ("backstage",), "media": ("articles",)},
    "015-author-in-bullet": {"year": 2014},
    "035-french": {"media": ("images",)},
    "036-german": {"year": 2012},
    "044-russian": {"year": 2013},
    "046-arabic": {"year": 2014},
    "049-japanese": {"year": 2014},
    "053-english-form-german-text": {"media": ("images",)},
    "063-category-names-institution": {"kind": "residency", "year": 2013},
    "066-refs-and-notes": {"year": 2012},
}


def text(words, **more):
    return read_facts("Museum of Ponds", words=words, wikitext=words, **more)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.wikitext")), ids=lambda path: path.stem)
def test_pages_say_what_a_reader_would_say(path):
    known = json.loads(path.with_suffix(".json").read_text())
    page = PageText(known["title"], path.read_text(), tuple(known.get("categories", [])))

    try:
        found = read(page).facts
    except Unparsable:
        found = ReadFacts()

    assert found == ReadFacts(**SAID.get(path.stem, {}))


def test_every_word_is_one_of_the_vocabulary():
    spelled = {value for value, _mark, _pattern in SPELLED}

    assert set(KINDS) | set(KINDS_IN_TITLES) <= set(facts.Kind.values)
    assert set(PROGRAMMES) | set(PROGRAMMES_IN_TITLES) <= set(facts.Programme.values)
    assert set(MEDIA) <= set(facts.Media.values)
    assert set(TOOLS) | spelled <= set(facts.Tool.values) | {"art-and-feminism"}


@pytest.mark.parametrize(
    "words, kind",
    [
        ("The Wikimedian in Residence came.", "residency"),
        ("We held an edit-a-thon in the library.", "editathon"),
        ("Le wikimédien en résidence a travaillé un an.", "residency"),
        ("Un wikipédien en résidence, et un wikipédien en résidence.", "residency"),
        ("Ein Schreibwettbewerb der Museen.", "contest"),
        ("Die Bilderspende des Archivs.", "upload"),
        ("Una editatona en el museo.", "editathon"),
        ("La donación de imágenes del archivo.", "upload"),
        ("Il wikipediano in residenza del museo.", "residency"),
        ("Uma maratona de edição no museu.", "editathon"),
        ("De schrijfsessie in het museum.", "editathon"),
        ("En skrivstuga på biblioteket.", "editathon"),
        ("نظمنا ماراثون التحرير في المتحف.", "editathon"),
        ("كان الويكيميدي المقيم في المتحف.", "residency"),
        ("The museum has a policy and an exhibition.", ""),
        ("An edit-a-thon, and a mass upload.", ""),
        ("x " * 300 + "There was an edit-a-thon elsewhere.", ""),
        ("The thon edit a.", ""),
    ],
)
def test_kind_is_read_in_the_text(words, kind):
    assert text(words).kind == kind


@pytest.mark.parametrize(
    "title, categories, kind",
    [
        ("Museum/Edit-a-thon", [], "editathon"),
        ("Archive/Digitisation of maps", [], "digitisation"),
        ("Archive", ["Category:Wikipedians in Residence"], "residency"),
        ("Archive", ["Kategorie:Ausstellungen"], "exhibition"),
        ("Museum/Failed experiment", [], "failed"),
        ("Museum/Workshop and exhibition", [], ""),
        ("Museum of Photographs", [], "upload"),
    ],
)
def test_kind_is_read_in_title_and_categories(title, categories, kind):
    assert read_facts(title, categories=categories, words="A mass upload, a mass upload.").kind == kind


@pytest.mark.parametrize(
    "words, tools",
    [
        ("We used Pattypan and Open Refine.", ("pattypan", "openrefine")),
        ("See https://petscan.wmflabs.org/?psid=1", ("petscan",)),
        ("With Mix'n'match, GLAMorous and BaGLAMa", ("baglama", "mix-n-match", "glamorous")),
        ("Die Bilder kamen mit dem GLAMwiki-Toolset", ("gwtoolset",)),
        ("The Programs & Events Dashboard counted", ("dashboard",)),
        ("A glamorous evening with a bağlama, listeria and the ISA of it", ()),
        ("Refine the open list; quick, the statements!", ()),
        ("The mix and match of maps", ()),
    ],
)
def test_tools_are_read_by_name(words, tools):
    assert text(words).tools == tools


@pytest.mark.parametrize(
    "words, programmes",
    [
        ("During #1Lib1Ref we cited.", ("1lib1ref",)),
        ("It was part of Wiki Loves Monuments.", ("wiki-loves-monuments",)),
        ("An Art+Feminism evening", ("art-and-feminism",)),
        ("x " * 300 + "Once WikiGap.", ()),
        ("x " * 300 + "WikiGap, again WikiGap.", ("wikigap",)),
        ("Art, feminism and Wikidata in Wikisource", ()),
    ],
)
def test_programmes_are_read_where_the_text_is_about_them(words, programmes):
    assert text(words).programmes == programmes


@pytest.mark.parametrize(
    "words, media",
    [
        ("We uploaded 300 photographs.", ("images",)),
        ("12.000 Bilder und Landkarten wurden hochgeladen.", ("images", "maps")),
        ("Nous avons numérisé les manuscrits.", ("books",)),
        ("Se subieron las imágenes y los vídeos.", ("images", "video")),
        ("Le mappe sono state digitalizzate.", ("maps",)),
        ("Foram carregadas imagens.", ("images",)),
        ("De kranten zijn gedigitaliseerd.", ("newspapers",)),
        ("Bilderna: vi laddade upp foton.", ("images",)),
        ("رفعنا الصور والمخطوطات", ("images", "books")),
        ("Volunteers wrote 30 articles.", ("articles",)),
        ("Es wurden 30 Artikel geschrieben.", ("articles",)),
        ("They looked at photographs. Then they uploaded something.", ()),
        ("The images are used in articles.", ()),
        ("The picture of the museum in the press.", ()),
    ],
)
def test_media_are_read_where_the_sentence_says_they_were_opened(words, media):
    assert text(words).media == media


@pytest.mark.parametrize(
    "title, words, year",
    [
        ("Museum 2014", "In 2012 and 2013.", 2014),
        ("Museum 2014–2015", "In 2012.", None),
        ("Museum", "It was in summer 2012.", 2012),
        ("Museum", "في صيف ٢٠١٤", 2014),
        ("Museum", "In 2012, and in 2013.", None),
        ("Museum", "2012: 2012, 2012 and 2013.", 2012),
        ("Museum", "By 2030 we want more. It began in 2012.", 2012),
        ("Museum", "A map of 1912.", None),
        ("Museum", "It has 2,014 maps, 2014.5 of them, on page 12:2014.", None),
        ("Museum", "Ada 12:41, 3 May 2013 (UTC)", None),
    ],
)
def test_year_is_the_one_that_is_meant(title, words, year):
    assert read_facts(title, words=words).year == year


def test_year_of_a_category_goes_before_the_text():
    assert read_facts("x", categories=["Category:GLAM in 2011"], words="In 2012.").year == 2011


@given(wikitext)
def test_any_text_is_read(words):
    text(words, headings=[words[:50]], categories=[words[:50]])


@pytest.mark.parametrize(
    "piece",
    [
        "upload images ",
        "edit a ",
        "2014 ",
        "by 2014 ",
        "https://a.b ",
        "x",
        "wiki loves ",
        "رفع صور ",
        "a. ",
        "Mix'n'",
    ],
)
def test_reading_takes_time_in_proportion(piece):
    words = piece * (200_000 // len(piece))
    text("once, so that what is made at first is made")

    assert (
        least_seconds(lambda: text(words, headings=[words[:300]], categories=[words[:300]]), below=1.5) < 1.5
    )


# In the mirror

TEXT = "== Summary/Abstract ==\nWe uploaded 300 photographs with Pattypan in 2014, at an edit-a-thon.\n"


@pytest.fixture
def mirrored_page(db):
    return PageFactory(text=TEXT, title="GLAM/Case studies/Museum of Ponds")


def test_mirror_keeps_what_was_read(mirrored_page):
    apply_many([mirrored_page])

    made = CaseStudy.objects.get()
    assert (made.kind, made.year, made.tools, made.media) == ("editathon", 2014, ["pattypan"], ["images"])
    assert (made.outcome, made.facts_checked_at) == ("", None)


def test_mirror_follows_the_page_until_a_person_has_said_it(mirrored_page, coordinator):
    apply_many([mirrored_page])
    mirrored_page.text = TEXT.replace("2014", "2015").replace("Pattypan", "OpenRefine")
    mirrored_page.save()
    apply_many([mirrored_page])
    study = CaseStudy.objects.get()
    assert (study.year, study.tools, study.version) == (2015, ["openrefine"], 2)

    actions.say_facts(study, by=coordinator, seen=digest_of(study), year=2013, tools=[])
    mirrored_page.text = TEXT
    mirrored_page.save()
    apply_many([mirrored_page])

    study.refresh_from_db()
    assert (study.year, study.tools, study.kind) == (2013, [], "editathon")
    assert "2014" in study.search_text


def test_mirror_of_the_same_page_writes_nothing(mirrored_page):
    apply_many([mirrored_page])
    apply_many([mirrored_page])

    assert CaseStudy.objects.get().version == 1


@pytest.mark.parametrize("is_new", [True, False])
def test_mirror_of_many_pages_asks_no_more_than_of_one(db, is_new):
    costs = []
    for number in (2, 20):
        pages = [
            PageFactory(text=TEXT, title=f"GLAM/Case studies/Ponds {number}/{each}") for each in range(number)
        ]
        if not is_new:
            apply_many(pages)
            for each in pages:
                each.text = TEXT.replace("2014", "2015")
        with CaptureQueriesContext(connection) as asked:
            apply_many(pages)
        costs.append(len(asked))

    assert costs[0] == costs[1]
    assert CaseStudy.objects.filter(year=2014 if is_new else 2015).count() == 22


def test_command_reads_what_was_mirrored_before_and_leaves_what_people_said(
    mirrored_page, coordinator, capsys
):
    apply_many([mirrored_page, other := PageFactory(text=TEXT)])
    said = CaseStudy.objects.get(page=other)
    actions.say_facts(said, by=coordinator, seen=digest_of(said), year=2013)
    CaseStudy.objects.filter(page=mirrored_page).update(year=None, tools=[], kind="")

    call_command("read_case_studies")

    read_again, kept = CaseStudy.objects.get(page=mirrored_page), CaseStudy.objects.get(page=other)
    assert (read_again.year, read_again.tools, read_again.kind) == (2014, ["pattypan"], "editathon")
    assert kept.year == 2013
    assert capsys.readouterr().out.splitlines()[-1] == "2 read, 0 not readable"
