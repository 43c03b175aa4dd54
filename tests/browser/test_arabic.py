# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages in Arabic, from right to left."""

import pytest
from playwright.sync_api import expect

from tests.browser.world import furnish

ROLES = ("stranger", "coordinator", "volunteer", "wmf")


@pytest.fixture
def world(transactional_db):
    return furnish()


def centre(locator) -> float:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2


def test_language_switch_turns_the_page_and_stays(page, world):
    page.goto("/institutions/?q=museum")
    width = page.viewport_size["width"]
    brand = page.locator(".top__brand")
    assert centre(brand) < width / 2

    page.get_by_role("button", name="العربيّة").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert page.url.endswith("/institutions/?q=museum")
    assert centre(brand) > width / 2
    assert page.locator("link[href*='codex-rtl']").count() == 1
    page.goto("/case-studies/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    assert centre(brand) < width / 2


def test_language_switch_works_without_javascript(browser, browser_context_args, world):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto("/case-studies/")

        plain.get_by_role("button", name="العربيّة").click()

        expect(plain.locator("html")).to_have_attribute("dir", "rtl")
        assert plain.url.endswith("/case-studies/")


def test_record_is_mirrored(page, world, speak):
    """What stands beside the text stands on the other side."""
    _user, addresses = world.addresses["stranger"]
    record = next(
        each for each in addresses if each.startswith("/institutions/") and each != "/institutions/"
    )
    page.goto(record)
    side, main = page.locator(".record__side").first, page.locator(".record__main").first
    is_before = centre(side) < centre(main)
    speak(page, "ar")

    page.goto(record)

    assert (centre(side) < centre(main)) is not is_before


@pytest.mark.parametrize("role", ROLES)
def test_pages_have_no_grave_barriers_in_arabic(page, world, sign_in, speak, grave_findings, role):
    user, addresses = world.addresses[role]
    if user:
        sign_in(page, user)
    speak(page, "ar")

    findings = {}
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.dir") == "rtl"
        findings[address] = grave_findings(page)

    assert findings == dict.fromkeys(addresses, [])


def test_arabic_text_on_an_english_page_runs_from_right_to_left(page, world):
    page.goto("/case-studies/")
    title = page.get_by_role("link", name="دراسة حالة")

    directions = title.evaluate("e => [getComputedStyle(e).direction, e.matches(':dir(rtl)'), e.innerHTML]")

    assert directions[1] or "<bdi" in directions[2]
