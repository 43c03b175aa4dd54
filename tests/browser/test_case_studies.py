# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a case study in a real browser, with and without JavaScript; and the pages as axe sees them."""

import re

import pytest
from playwright.sync_api import expect

from casestudies import actions
from casestudies.models import CaseStudy, Section
from tests.factories import CaseStudyFactory, InstitutionFactory, PageFactory, UserFactory

WIKITEXT = """They lent us '''a scanner''' for a year.<ref>Report of 2024</ref>

=== Steps ===
* Ask
** again
[[File:Scanner.jpg|thumb|The scanner]]
{| class="wikitable"
! Year !! Scans
|-
| 2024 || 1,200
|}
<gallery>
File:Shelf.jpg|A shelf
</gallery>
[[GLAM/Newsletter|More]] and [https://museum.example/ the museum]
"""


@pytest.fixture
def author(page, sign_in, transactional_db):
    author = UserFactory()
    sign_in(page, author)
    return author


@pytest.fixture
def draft(author):
    return actions.begin_case_study(by=author, title="A scanner on loan")


def write_url(draft):
    return f"/case-studies/{draft.pk}/write/"


def answer_what_filing_asks(page):
    page.get_by_label("I publish this text").check(force=True)
    page.get_by_label("It names nobody.").check(force=True)


def saved(page):
    return expect(page.locator("#saved"))


def test_autosave_is_seen_and_the_text_is_there_after_a_reload(page, draft):
    page.goto(write_url(draft))

    page.get_by_label("Goals", exact=True).fill("Reach the schools")

    saved(page).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    expect(page.locator("#id_version")).to_have_value("2")
    expect(page.locator("#progress-goals")).to_have_text("begun, 3 words")
    page.get_by_label("Outcomes").fill("Forty schools came")
    expect(page.locator("#id_version")).to_have_value("3")
    page.reload()
    expect(page.get_by_label("Goals")).to_have_value("Reach the schools")
    expect(page.get_by_label("Outcomes")).to_have_value("Forty schools came")


def test_typing_on_while_it_saves_loses_nothing(page, draft):
    page.goto(write_url(draft))
    page.route("**/autosave/", lambda route: (page.wait_for_timeout(700), route.continue_()))

    goals = page.get_by_label("Goals")
    for words in ("One. ", "Two. ", "Three."):
        goals.press_sequentially(words, delay=5)
        page.wait_for_timeout(950)

    expect(page.locator("#id_version")).not_to_have_value("1")
    page.wait_for_timeout(2500)
    saved(page).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert draft.sections.get(key="goals").text == "One. Two. Three."


def test_a_case_study_is_begun_written_and_filed(page, author):
    institution = InstitutionFactory(name="Museum of Maps")
    page.goto("/case-studies/")
    page.get_by_role("link", name="Write a case study").first.click()

    page.get_by_label("Title").fill("Maps for everybody")
    page.get_by_label("Institution", exact=False).first.press_sequentially("maps", delay=20)
    page.get_by_text("Museum of Maps").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Summary").fill("We put the maps online.")
    saved(page).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    page.get_by_role("button", name="Look it over and file it").click()
    answer_what_filing_asks(page)
    page.get_by_role("button", name="File it all the same").click()

    expect(page.get_by_text("The case study is filed")).to_be_visible()
    expect(page.get_by_role("heading", name="Maps for everybody")).to_be_visible()
    filed = CaseStudy.objects.get()
    assert (filed.state, filed.institution) == (CaseStudy.State.FILED, institution)


@pytest.fixture
def plain_page(browser, browser_context_args, live_server):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_case_study_is_filed_without_javascript(plain_page, sign_in, transactional_db):
    page = plain_page
    institution = InstitutionFactory(name="Museum of Maps")
    sign_in(page, UserFactory())
    page.goto("/case-studies/begin/")

    page.get_by_label("Title").fill("Maps for everybody")
    page.locator("#id_institution_q").fill("maps")
    page.get_by_role("button", name="Look it up").click()
    page.get_by_label("Museum of Maps").check(force=True)
    expect(page.get_by_label("Title")).to_have_value("Maps for everybody")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Summary").fill("We put the maps online.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    page.get_by_role("button", name="Look it over and file it").click()
    answer_what_filing_asks(page)
    page.get_by_role("button", name="File it all the same").click()

    expect(page.get_by_text("Still empty: Context and background, Goals")).to_be_visible()
    filed = CaseStudy.objects.get()
    assert (filed.state, filed.institution) == (CaseStudy.State.FILED, institution)


def test_the_list_answers_while_one_types(page, transactional_db):
    CaseStudyFactory(mirrored=True, title="Maps for everybody")
    CaseStudyFactory(mirrored=True, title="A scanner on loan")
    page.goto("/case-studies/")

    page.get_by_label("Search").fill("scanner")

    expect(page.get_by_role("link", name="Maps for everybody")).to_have_count(0)
    expect(page.get_by_role("link", name="A scanner on loan")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=scanner"))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1400, 320])
def test_the_pages_are_accessible_and_fit(page, speak, draft, grave_findings, language, width):
    mirrored = CaseStudyFactory(
        mirrored=True,
        title="Maps",
        lead="They lent a scanner.",
        page=PageFactory(),
        institution=InstitutionFactory(),
    )
    Section.objects.create(case_study=mirrored, key="summary", text=WIKITEXT, position=0)
    Section.objects.create(case_study=mirrored, key="goals", text="Reach", position=1)
    speak(page, language)
    page.set_viewport_size({"width": width, "height": 900})

    for address in ("/case-studies/", mirrored.get_absolute_url(), "/case-studies/begin/", write_url(draft)):
        page.goto(address)
        assert grave_findings(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
