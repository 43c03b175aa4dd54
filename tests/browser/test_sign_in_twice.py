# SPDX-License-Identifier: GPL-3.0-or-later
"""A platform administrator sets up a second factor and signs in with it, by keyboard, in English and in Arabic."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import authenticator
from tests.factories import UserFactory

PASSPHRASE = "a passphrase long enough"


@pytest.fixture
def wrench(db):
    user = UserFactory(username="wrench", is_platform_admin=True)
    user.set_password(PASSPHRASE)
    user.save()
    return user


def type_in(page, name: str, text: str) -> None:
    field = page.locator(f"input[name={name}]")
    field.focus()
    page.keyboard.type(text)


def at(address: str):
    return re.compile(re.escape(address) + "$")


def give_password(page) -> None:
    page.goto(reverse("login"))
    type_in(page, "username", "wrench")
    type_in(page, "password", PASSPHRASE)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_second_factor_is_set_up_and_given_by_keyboard(page, speak, wrench, grave_findings, language):
    speak(page, language)
    give_password(page)
    expect(page).to_have_url(at(reverse("accounts:second-factor-set-up")))
    assert page.locator("img.qr").evaluate("each => each.naturalWidth") > 0
    assert grave_findings(page) == []
    secret = page.locator("main code").inner_text()
    type_in(page, "code", authenticator.code(secret))
    page.keyboard.press("Enter")
    codes = page.locator(".codes code")
    expect(codes).to_have_count(10)
    assert grave_findings(page) == []
    kept = codes.first.inner_text()
    page.locator("main a.cdx-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".top__user")).to_be_visible()

    page.goto(reverse("accounts:sessions"))
    assert grave_findings(page) == []
    page.locator(".top__signout button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".top__user")).to_have_count(0)
    give_password(page)
    expect(page).to_have_url(at(reverse("accounts:second-factor")))
    assert grave_findings(page) == []
    type_in(page, "code", "000000")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-invalid=true]")).to_be_visible()
    assert grave_findings(page) == []
    page.locator("input[name=code]").fill("")
    type_in(page, "code", kept)
    page.keyboard.press("Enter")
    expect(page.locator(".top__user")).to_be_visible()

    page.goto(reverse("accounts:elevate"))
    type_in(page, "reason", "Asked by the board of the chapter")
    page.keyboard.press("Enter")
    expect(page.locator(".elevated")).to_be_visible()
    assert grave_findings(page) == []
    page.locator(".elevated button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".elevated")).to_have_count(0)
