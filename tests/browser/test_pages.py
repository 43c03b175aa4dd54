# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of page in a real browser: signing in, filtering as one types, forms without JavaScript, barriers."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Advocate, Institution
from tests.browser.world import furnish
from tests.factories import InstitutionFactory, UserFactory, member

ROLES = ("stranger", "coordinator", "volunteer", "wmf")
PASSPHRASE = "a passphrase typed by hand"


@pytest.fixture
def world(transactional_db):
    return furnish()


@pytest.fixture
def plain(browser, browser_context_args):
    """A page in a browser whose JavaScript is turned off."""
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        yield context.new_page()


def tab_to(page, target):
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _press in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard does not get there")


@pytest.mark.parametrize("role", ROLES)
def test_pages_have_no_grave_barriers(page, world, sign_in, grave_findings, role):
    user, addresses = world.addresses[role]
    if user:
        sign_in(page, user)

    findings = {}
    for address in addresses:
        answer = page.goto(address)
        findings[address] = (answer.status, grave_findings(page))

    assert findings == dict.fromkeys(addresses, (200, []))


def test_dark_pages_can_be_read(page, world, sign_in, grave_findings):
    sign_in(page, world.coordinator)
    page.emulate_media(color_scheme="dark")
    _user, addresses = world.addresses["coordinator"]
    chosen = [
        each for each in addresses if each.startswith(("/partnerships/", "/dashboards/", "/agreements/"))
    ]

    findings = {}
    for address in chosen:
        page.goto(address)
        findings[address] = grave_findings(page)

    assert findings == dict.fromkeys(chosen, [])
    light = (
        page.evaluate("getComputedStyle(document.body).backgroundColor").removeprefix("rgb(").split(",")[0]
    )
    assert int(light) < 60


def test_signing_in_needs_no_mouse(page, transactional_db, settings):
    settings.DEBUG = True  # a demo's door, where a password is enough
    user = UserFactory(username="clara")
    user.set_password(PASSPHRASE)
    user.save()
    page.goto("/case-studies/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Sign in"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("clara")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(page).to_have_url("/case-studies/")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Sign out"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_wrong_password_is_said_where_the_focus_is(page, transactional_db):
    page.goto("/sign-in/")
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("nothing")

    page.keyboard.press("Enter")

    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("correct username and password")
    expect(summary).to_be_focused()


def test_institutions_are_filtered_as_one_types_and_the_address_keeps_it(page, transactional_db):
    for name in ("Museum of Tides", "Library of Clouds"):
        InstitutionFactory(name=name)
    page.goto("/institutions/")
    page.evaluate("window.sameDocument = true")

    page.get_by_label("Name or place").press_sequentially("tides")

    expect(page.locator("#results")).not_to_contain_text("Library of Clouds")
    expect(page.locator("#results")).to_contain_text("Museum of Tides")
    expect(page.get_by_label("Name or place")).to_be_focused()
    assert page.evaluate("window.sameDocument === true")
    assert "q=tides" in page.url
    page.reload()
    expect(page.get_by_label("Name or place")).to_have_value("tides")
    expect(page.locator("#results")).not_to_contain_text("Library of Clouds")


def test_institution_and_advocate_are_added_without_javascript(plain, transactional_db, sign_in):
    coordinator = member("coordinator")
    sign_in(plain, coordinator)
    plain.goto("/")

    plain.get_by_role("link", name="Add an institution").click()
    plain.get_by_label("Name", exact=True).fill("Museum of Tides")
    plain.get_by_label("Kind").select_option("museum")
    plain.get_by_role("button", name="Add").click()
    refused = plain.locator(".error-summary").inner_text()
    plain.get_by_label("Country").select_option("FR")
    plain.get_by_role("button", name="Add").click()
    expect(plain.get_by_text("The institution is added.")).to_be_visible()
    plain.get_by_role("link", name="Add an advocate").click()
    plain.get_by_label("Name", exact=True).fill("Perpetua Zirconium")
    plain.get_by_label("Engagement").select_option("champion")
    plain.get_by_role("button", name="Introduce").click()

    expect(plain.get_by_text("The advocate is introduced.")).to_be_visible()
    expect(plain.get_by_text("Perpetua Zirconium").first).to_be_visible()
    assert "Country" in refused
    assert Advocate.objects.get().affiliate == coordinator.affiliate
    assert Institution.objects.get().name == "Museum of Tides"


def test_open_dialog_keeps_the_focus_inside_until_it_is_closed(page, world, sign_in):
    sign_in(page, world.coordinator)
    page.goto("/board/")
    expect(page.locator("[data-board][data-ready]")).to_be_visible()
    opener = page.get_by_role("link", name="Move").first
    opener.focus()

    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    inside = []
    for _press in range(8):
        page.keyboard.press("Tab")
        inside.append(
            page.evaluate(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
            )
        )
    dialog.get_by_role("button", name="Close").click()

    assert all(inside)
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_page_that_is_not_there_and_one_that_is_forbidden_say_so_in_words(
    page, world, sign_in, grave_findings
):
    sign_in(page, world.volunteer)
    shown = {}
    for address in ("/partnerships/987654/", "/dashboards/movement/"):
        answer = page.goto(address)
        shown[address] = (answer.status, page.get_by_role("heading", level=1).count(), grave_findings(page))

    assert shown == {"/partnerships/987654/": (404, 1, []), "/dashboards/movement/": (403, 1, [])}
