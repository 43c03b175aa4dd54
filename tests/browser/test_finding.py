# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding case studies in a real browser: facets with and without JavaScript, by keyboard, narrow and wide."""

import re

import pytest
from playwright.sync_api import expect

from casestudies.models import Translation
from tests.factories import CaseStudyFactory, InstitutionFactory, PageFactory

LIST = "/case-studies/"


@pytest.fixture
def shelf(transactional_db):
    """Thirty case studies of several countries, kinds and years; one in Arabic, one translated."""
    museum = InstitutionFactory(name="Museum of Maps", kind="museum", country="FR")
    for number in range(30):
        CaseStudyFactory(
            mirrored=True,
            title=f"Case {number}",
            country=["FR", "GH", "JP"][number % 3],
            kind=["upload", "training", ""][number % 3],
            year=2010 + number % 12,
            tools=["openrefine"] if number % 2 else [],
            institution=museum if number % 3 == 0 else None,
            lead="They lent us a scanner for a year, and the archive was scanned.",
            search_text="They lent us a scanner for a year, and the archive was scanned.",
        )
    CaseStudyFactory(
        mirrored=True,
        title="المتحف الوطني",
        language="ar",
        country="EG",
        lead="عن المَتْحَف",
        search_text="في المَتْحَف",
    )
    ponds = CaseStudyFactory(mirrored=True, title="Ponds", kind="failed", outcome="failed", country="FR")
    Translation.objects.create(
        page=PageFactory(kind="translation"),
        case_study=ponds,
        source_title="x",
        language="fr",
        title="Étangs",
        sections=[["goals", "Objectifs", "x"]],
        search_text="Objectifs des grenouilles vertes",
    )


def status(page):
    return expect(page.locator("#results [role=status]"))


def box(page, name):
    return page.get_by_role("checkbox", name=re.compile(f"^{name} "))


def test_a_ticked_box_narrows_at_once_and_keeps_the_focus(page, shelf):
    page.goto(LIST)
    status(page).to_contain_text("32 case studies")

    box(page, "France").focus()
    page.keyboard.press("Space")

    status(page).to_contain_text("11 case studies")
    expect(page).to_have_url(re.compile("country=FR"))
    expect(box(page, "France")).to_be_focused()
    expect(box(page, "Ghana")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    status(page).to_contain_text("21 case studies")
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#found")).to_have_count(1)


def test_what_somebody_unfolded_stays_so_while_the_rest_changes(page, shelf):
    page.goto(LIST)
    page.locator("#facet-tool > summary").click()
    page.locator("#facet-year > summary").click()
    page.locator("#facet-year-rest > summary").click()

    box(page, "OpenRefine").check(force=True)

    status(page).to_contain_text("15 case studies")
    expect(page.locator("#facet-year")).to_have_attribute("open", "")
    expect(page.locator("#facet-country")).to_have_attribute("open", "")
    expect(box(page, "OpenRefine")).to_be_checked()
    box(page, "OpenRefine").uncheck(force=True)
    status(page).to_contain_text("32 case studies")
    expect(box(page, "OpenRefine")).to_be_visible()


def test_chips_take_back_what_was_chosen(page, shelf):
    page.goto(f"{LIST}?country=FR&kind=failed&q=ponds")
    status(page).to_contain_text("1 case study")

    page.locator(".chip", has_text="France").click()
    expect(page).not_to_have_url(re.compile("country"))
    page.locator(".chip", has_text="ponds").click()
    expect(page).not_to_have_url(re.compile("q="))
    expect(box(page, "experiment that failed")).to_be_checked()
    page.get_by_role("link", name="Clear the filters").click()
    status(page).to_contain_text("32 case studies")


def test_words_and_boxes_together_while_one_types(page, shelf):
    page.goto(LIST)

    page.get_by_label("Search", exact=True).press_sequentially("grenouil", delay=30)

    status(page).to_contain_text("1 case study")
    expect(page.locator("mark")).to_have_text("grenouilles")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    expect(page.get_by_label("Search", exact=True)).to_have_value("grenouil")
    page.get_by_role("link", name="in the translation: français").click()
    expect(page).to_have_url(re.compile(r"\?in=fr"))


def test_everything_is_done_without_javascript(browser, browser_context_args, shelf):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(LIST)
        box(page, "France").check(force=True)
        box(page, "upload of a collection").check(force=True)
        page.get_by_role("button", name="Show these").click()
        status(page).to_contain_text("10 case studies")
        page.get_by_label("Sort").select_option("title")
        page.get_by_role("button", name="Search").click()
        status(page).to_contain_text("10 case studies")
        expect(page).to_have_url(re.compile("country=FR&kind=upload"))
        page.locator(".chip", has_text="upload").click()
        status(page).to_contain_text("11 case studies")
        page.locator("#facet-year > summary").click()
        box(page, "2010").check(force=True)
        page.get_by_role("button", name="Show these").click()
        status(page).to_contain_text("3 case studies")


def test_on_a_small_screen_the_facets_are_folded_above_what_was_found(page, shelf):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(LIST)
    expect(box(page, "France")).not_to_be_visible()

    page.locator("#facets > summary").click()
    box(page, "France").check(force=True)

    status(page).to_contain_text("11 case studies")
    expect(box(page, "France")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_is_accessible_and_fits(page, speak, shelf, grave_findings, language, width):
    speak(page, language)
    page.set_viewport_size({"width": width, "height": 900})

    for query in (
        "",
        "?country=FR&country=GH&kind=unknown&year=2010",
        "?q=المتحف",
        "?q=scanner&sort=completeness",
    ):
        page.goto(LIST + query)
        if width == 390:
            page.locator("#facets > summary").click()
        page.locator("#facet-year > summary").click()
        assert grave_findings(page) == [], query
        assert page.evaluate("document.documentElement.scrollWidth") <= width, query
