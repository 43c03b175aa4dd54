# SPDX-License-Identifier: GPL-3.0-or-later
"""A memorandum from its template over signature and amendment to its renewal, by mouse, by keyboard, in Arabic."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.models import Commitment, Mou
from partnerships.stages import Phase
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory, member
from tests.person import button, link

TODAY = timezone.localdate()


@pytest.fixture
def coordinator(transactional_db):
    return member("coordinator", wiki_username="Ayşe the Coordinator")


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=coordinator,
        phase=Phase.AGREEMENT,
        institution__name="Archive of Tides",
    )


def fill_day(page, label, day):
    page.get_by_label(re.compile(f"^{label}")).fill(day.isoformat())


def draft_from_template(page, partnership):
    page.goto(f"/partnerships/{partnership.pk}/agreements/draft/")
    ready_made = page.get_by_label("Begin from").locator(
        "option", has_text="(memorandum of understanding, English)"
    )
    page.get_by_label("Begin from").select_option(ready_made.first.get_attribute("value"))
    page.get_by_label("Title").fill("Images of tides")
    fill_day(page, "Starts on", TODAY - timedelta(days=300))
    fill_day(page, "Ends on", TODAY + timedelta(days=60))
    button(page, "Keep the draft").click()
    expect(page.get_by_role("heading", name="Images of tides", level=1)).to_be_visible()
    return Mou.objects.get()


def promise(page, *, what, quantity, unit):
    link(page, "Note a commitment").click()
    page.get_by_label(re.compile("^What")).fill(what)
    page.get_by_label("How much").fill(quantity)
    page.get_by_label("Of what").fill(unit)
    fill_day(page, "Due on", TODAY + timedelta(days=30))
    button(page, "Note it").click()
    expect(page.get_by_text("The commitment is noted.")).to_be_visible()


def sign(page):
    link(page, "Record the signatures").click()
    button(page, "Both sides signed").click()
    expect(page.get_by_text("The signatures are recorded. The terms are locked now.")).to_be_visible()


def test_memorandum_from_template_to_renewal(page, partnership, coordinator, sign_in):
    sign_in(page, coordinator)
    first = draft_from_template(page, partnership)
    assert first.clauses.count() > 5
    expect(page.locator("main")).to_contain_text("Archive of Tides")
    promise(page, what="Release images", quantity="1000", unit="images")
    sign(page)
    expect(link(page, "Correct the terms")).to_have_count(0)

    link(page, "Release images").click()
    page.get_by_label("How much").first.fill("400")
    button(page, "Note progress").click()
    expect(page.locator("main")).to_contain_text("400")

    page.goto(first.get_absolute_url())
    button(page, "Amend").click()
    expect(page.get_by_text("The amendment is drafted.")).to_be_visible()
    link(page, "Correct the terms").click()
    page.get_by_label("Title").fill("Images and sounds of tides")
    button(page, "Save").click()
    expect(page.locator("del", has_text="Images of tides").first).to_be_visible()
    sign(page)
    second = Mou.objects.get(amends=first)
    assert Commitment.objects.get().mou == second
    page.goto(first.get_absolute_url())
    expect(page.locator(".head")).to_contain_text("replaced")

    page.goto(f"/agreements/{second.pk}/renew/")
    expect(page.locator("main")).to_contain_text("400")
    button(page, "Draft the renewal").click()
    expect(page.get_by_text("The renewal is drafted.")).to_be_visible()
    third = Mou.objects.get(amends=second)
    assert third.starts_on == second.ends_on + timedelta(days=1)


def test_agreement_is_signed_and_kept_without_a_mouse_or_without_scripts(
    hand, partnership, coordinator, sign_in
):
    page = hand.page
    mou = MouFactory(partnership=partnership, title="Images of tides", link="https://tides.example/mou")
    CommitmentFactory(mou=mou, what="Release images", party="institution")
    sign_in(page, coordinator)
    page.goto(mou.get_absolute_url())

    hand.press(link(page, "Record the signatures"))
    hand.press(button(page, "Both sides signed"))
    expect(page.get_by_text("The signatures are recorded.")).to_be_visible()
    hand.press(link(page, "Release images"))
    hand.write(page.get_by_label(re.compile("^Note")), "All of them are on the wiki.")
    hand.press(button(page, "Note progress"))
    expect(page.get_by_text("The progress is noted.")).to_be_visible()
    hand.press(button(page, "Settle"))

    expect(page.get_by_text("The commitment is settled.")).to_be_visible()
    assert Commitment.objects.get().state == "kept"


def test_agreement_reads_from_right_to_left_in_arabic(
    page, partnership, coordinator, sign_in, speak, grave_findings
):
    sign_in(page, coordinator)
    mou = draft_from_template(page, partnership)
    CommitmentFactory(mou=mou, what="Release images", party="institution", due_on=TODAY)
    speak(page, "ar")

    for address in (mou.get_absolute_url(), f"/agreements/{mou.pk}/print/", "/commitments/", "/today/"):
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.querySelector('main, body')).direction") in (
            "rtl",
            "ltr",
        )
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), address
        assert grave_findings(page) == [], address
    page.goto(mou.get_absolute_url())
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", name="الالتزامات")).to_be_visible()
