# SPDX-License-Identifier: GPL-3.0-or-later
"""Working together in a real browser: naming somebody by keyboard, ending tasks in place, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from partnerships.threads import readers
from teamwork import actions
from teamwork.models import Mention, Note, Task
from tests.factories import (
    FollowingFactory,
    NoticeFactory,
    PartnershipFactory,
    SavedViewFactory,
    TaskFactory,
    member,
)


@pytest.fixture
def coordinator(transactional_db):
    return member("coordinator", wiki_username="Clara Cartographer")


@pytest.fixture
def ada(coordinator):
    return member("viewer", coordinator.affiliate, wiki_username="Ada Lovelace")


@pytest.fixture
def partnership(coordinator, ada):
    return PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, institution__name="Archive of Tides"
    )


@pytest.fixture
def plain(browser, browser_context_args):
    """A page in a browser whose JavaScript is turned off."""
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        yield context.new_page()


def test_somebody_is_named_in_a_note_by_keyboard_alone(page, coordinator, partnership, ada, sign_in):
    sign_in(page, coordinator)
    page.goto(f"/partnerships/{partnership.pk}/")
    text = page.get_by_role("textbox", name="Note", exact=True)
    text.focus()
    page.keyboard.type("Ask @ad")
    expect(page.locator(".mentions__list").get_by_role("option", name="Ada Lovelace")).to_have_attribute(
        "aria-selected", "true"
    )

    page.keyboard.press("Enter")
    expect(text).to_have_value("Ask @Ada Lovelace ")
    page.keyboard.type("about the plates")
    page.keyboard.press("Tab")  # the list of people
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Enter")

    expect(page.locator(".note .person")).to_have_text("@Ada Lovelace")
    expect(text).to_have_value("")
    expect(page.locator("#live")).to_have_text("The note is written.")
    assert Mention.objects.get().user == ada
    assert page.url.endswith(f"/partnerships/{partnership.pk}/")


def test_list_of_names_closes_by_escape_and_offers_nobody_from_elsewhere(
    page, coordinator, partnership, sign_in
):
    member("viewer", wiki_username="Adam of Elsewhere")
    sign_in(page, coordinator)
    page.goto(f"/partnerships/{partnership.pk}/notes/")
    text = page.get_by_role("textbox", name="Note", exact=True)
    text.focus()
    page.keyboard.type("@ada")
    expect(page.locator(".mentions__list [data-name]")).to_have_count(1)

    page.keyboard.press("Escape")

    expect(page.locator(".mentions__list")).to_have_count(0)
    expect(text).to_be_focused()


def test_note_is_written_without_javascript(plain, coordinator, partnership, ada, sign_in):
    sign_in(plain, coordinator)
    plain.goto(f"/partnerships/{partnership.pk}/")
    plain.locator(".slot").get_by_role("link", name="Notes", exact=True).click()
    plain.get_by_label("Note", exact=True).fill("We talked.")
    plain.get_by_text("Choose whom to tell from a list").click()
    plain.get_by_label("Tell").select_option(label="Ada Lovelace")
    plain.get_by_role("button", name="Write the note").click()

    expect(plain.get_by_text("The note is written.")).to_be_visible()
    assert Note.objects.get().mentions.get().user == ada


def test_task_is_finished_in_place_and_asks_what_comes_next(page, coordinator, partnership, sign_in):
    TaskFactory(on=partnership, assignee=coordinator, title="Ring the archive")
    sign_in(page, coordinator)
    page.goto("/tasks/")
    page.get_by_role("button", name="Done: Ring the archive").press("Enter")

    then = page.get_by_role("link", name="What comes next?")
    expect(then).to_be_focused()
    assert Task.objects.get().state == "done"
    then.press("Enter")
    page.get_by_label("What is to be done").fill("Send the plan")
    expect(page.get_by_label("Who does it")).to_have_value(str(coordinator.pk))
    page.get_by_role("button", name="Add the task").click()

    expect(page).to_have_url(re.compile(rf"/partnerships/{partnership.pk}/tasks/$"))
    expect(page.get_by_text("Send the plan", exact=True)).to_be_visible()


def test_follow_button_says_what_it_will_do_and_keeps_the_focus(page, coordinator, partnership, sign_in):
    sign_in(page, coordinator)
    page.goto(f"/partnerships/{partnership.pk}/")

    page.get_by_role("button", name="Follow", exact=True).press("Enter")

    stop = page.get_by_role("button", name="Stop following")
    expect(stop).to_be_focused()
    expect(page.get_by_text("1 person follows")).to_be_visible()


def test_pages_have_no_grave_barriers(page, coordinator, partnership, ada, sign_in, grave_findings):
    long = "\n".join(f"Line {n}" for n in range(40))
    for text in ("@Ada Lovelace https://museum.example/ مرحبا", long):
        note = actions.write_note(
            partnership, partnership.affiliate, by=coordinator, text=text, readers=readers(partnership)
        )
    task = TaskFactory(on=partnership, assignee=coordinator, due_on="2020-01-01", priority=3)
    NoticeFactory(on=partnership, user=coordinator)
    FollowingFactory(on=partnership, user=coordinator)
    SavedViewFactory(owner=coordinator)
    sign_in(page, coordinator)
    about = f"/partnerships/{partnership.pk}"
    addresses = [
        f"{about}/notes/",
        f"{about}/tasks/",
        f"{about}/follow/",
        f"/notes/{note.pk}/edit/",
        "/tasks/",
        f"/tasks/{task.pk}/correct/",
        f"/tasks/{task.pk}/next/",
        "/notices/",
        "/following/",
        "/views/",
        "/views/menu/?page=partnerships:board",
    ]

    findings = {}
    for address in addresses:
        answer = page.goto(address)
        findings[address] = (answer.status, grave_findings(page))

    assert findings == dict.fromkeys(addresses, (200, []))
