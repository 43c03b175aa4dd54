# SPDX-License-Identifier: GPL-3.0-or-later
"""The made-up pages are the same each time, hold every shape, and are as many as asked for."""

from xml.etree import ElementTree

import pytest

from localwiki import corpus
from localwiki.corpus import tidy, untidy

NAMESPACE = "{http://www.mediawiki.org/xml/export-0.11/}"


def test_corpus_of_a_seed_is_always_the_same():
    assert corpus.generate(120, seed=3).as_xml() == corpus.generate(120, seed=3).as_xml()


def test_corpus_of_another_seed_differs():
    assert corpus.generate(120, seed=3).as_xml() != corpus.generate(120, seed=4).as_xml()


@pytest.mark.parametrize("pages", [0, 80, 300])
def test_corpus_has_as_many_pages_as_asked_for_each_with_its_own_title(pages):
    titles = [page.title for page in corpus.generate(pages).pages]

    assert len(titles) == len(set(titles)) == pages


def test_corpus_holds_each_shape_of_case_study():
    shapes = corpus.generate(1).shapes

    wanted = {shape for _, shape, _ in untidy.SHAPES} | {
        "tidy",
        "generic",
        "ifla",
        "many hands",
        "hidden",
        "hidden names",
    }
    wanted |= {"translatable", "translated by hand", "false friend"}
    assert wanted - set(shapes) == set()


def test_corpus_holds_each_shape_of_what_stands_around():
    shapes = corpus.generate(1).shapes

    assert {name: shapes[name] for name in ("form", "index", "questions", "redirect", "double redirect")} == {
        "form": 3, "index": 3, "questions": 1, "redirect": 2, "double redirect": 1,
    }  # fmt: skip
    people = {"numbered list", "long numbered list", "table of teams", "signatures", "table of residents"}
    assert people | {"issue", "contents", "report", "single", "translation"} <= set(shapes)


def test_tidy_case_study_has_the_seven_headings_in_order():
    text = corpus.generate(1).page("GLAM/Case studies/Museum of Example Bay").text

    found = [line.strip("= ") for line in text.splitlines() if line.startswith("== ")]

    assert found == tidy.HEADINGS


def test_case_studies_leave_out_forms_index_pages_redirects_and_translations():
    made = corpus.generate(1)
    titles = {page.title for page in made.case_studies}

    left_out = {"GLAM/Case studies", "GLAM/IFLA Case Studies/Form", "GLAM/Case studies/questions"}
    left_out |= {"GLAM/Case studies/Bay Museum", "GLAM/Case studies/City Museum of Atlantis/fr"}
    assert left_out <= {page.title for page in made.pages}
    assert left_out & titles == set()
    assert {
        "GLAM/Case studies/Museum of Brobdingnag/fr",
        "GLAM/Case studies/Museum of Example Bay/IT",
    } <= titles


def test_histories_run_from_old_to_new_by_accounts_and_addresses():
    made = corpus.generate(300)

    for page in made.pages:
        moments = [revision.at for revision in page.revisions]
        assert moments == sorted(moments), page.title
    revisions = [revision for page in made.pages for revision in page.revisions]
    assert {revision.by for revision in revisions if not revision.is_anonymous} <= set(made.users)
    assert any(revision.is_anonymous for revision in revisions)
    assert min(revision.at.year for revision in revisions) == 2009


def test_export_is_xml_with_every_page_and_revision():
    made = corpus.generate(100)

    tree = ElementTree.fromstring(made.as_xml())

    assert [title.text for title in tree.iter(f"{NAMESPACE}title")] == [page.title for page in made.pages]
    assert sum(1 for _ in tree.iter(f"{NAMESPACE}revision")) == made.revision_count
