# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a case study in a real browser: contents, small screens, paper, citing; and choosing a brochure."""

import pytest
from playwright.sync_api import expect

from casestudies.models import Reading, Section
from tests.factories import (
    CaseStudyFactory,
    ContributorFactory,
    InstitutionFactory,
    PageFactory,
    UserFactory,
)
from tests.factories.outreach import ContributionFactory

LONG = "They lent us '''a scanner''' for a year. " * 40
HEADINGS = ("summary", "context", "goals", "implementation", "outcomes", "reflection", "resources")


@pytest.fixture
def study(transactional_db):
    study = CaseStudyFactory(
        mirrored=True, title="A scanner on loan", page=PageFactory(title="GLAM/Case studies/Scanner"),
        lead="They lent us a scanner.", country="EG", kind="digitisation", outcome="partly", year=2024,
        programmes=["wikidata", "open-access"], tools=["pattypan"], media=["images", "books"],
        institution=InstitutionFactory(name="Museum of Ponds", country="EG"),
    )  # fmt: skip
    for position, key in enumerate(HEADINGS):
        Section.objects.create(
            case_study=study, key=key, text=f"{LONG}[https://museum.example/ The museum]", position=position
        )
    Reading.objects.create(
        case_study=study,
        figures=[{"amount": 1200, "what": "scans", "sentence": "1,200 scans", "confidence": 0.9}],
        images=["Scanner.jpg"],
        links=["https://museum.example/"],
        complete=1,
    )
    ContributionFactory(
        page=study.page, contributor=ContributorFactory(source=study.page.source, username="Ada")
    )
    return study


def top_of(locator):
    return locator.bounding_box()["y"]


def test_the_contents_stay_beside_the_text(page, study):
    page.goto(study.get_absolute_url())
    contents = page.get_by_role("navigation", name="Contents")
    text = page.locator(".reading__text")
    beside = contents.bounding_box()
    assert beside["x"] + beside["width"] <= text.bounding_box()["x"]
    assert text.bounding_box()["width"] <= 720, "a line that can be read calmly"

    contents.get_by_role("link", name="Outcomes").click()

    expect(page.get_by_role("heading", name="Outcomes")).to_be_in_viewport()
    expect(contents).to_be_in_viewport()


def test_on_a_phone_the_contents_fold_and_nothing_is_wider_than_the_screen(page, study):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(study.get_absolute_url())
    contents = page.get_by_role("navigation", name="Contents")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert top_of(contents) < top_of(page.get_by_role("heading", name="Outcomes"))
    expect(contents.get_by_role("link", name="Goals")).to_be_visible()
    contents.get_by_text("Contents").click()
    expect(contents.get_by_role("link", name="Goals")).to_be_hidden()


def test_paper_shows_the_text_and_where_links_lead_and_no_controls(page, study):
    page.goto(study.get_absolute_url())
    page.emulate_media(media="print")

    for gone in ("One page as PDF", "Cite this", "Copy"):
        expect(page.get_by_text(gone, exact=True).first).to_be_hidden()
    expect(page.get_by_role("navigation", name="Contents")).to_be_hidden()
    expect(page.get_by_text("digitisation")).to_be_visible()
    expect(page.locator(".on-paper")).to_contain_text(study.get_absolute_url())
    shown = page.locator(".reader__text a").first.evaluate(
        "each => getComputedStyle(each, '::after').content"
    )
    assert "museum.example" in shown
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000


def test_a_citation_is_copied(page, context, study):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(study.get_absolute_url())
    page.get_by_role("heading", name="Cite this").click()

    page.get_by_role("button", name="Copy BibTeX").click()

    expect(page.locator("#live")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{glamwiki-")
    assert "{Ada}" in copied


def test_without_scripts_the_link_and_the_citation_are_there_to_be_marked(
    browser, browser_context_args, study
):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(study.get_absolute_url())

        expect(page.get_by_label("Link to share")).to_have_value(
            f"{browser_context_args['base_url']}{study.get_absolute_url()}"
        )
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
        page.get_by_role("heading", name="Cite this").click()
        expect(page.locator("#cite-wiki")).to_contain_text("{{cite web |url=")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_grave(page, study, sign_in, speak, grave_findings, language, width):
    page.set_viewport_size({"width": width, "height": 900})
    speak(page, language)
    page.goto(study.get_absolute_url())
    page.locator(".cite > summary").click()
    assert grave_findings(page) == []

    sign_in(page, UserFactory())
    for address in (
        f"/case-studies/brochure/?pick={study.pk}&propose=1",
        f"/case-studies/brochure/print/?pick={study.pk}",
    ):
        page.goto(address)
        assert grave_findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_brochure_is_chosen_by_hand_with_and_without_scripts(hand, sign_in, study):
    second = CaseStudyFactory(mirrored=True, title="Maps for all", country="KE", page=PageFactory())
    page = hand.page
    sign_in(page, UserFactory())
    page.goto("/case-studies/brochure/")

    hand.press(page.get_by_role("button", name="Propose a choice"))
    chosen = page.locator(".brochure__chosen > li")
    expect(chosen).to_have_count(2)
    expect(chosen.first).to_contain_text("A scanner on loan")
    expect(chosen.first).to_contain_text("first from Northern Africa")
    hand.press(page.get_by_role("button", name=f"Up: {second.title}"))
    expect(chosen.first).to_contain_text("Maps for all")
    hand.press(page.get_by_role("button", name="Page to print"))

    expect(page.get_by_role("heading", name="Maps for all")).to_be_visible()
    expect(page.locator(".cover")).to_contain_text("2 case studies · 2 countries")
