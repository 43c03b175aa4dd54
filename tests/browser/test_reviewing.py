# SPDX-License-Identifier: GPL-3.0-or-later
"""A review in a browser, by keyboard alone and without JavaScript: changes asked, answered, filed again, accepted."""

import re

import pytest
from playwright.sync_api import expect

from casestudies import actions as casestudies
from casestudies.models import CaseStudy
from reviews import actions
from reviews.models import Comment, Review
from tests.casestudies.filing import filed as hand_in
from tests.factories import UserFactory, member
from tests.person import button, link


@pytest.fixture
def reviewer(transactional_db):
    return member("coordinator", wiki_username="Grace")


@pytest.fixture
def filed(reviewer):
    author = UserFactory(wiki_username="Ada")
    begun = casestudies.begin_case_study(by=author, title="Maps online", affiliate=reviewer.affiliate)
    saved = casestudies.save_case_study(
        begun,
        version=1,
        by=author,
        sections={"goals": "Reach '''more''' readers.", "outcomes": "It went well."},
    )
    return hand_in(saved)


def review_of(case_study):
    return f"/case-studies/{case_study.pk}/review/"


def said(page, section):
    return page.get_by_role("complementary", name=f"Comments on “{section}”")


def open_part(hand, summary):
    """A part that opens: the browser's own, with or without scripts."""
    hand.press(summary)


def comment(hand, section, text):
    beside = said(hand.page, section)
    open_part(hand, beside.locator("summary", has_text="Comment"))
    hand.write(beside.get_by_label("Your comment"), text)
    hand.press(beside.get_by_role("button", name="Send the comment"))
    expect(said(hand.page, section).get_by_text(text)).to_be_visible()


def test_case_study_is_handed_back_written_again_and_accepted(hand, sign_in, filed, reviewer):
    page = hand.page
    sign_in(page, reviewer)
    page.goto("/case-studies/")
    hand.press(link(page, "In review"))
    hand.press(link(page, "Maps online"))
    hand.press(button(page, "I take it"))
    expect(page.get_by_text("The review is yours.")).to_be_visible()
    comment(hand, "Outcomes", "How many came?")
    hand.press(button(page, "Ask for changes"))
    expect(page.get_by_text("It is back with its authors")).to_be_visible()
    assert CaseStudy.objects.get().state == "changes"

    sign_in(page, filed.author)
    page.goto("/today/")
    hand.press(page.get_by_role("link", name="See what is asked"))
    expect(page.get_by_text("1 comment is not settled yet.")).to_be_visible()
    hand.press(link(page, "Write"))
    hand.write(page.get_by_label("Outcomes"), "Ten thousand came, 300 of them with maps of their own.")
    if hand.has_scripts:
        expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    hand.press(button(page, "Look it over and file it"))
    hand.press(button(page, "File it all the same"))
    expect(page.get_by_text("The case study is filed")).to_be_visible()
    hand.press(link(page, "Go to the review" if hand.has_scripts else "Where the review stands"))
    if not hand.has_scripts:
        hand.press(link(page, "Go to the review"))
    outcomes = said(page, "Outcomes")
    open_part(hand, outcomes.locator("summary", has_text="Answer"))
    hand.write(outcomes.get_by_label("Your answer"), "Ten thousand.")
    hand.press(outcomes.get_by_role("button", name="Send the answer"))
    expect(said(page, "Outcomes").get_by_text("Ten thousand.")).to_be_visible()
    hand.press(said(page, "Outcomes").get_by_role("button", name="Resolve"))
    expect(said(page, "Outcomes").get_by_text("Settled by Ada")).to_be_visible()
    assert Comment.objects.unsettled().count() == 0

    sign_in(page, reviewer)
    page.goto("/today/")
    hand.press(page.get_by_role("link", name="Review it"))
    expect(page.get_by_text("Round 2, filed on")).to_be_visible()
    hand.tick(page.get_by_role("group", name="Complete").get_by_label("yes"))
    hand.write(page.get_by_label("What the authors should know"), "Now it can be learned from.")
    hand.press(button(page, "Accept"))
    expect(page.get_by_text("Accepted. Its author is told")).to_be_visible()
    assert CaseStudy.objects.get().state == "accepted"
    assert [(each.round, each.verdict) for each in Review.objects.decided()] == [
        (1, "changes"),
        (2, "accept"),
    ]

    sign_in(page, filed.author)
    page.goto(filed.get_absolute_url())
    expect(link(page, "Publish on the wiki")).to_be_visible()


def test_new_comment_has_the_focus_and_leaves_what_else_was_typed(page, sign_in, filed, reviewer):
    actions.assign(filed, reviewer, by=reviewer)
    sign_in(page, reviewer)
    page.goto(review_of(filed))
    page.get_by_label("What the authors should know").fill("Half a sentence")
    goals = said(page, "Goals")
    goals.locator("summary", has_text="Comment").click()
    goals.get_by_label("Your comment").fill("Which readers?")

    goals.get_by_role("button", name="Send the comment").click()

    expect(said(page, "Goals").locator(".thread")).to_be_focused()
    expect(page.get_by_label("What the authors should know")).to_have_value("Half a sentence")


def test_sections_stand_beside_their_comments_where_there_is_room(page, sign_in, filed, reviewer):
    sign_in(page, reviewer)
    page.goto(review_of(filed))
    goals = page.get_by_role("region", name="Goals", exact=True)

    def places():
        text, beside = goals.locator(".reader__text").bounding_box(), said(page, "Goals").bounding_box()
        return text["x"] + text["width"] <= beside["x"], text["y"] + text["height"] <= beside["y"]

    assert places() == (True, False)
    page.set_viewport_size({"width": 390, "height": 800})
    assert places() == (False, True)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_a_review_have_no_grave_barriers_and_fit_a_narrow_screen(
    page, sign_in, speak, filed, reviewer, grave_findings, language
):
    actions.assign(filed, reviewer, by=reviewer)
    first = actions.say(filed, by=reviewer, section="goals", text="Whom?", quote="Reach more readers.")
    actions.say(filed, by=filed.author, text="Schools.", thread=first)
    actions.ask_for_changes(
        filed,
        version=filed.version,
        by=reviewer,
        summary="More.",
        answers={"unique": {"answer": "yes", "note": "N"}},
    )
    hand_in(filed)
    speak(page, language)
    visits = [
        (reviewer, [review_of(filed), f"{review_of(filed)}assign/", f"{review_of(filed)}comment/", "/case-studies/reviews/"]),
        (filed.author, [review_of(filed), f"{review_of(filed)}hints/", f"{review_of(filed)}state/", filed.get_absolute_url()]),
    ]  # fmt: skip

    findings = {}
    for user, addresses in visits:
        sign_in(page, user)
        for address in addresses:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(address)
            found = grave_findings(page)
            page.set_viewport_size({"width": 320, "height": 800})
            too_wide = page.evaluate("document.documentElement.scrollWidth") > 320
            findings[user.pk, address] = [*found, *(["too wide"] if too_wide else [])]

    assert findings == {key: [] for key in findings}
