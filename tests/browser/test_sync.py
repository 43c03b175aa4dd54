# SPDX-License-Identifier: GPL-3.0-or-later
"""The sync page in a browser: it starts a sync and shows its progress and its end without being reloaded."""

import pytest
from playwright.sync_api import expect

from outreach.models import SyncRun
from tests.factories import (
    ClaimFactory,
    ContributionFactory,
    ContributorFactory,
    EvidenceFactory,
    PageFactory,
)
from work import actions as work
from work.models import Run

REACHES = "/sync/"


@pytest.fixture
def sync_page(page, sign_in, wmf_staff, transactional_db):
    """The list of runs, as somebody sees it who may start one; a mark on its window goes with a reload."""
    sign_in(page, wmf_staff)
    page.goto(REACHES)
    return page


def start(page):
    """Press the button; the run, claimed as by a worker."""
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    page.evaluate("window.sameDocument = true")
    return work.claim(SyncRun.objects.get().run_id)


def is_reloaded(page):
    return not page.evaluate("window.sameDocument === true")


def test_sync_page_shows_progress_and_end_without_a_reload(sync_page):
    run = start(sync_page)
    bar = sync_page.get_by_role("progressbar")

    work.advance(run, progress=30, expected=120)
    expect(bar).to_have_attribute("value", "30")
    work.advance(run, progress=90)
    expect(bar).to_have_attribute("value", "90")
    expect(sync_page.get_by_text("90 of 120")).to_be_visible()
    SyncRun.objects.update(created=120)
    work.finish(run)

    expect(bar).to_have_count(0)
    row = sync_page.get_by_role("row").nth(1)
    expect(row).to_contain_text("done")
    expect(row).to_contain_text("120")
    expect(sync_page.get_by_role("button", name="Sync now")).to_be_visible()
    assert not is_reloaded(sync_page)


def test_sync_page_asks_no_more_once_the_run_has_ended(sync_page):
    run = start(sync_page)
    work.finish(run)
    expect(sync_page.get_by_role("progressbar")).to_have_count(0)
    asked = []
    sync_page.on("request", lambda request: asked.append(request.url))

    sync_page.wait_for_timeout(2500)

    assert asked == []


def test_sync_page_says_why_a_run_failed_without_a_reload(sync_page):
    run = start(sync_page)

    work.fail(run, "The wiki did not answer in time.")

    expect(sync_page.get_by_text("The wiki did not answer in time.").first).to_be_visible()
    expect(sync_page.get_by_text("asked again within the hour")).to_be_visible()
    assert not is_reloaded(sync_page)


def test_sync_can_be_started_again_from_the_page_that_updated_itself(sync_page):
    work.fail(start(sync_page), "The wiki did not answer in time.")

    sync_page.get_by_role("button", name="Sync now").click()

    expect(sync_page.get_by_text("The sync is on its way.")).to_be_visible()
    assert sorted(Run.objects.values_list("state", flat=True)) == ["failed", "queued"]


def test_sync_works_without_javascript(browser, browser_context_args, sign_in, wmf_staff, transactional_db):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as plain:
        page = plain.new_page()
        sign_in(page, wmf_staff)
        page.goto(REACHES)
        page.get_by_role("button", name="Sync now").click()
        work.finish(work.claim(SyncRun.objects.get().run_id))

        page.get_by_role("link", name="Look again").click()

        expect(page.get_by_role("row").nth(1)).to_contain_text("done")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_the_mirror_have_no_grave_barriers(sync_page, speak, grave_findings, language):
    contributor = ContributorFactory(username="Ada Example")
    page = PageFactory()
    ContributionFactory(contributor=contributor, page=page, role="named", confidence=0.5)
    for kind, value in (("affiliation", "WMNW"), ("country", "FR")):
        claim = ClaimFactory(contributor=contributor, kind=kind, key=value, value=value)
        EvidenceFactory(claim=claim, page=page, confidence=0.5)
    speak(sync_page, language)
    run = start_quietly()
    people = [
        "/contributors/",
        "/contributors/?country=KP",
        "/contributors/claims/",
        "/contributors/remove-me/",
    ]
    addresses = [REACHES, run.get_absolute_url(), contributor.get_absolute_url(), *people]

    findings = {}
    for address in addresses:
        sync_page.goto(address)
        findings[address] = grave_findings(sync_page)

    assert findings == dict.fromkeys(addresses, [])


def start_quietly():
    """A failed run with reasons, and one under way."""
    reasons = [{"title": "GLAM/Case studies/A", "reason": "hidden", "detail": ""}]
    source = PageFactory().source
    failed = SyncRun.objects.create(run=work.queue("outreach.sync"), source=source, reasons=reasons)
    work.fail(work.claim(failed.run_id), "The wiki did not answer in time.")
    SyncRun.objects.create(run=work.queue("outreach.sync"), source=source)
    return failed


@pytest.mark.parametrize(
    "address", [REACHES, "/contributors/", "/contributors/claims/", "/contributors/remove-me/"]
)
def test_pages_of_the_mirror_fit_a_narrow_screen(sync_page, address):
    start_quietly()
    row = ContributionFactory(contributor=ContributorFactory(username="Ada " + "Example " * 20))
    EvidenceFactory(claim=ClaimFactory(contributor=row.contributor, value="Museum" * 20), page=row.page)
    sync_page.set_viewport_size({"width": 320, "height": 800})

    sync_page.goto(address)

    assert sync_page.evaluate("document.documentElement.scrollWidth") <= 320
