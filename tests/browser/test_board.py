# SPDX-License-Identifier: GPL-3.0-or-later
"""The board in a real browser: by mouse, by keyboard, without JavaScript, in Arabic, and for everybody."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Partnership, StageMove
from partnerships.stages import Phase
from tests.factories import AdvocateFactory, MouFactory, PartnershipFactory, member


@pytest.fixture
def coordinator(transactional_db):
    return member("coordinator", wiki_username="Ayşe the Coordinator")


@pytest.fixture
def partnerships(coordinator):
    """Two identified and one in agreement, which has no memorandum."""
    return [
        PartnershipFactory(
            affiliate=coordinator.affiliate, lead=coordinator, phase=phase, institution__name=name
        )
        for phase, name in [
            (Phase.IDENTIFIED, "Archive of Tides"),
            (Phase.IDENTIFIED, "Library of Clouds"),
            (Phase.AGREEMENT, "Museum of Echoes"),
        ]
    ]


@pytest.fixture
def board(page, coordinator, partnerships, sign_in):
    """The coordinator's board, ready for moves."""
    sign_in(page, coordinator)
    page.goto("/board/")
    expect(page.locator("[data-board][data-ready]")).to_be_visible()
    return page


def stage(partnership, phase):
    return partnership.pipeline.stages.get(phase=phase)


def card_in(page, partnership, phase):
    return page.locator(f"#col-{stage(partnership, phase).pk} > #card-{partnership.pk}")


def count_of(page, partnership, phase):
    return page.locator(f"#n-{stage(partnership, phase).pk}")


def phase_of(partnership):
    return Partnership.objects.values_list("phase", flat=True).get(pk=partnership.pk)


def drag(page, partnership, phase):
    """By hand, on a screen that shows both ends: press on the card, move in steps, release over the column."""
    page.set_viewport_size({"width": 3400, "height": 900})
    card = page.locator(f"#card-{partnership.pk} .card__meta")
    column = page.locator(f"#sec-{stage(partnership, phase).pk}")
    start, end = card.bounding_box(), column.bounding_box()
    # Near its top: of a folded column that is its name, of an open one its head.
    drop = end["y"] + 40
    page.mouse.move(start["x"] + 12, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, drop, steps=12)
    # Once more on the spot: a busy browser may have skipped the last of the steps.
    page.wait_for_timeout(100)
    page.mouse.move(end["x"] + end["width"] / 2, drop + 4, steps=2)
    page.mouse.up()


def test_card_dragged_to_the_next_column_is_moved(board, partnerships):
    moved = partnerships[0]

    drag(board, moved, Phase.RESEARCHED)

    expect(board.locator("#live")).to_contain_text("Archive of Tides is now in “Researched”")
    expect(card_in(board, moved, Phase.RESEARCHED)).to_have_attribute("data-version", "2")
    expect(count_of(board, moved, Phase.IDENTIFIED)).to_have_text("1")
    expect(count_of(board, moved, Phase.RESEARCHED)).to_have_text("1")
    assert phase_of(moved) == Phase.RESEARCHED


def test_refused_drag_returns_the_card_and_says_why(board, partnerships):
    refused = partnerships[2]

    drag(board, refused, Phase.ACTIVE)

    expect(board.locator("#alert")).to_contain_text("needs an agreement in force")
    expect(board.locator("#toast")).to_contain_text("needs an agreement in force")
    expect(card_in(board, refused, Phase.AGREEMENT)).to_be_visible()
    expect(count_of(board, refused, Phase.AGREEMENT)).to_have_text("1")
    expect(count_of(board, refused, Phase.ACTIVE)).to_have_text("0")
    assert not StageMove.objects.exists()


def test_card_that_somebody_else_moved_goes_where_it_is_now(board, partnerships):
    stale = partnerships[0]
    contacted = stage(stale, Phase.CONTACTED)
    Partnership.objects.filter(pk=stale.pk).update(stage=contacted, phase=Phase.CONTACTED, version=7)

    drag(board, stale, Phase.RESEARCHED)

    expect(board.locator("#alert")).to_contain_text("Somebody else changed this")
    expect(card_in(board, stale, Phase.CONTACTED)).to_have_attribute("data-version", "7")
    expect(count_of(board, stale, Phase.IDENTIFIED)).to_have_text("1")


def test_move_dialog_works_by_keyboard_and_gives_the_focus_back(board, partnerships):
    moved = partnerships[1]
    link = board.locator(f"#mv-{moved.pk}")

    link.focus()
    board.keyboard.press("Enter")
    expect(board.locator("#dlg")).to_be_visible()
    expect(board.locator("#dlg select[name=stage]")).to_be_focused()
    board.keyboard.press("Escape")
    expect(board.locator("#dlg")).to_be_hidden()
    expect(link).to_be_focused()

    board.keyboard.press("Enter")
    board.locator("#dlg select[name=stage]").select_option(label="Researched")
    board.locator("#dlg button", has_text="Move").press("Enter")

    expect(card_in(board, moved, Phase.RESEARCHED)).to_have_attribute("data-version", "2")
    expect(link).to_be_focused()
    expect(board.locator("#live")).to_contain_text("is now in “Researched”")


def test_missing_reason_is_asked_for_and_then_it_moves(board, partnerships):
    paused = partnerships[2]

    drag(board, paused, Phase.PAUSED)

    expect(board.locator("#dlg")).to_be_visible()
    expect(board.locator("#dlg select[name=stage]")).to_have_value(str(stage(paused, Phase.PAUSED).pk))
    expect(card_in(board, paused, Phase.AGREEMENT)).to_have_count(1)
    board.locator("#dlg textarea[name=note]").fill("Closed for rebuilding until spring.")
    board.locator("#dlg button", has_text="Move").click()

    expect(card_in(board, paused, Phase.PAUSED)).to_have_attribute("data-version", "2")
    assert StageMove.objects.get().note == "Closed for rebuilding until spring."


def test_shift_and_arrow_move_the_card_and_keep_the_focus(board, partnerships):
    moved = partnerships[0]
    board.locator(f"#mv-{moved.pk}").focus()

    board.keyboard.press("Shift+ArrowRight")

    expect(card_in(board, moved, Phase.RESEARCHED)).to_have_attribute("data-version", "2")
    expect(board.locator(f"#mv-{moved.pk}")).to_be_focused()
    board.keyboard.press("Shift+ArrowLeft")
    expect(card_in(board, moved, Phase.IDENTIFIED)).to_have_attribute("data-version", "3")


def test_arabic_board_runs_from_the_right_and_its_keys_are_mirrored(
    page, coordinator, partnerships, sign_in, speak
):
    sign_in(page, coordinator)
    speak(page, "ar")
    page.goto("/board/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("[data-board][data-ready]")).to_be_visible()
    moved = partnerships[0]
    first, second = (
        page.locator(f"#col-{stage(moved, phase).pk}").bounding_box()["x"]
        for phase in (Phase.IDENTIFIED, Phase.RESEARCHED)
    )
    assert second < first

    page.locator(f"#mv-{moved.pk}").focus()
    page.keyboard.press("Shift+ArrowLeft")

    expect(card_in(page, moved, Phase.RESEARCHED)).to_have_attribute("data-version", "2")


def test_network_that_fails_puts_the_card_back(board, partnerships):
    moved = partnerships[0]
    board.route("**/move/", lambda route: route.abort())

    board.locator(f"#mv-{moved.pk}").focus()
    board.keyboard.press("Shift+ArrowRight")

    expect(board.locator("#alert")).to_contain_text("could not be reached")
    expect(card_in(board, moved, Phase.IDENTIFIED)).to_be_visible()
    expect(count_of(board, moved, Phase.IDENTIFIED)).to_have_text("2")


def test_show_more_appends_the_rest_and_its_cards_move_too(page, coordinator, sign_in):
    made = [PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator) for _ in range(52)]
    first = made[0]  # the oldest stands last
    sign_in(page, coordinator)
    page.goto("/board/")
    column = page.locator(f"#col-{first.stage_id}")
    expect(column.locator(".card")).to_have_count(50)

    page.get_by_role("link", name="Show more").click()

    expect(column.locator(".card")).to_have_count(52)
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)
    page.locator(f"#mv-{first.pk}").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(card_in(page, first, Phase.RESEARCHED)).to_have_attribute("data-version", "2")


def test_without_javascript_cards_move_through_forms(
    browser, browser_context_args, coordinator, partnerships, sign_in
):
    moved, refused = partnerships[0], partnerships[2]
    plain = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = plain.new_page()
    sign_in(page, coordinator)
    try:
        page.goto("/board/")
        page.locator(f"#mv-{moved.pk}").click()
        page.get_by_label("Stage").select_option(label="Researched")
        page.get_by_role("button", name="Move").click()
        expect(card_in(page, moved, Phase.RESEARCHED)).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="is now in")).to_be_visible()

        page.locator(f"#mv-{refused.pk}").click()
        page.get_by_label("Stage").select_option(label="Active")
        page.get_by_role("button", name="Move").click()
        expect(page.locator("#error-summary")).to_contain_text("needs an agreement in force")
    finally:
        plain.close()
    assert (phase_of(moved), phase_of(refused)) == (Phase.RESEARCHED, Phase.AGREEMENT)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_board_and_partnership_page_have_no_grave_findings(
    page, coordinator, partnerships, sign_in, speak, grave_findings, language
):
    partnership = partnerships[0]
    MouFactory(partnership=partnership, signed=True)
    AdvocateFactory(institution=partnership.institution, affiliate=partnership.affiliate)
    Partnership.objects.update(next_step="Call", next_step_on="2020-01-01", summary="Said.", notes="Kept.")
    sign_in(page, coordinator)
    speak(page, language)

    for address in ("/board/", partnership.get_absolute_url(), f"/partnerships/{partnership.pk}/move/"):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        assert grave_findings(page) == [], address


def test_board_and_partnership_page_fit_a_small_phone(page, coordinator, partnerships, sign_in):
    sign_in(page, coordinator)
    page.set_viewport_size({"width": 320, "height": 640})

    for address in ("/board/", partnerships[0].get_absolute_url(), "/partnerships/", "/moves/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
