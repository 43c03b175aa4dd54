# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the register, of teamwork and of people: barriers in both scripts, narrow screens, one header line."""

import pytest

from tests.browser.fuller import furnish_more
from tests.browser.test_small_screens import NARROW, STICKS_OUT
from tests.browser.world import furnish

# One step of depth at a time, one title a page, and one thing that is the thing to do.
OUTLINE = """() => {
  const seen = (e) => e.offsetParent && !e.closest("dialog:not([open])");
  const depths = [...document.querySelectorAll("h1, h2, h3, h4, h5")].filter(seen).map((e) => Number(e.tagName[1]));
  return [depths.filter((d) => d === 1).length,
    depths.filter((d, at) => at && d > depths[at - 1] + 1).length,
    [...document.querySelectorAll(".cdx-button--weight-primary")].filter(seen).map((e) => e.textContent.trim())];
}"""
# What every kind of page is made of; the rest differ from these by their fields.
IN_ARABIC = (
    "/merge/", "/duplicates/", "/suggestions/", "/ties/", "/judgements/", "/tasks/", "/notices/", "/views/",
    "/co-leads/", "/advocates/", "/leave/", "/pipelines/", "/map/", "/palette/",
)  # fmt: skip
# Plain forms, made of the very pieces that other forms are tried for.
PLAIN = (
    "/add/",
    "/propose/",
    "/make/",
    "/correct/",
    "/contact/",
    "/forget/",
    "/alignment/",
    "/without/",
    "/begin/?q=museum",
)


@pytest.fixture
def look(transactional_db, page, sign_in):
    """Signs in and gives the addresses."""
    admin, addresses = furnish_more(furnish())
    sign_in(page, admin)
    return addresses


def open_whole(page, address) -> int:
    """Open the page and wait until its slots have come; its status."""
    status = page.goto(address).status
    page.wait_for_selector("html:not(:has(.htmx-request))", state="attached")
    return status


def test_newer_pages_fit_a_narrow_screen_in_good_order_and_without_grave_barriers(page, look, grave_findings):
    """All at once, because opening them is what takes the time; each kind of page meets axe in one language."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    findings = {}
    for address in look:
        status = open_whole(page, address)
        too_much, culprits = page.evaluate(STICKS_OUT)
        titles, jumps, primary = page.evaluate(OUTLINE)
        stands = titles == 1 and not jumps and len(primary) <= 1
        findings[address] = (
            status,
            culprits if too_much > 0 else [],
            [] if stands else [titles, jumps, primary],
            [] if address.endswith(IN_ARABIC + PLAIN) else grave_findings(page),
        )

    assert findings == dict.fromkeys(look, (200, [], [], []))


def test_newer_pages_have_no_grave_barriers_in_arabic(page, look, speak, grave_findings):
    speak(page, "ar")
    chosen = [address for address in look if address.endswith(IN_ARABIC)]

    findings = {address: (open_whole(page, address), grave_findings(page)) for address in chosen}

    assert len(chosen) >= len(IN_ARABIC)
    assert findings == dict.fromkeys(chosen, (200, []))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_header_keeps_to_one_line_at_1280_pixels(page, look, speak, language):
    page.set_viewport_size({"width": 1280, "height": 800})
    speak(page, language)

    open_whole(page, "/institutions/duplicates/")

    header = page.locator("header.top")
    tallest = max(each.bounding_box()["height"] for each in header.locator("a, button").all())
    assert header.bounding_box()["height"] < 2 * tallest
