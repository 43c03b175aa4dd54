# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding an institution from Wikidata in a browser: typing, by keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Institution
from tests.institutions.wikidata import CLOUDS, wikidata

__all__ = ["wikidata"]


@pytest.fixture
def desk(page, sign_in, coordinator, transactional_db, wikidata):
    sign_in(page, coordinator)
    return page


def test_name_typed_with_the_keyboard_alone_leads_to_a_filled_form_and_is_saved(desk, grave_findings):
    desk.goto("/institutions/add/")
    box = desk.get_by_role("searchbox", name="Name, or number of the item")
    box.focus()
    desk.keyboard.type("Museum of Imaginary C")
    expect(desk.get_by_text("made-up museum in Exampleville")).to_be_visible()
    assert grave_findings(desk) == []

    desk.keyboard.press("ArrowDown")
    expect(
        desk.get_by_role("link", name=f"Use this one Museum of Imaginary Clouds, {CLOUDS}")
    ).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk.get_by_label("Name", exact=True)).to_have_value("Museum of Imaginary Clouds")
    expect(desk.get_by_label("Country")).to_have_value("FR")
    desk.get_by_role("button", name="Add the institution").press("Enter")
    expect(desk.get_by_text("The institution is added.")).to_be_visible()
    expect(desk.get_by_text("facts from Wikidata")).to_be_visible()
    assert Institution.objects.get().wikidata_item == CLOUDS


def test_form_works_when_wikidata_is_away(desk, settings):
    settings.WIKIDATA_URL = "http://127.0.0.1:9/w/"
    desk.goto("/institutions/add/")
    desk.get_by_role("searchbox", name="Name, or number of the item").fill("Museum of Imag")
    expect(desk.get_by_text("Wikidata does not answer at the moment")).to_be_visible()

    desk.get_by_label("Name", exact=True).fill("By hand")
    desk.get_by_label("Kind").select_option("museum")
    desk.get_by_label("Country").select_option("FR")
    desk.get_by_role("button", name="Add the institution").click()

    expect(desk.get_by_text("The institution is added.")).to_be_visible()


@pytest.fixture
def without_javascript(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context
    context.close()


def test_item_is_found_and_used_without_javascript(
    without_javascript, sign_in, coordinator, transactional_db, wikidata
):
    page = without_javascript.new_page()
    sign_in(page, coordinator)
    page.goto("/institutions/add/")
    page.get_by_role("searchbox", name="Name, or number of the item").fill("Museum of Imaginary C")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=f"Use this one Museum of Imaginary Clouds, {CLOUDS}").click()

    expect(page.get_by_label("Town or place")).to_have_value("Exampleville")
