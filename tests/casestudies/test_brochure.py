# SPDX-License-Identifier: GPL-3.0-or-later
"""A brochure: proposed with reasons, changed by hand, printed whole; of public case studies only."""

import re

import pytest
from django.http import QueryDict
from django.utils import translation

from casestudies import brochures
from casestudies.choosing import Candidate, explained, propose
from casestudies.forms.brochure import MOST, changed, picked
from casestudies.models import CaseStudy, Reading, Section
from casestudies.regions import REGIONS, countries_of, region_name, region_of
from interface import paper
from interface.words import country
from tests.casestudies.test_one_sheet import SENTENCES, words_on
from tests.factories import CaseStudyFactory, ContributorFactory, PageFactory, UserFactory
from tests.factories.outreach import ContributionFactory
from tests.factories.together import CoAuthorFactory

pytestmark = pytest.mark.django_db
BROCHURE = "/case-studies/brochure/"


def one(pk, country="", kind="", programmes=(), language="en", complete=0.0):
    return Candidate(pk, f"Study {pk}", country, kind, tuple(programmes), language, None, complete)


def a_study(**values):
    sentences = values.pop("sentences", 2)
    study = CaseStudyFactory(**{"mirrored": True, "page": PageFactory()} | values)
    text = SENTENCES.get(study.language, SENTENCES["en"])
    for position, key in enumerate(("context", "implementation", "outcomes", "reflection")):
        said = "".join(text.format(n=n) for n in range(sentences))
        Section.objects.create(case_study=study, key=key, text=said, position=position)
    return study


@pytest.fixture
def desk(client, volunteer):
    client.force_login(volunteer)
    return client


def chosen(answer):
    return [study.title for study, _reasons in answer.context["chosen"]]


# Which ones


def test_the_one_that_adds_most_comes_first():
    many = one(1, "FR", "upload", ["wikidata", "education"], "fr")
    some = one(2, "FR", "upload", ["wikidata"], "fr")
    other = one(3, "EG", "upload", [], "ar")

    assert propose([some, other, many], count=3) == [1, 3, 2]
    assert propose([some, other, many], count=2) == [1, 3]


def test_when_nothing_is_new_the_region_with_the_fewest_is_next_then_the_most_complete():
    base = [one(1, "FR"), one(2, "DE"), one(3, "EG")]
    left = [one(4, "AT", complete=0.9), one(5, "MA", complete=0.1), one(6, "TN", complete=0.3)]

    assert propose(left, count=5, beside=base) == [1, 2, 3, 6, 4]


def test_what_is_not_known_counts_for_nothing():
    assert propose([one(1, "XX", "no-such-kind", ["no-such-programme"]), one(2, "EG")], count=1) == [2]


def test_the_same_is_proposed_to_everybody():
    some = [one(number, ("FR", "EG", "KE")[number % 3]) for number in range(60)]

    assert propose(some, count=24) == propose(list(some), count=24)
    assert len(propose(some, count=24)) == 24
    assert propose([], count=8) == []


def test_every_choice_says_why():
    told = explained(
        [
            one(1, "FR", "upload", ["wikidata"]),
            one(2, "EG", "upload", [], "ar"),
            one(3, "FR", "upload", [], "en"),
            one(4, "", "", [], "en"),
        ]
    )

    assert [reasons for _each, reasons in told] == [
        ["first from Western Europe", "first of Wikidata for heritage", "first of this kind: upload of a collection",
         "first in this language: English"],
        ["first from Northern Africa", "first in this language: العربيّة"],
        ["number 2 from Western Europe; nothing else new"],
        ["nothing new in region, programme, kind or language"],
    ]  # fmt: skip


def test_every_country_lies_in_one_region_and_every_region_has_a_name():
    countries = [code for region in REGIONS for code in countries_of(region)]

    assert len(countries) == len(set(countries))
    assert all(region_name(region) != region for region in REGIONS)
    assert [code for code in countries if country(code) == code] == []
    assert (region_of("eg"), region_of("XX"), region_of("")) == ("015", "", "")


# By hand


def test_the_choice_in_the_address_is_read_with_patience():
    data = QueryDict("pick=3&pick=1&pick=3&pick=x&pick=-2&pick=99999999999999999999&pick=٣")

    assert picked(data) == [3, 1]
    assert len(picked(QueryDict("&".join(f"pick={number}" for number in range(100))))) == MOST


@pytest.mark.parametrize(
    ("button", "wanted"),
    [
        ("up=2", [2, 1, 3]), ("down=2", [1, 3, 2]), ("up=1", [1, 2, 3]), ("down=3", [1, 2, 3]), ("remove=2", [1, 3]),
        ("add=9", [1, 2, 3, 9]), ("add=2", [1, 2, 3]), ("remove=8", [1, 2, 3]), ("up=nonsense", [1, 2, 3]),
    ],
)  # fmt: skip
def test_a_button_changes_the_choice(button, wanted):
    assert changed([1, 2, 3], QueryDict(button)) == wanted


def test_a_proposal_is_shown_with_its_reasons_and_can_be_changed(desk):
    a_study(title="In France", country="FR", language="fr")
    egypt = a_study(title="In Egypt", country="EG", language="ar", kind="upload")

    proposed = desk.post(BROCHURE, {"propose": "1", "count": "8"})

    assert chosen(proposed) == ["In Egypt", "In France"]
    assert "first from Northern Africa" in proposed.text
    picks = [study.pk for study, _reasons in proposed.context["chosen"]]
    assert chosen(desk.post(BROCHURE, {"pick": picks, "down": egypt.pk})) == ["In France", "In Egypt"]
    assert chosen(desk.post(BROCHURE, {"pick": picks, "remove": egypt.pk})) == ["In France"]
    kept = desk.post(BROCHURE, {"pick": picks[1:], "fill": "1", "title": "Ours", "foreword": "Dear reader"})
    assert chosen(kept) == ["In France", "In Egypt"]
    assert 'value="Ours"' in kept.text
    assert "Dear reader" in kept.text


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"country": "EG"}, ["Egypt"]), ({"region": "155"}, ["France"]), ({"kind": "upload"}, ["Egypt"]),
        ({"programme": "wikidata"}, ["France"]), ({"outcome": "partly"}, ["Egypt"]), ({"language": "fr"}, ["France"]),
        ({"year_from": "2020", "year_to": "2022"}, ["France"]), ({"complete": "0.85"}, ["Egypt"]),
        ({"year_from": "x", "region": "nowhere", "complete": "2"}, ["Egypt", "France"]),
    ],
)  # fmt: skip
def test_criteria_narrow_what_is_proposed(desk, query, wanted):
    a_study(title="France", country="FR", language="fr", programmes=["wikidata"], year=2021)
    egypt = a_study(title="Egypt", country="EG", kind="upload", outcome="partly", year=2024)
    Reading.objects.create(case_study=egypt, complete=0.86)

    assert sorted(chosen(desk.post(BROCHURE, query | {"propose": "1"}))) == wanted


def test_only_public_ones_can_be_chosen_by_their_author_too(desk, volunteer):
    drafts = [
        CaseStudyFactory(author=volunteer, state=state, title="Secret")
        for state in ("draft", "filed", "withdrawn")
    ]
    picks = [each.pk for each in drafts]

    for door in (BROCHURE, f"{BROCHURE}print/", f"{BROCHURE}pdf/"):
        assert "Secret" not in desk.post(door, {"pick": picks, "propose": "1"}).text


def test_a_title_too_long_is_said(desk):
    answer = desk.post(BROCHURE, {"title": "x" * 200})

    assert answer.status_code == 422
    assert "at most 150 characters" in answer.text


# On paper


def make(studies, **values):
    public = CaseStudy.objects.public()
    return brochures.brochure_of(
        brochures.in_order(public, [each.pk for each in studies]),
        **{
            "title": "Our best",
            "foreword": "First.\n\nSecond.",
            "absolute": "https://glam.example.org{}".format,
        }
        | values,
    )


def drawn(made):
    page = brochures.render_to_string("casestudies/brochure_pdf.html", made)
    return paper.document(page, styles=brochures.STYLES)


def pages_of(document):
    """{anchor: number of its page}."""
    return {name: number for number, page in enumerate(document.pages, 1) for name in page.anchors}


def test_it_has_cover_foreword_contents_studies_overview_and_licences():
    first = a_study(title="In Egypt", country="EG", programmes=["wikidata"])
    second = a_study(title="In France", country="FR")
    ContributionFactory(page=first.page, contributor=ContributorFactory(username="Ada"))

    document = drawn(make([second, first]))

    pages = [words_on(type("One", (), {"pages": [page]})) for page in document.pages]
    assert len(pages) == 7
    assert "Our best" in pages[0]
    assert "2 case studies · 2 countries" in pages[0]
    assert "First. Second." in pages[1]
    anchors = pages_of(document)
    assert (anchors["study-1"], anchors["study-2"], anchors["overview"], anchors["licences"]) == (4, 5, 6, 7)
    assert re.findall(r"(?:\. ){3,}(\d)", pages[2]) == ["4", "5", "6", "7"]
    assert "Northern Africa 2" in pages[5]
    assert "Wikidata for heritage 2" in pages[5]
    assert "Written by Ada" in pages[6]
    assert f"revision {first.page.revision}" in pages[6]
    assert pages[6].count("CC BY-SA 4.0") == 2


@pytest.mark.parametrize("language", SENTENCES)
def test_no_study_takes_more_than_two_pages_in_any_script(language):
    study = a_study(language=language, title="W" * 300, lead="W" * 900, sentences=500)

    anchors = pages_of(drawn(make([study])))

    assert anchors["overview"] - anchors["study-1"] <= 2


def test_each_study_runs_as_its_language_does_and_the_rest_as_the_readers():
    studies = [a_study(language="ar"), a_study(language="en")]

    with translation.override("ar"):
        made = make(studies)

    assert made["direction"] == "rtl"
    assert [chapter.sheet.direction for chapter in made["chapters"]] == ["rtl", "ltr"]


def test_hostile_words_are_only_words(desk):
    study = a_study(title="<script>alert(1)</script>", sentences=0)
    study.sections.update(text='<script>x</script><img src="http://10.0.0.1/x.png">')

    html = desk.post(
        f"{BROCHURE}print/", {"pick": study.pk, "title": "<b>x</b>", "foreword": "<i>y</i>"}
    ).text

    assert "<script>alert" not in html
    assert "<b>x" not in html
    assert "<i>y" not in html
    assert "10.0.0.1" not in html


def test_one_of_ours_is_by_all_who_wrote_it_and_then_by_those_of_the_wiki():
    study = CaseStudyFactory(published=True, author=UserFactory(wiki_username="Writer"))
    CoAuthorFactory(case_study=study, user=UserFactory(wiki_username="Partner"), writing=True)
    CoAuthorFactory(case_study=study, user=UserFactory(wiki_username="Asked"))
    for name in ("Editor", "Writer"):
        ContributionFactory(page=study.page, contributor=ContributorFactory(username=name))

    (chapter,) = make([study])["chapters"]

    assert chapter.names == ("Writer", "Partner", "Editor")


def test_nobody_who_asked_to_be_left_out_is_named(desk, coordinator):
    study = a_study()
    ContributionFactory(page=study.page, contributor=ContributorFactory(username="Unlisted", account_id=None))
    ContributionFactory(page=study.page, contributor=ContributorFactory(username="Listed"))
    desk.force_login(coordinator)

    html = desk.post(f"{BROCHURE}print/", {"pick": study.pk}).text

    assert "Listed" in html
    assert "Unlisted" not in html


def test_the_pdf_is_a_download(desk):
    answer = desk.post(f"{BROCHURE}pdf/", {"pick": a_study().pk, "title": "Our best"})

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Our best.pdf"'
    assert answer.getvalue().startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]


def test_without_libraries_or_choice_there_is_the_page_to_print(desk, monkeypatch):
    assert "No case study is chosen yet" in desk.get(f"{BROCHURE}pdf/").text
    monkeypatch.setattr(paper, "_weasyprint", lambda: None)

    assert "This server cannot make PDFs" in desk.post(f"{BROCHURE}pdf/", {"pick": a_study().pk}).text


@pytest.mark.parametrize(("door", "queries"), [("", 8), ("print/", 7)])
@pytest.mark.parametrize("count", [1, 12])
def test_it_costs_the_same_however_many(desk, door, queries, count, django_assert_num_queries):
    studies = [a_study(country="EG") for _ in range(count)]
    for each in studies:
        ContributionFactory(page=each.page)
    picks = [each.pk for each in studies]

    with django_assert_num_queries(queries):
        desk.get(f"{BROCHURE}{door}", {"pick": picks})
