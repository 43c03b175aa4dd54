# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a partnership in a real browser: editing in place, disputes, the timeline, printing."""

import pytest
from playwright.sync_api import expect

from partnerships import actions
from partnerships.models import Partnership
from tests.factories import PartnershipFactory, member


@pytest.fixture
def coordinator(transactional_db):
    return member("coordinator", wiki_username="Ayşe the Coordinator")


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=coordinator,
        institution__name="Archive of Tides",
        summary="The first summary",
        next_step="Write",
    )


@pytest.fixture
def record(page, coordinator, partnership, sign_in):
    sign_in(page, coordinator)
    page.goto(f"/partnerships/{partnership.pk}/")
    return page


def test_field_is_edited_in_place_by_keyboard_and_said_aloud(record):
    field = record.locator("#field-summary")
    field.get_by_role("link", name="Edit").focus()
    record.keyboard.press("Enter")
    text = field.get_by_role("textbox")
    expect(text).to_be_focused()

    text.fill("A better summary")
    record.keyboard.press("Control+Enter")

    expect(field).to_contain_text("A better summary")
    expect(record.locator("#live")).to_have_text("Saved.")
    expect(field.get_by_role("link", name="Edit")).to_be_focused()
    expect(record.locator("#what-happened")).to_contain_text("A better summary")


def test_escape_leaves_the_field_as_it_was(record):
    field = record.locator("#field-summary")
    field.get_by_role("link", name="Edit").click()
    field.get_by_role("textbox").fill("Never mind")

    record.keyboard.press("Escape")

    expect(field.locator("form")).to_have_count(0)
    expect(field).to_contain_text("The first summary")
    assert Partnership.objects.get().summary == "The first summary"


def test_dispute_is_shown_side_by_side_and_decided(record, partnership, coordinator, grave_findings):
    field = record.locator("#field-summary")
    field.get_by_role("link", name="Edit").click()
    field.get_by_role("textbox").fill("What I wrote")
    other = member("admin", coordinator.affiliate, wiki_username="Beryl the Colleague")
    actions.correct_partnership(partnership, version=1, by=other, summary="What she wrote")

    field.get_by_role("button", name="Save").click()

    expect(field).to_contain_text("Beryl the Colleague")
    expect(field.locator("td")).to_have_text(["The first summary", "What she wrote", "What I wrote"])
    assert grave_findings(record) == []
    field.get_by_label("Put mine in its place").check()
    field.get_by_role("button", name="Save").click()
    expect(field.locator("form")).to_have_count(0)
    expect(field).to_contain_text("What I wrote")
    assert Partnership.objects.get().summary == "What I wrote"


def test_done_asks_for_the_next_step_at_once(record):
    field = record.locator("#field-next-step")
    field.get_by_role("button", name="Done").click()

    step = field.get_by_role("textbox").first
    expect(step).to_be_focused()
    step.fill("Call the director")
    record.keyboard.press("Enter")

    expect(field).to_contain_text("Call the director")


def test_timeline_is_narrowed_in_place_and_the_address_keeps_it(record, partnership, coordinator):
    actions.correct_partnership(partnership, version=1, by=coordinator, summary="Better")
    record.reload()

    record.get_by_role("link", name="Agreements").click()
    expect(record.locator("#what-happened")).to_contain_text("Nothing of this kind")
    assert "kind=agreements" in record.url
    record.reload()
    expect(record.locator("#what-happened")).to_contain_text("Nothing of this kind")


def test_record_prints_without_its_controls(record):
    pdf = record.pdf(prefer_css_page_size=True)
    record.emulate_media(media="print")

    assert pdf.startswith(b"%PDF")
    expect(record.locator("#field-summary .inline__edit")).to_be_hidden()
    expect(record.locator("#field-next-step button")).to_be_hidden()
    expect(record.locator("#what-happened")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_record_is_open_to_everybody(record, speak, grave_findings, language):
    speak(record, language)
    record.reload()
    expect(record.locator("#notes")).to_be_visible()

    assert grave_findings(record) == []
