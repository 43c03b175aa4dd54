# SPDX-License-Identifier: GPL-3.0-or-later
"""The board in a real browser: several cards at once, taking back, folded columns, a phone, what a stage asks for."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Partnership
from partnerships.stages import Phase
from tests.browser.test_board import (
    board,
    card_in,
    coordinator,
    count_of,
    drag,
    partnerships,
    phase_of,
    stage,
)

__all__ = ["board", "coordinator", "partnerships"]  # fixtures


def test_chosen_cards_move_together_and_are_taken_back_with_the_keys(board, partnerships):
    first, second = partnerships[:2]
    board.get_by_role("button", name="Select").press("Enter")
    board.get_by_label("Choose Archive of Tides").press("Space")
    board.get_by_label("Choose Library of Clouds").press("Space")
    expect(board.locator("[data-chosen] output")).to_have_text("2")
    board.get_by_role("button", name="Change them").press("Enter")
    board.locator("#dlg select[name=stage]").select_option(label="Researched")
    board.locator("#dlg button[value=move]").press("Enter")

    expect(board.locator(".toast--undo")).to_contain_text("2 partnerships changed.")
    expect(card_in(board, first, Phase.RESEARCHED)).to_be_visible()
    expect(count_of(board, second, Phase.RESEARCHED)).to_have_text("2")
    board.keyboard.press("Control+z")

    expect(board.locator("#live")).to_contain_text("Taken back: 2 changes.")
    expect(card_in(board, second, Phase.IDENTIFIED)).to_be_visible()
    assert (phase_of(first), phase_of(second)) == (Phase.IDENTIFIED, Phase.IDENTIFIED)


def test_those_refused_are_named_in_the_dialog(board, partnerships):
    board.get_by_role("button", name="Select").click()
    for name in ("Archive of Tides", "Museum of Echoes"):
        board.get_by_label(f"Choose {name}").check()
    board.get_by_role("button", name="Change them").click()
    board.locator("#dlg select[name=stage]").select_option(label="Pilot")
    board.locator("#dlg button[value=move]").click()

    expect(board.locator("#dlg [data-outcome]")).to_contain_text("Archive of Tides: A partnership cannot go")
    expect(card_in(board, partnerships[2], Phase.PILOT)).to_have_count(1)


def test_undo_button_takes_a_move_back(board, partnerships):
    moved = partnerships[0]
    board.locator(f"#mv-{moved.pk}").focus()
    board.keyboard.press("Shift+ArrowRight")
    expect(card_in(board, moved, Phase.RESEARCHED)).to_have_attribute("data-version", "2")

    board.get_by_role("button", name="Undo").click()

    expect(board.locator("#live")).to_contain_text("Archive of Tides is back in “Identified”")
    expect(card_in(board, moved, Phase.IDENTIFIED)).to_have_attribute("data-version", "3")
    expect(board.locator(".toast--undo")).to_have_count(0)
    expect(board.locator(f"#mv-{moved.pk}")).to_be_focused()
    assert phase_of(moved) == Phase.IDENTIFIED


def test_folded_columns_open_by_key_and_are_remembered(board, partnerships):
    column = board.locator(f"#sec-{stage(partnerships[0], Phase.CONTACTED).pk}")
    expect(column.locator(".cards")).to_be_hidden()

    column.locator(".col__head").focus()
    board.keyboard.press("Enter")
    expect(column.locator(".cards")).to_be_visible()
    board.reload()

    expect(column.locator(".cards")).to_be_visible()


def test_phone_shows_one_column_by_its_tab(page, coordinator, partnerships, sign_in):
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, coordinator)
    page.goto("/board/")
    expect(page.locator(f"#card-{partnerships[0].pk}")).to_be_visible()
    expect(page.locator(f"#card-{partnerships[2].pk}")).to_be_hidden()

    page.locator(f"[data-tab='{partnerships[2].stage_id}']").click()

    expect(page.locator(f"#card-{partnerships[2].pk}")).to_be_visible()
    expect(page.locator(f"#card-{partnerships[0].pk}")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_a_stage_asks_for_is_asked_and_leaving_puts_the_card_back(board, partnerships):
    asked = partnerships[0]
    target = stage(asked, Phase.RESEARCHED)
    type(target).objects.filter(pk=target.pk).update(needs=["summary"])

    drag(board, asked, Phase.RESEARCHED)
    expect(board.locator("#dlg textarea[name=summary]")).to_be_visible()
    board.keyboard.press("Escape")
    expect(card_in(board, asked, Phase.IDENTIFIED)).to_be_visible()
    expect(count_of(board, asked, Phase.IDENTIFIED)).to_have_text("2")

    drag(board, asked, Phase.RESEARCHED)
    board.locator("#dlg textarea[name=summary]").fill("Both want it.")
    board.locator("#dlg").get_by_role("button", name="Move", exact=True).click()

    expect(card_in(board, asked, Phase.RESEARCHED)).to_have_count(1)
    expect(board.locator("#dlg")).to_be_hidden()
    assert Partnership.objects.get(pk=asked.pk).summary == "Both want it."


@pytest.mark.parametrize(
    "address", ["/board/", "/partnerships/", "/partnerships/conditions/?where=0:country:is:PT"]
)
def test_choosing_and_conditions_have_no_grave_findings(board, grave_findings, address):
    board.goto(address)
    if address == "/board/":
        board.get_by_role("button", name="Select").click()

    assert grave_findings(board) == []
