# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of page on a wide and on a very narrow screen: only tables and boards may scroll, in boxes of their own."""

import pytest
from playwright.sync_api import expect

from tests.browser.world import furnish

NARROW, WIDE = 320, 1280
# What sticks out of the page and is not inside a box that scrolls or cuts by itself.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const held = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
  return [document.documentElement.scrollWidth - width,
    [...document.querySelectorAll("body *")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 1 && (box.right > width + 1 || box.left < -1) && !held(e);
    }).slice(0, 4).map((e) => e.tagName + "." + e.className)];
}"""


@pytest.fixture
def world(transactional_db):
    return furnish()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_page_scrolls_sideways(page, world, sign_in, speak, language, width):
    page.set_viewport_size({"width": width, "height": 800})
    speak(page, language)
    wide = {}
    for user, addresses in world:
        if user:
            sign_in(page, user)
        for address in addresses:
            page.goto(address)
            too_much, culprits = page.evaluate(STICKS_OUT)
            if too_much > 0:
                wide[f"{user} {address}"] = (too_much, culprits)

    assert wide == {}


def test_form_can_be_filled_in_on_a_narrow_screen(page, world, sign_in):
    page.set_viewport_size({"width": NARROW, "height": 640})
    sign_in(page, world.coordinator)
    page.goto("/institutions/add/")

    small = page.evaluate(
        """() => [...document.querySelectorAll("main input:not([type=hidden]), main select, main textarea, main button")]
           .filter((e) => { const box = e.getBoundingClientRect();
                            return box.height < 24 || box.width < 24 || box.left < 0 || box.right > innerWidth; })
           .map((e) => e.name || e.textContent)"""
    )

    assert small == []
    page.get_by_label("Name", exact=True).fill("Museum of Tides")
    page.get_by_label("Kind").select_option("museum")
    page.get_by_label("Country").select_option("FR")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("The institution is added.")).to_be_visible()
