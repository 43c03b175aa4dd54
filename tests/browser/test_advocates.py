# SPDX-License-Identifier: GPL-3.0-or-later
"""Advocates in a real browser: one click, a contact by the keyboard, leaving without JavaScript, barriers."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.models import Advocate
from tests.factories import AdvocateFactory, CommitmentFactory, MouFactory, PartnershipFactory, member


@pytest.fixture
def coordinator(transactional_db):
    return member("coordinator")


@pytest.fixture
def advocate(coordinator):
    """At an institution with an agreement in force and an open commitment."""
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    CommitmentFactory(mou=MouFactory(partnership=partnership, signed=True), what="Release the plates")
    return AdvocateFactory(
        institution=partnership.institution,
        affiliate=coordinator.affiliate,
        name="Perpetua Zirconium",
        engagement="cooling",
        email="perpetua@museum.example",
    )


def test_one_click_notes_a_contact_and_the_tie_is_explained(page, coordinator, advocate, sign_in):
    sign_in(page, coordinator)
    page.goto(f"/advocates/{advocate.pk}/")
    expect(page.get_by_text("No contact is noted yet")).to_be_visible()

    page.get_by_role("button", name="We spoke today").click()

    expect(page.get_by_text("Last contact today")).to_be_visible()
    assert Advocate.objects.get().last_contact_on == timezone.localdate()


def test_a_contact_is_noted_by_the_keyboard_alone(page, coordinator, advocate, sign_in):
    sign_in(page, coordinator)
    page.goto(f"/advocates/{advocate.pk}/")

    page.get_by_text("Note a contact").focus()
    page.keyboard.press("Enter")
    page.get_by_label("How", exact=True).focus()
    page.keyboard.type("call")
    page.get_by_label("Note", exact=False).last.focus()
    page.keyboard.type("They showed us the plates.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The contact is noted.")).to_be_visible()
    assert advocate.contacts.get().note == "They showed us the plates."


def test_leaving_passes_on_what_is_open_without_javascript(
    browser, browser_context_args, coordinator, advocate, sign_in
):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        plain = context.new_page()
        sign_in(plain, coordinator)
        plain.goto(f"/advocates/{advocate.pk}/")
        plain.get_by_role("link", name="They leave").click()
        plain.get_by_label("Or introduce the successor").fill("Ulla Feldspar")
        plain.get_by_role("button", name="Note that they left").click()
        expect(plain.locator(".error-summary")).to_contain_text("Say for each line")
        for choice in plain.get_by_label("What becomes of it").all():
            choice.select_option("passed")
        plain.get_by_role("button", name="Note that they left").click()

        expect(plain.get_by_text("It is noted that they left")).to_be_visible()
    assert Advocate.objects.get(name="Ulla Feldspar").relations.get().other == advocate


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_advocates_have_no_grave_barriers(
    page, coordinator, advocate, sign_in, speak, grave_findings, language
):
    sign_in(page, coordinator)
    speak(page, language)
    about = f"/advocates/{advocate.pk}/"
    leave = f"/posts/{advocate.posts.get().pk}/leave/"

    for address in ("/advocates/", about, f"{about}contact/", leave, f"/people/{coordinator.pk}/hand-over/"):
        page.goto(address)
        assert grave_findings(page) == [], address
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        page.set_viewport_size({"width": 1280, "height": 800})
