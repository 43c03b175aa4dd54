# SPDX-License-Identifier: GPL-3.0-or-later
"""Places on the wikis in a browser: a category is added, counted on a real MediaWiki, and its tree is seen."""

import pytest
from playwright.sync_api import expect

from presence.models import CategoryRecord, Place
from presence.tasks import run_check
from tests.browser.test_more_pages import OUTLINE
from tests.browser.test_small_screens import NARROW, STICKS_OUT
from tests.factories import CategoryRecordFactory, PartnershipFactory
from tests.person import button, link
from tests.wiki.conftest import start_wiki
from work.models import Run

TREE = {"Museum of Tides": "", "Ships": "Museum of Tides", "Old ships": "Ships"}


@pytest.fixture(scope="module")
def commons(tmp_path_factory):
    with start_wiki(tmp_path_factory.mktemp("commons"), 0) as wiki:
        for name, parent in TREE.items():
            wiki.edit(f"Category:{name}", f"Described. [[Category:{parent}]]" if parent else "Described.")
        wiki.run_jobs()
        yield wiki


@pytest.fixture
def partnership(transactional_db, commons, coordinator, settings):
    settings.COMMONS_URL = commons.url
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.mark.wiki
def test_category_is_added_and_its_tree_is_seen(hand, partnership, sign_in, coordinator):
    page = hand.page
    sign_in(page, coordinator)
    page.goto(partnership.get_absolute_url())
    if not hand.has_scripts:
        hand.press(link(page, "On the wikis"))
    hand.press(link(page, "Add a place on the wikis"))
    hand.write(
        page.get_by_label("Address or name"), "https://commons.wikimedia.org/wiki/Category:Museum_of_Tides"
    )
    hand.press(button(page, "Add the place"))
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()

    run_check(Run.objects.get().pk)
    if not hand.has_scripts:
        hand.press(link(page, "Look again"))

    tree = page.get_by_role("table").last
    expect(tree.get_by_role("rowheader")).to_contain_text(["Museum of Tides", "Ships", "Old ships"])
    expect(page.get_by_text("Waiting for a worker")).to_have_count(0)
    assert CategoryRecord.objects.get().tree_categories == 3
    # Counted again: the page asks for it, and shows it.
    hand.press(button(page, "Count now"))
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()


def test_what_is_no_place_is_refused_with_what_would_be_taken(page, partnership, sign_in, coordinator):
    sign_in(page, coordinator)
    page.goto(f"/partnerships/{partnership.pk}/places/add/")

    page.get_by_label("Address or name").fill("https://evil.example/wiki/Category:Museum")
    button(page, "Add the place").click()

    expect(page.locator("#id_what_error")).to_contain_text("outreachdashboard.wmflabs.org")
    assert not Place.objects.exists()


def test_pages_fit_a_narrow_screen_in_both_directions_without_grave_barriers(
    page, partnership, sign_in, speak, coordinator, grave_findings
):
    row = CategoryRecordFactory(place__partnership=partnership, place__identifier="Museum of Tides")
    run = Run.objects.create(kind="presence.check")
    run_check(run.pk)
    sign_in(page, coordinator)
    page.set_viewport_size({"width": NARROW, "height": 800})
    institution = partnership.institution_id
    addresses = [
        f"/partnerships/{partnership.pk}/places/",
        f"/partnerships/{partnership.pk}/places/add/",
        f"/institutions/{institution}/places/",
        f"/institutions/{institution}/quickstatements/",
        "/institutions/quickstatements/",
        row.place.get_absolute_url(),
        f"{row.place.get_absolute_url()}measure/",
        f"{row.place.get_absolute_url()}name/",
    ]
    findings = {}
    for language, address in [(each, address) for each in ("en", "ar") for address in addresses]:
        speak(page, language)
        assert page.goto(address).status == 200
        too_much, culprits = page.evaluate(STICKS_OUT)
        titles, jumps, primary = page.evaluate(OUTLINE)
        stands = titles == 1 and not jumps and len(primary) <= 1
        if too_much > 0 or not stands or (grave := grave_findings(page)):
            findings[language, address] = (too_much, culprits, titles, jumps, primary, stands or grave)

    assert findings == {}
