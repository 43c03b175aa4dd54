# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports are read in every shape the newsletter has, and nothing makes the reader fall."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.parsing import areas_of, is_report, parse, read_title
from outreach.parsing import people_in
from tests.effort import least_seconds
from tests.newsletter.expected import EXPECTED

PAGES = Path(__file__).parent / "pages"
TITLE = "GLAM/Newsletter/May 2014/Contents/France report"
HOME = "outreach.wikimedia.org"


def read(slug):
    title = f"GLAM/Newsletter/{EXPECTED[slug][0]}"
    text = (PAGES / f"{slug}.wiki").read_text()
    return title, text, parse(title, text, home=HOME)


def test_every_page_has_its_expectation_and_there_are_enough():
    assert {file.stem for file in PAGES.glob("*.wiki")} == set(EXPECTED)
    assert len(EXPECTED) >= 20


@pytest.mark.parametrize("slug", EXPECTED)
def test_a_report_is_read_as_a_person_reads_it(slug):
    title, text, report = read(slug)

    areas = areas_of(report.name)
    found = (
        EXPECTED[slug][0],
        report.month,
        areas.area_class.value,
        [(area.country, area.name) for area in areas.areas],
        report.headline,
        [topic.key for topic in report.topics],
        [mention.username for mention in people_in(text) if mention.shape == "byline"],
        [section.heading for section in report.sections],
        [figure.number for figure in report.figures],
        list(dict.fromkeys(link.host for link in report.links)),
    )
    assert report.fault == ""
    assert is_report(title)
    assert found == EXPECTED[slug]


@pytest.mark.parametrize("slug", EXPECTED)
def test_no_report_passes_on_addresses_frames_or_by_lines(slug):
    _title, _text, report = read(slug)

    said = repr((report.title, report.headline, report.lead, report.sections, report.figures, report.links))
    assert "@newsletter" not in said
    assert "newsletter (dot) example" not in said
    assert "@library" not in said
    assert "kaja@" not in said
    assert "GLAM/Newsletter/" not in said
    assert "Hasty Typist" not in said


@pytest.mark.parametrize(
    ("slug", "lead"),
    [
        ("early-usa", "The archive opened its doors to twenty volunteers on a hot Saturday in July, and nobody wanted to leave."),
        ("html-and-refs", "The museum moves next year and we shall help it to pack."),
        ("nested", "All coins of the hoard were photographed from both sides with the same light."),
        ("translated", "Four schools learned to read old handwriting and typed what they read."),
        ("calendar", ""),
    ],
)  # fmt: skip
def test_the_lead_is_the_first_paragraph_of_prose(slug, lead):
    assert read(slug)[2].lead == lead


def test_images_and_categories_of_commons_are_told_apart_from_links():
    report = read("early-usa")[2]

    assert report.images == ("Reading room of an archive.jpg",)
    assert [(link.kind, link.target) for link in report.links] == [
        ("wiki", "Archive"),
        ("category", "Category:Photographs of the Example Archive"),
    ]
    assert read("wmf")[2].links[-1].kind == "category"
    assert read("ivory-coast")[2].images == ("Atelier 1.jpg", "Atelier 2.png")


def test_what_only_the_page_itself_shows_is_the_newsletters_frame_and_no_text():
    text = "{{GLAM/Newsletter/Title|A|By B}}\n=== C ===\nD\n<NoInclude >Discuss it [https://talk.example here].</NOINCLUDE>"

    report = parse(TITLE, text)

    assert [(section.heading, section.text) for section in report.sections] == [("C", "D")]
    assert report.links == ()


def test_the_raw_title_is_kept():
    assert read("sixteen-topics")[2].title == "Wiki Loves Monuments 2024; Wiki Loves Earth; Public Domain Day"
    assert read("nested")[2].title.startswith("Coins {{small|from a hoard; found in 1901}}; [[Museum")


@pytest.mark.parametrize(
    ("issue", "month"),
    [
        ("January 2011", date(2011, 1, 1)),
        ("Sept 2013", date(2013, 9, 1)),
        ("2019 march", date(2019, 3, 1)),
        ("July–August 2014", date(2014, 7, 1)),
        ("Issue II, Volume XII", date(2022, 2, 1)),
        ("Volume IV, Issue 9", date(2014, 9, 1)),
        ("décembre 2013", None),
        ("2013", None),
        ("Mayday 2013", None),
        ("May 1999", None),
        ("May 2013 or 2014", None),
        ("Issue XIII, Volume II", None),
        ("٣ 2013", None),
    ],
)
def test_the_month_of_an_issue(issue, month):
    title = read_title(f"GLAM/Newsletter/{issue}/Contents/France report")

    assert title.month == month
    assert bool(title.fault) == (month is None)


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        (TITLE, True),
        ("GLAM/Newsletter/May 2014/Contents/Côte d'Ivoire report", True),
        ("GLAM/Newsletter/May 2014/Contents", False),
        ("GLAM/Newsletter/May 2014/Contents/", False),
        ("GLAM/Newsletter/May 2014/Single", False),
        ("GLAM/Newsletter/May 2014/Contents/Single", False),
        ("GLAM/Newsletter/May 2014", False),
        ("GLAM/Newsletter", False),
        ("GLAM/Newsletter/Title", False),
    ],
)
def test_contents_and_single_pages_are_no_reports(title, is_one):
    assert is_report(title) == is_one


@pytest.mark.parametrize(
    ("name", "area_class", "areas"),
    [
        ("France report", "country", ["FR"]),
        ("France report 12", "country", ["FR"]),
        ("FRANCE", "country", ["FR"]),
        ("Cote d’Ivoire report", "country", ["CI"]),
        ("Bosnia and Herzegovina report", "country", ["BA"]),
        ("Macedonia report", "country", ["MK"]),
        ("Chad report", "country", ["TD"]),
        ("Norway, Sweden and Finland report", "countries", ["NO", "SE", "FI"]),
        ("Belgium & Luxembourg report", "countries", ["BE", "LU"]),
        ("Kosovo report", "region", ["XK"]),
        ("Scotland report", "region", ["Scotland"]),
        ("Wikidata report", "thematic", ["Wikidata"]),
        ("Calendar", "editorial", []),
        ("Norway and Erewhon report", "unknown", []),
        ("Freedonia report", "unknown", []),
        ("", "unknown", []),
        ("report", "unknown", []),
    ],
)
def test_names_stand_for_areas(name, area_class, areas):
    found = areas_of(name)

    assert found.area_class == area_class
    assert [area.name or area.country for area in found.areas] == areas


def test_a_title_without_a_month_is_a_fault_in_words():
    report = parse("GLAM/Newsletter/Sometime/Contents/France report", "{{GLAM/Newsletter/Title|A|By B}}")

    assert report.fault == "“Sometime” names no month of the newsletter."
    assert report.sections == ()


def test_a_page_too_broken_to_read_is_a_fault_in_words():
    assert parse(TITLE, "{{" * 2000).fault.startswith("The page opens more than 300 links")
    assert parse(TITLE, "a" * 2_300_000).fault.startswith("The page is larger than")


def test_only_so_much_is_kept_of_a_page_without_measure():
    text = "".join(f"=== S{n} ===\n* {n + 1} files\n[https://h{n}.example/ x]\n" for n in range(1000))

    report = parse(TITLE, text)

    assert (len(report.sections), len(report.figures), len(report.links)) == (199, 100, 300)
    assert "h999.example" in report.sections[-1].text


SHREDS = [
    "{{GLAM/Newsletter/Title|", "{{GLAM/Newsletter/Title2|a; b|By c}}", "|", "}}", "{{", "[[", "]]", "[[File:a.jpg|", "; ",
    "=== a ===\n", "== b ==\n", "* 12 files\n", "<noinclude>", "</noinclude>", "<!--", "-->", "<nowiki>", "<translate>",
    "[[:c:Category:x]]", "[[w:fr:y]]", "https://a.example/b ", "[//c.example d]", "&nbsp;", "\n\n", "'''", "{|\n", "|}\n",
    "By ", "[[User:Ada|Ada]]", "ada@example.org", "<gallery>", "http://[", "\0", "\u202e", "1 234", "%",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SHREDS) | st.text(max_size=8), max_size=60), st.text(max_size=40))
def test_nothing_in_a_page_makes_the_reader_fall(shreds, name):
    text = "".join(shreds)

    report = parse(f"GLAM/Newsletter/May 2014/Contents/{name}", text)
    parse(name, text)
    areas_of(name)

    assert "ada@example.org" not in repr((report.title, report.sections, report.lead, report.figures))


@pytest.mark.parametrize("shred", [each for each in SHREDS if each.strip()])
def test_a_megabyte_of_anything_is_read_in_time(shred):
    text = "{{GLAM/Newsletter/Title|A; B|By C}}\n" + shred * (1_000_000 // len(shred))

    assert least_seconds(lambda: parse(TITLE, text), below=5) < 5
