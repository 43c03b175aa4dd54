# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing in a real browser: saved by itself and said so, nothing lost, two tabs, wikitext, and all of it by keyboard."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.models import User
from casestudies import actions
from casestudies.models import CaseStudy
from tests.factories import UserFactory
from tests.person import Keyboard, button, link

HELD = re.compile(r"^Not saved: no connection")
SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def author(page, sign_in, transactional_db):
    author = UserFactory()
    sign_in(page, author)
    return author


@pytest.fixture
def draft(author):
    return actions.begin_case_study(by=author, title="A scanner on loan")


def step(draft, slug="goals"):
    return f"/case-studies/{draft.pk}/write/{slug}/"


def state(page):
    return expect(page.locator("#saved"))


def text_of(draft, key="goals"):
    return draft.sections.get(key=key).text


def close_in_the_middle(page, context, draft, words):
    """Type where there is no connection, close the tab, and come to where there is one again."""
    page.goto(step(draft))
    context.set_offline(True)
    page.get_by_label("Goals").fill(words)
    state(page).to_have_text(HELD)
    page.close()
    context.set_offline(False)


def kept(page):
    return page.evaluate(
        "() => Object.keys(localStorage).filter((key) => key.startsWith('glam-draft:')).length"
    )


def test_state_of_the_draft_is_always_seen(page, draft):
    page.goto(step(draft))
    state(page).to_contain_text("Saved")
    page.route("**/autosave/", lambda route: (page.wait_for_timeout(400), route.continue_()))

    page.get_by_label("Goals").fill("Reach the schools")

    state(page).to_have_text("Saving…")
    state(page).to_have_text(SAVED)
    expect(page.locator("#progress-goals")).to_have_text("begun, 3 words")
    assert page.locator("#saved").get_attribute("role") == "status"
    assert (text_of(draft), kept(page)) == ("Reach the schools", 0)


def test_text_of_a_tab_closed_in_the_middle_comes_back(page, context, draft):
    close_in_the_middle(page, context, draft, "Reach the schools")

    again = context.new_page()
    again.goto(step(draft))
    offered = again.locator(".kept")
    expect(offered).to_contain_text("You typed this and it was not saved: Goals")
    expect(offered.locator("pre")).to_have_text("Reach the schools")
    expect(again.get_by_label("Goals")).to_have_value("")
    again.get_by_role("button", name="Take it over").click()

    state(again).to_have_text(SAVED)
    expect(offered).to_have_count(0)
    assert (text_of(draft), kept(again)) == ("Reach the schools", 0)


def test_kept_text_is_named_on_another_step_and_can_be_thrown_away(page, context, draft):
    close_in_the_middle(page, context, draft, "Reach the schools")

    again = context.new_page()
    again.goto(step(draft, "outcomes"))
    expect(again.locator(".kept")).to_contain_text("Goals")
    again.get_by_role("link", name="Go to that section").click()
    expect(again).to_have_url(re.compile(r"/write/goals/$"))
    again.get_by_role("button", name="Throw it away").click()

    expect(again.locator(".kept")).to_have_count(0)
    again.reload()
    expect(again.locator(".kept")).to_have_count(0)
    assert (text_of(draft), kept(again)) == ("", 0)


def test_a_lost_connection_is_said_and_made_up_for(page, context, draft):
    page.goto(step(draft))
    context.set_offline(True)
    page.get_by_label("Goals").fill("Typed on the train")
    state(page).to_have_text(HELD)
    page.get_by_label("Goals").fill("Typed on the train, and on")
    page.wait_for_timeout(400)
    assert (text_of(draft), kept(page)) == ("", 1)

    context.set_offline(False)

    state(page).to_have_text(SAVED)
    assert (text_of(draft), kept(page)) == ("Typed on the train, and on", 0)


def test_a_server_that_fails_is_asked_again(page, draft):
    answers = [500, 500]
    page.route(
        "**/autosave/",
        lambda route: route.fulfill(status=answers.pop()) if answers else route.continue_(),
    )
    page.goto(step(draft))

    page.get_by_label("Goals").fill("Reach the schools")

    state(page).to_contain_text("something went wrong on the server")
    state(page).to_have_text(SAVED)
    assert (answers, text_of(draft)) == ([], "Reach the schools")


def test_a_session_that_ended_is_said_and_the_text_kept(page, context, draft, sign_in):
    page.goto(step(draft))
    page.wait_for_load_state("networkidle")  # what the page asks for as it comes would lead to the sign-in
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.get_by_label("Goals").fill("Typed too late")

    state(page).to_contain_text("you are signed out")
    assert kept(page) == 1
    sign_in(page, User.objects.get(pk=draft.author_id))
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Take it over").click()
    # What the page sends as it goes may have arrived: then there is nothing left to send, and no time to say.
    state(page).to_have_text(re.compile(r"^Saved( \d\d:\d\d)?$"))
    assert text_of(draft) == "Typed too late"


def stored(page) -> str:
    """All that the browser keeps, and what it says where it is not encoded."""
    return page.evaluate(
        """() => Object.values(localStorage).flatMap((value) => [value, ...(value.match(/[A-Za-z0-9+/]{8,}={0,2}/g) || [])
          .map((part) => { try { return atob(part); } catch { return ""; } })]).join(" ")"""
    )


def test_what_is_kept_is_read_by_nobody_once_the_session_is_over(page, context, draft, sign_in):
    page.goto(step(draft))
    seal = page.locator("form[data-seal]").get_attribute("data-seal")
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Goals").fill("Typed too late")
    state(page).to_contain_text("you are signed out")
    page.close()

    left = context.new_page()
    left.goto("/sign-in/")

    assert kept(left) == 1
    assert not [word for word in ("Typed", "late", "Goals", "section_goals", seal) if word in stored(left)]
    other = UserFactory()
    sign_in(left, other)
    left.goto(step(actions.begin_case_study(by=other, title="Another")))
    assert left.locator("form[data-seal]").get_attribute("data-seal") != seal
    assert kept(left) == 1
    sign_in(left, User.objects.get(pk=draft.author_id))
    left.goto(step(draft))
    expect(left.locator(".kept pre")).to_have_text("Typed too late")


def test_what_an_older_version_kept_is_sealed_and_what_is_old_goes(page, draft):
    page.goto("/")
    page.evaluate(
        """(start) => {
          const day = 24 * 3600 * 1000, texts = { section_goals: "Typed before" };
          for (const [name, at] of [["one", Date.now()], ["two", Date.now() - 2 * day]])
            localStorage.setItem(start + name, JSON.stringify({ at, texts }));
          for (const [name, days] of [["three", 29], ["four", 31]])
            localStorage.setItem(`glam-draft:0:0:${name}`, JSON.stringify({ at: Date.now() - days * day, sealed: "x" }));
        }""",
        f"glam-draft:{draft.author_id}:{draft.pk}:",
    )

    page.goto(step(draft))

    expect(page.locator(".kept pre")).to_have_text("Typed before")
    names = page.evaluate("() => Object.keys(localStorage).map((name) => name.split(':').at(-1)).sort()")
    assert names == ["one", "three"]
    assert "Typed" not in stored(page)


def test_leaving_is_only_asked_about_while_something_is_unsaved(page, draft):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(step(draft))
    page.get_by_label("Goals").press_sequentially("Reach")
    state(page).to_have_text(SAVED)
    page.goto(step(draft))
    assert asked == []

    page.route("**/autosave/", lambda route: route.abort())
    page.get_by_label("Goals").press_sequentially("More ")
    state(page).to_have_text(HELD)
    page.goto(step(draft, "outcomes"))

    assert asked == ["beforeunload"]


def test_signing_out_leaves_nothing_in_the_browser(page, draft):
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/autosave/", lambda route: route.abort())
    page.goto(step(draft))
    page.get_by_label("Goals").fill("Reach the schools")
    state(page).to_have_text(HELD)
    assert kept(page) == 1

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert kept(page) == 0


def test_nobody_else_is_offered_what_was_typed(page, context, draft, sign_in):
    close_in_the_middle(page, context, draft, "Mine alone")
    other = UserFactory()
    theirs = actions.begin_case_study(by=other, title="Another")
    again = context.new_page()
    sign_in(again, other)

    again.goto(step(theirs))

    state(again).to_contain_text("Saved")
    expect(again.locator(".kept")).to_have_count(0)
    expect(again.locator("body")).not_to_contain_text("Mine alone")


def test_the_older_of_two_tabs_sees_both_texts_and_loses_neither(page, context, draft):
    page.goto(step(draft))
    other = context.new_page()
    other.goto(step(draft))
    other.get_by_label("Goals").fill("From the other tab")
    state(other).to_have_text(SAVED)

    page.get_by_label("Goals").fill("From this tab")

    state(page).to_contain_text("Not saved: changed elsewhere")
    box = page.locator("#elsewhere")
    expect(box.get_by_label("What is saved")).to_have_value("From the other tab")
    expect(box.get_by_label("What you typed")).to_have_value("From this tab")
    assert text_of(draft) == "From the other tab"
    page.get_by_role("button", name="Keep what is in the fields").click()
    state(page).to_have_text(SAVED)
    assert text_of(draft) == "From this tab"


def test_the_saved_text_of_the_other_tab_can_be_taken(page, context, draft):
    page.goto(step(draft))
    other = context.new_page()
    other.goto(step(draft))
    other.get_by_label("Goals").fill("From the other tab")
    state(other).to_have_text(SAVED)
    page.get_by_label("Goals").fill("From this tab")

    page.get_by_role("button", name="Take what is saved as “Goals”").click()

    expect(page.get_by_label("Goals")).to_have_value("From the other tab")
    expect(page.locator(".elsewhere")).to_have_count(0)
    page.get_by_label("Goals").fill("From the other tab, and on")
    state(page).to_have_text(SAVED)
    assert text_of(draft) == "From the other tab, and on"


def test_what_is_typed_before_the_scripts_have_come_is_saved_too(page, draft):
    late = []
    page.route("**/js/casestudy*.js", lambda route: late.append(route))
    page.goto(step(draft), wait_until="commit")
    page.get_by_label("Goals").fill("Typed early")
    page.wait_for_timeout(500)

    late[0].continue_()

    state(page).to_have_text(SAVED)
    assert text_of(draft) == "Typed early"


def test_a_text_begun_while_an_answer_is_under_way_writes_over_nothing(page, draft):
    under_way = []
    page.goto(step(draft, "").replace("//", "/"))
    page.route("**/autosave/", lambda route: under_way.append(route))
    page.get_by_label("Goals").fill("Reach the schools")
    state(page).to_have_text("Saving…")
    author = User.objects.get(pk=draft.author_id)
    actions.save_case_study(draft, version=1, by=author, sections={"outcomes": "From elsewhere"})
    page.get_by_label("Outcomes").fill("From here")

    under_way[0].continue_()
    page.unroute("**/autosave/")

    state(page).to_contain_text("Not saved: changed elsewhere")
    expect(page.locator("#elsewhere").get_by_label("What is saved")).to_have_value("From elsewhere")
    expect(page.get_by_label("Outcomes", exact=True)).to_have_value("From here")
    assert text_of(draft) == "Reach the schools"
    assert text_of(draft, "outcomes") == "From elsewhere"


def test_preview_follows_what_is_typed(page, draft):
    page.goto(step(draft))

    page.get_by_label("Goals").fill("Reach '''schools'''.<ref>Report</ref>\n\n== Thanks ==\n{{Quote|never")

    preview = page.locator("#preview")
    expect(preview.locator("b")).to_have_text("schools")
    expect(preview).to_contain_text("1 reference, listed at the end of the text.")
    expect(preview).to_contain_text("Goals, line 4: {{ is opened and not closed.")
    expect(preview).to_contain_text("“Thanks” is none of the form's headings")


def test_a_reference_is_put_where_the_writer_was(page, draft):
    page.goto(step(draft))
    goals = page.get_by_label("Goals")
    goals.fill("Maps. More maps.")
    goals.evaluate("field => field.setSelectionRange(5, 5)")

    page.get_by_text("Add a reference", exact=True).click()
    page.get_by_label("Title of the source").fill("Report")
    page.get_by_label("Year").fill("2024")
    page.get_by_role("button", name="Add the reference").click()

    expect(goals).to_have_value("Maps.<ref>''Report'', 2024</ref> More maps.")
    state(page).to_have_text(SAVED)


def test_whole_study_is_edited_as_wikitext_and_back(page, draft):
    page.goto(f"/case-studies/{draft.pk}/write/wikitext/")
    field = page.get_by_label("Wikitext of the whole case study")
    expect(field).to_have_value(re.compile(r"^== Summary/Abstract ==\n\n== Context/Background ==\n"))

    text = field.input_value().replace("== Goals ==", "== Goals ==\n\nReach '''schools'''")
    field.fill(f"{text}\n== Partners ==\n\nThe museum")

    state(page).to_have_text(SAVED)
    expect(page.locator("#preview b")).to_have_text("schools")
    expect(page.locator("#preview")).to_contain_text("“Partners” is none of the form's headings")
    link(page, "All on one page").click()
    expect(page.get_by_label("Goals", exact=True)).to_have_value("Reach '''schools'''")
    page.get_by_label("Partners").fill("The museum and we")
    state(page).to_have_text(SAVED)
    link(page, "As wikitext").click()
    expect(field).to_have_value(re.compile(r"== Partners ==\n\nThe museum and we\n$"))


def test_a_study_is_written_step_by_step_and_filed(hand, sign_in, transactional_db):
    author = UserFactory()
    draft = actions.begin_case_study(by=author, title="A scanner on loan")
    page = hand.page
    sign_in(page, author)
    page.goto(f"/case-studies/{draft.pk}/write/")

    hand.press(link(page, "One section at a time"))
    hand.write(page.get_by_label("Title"), "Maps for everybody")
    hand.press(button(page, "Save and go on"))
    expect(page.get_by_role("heading", name="Summary", level=1)).to_be_visible()
    hand.write(page.locator("#id_section_summary"), "We put the maps online.")
    hand.press(button(page, "Save and go on"))
    hand.write(page.locator("#id_section_context"), "They asked.")
    hand.press(button(page, "Save and go back"))
    expect(page.locator("#id_section_summary")).to_have_value("We put the maps online.")
    expect(page.locator(".kept")).to_have_count(0)
    hand.press(page.locator("#steps").get_by_role("link", name="Resources"))
    hand.write(page.locator("#id_section_resources"), "See https://maps.example/")
    hand.press(button(page, "Save and go on"))
    expect(page.locator(".gaps")).to_contain_text("Goals")
    expect(page.locator(".gaps")).not_to_contain_text("Summary")
    hand.tick(page.get_by_label("I publish this text"))
    hand.tick(page.get_by_label("It names nobody."))
    hand.press(button(page, "File it all the same"))

    expect(page.get_by_role("heading", name="Maps for everybody")).to_be_visible()
    assert CaseStudy.objects.get().state == CaseStudy.State.FILED
    assert not isinstance(hand, Keyboard) or kept(page) == 0


@pytest.fixture
def plain_page(browser, browser_context_args, live_server):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        yield context.new_page()


def test_preview_reference_and_wikitext_need_no_javascript(plain_page, sign_in, transactional_db):
    page = plain_page
    author = UserFactory()
    draft = actions.begin_case_study(by=author, title="A scanner on loan")
    sign_in(page, author)
    page.goto(step(draft))

    page.get_by_label("Goals").fill("Reach '''schools'''")
    page.get_by_role("button", name="Show the preview").click()
    expect(page.locator("#preview b")).to_have_text("schools")
    assert text_of(draft) == ""
    page.get_by_text("Add a reference", exact=True).click()
    page.get_by_label("Address").fill("no address")
    page.get_by_role("button", name="Add the reference").click()
    expect(page.locator("#error-summary")).to_contain_text("Address")
    page.get_by_label("Address").fill("https://maps.example/")
    page.get_by_role("button", name="Add the reference").click()
    expect(page.get_by_label("Goals")).to_have_value("Reach '''schools'''<ref>https://maps.example/</ref>")
    page.get_by_role("link", name="As wikitext").click()
    field = page.get_by_label("Wikitext of the whole case study")
    field.fill(field.input_value() + "\n== Partners ==\n\nThe museum {{open")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.locator("#preview")).to_contain_text("Partners, line 1: {{ is opened and not closed.")
    assert draft.sections.get(heading="Partners").text == "The museum {{open"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_writing_are_accessible_and_fit(page, speak, draft, grave_findings, language, width):
    user = User.objects.get(pk=draft.author_id)
    actions.save_case_study(
        draft, version=1, by=user, sections={"goals": "x" * 80 + " {{open\n\n== Thanks ==\n* a<ref>b</ref>"}
    )
    speak(page, language)
    page.set_viewport_size({"width": width, "height": 900})

    for slug in ("about", "goals", "check", "wikitext", ""):
        address = step(draft, slug).replace("//", "/")
        page.goto(address)
        assert grave_findings(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
