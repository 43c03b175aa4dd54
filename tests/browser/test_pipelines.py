# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate and the pages of pipelines in a real browser, by keyboard and without JavaScript too."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Partnership, Stage
from partnerships.stages import Phase
from tests.factories import PartnershipFactory, member


@pytest.fixture
def admin(transactional_db):
    return member("admin", wiki_username="Ada Keyholder")


@pytest.fixture
def partnership(admin):
    partnership = PartnershipFactory(affiliate=admin.affiliate, lead=admin)
    Stage.objects.filter(phase=Phase.RESEARCHED).update(needs=["summary", "expected_works"])
    return partnership


def stage(partnership, phase):
    return partnership.pipeline.stages.get(phase=phase)


def test_dialog_asks_for_what_the_chosen_stage_needs_and_moves(page, admin, partnership, sign_in):
    sign_in(page, admin)
    page.goto("/board/")
    expect(page.locator("[data-board][data-ready]")).to_be_visible()
    page.locator(f"#mv-{partnership.pk}").press("Enter")
    dialog = page.locator("#dlg")
    expect(dialog.get_by_role("textbox", name="Summary")).to_be_visible()
    dialog.get_by_label("Why").fill("Kept while choosing")

    dialog.get_by_label("Stage").select_option("Paused")
    expect(dialog.get_by_role("textbox", name="Summary")).to_have_count(0)
    expect(dialog.get_by_label("Why")).to_have_value("Kept while choosing")
    dialog.get_by_label("Stage").select_option("Researched")
    dialog.get_by_role("textbox", name="Summary").fill("They hold the plates.")
    dialog.get_by_label("Works it may open").fill("500")
    dialog.get_by_role("button", name="Move").press("Enter")

    column = page.locator(f"#col-{stage(partnership, Phase.RESEARCHED).pk}")
    expect(column.locator(f"#card-{partnership.pk}")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("is now in “Researched”")
    now = Partnership.objects.get(pk=partnership.pk)
    assert (now.phase, now.summary, now.expected_works) == ("researched", "They hold the plates.", 500)


def test_stages_are_ordered_by_keyboard(page, admin, partnership, sign_in, grave_findings):
    sign_in(page, admin)
    page.goto(f"/pipelines/{partnership.pipeline_id}/")
    assert grave_findings(page) == []

    page.get_by_role("button", name="“Researched” one step down").press("Enter")

    expect(page.locator(".ladder__name").nth(1)).to_have_text("Contacted")
    expect(page.locator(".ladder__name").nth(2)).to_have_text("Researched")


def test_stage_is_changed_and_a_partnership_moved_without_javascript(
    browser, live_server, admin, partnership, sign_in
):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    sign_in(page, admin)
    page.goto(f"/pipelines/{partnership.pipeline_id}/")
    page.get_by_role("link", name="Change “Contacted”").click()
    page.get_by_label("Name", exact=False).first.fill("First letter")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".ladder")).to_contain_text("First letter")

    page.goto(f"/partnerships/{partnership.pk}/move/")
    page.get_by_label("Stage").select_option("Paused")
    page.get_by_role("button", name="Show what this stage asks for").click()
    expect(page.get_by_label("Stage")).to_have_value(str(stage(partnership, Phase.PAUSED).pk))
    page.get_by_label("Why").fill("The director left.")
    page.get_by_role("button", name="Move", exact=True).click()

    expect(page.locator("main")).to_contain_text("is now in “Paused”")
    context.close()
