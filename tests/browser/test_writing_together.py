# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people at two browsers write one case study: locked with a name, saved side by side, let go in the middle."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from casestudies import actions
from casestudies.models import CaseStudy, CoAuthor, Hold
from tests.factories import UserFactory
from tests.factories.together import CoAuthorFactory, PictureFactory

SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def author(transactional_db):
    return UserFactory(wiki_username="Ada")


@pytest.fixture
def draft(author):
    return actions.begin_case_study(by=author, title="A scanner on loan")


@pytest.fixture
def bea(draft):
    return CoAuthorFactory(case_study=draft, user__wiki_username="Bea", writing=True).user


@pytest.fixture
def other(browser, browser_context_args, context):
    """A second person's browser, with its page."""
    with browser.new_context(**browser_context_args) as second:
        yield second.new_page()


def write_url(draft):
    return f"/case-studies/{draft.pk}/write/"


def texts(draft):
    return {each.key: each.text for each in draft.sections.all() if each.text}


def saved(page):
    return expect(page.locator("#saved"))


def test_one_writes_a_section_the_other_sees_it_locked_and_writes_another(
    page, other, sign_in, author, bea, draft
):
    sign_in(page, author)
    sign_in(other, bea)
    page.goto(write_url(draft))
    page.get_by_label("Goals").press_sequentially("Reach the schools", delay=5)
    saved(page).to_have_text(SAVED)

    other.goto(write_url(draft))

    goals = other.get_by_label("Goals")
    expect(goals).to_have_attribute("readonly", "")
    expect(other.locator("#hold-goals")).to_contain_text("Ada has been writing here since")
    expect(goals).to_have_value("Reach the schools")
    other.get_by_label("Outcomes").fill("Forty schools came")
    saved(other).to_have_text(SAVED)
    page.get_by_label("Goals").press_sequentially(", all of them", delay=5)
    saved(page).to_have_text(SAVED)
    # What the other wrote comes into the field that nobody touched here; and back.
    expect(page.get_by_label("Outcomes")).to_have_value("Forty schools came")
    expect(goals).to_have_value("Reach the schools, all of them")
    assert texts(draft) == {"goals": "Reach the schools, all of them", "outcomes": "Forty schools came"}

    page.locator("#id_title").focus()
    page.goto("/case-studies/")

    expect(goals).not_to_have_attribute("readonly", "")
    goals.press_sequentially(" And more.", delay=5)
    saved(other).to_have_text(SAVED)
    other.wait_for_timeout(1500)
    assert texts(draft)["goals"] == "Reach the schools, all of them And more."


def test_a_field_that_nobody_touches_follows_again_and_again(page, sign_in, author, bea, draft):
    under_way = []
    sign_in(page, author)
    page.goto(write_url(draft))
    page.route("**/autosave/", lambda route: under_way.append(route))
    page.get_by_label("Goals").press_sequentially("Reach the schools", delay=5)
    saved(page).to_have_text("Saving…")
    actions.save_case_study(draft, version=1, by=bea, sections={"outcomes": "Forty came"})
    under_way[0].continue_()
    page.unroute("**/autosave/")
    expect(page.get_by_label("Outcomes")).to_have_value("Forty came")

    draft.refresh_from_db()
    actions.save_case_study(draft, version=draft.version, by=bea, sections={"outcomes": "Fifty came"})

    expect(page.get_by_label("Outcomes")).to_have_value("Fifty came")


def test_a_refused_text_is_not_followed_away(page, sign_in, author, bea, draft):
    actions.take_hold(draft, "goals", by=author)
    sign_in(page, bea)
    page.goto(write_url(draft))
    page.get_by_label("Goals").evaluate("field => { field.readOnly = false; field.value = 'Hers'; }")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Ada has been writing “Goals”").first).to_be_visible()

    actions.save_case_study(draft, version=1, by=author, sections={"goals": "The author’s"})

    with page.expect_response("**/holds/?section=goals"):
        pass
    expect(page.get_by_label("Goals")).to_have_value("Hers")


def test_whoever_only_passes_through_holds_nothing(page, sign_in, bea, draft):
    sign_in(page, bea)
    page.goto(write_url(draft))
    page.get_by_label("Summary").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
    page.wait_for_timeout(1200)

    assert not Hold.objects.exists()
    page.get_by_label("Goals").focus()
    expect(page.locator("#holds")).to_contain_text("You")
    assert Hold.objects.standing(now=timezone.now()).count() == 1
    page.get_by_role("link", name="Read it").focus()
    page.wait_for_timeout(800)
    assert not Hold.objects.standing(now=timezone.now()).exists()


def test_who_is_let_go_in_the_middle_is_told_and_keeps_the_text_in_the_field(
    page, sign_in, author, bea, draft
):
    sign_in(page, bea)
    page.goto(write_url(draft))
    page.get_by_label("Goals").press_sequentially("Reach", delay=5)
    saved(page).to_have_text(SAVED)

    actions.let_coauthor_go(CoAuthor.objects.get(), by=author)
    page.get_by_label("Goals").press_sequentially(" the schools", delay=5)

    saved(page).to_contain_text("You no longer write on this case study")
    expect(page.get_by_label("Goals")).to_have_value("Reach the schools")
    assert texts(draft) == {"goals": "Reach"}


def test_author_invites_and_the_other_accepts_reads_and_writes(page, other, sign_in, author, draft, hand):
    bea = UserFactory(wiki_username="Bea")
    sign_in(page, author)
    page.goto(f"/case-studies/{draft.pk}/coauthors/")
    page.get_by_label("Account name").fill("bea")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("Bea is invited.")).to_be_visible()

    sign_in(hand.page, bea)
    hand.page.goto("/today/")
    hand.press(hand.page.get_by_role("link", name="Answer").first)
    expect(hand.page.get_by_role("heading", name="Ada invites you to write together")).to_be_visible()
    hand.press(hand.page.get_by_role("button", name="Accept and write"))
    expect(hand.page.get_by_text("You write it together now.")).to_be_visible()
    hand.press(hand.page.get_by_role("link", name="Go on writing"))
    hand.write(hand.page.get_by_label("Goals"), "Hers")
    hand.press(hand.page.get_by_role("button", name="Save draft"))

    expect(hand.page.get_by_text("The draft is saved.")).to_be_visible()
    assert texts(draft) == {"goals": "Hers"}


def test_without_javascript_a_section_is_taken_and_a_locked_one_is_refused_by_name(
    browser, browser_context_args, context, sign_in, author, bea, draft
):
    actions.take_hold(draft, "goals", by=author)
    with browser.new_context(**browser_context_args, java_script_enabled=False) as plain:
        page = plain.new_page()
        sign_in(page, bea)
        page.goto(write_url(draft))
        page.get_by_role("link", name="Who is writing").click()
        expect(page.get_by_text("Ada has been writing here since")).to_be_visible()
        page.get_by_role("button", name="Edit this section Outcomes").click()
        page.get_by_label("Goals").fill("Typed all the same")
        page.get_by_label("Outcomes").fill("Forty schools")
        page.get_by_role("button", name="Save draft").click()

        expect(page.get_by_text("Ada has been writing “Goals”").first).to_be_visible()
        expect(page.get_by_label("Goals")).to_have_value("Typed all the same")
        expect(page.get_by_label("Outcomes")).to_have_value("Forty schools")
    assert texts(draft) == {}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["coauthors", "holds", "pictures", "write"])
def test_pages_of_writing_together_have_no_grave_faults(
    page, sign_in, speak, author, bea, draft, grave_findings, language, name
):
    CoAuthorFactory(case_study=draft, user__wiki_username="Chioma")
    PictureFactory(case_study=draft, free=True, name="Scanner.jpg")
    PictureFactory(case_study=draft, unfree=True, name="Poster.jpg")
    actions.take_hold(draft, "goals", by=bea)
    sign_in(page, author)
    speak(page, language)

    page.goto(f"/case-studies/{draft.pk}/{name}/")

    page.wait_for_timeout(500)
    assert grave_findings(page) == []
    assert CaseStudy.objects.count() == 1


def test_the_author_who_takes_over_is_told_what_both_changed(page, other, sign_in, author, bea, draft):
    sign_in(page, bea)
    sign_in(other, author)
    page.goto(write_url(draft))
    other.goto(write_url(draft))
    page.get_by_label("Goals").press_sequentially("Hers", delay=5)
    saved(page).to_have_text(SAVED)
    expect(other.locator("#hold-goals")).to_contain_text("Bea has been writing here since")

    other.get_by_role("button", name="Take over Goals").click()
    other.get_by_label("Goals").fill("The author’s")
    saved(other).to_have_text(SAVED)
    page.get_by_label("Goals").evaluate("field => { field.readOnly = false; }")
    page.get_by_label("Goals").press_sequentially(", and more", delay=5)

    saved(page).to_contain_text("Ada has been writing “Goals”")
    expect(page.get_by_label("Goals")).to_have_value("Hers, and more")
    assert texts(draft) == {"goals": "The author’s"}
