# SPDX-License-Identifier: GPL-3.0-or-later
"""In a real browser: the hint while typing, a merge and its undo by keyboard, a wish; and no barriers."""

import re

from playwright.sync_api import expect

from institutions.actions.suggestions import suggest
from institutions.models import LikelyDuplicate
from partnerships.models import Institution
from tests.factories import InstitutionFactory, UserFactory, member


def test_typing_a_name_that_is_there_shows_it_and_the_tick_lets_one_go_on(page, sign_in):
    there = InstitutionFactory(name="Museum of Ponds", place="Lac")
    sign_in(page, member("coordinator"))
    page.goto("/institutions/add/")
    page.get_by_label("Country").first.select_option("FR")
    page.locator("#id_kind").select_option("museum")

    page.locator("#id_name").press_sequentially("the museum of pond", delay=20)

    hint = page.locator(".alike")
    expect(hint.get_by_role("link", name=there.name)).to_be_visible()
    hint.get_by_label("It is another one").check()
    page.get_by_role("button", name="Add the institution").click()
    expect(page).to_have_url(re.compile(r"/institutions/\d+/$"))
    assert Institution.objects.count() == 2


def test_merging_and_undoing_by_keyboard(page, sign_in, grave_findings):
    kept = InstitutionFactory(name="Museum of Ponds", website="https://a.example/")
    absorbed = InstitutionFactory(name="Pond Museum", website="https://b.example/")
    LikelyDuplicate.objects.create(first=kept, second=absorbed, signals={"name": 50}, strength=60)
    sign_in(page, member("coordinator"))
    page.goto("/institutions/duplicates/")
    assert grave_findings(page) == []

    page.get_by_role("link", name="Compare and merge").press("Enter")
    page.locator("#k-website").focus()
    page.keyboard.press("ArrowRight")
    assert grave_findings(page) == []
    page.get_by_role("button", name="Merge them").press("Enter")

    expect(page.get_by_text("The two are one now")).to_be_visible()
    kept.refresh_from_db()
    assert kept.website == "https://b.example/"
    page.goto(absorbed.get_absolute_url())
    expect(page).to_have_url(re.compile(kept.get_absolute_url()))
    page.goto("/institutions/merges/")
    page.get_by_role("link", name="Undo").press("Enter")
    page.get_by_role("button", name="Make them two again").press("Enter")
    expect(page.get_by_text("they are two again")).to_be_visible()


def test_wishing_without_javascript(browser, browser_context_args, sign_in, transactional_db):
    suggest(by=UserFactory(), name="House of Kites", country="JP")
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, UserFactory())
        page.goto("/suggestions/")

        page.get_by_role("button", name=re.compile("I wish for it too")).click()

        expect(page.get_by_role("button", name=re.compile("You wish for it"))).to_be_visible()
