# SPDX-License-Identifier: GPL-3.0-or-later
"""The command palette and the shortcuts, by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from tests.factories import InstitutionFactory, member


@pytest.fixture
def worker(db):
    return member("coordinator")


def test_palette_goes_where_one_types(page, sign_in, worker):
    institution = InstitutionFactory(name="Museum of Passing Clouds")
    sign_in(page, worker)
    page.goto("/account/profile/")

    page.keyboard.press("Control+k")
    page.keyboard.type("passing cl")
    expect(page.locator("#palette-institutions-1")).to_contain_text("Museum of Passing Clouds")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page).to_have_url(institution.get_absolute_url())


def test_two_keys_lead_to_a_page_and_escape_closes_the_palette(page, sign_in, worker):
    sign_in(page, worker)
    page.goto("/account/profile/")

    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("i")

    page.wait_for_url("**" + reverse("partnerships:institution-list"))


def test_keys_count_before_the_focus_has_left_a_palette_that_was_closed(page, sign_in, worker):
    sign_in(page, worker)
    page.goto("/account/profile/")

    page.evaluate(
        """() => {
            const box = document.getElementById("palette-input");
            for (const key of "gi") box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }"""
    )

    page.wait_for_url("**" + reverse("partnerships:institution-list"))


def test_shortcuts_switched_off_do_nothing(page, sign_in, worker):
    User.objects.filter(pk=worker.pk).update(has_shortcuts=False)
    sign_in(page, worker)
    page.goto("/account/profile/")

    page.keyboard.press("Control+k")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_timeout(500)

    expect(page.locator("#palette")).to_be_hidden()
    assert page.url.endswith("/account/profile/")


def test_search_works_without_javascript(browser, live_server):
    InstitutionFactory(name="Museum of Passing Clouds")
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()

    page.goto("/")
    page.click("a[data-palette]")
    page.fill("#search-words", "clouds")
    page.press("#search-words", "Enter")

    expect(page.locator("main")).to_contain_text("Museum of Passing Clouds")
    context.close()
