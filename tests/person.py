# SPDX-License-Identifier: GPL-3.0-or-later
"""People at a browser: one who has no mouse, one whose browser runs no JavaScript; and what they press."""

from contextlib import suppress

from playwright.sync_api import Error, expect

MOST_TABS = 120


class Keyboard:
    """Somebody without a mouse: goes everywhere by Tab, acts by keys."""

    has_scripts = True

    def __init__(self, page):
        self.page = page

    def reach(self, target):
        expect(target).to_be_visible()
        # From the top, because what was just replaced may have taken the focus with it.
        for _press in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not get to {target}")

    def press(self, target):
        self.reach(target)
        self.page.keyboard.press("Enter")

    def tick(self, target):
        self.reach(target)
        self.page.keyboard.press("Space")

    def write(self, target, text):
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, target, label):
        """A select, by typing what its option begins with."""
        self.reach(target)
        self.page.keyboard.type(label)
        self.page.keyboard.press("Tab")
        expect(target.locator("option:checked")).to_have_text(label)


class Plain:
    """Somebody whose browser runs no JavaScript."""

    has_scripts = False

    def __init__(self, page):
        self.page = page

    def press(self, target):
        target.click()

    def tick(self, target):
        target.check()

    def write(self, target, text):
        target.fill(text)

    def choose(self, target, label):
        target.select_option(label=label)


def leave(page):
    """Close the tab, from an empty page.

    A close that meets a page just arriving is lost by Chromium, and Playwright waits for its end for ever
    (https://issues.chromium.org/issues/536385539).
    """
    for _once_more_where_another_page_came_between in range(2):
        with suppress(Error):
            page.goto("about:blank")
            break
    page.close()


def button(page, name):
    return page.locator("main").get_by_role("button", name=name, exact=True)


def link(page, name):
    return page.locator("main").get_by_role("link", name=name, exact=True).first
