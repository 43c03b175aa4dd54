# SPDX-License-Identifier: GPL-3.0-or-later
"""The health page in a browser: it looks again by itself, fits a phone, and is readable for everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outreach.connection import Site
from outreach.models import Page, Publication, Source, SyncRun
from tests.browser.test_small_screens import STICKS_OUT
from tests.factories import EditionFactory, PageFactory, SourceFactory
from work.models import Run

PAGE = "/sync/health/"
LONG = "GLAM/Case studies/" + "A museum with a very long name and no end " * 3


@pytest.fixture
def unwell(transactional_db):
    """A wiki that was not reached for a day and a half, with something of everything."""
    source = SourceFactory(host=Site.OUTREACH.host)
    Source.objects.filter(pk=source.pk).update(synced_at=timezone.now() - timedelta(hours=36))
    for number in range(30):
        run = Run.objects.create(
            kind="outreach.sync",
            state="failed" if number > 26 else "done",
            error="WIKI_URL: there is no wiki's api.php at this address." if number > 26 else "",
            queued_at=timezone.now() - timedelta(hours=30 - number),
            ended_at=timezone.now() - timedelta(hours=30 - number),
        )
        SyncRun.objects.create(
            run=run,
            source=source,
            requests=3 + number % 5,
            reasons=[
                {
                    "title": "Half a page",
                    "reason": "unreadable",
                    "detail": "The wiki left it out of its answer.",
                }
            ],
        )
    PageFactory(title=LONG, fault="A table without an end.", source=source)
    PageFactory.create_batch(3, source=source)
    PageFactory(kind="newsletter", state=Page.State.GONE, source=source)
    study = EditionFactory(conflict_at=timezone.now() - timedelta(hours=3)).case_study
    Publication.objects.create(
        kind="case-study", source=source, title="X", by=study.author, state="parked", words="You are blocked."
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_health_page_fits_and_has_no_grave_barriers(
    page, unwell, sign_in, speak, wmf_staff, grave_findings, language, width
):
    page.set_viewport_size({"width": width, "height": 900})
    speak(page, language)
    sign_in(page, wmf_staff)

    page.goto(PAGE)

    too_much, culprits = page.evaluate(STICKS_OUT)
    assert (too_much > 0, culprits) == (False, culprits)
    assert grave_findings(page) == []


def test_health_page_looks_again_without_a_reload(page, unwell, sign_in, wmf_staff):
    sign_in(page, wmf_staff)
    page.clock.install()
    page.goto(PAGE)
    page.evaluate("window.sameDocument = true")
    assert page.locator("#health").get_by_text("stale").count() == 1
    Source.objects.update(synced_at=timezone.now())

    with page.expect_response(lambda response: response.url.endswith(PAGE)):
        page.clock.run_for(31_000)

    page.locator("#health").get_by_text("stale").wait_for(state="detached")
    assert page.evaluate("window.sameDocument === true")
