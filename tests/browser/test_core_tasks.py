# SPDX-License-Identifier: GPL-3.0-or-later
"""The five tasks of every day, each done by keyboard alone and done again with JavaScript turned off."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Institution, Partnership
from partnerships.stages import Phase
from teamwork.models import Mention
from tests.factories import InstitutionFactory, PartnershipFactory, member
from tests.person import button, link


@pytest.fixture
def coordinator(transactional_db):
    return member("coordinator", wiki_username="Ayşe the Coordinator")


@pytest.fixture
def page(hand, coordinator, sign_in):
    """The coordinator's page, signed in."""
    sign_in(hand.page, coordinator)
    return hand.page


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=coordinator,
        phase=Phase.IDENTIFIED,
        institution__name="Archive of Tides",
    )


def test_partnership_is_opened(hand, page):
    institution = InstitutionFactory(name="Museum of Echoes")
    page.goto(f"/institutions/{institution.pk}/")

    hand.press(link(page, "Open a partnership"))
    hand.write(page.get_by_label("Summary"), "They keep every echo.")
    hand.press(button(page, "Open the partnership"))

    expect(page.get_by_text("The partnership is open. Plan the next step.")).to_be_visible()
    assert Partnership.objects.get().summary == "They keep every echo."


def test_partnership_goes_through_a_gate_that_asks(hand, page, partnership):
    target = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    target.needs = ["summary"]
    target.save(update_fields=["needs"])
    page.goto(f"/partnerships/{partnership.pk}/")

    hand.press(link(page, "Move to another stage"))
    summary = page.get_by_role("textbox", name="Summary")
    hand.choose(page.get_by_label("Stage", exact=True), "Researched")
    hand.write(summary, "They keep the tides.")
    hand.press(button(page, "Move"))

    expect(page.get_by_text("Archive of Tides is now in “Researched”.").first).to_be_visible()
    partnership.refresh_from_db()
    assert (partnership.phase, partnership.summary) == (Phase.RESEARCHED, "They keep the tides.")


def test_next_step_is_planned_and_finished(hand, page, partnership):
    page.goto(f"/partnerships/{partnership.pk}/")
    field = page.locator("#field-next-step")
    hand.press(field.get_by_role("link").first)
    hand.write(page.get_by_role("textbox", name="Next step"), "Ring the director")
    hand.press(button(page, "Save"))
    expect(field).to_contain_text("Ring the director")

    hand.press(field.get_by_role("button", name="Done"))

    expect(page.get_by_role("textbox", name="Next step")).to_have_value("")
    partnership.refresh_from_db()
    assert partnership.next_step == ""


def test_note_names_a_colleague(hand, page, partnership, coordinator):
    ada = member("viewer", coordinator.affiliate, wiki_username="Ada Lovelace")
    page.goto(f"/partnerships/{partnership.pk}/notes/")

    hand.write(page.get_by_label("Note", exact=True), "Ask @Ada Lovelace about the plates")
    hand.press(button(page, "Write the note"))

    expect(page.locator(".note .person")).to_have_text("@Ada Lovelace")
    assert Mention.objects.get().user == ada


def test_institution_that_looks_like_another_is_added_knowingly(hand, page):
    InstitutionFactory(name="Museum of Echoes", country="FR", place="Ys")
    page.goto("/institutions/add/")

    hand.write(page.get_by_label("Name", exact=True), "Museum of Echoes")
    hand.choose(page.get_by_label("Kind", exact=True), "museum")
    hand.choose(page.get_by_label("Country", exact=True), "France")
    hand.write(page.get_by_label("Town or place"), "Ys")
    hand.press(button(page, "Add the institution"))
    expect(page.get_by_text("Perhaps it is there already:")).to_be_visible()
    assert Institution.objects.count() == 1

    hand.tick(page.get_by_label("It is another one"))
    hand.press(button(page, "Add the institution"))

    expect(page.get_by_text("The institution is added.")).to_be_visible()
    assert Institution.objects.count() == 2
