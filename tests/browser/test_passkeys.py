# SPDX-License-Identifier: GPL-3.0-or-later
"""A passkey in a real browser with a key in software: added, shown at sign-in and once more, by keyboard; or not there."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import UserFactory

PASSPHRASE = "a passphrase long enough"


@pytest.fixture
def wrench(db, settings, live_server):
    settings.SITE_URL = live_server.url
    user = UserFactory(username="wrench", is_platform_admin=True)
    user.set_password(PASSPHRASE)
    user.save()
    return user


@pytest.fixture
def key(page):
    """`key(it_is_you)`: what the finger on the sensor says from then on."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda it_is_you: session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": it_is_you}
    )


def press(page, place) -> None:
    page.locator(place).focus()
    page.keyboard.press("Enter")


def give_password(page) -> None:
    page.goto(reverse("login"))
    page.locator("input[name=username]").fill("wrench")
    page.locator("input[name=password]").fill(PASSPHRASE)
    page.keyboard.press("Enter")


def at(name):
    return re.compile(re.escape(reverse(name)) + "(\\?.*)?$")


def test_passkey_is_added_and_shown_by_keyboard(page, key, wrench, speak, grave_findings):
    give_password(page)
    press(page, f"main a[href='{reverse('accounts:passkey-add')}']")
    expect(page.locator("[data-passkey-lacking]")).to_be_hidden()
    assert grave_findings(page) == []
    page.locator("input[name=name]").fill("Laptop")
    page.keyboard.press("Enter")
    expect(page.locator(".codes code")).to_have_count(10)
    press(page, "main a.cdx-button")
    press(page, ".top__signout button")
    expect(page.locator(".top__user")).to_have_count(0)

    speak(page, "ar")
    give_password(page)
    expect(page).to_have_url(at("accounts:second-factor"))
    assert grave_findings(page) == []
    key(False)
    press(page, "form[data-passkey] button")
    expect(page.locator("[data-passkey-said]")).not_to_be_empty()
    expect(page.locator(".top__user")).to_have_count(0)
    key(True)
    press(page, "form[data-passkey] button")
    expect(page.locator(".top__user")).to_be_visible()

    page.goto(f"{reverse('accounts:prove')}?next={reverse('accounts:sessions')}")
    assert grave_findings(page) == []
    press(page, "form[data-passkey] button")
    expect(page).to_have_url(at("accounts:sessions"))
    expect(page.locator("#second-factor ~ .scroll")).to_contain_text("Laptop")
    assert grave_findings(page) == []


def test_where_there_are_no_passkeys_the_page_says_so_and_offers_the_app(
    browser, browser_context_args, page, sign_in, wrench
):
    """In a browser that does not know them, and without JavaScript."""
    page.add_init_script("delete window.PublicKeyCredential")
    with browser.new_context(**browser_context_args, java_script_enabled=False) as plain:
        for each in (page, plain.new_page()):
            sign_in(each, wrench)
            each.goto(reverse("accounts:passkey-add"))
            expect(each.locator("form[data-passkey]")).to_be_hidden()
            expect(each.locator("[data-passkey-lacking]")).to_contain_text("take the code of an app")
            expect(each.locator(f"main a[href='{reverse('accounts:second-factor-set-up')}']")).to_be_visible()
