# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in every shape that case studies have, read as a reader would read them (`pages/README.md`)."""

import json
from pathlib import Path

import pytest

from casestudies.parsing import hint_of_country, hints_in, parse, split, write

FOLDER = Path(__file__).parent / "pages"
PAGES = sorted(path.stem for path in FOLDER.glob("*.wikitext"))


def read(name: str) -> tuple[str, dict]:
    text = (FOLDER / f"{name}.wikitext").read_bytes().decode()
    return text, json.loads((FOLDER / f"{name}.json").read_text())


def told(study, wanted: dict, text: str) -> dict:
    """What the parser says of everything that the reader said something of."""
    categories = wanted.get("categories", [])
    country = hint_of_country(f"{wanted['title']}\n{text}", categories, study.language or "en")
    hints = hints_in(wanted["title"], text, categories, study.links)
    names = {name.casefold() for name, _where in hints.names}
    known = {
        "sections": [[section.key, section.heading, section.text] for section in study.sections],
        "name": study.name,
        "lead": study.lead,
        "images": list(study.images),
        "links": list(study.links),
        "wiki_links": list(study.wiki_links),
        "figures": [[figure.amount, figure.what] for figure in study.figures],
        "figures_amounts": [figure.amount for figure in study.figures],
        "language": study.language,
        "complete": study.complete,
        "country": country.code if country else None,
        "names": [name for name in wanted.get("names", []) if name.casefold() in names],
        "items": list(hints.items),
        "domains": list(hints.domains),
    }
    return {key: value for key, value in known.items() if key in wanted}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_read_as_a_reader_would(name):
    text, wanted = read(name)

    study = parse(wanted["title"], text)

    said = told(study, wanted, text)
    for section, expected in zip(said["sections"], wanted["sections"], strict=False):
        begins = expected[2]
        section[2] = (
            begins if section[2].startswith(begins) and bool(begins) == bool(section[2]) else section[2]
        )
    assert said == {key: value for key, value in wanted.items() if key in said}
    if "no_at_in_lead" in wanted:
        assert "@" not in study.lead
        assert "(at)" not in study.lead


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_written_and_read_again_without_loss(name):
    text, wanted = read(name)
    sections = parse(wanted["title"], text).sections

    again, _languages = split(write(sections))

    assert [(one.key, one.text) for one in again] == [(one.key, one.text) for one in sections]
    assert write(again) == write(sections)


def test_there_are_pages_enough_and_each_is_in_the_table():
    table = (FOLDER / "README.md").read_text()

    assert len(PAGES) >= 60
    assert [name for name in PAGES if f"| {name} |" not in table] == []
