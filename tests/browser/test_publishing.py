# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing in a browser, on a real wiki: published, mirrored once, changed by two, merged, nothing overwritten."""

import pytest
from playwright.sync_api import expect

from casestudies import actions
from casestudies.models import CaseStudy
from localwiki.accounts import AUTHOR
from outreach import actions as outreach
from outreach import connection, tasks
from tests.casestudies.filing import accepted_one
from tests.factories import InstitutionFactory
from tests.person import button, link
from tests.wiki.conftest import authority, fresh_mediawiki
from tests.wiki.publishing import connected, let_time_pass, revisions

__all__ = ["authority", "fresh_mediawiki"]

pytestmark = pytest.mark.wiki

TITLE = "GLAM/Case studies/Museum of Nowhere"


@pytest.fixture
def author(authority, settings, transactional_db, monkeypatch):
    # A busy machine may keep the preview waiting longer than a person would.
    monkeypatch.setattr(connection, "INTERACTIVE_SECONDS", 20.0)
    settings.WIKI_URL = authority.url
    settings.WIKI_OAUTH_URL = authority.rest_url
    settings.WIKI_OAUTH_CLIENT_ID = authority.client_id
    settings.WIKI_OAUTH_CLIENT_SECRET = authority.client_secret
    return connected(authority)


@pytest.fixture
def accepted(author):
    begun = actions.begin_case_study(
        by=author, title="Maps online", institution=InstitutionFactory(name="Museum of Nowhere")
    )
    return accepted_one(
        write(begun, summary="We put a thousand '''maps''' online.", goals="Reach more readers.")
    )


def write(case_study, **sections):
    case_study.refresh_from_db()
    return actions.save_case_study(
        case_study, version=case_study.version, by=case_study.author, sections=sections
    )


def work():
    """The worker's turn."""
    let_time_pass()
    tasks.publish_due()


def sync():
    tasks.run_sync(outreach.request_sync(by=None).run_id)


def text_on(wiki):
    return revisions(wiki, TITLE)[-1][1]


def publish(hand, accepted):
    hand.page.goto(accepted.get_absolute_url())
    hand.press(link(hand.page, "Publish on the wiki"))
    hand.press(button(hand.page, "Publish under my name"))
    expect(hand.page.get_by_text("Waiting for its turn")).to_be_visible()


def look(hand):
    """Pages with scripts look for themselves."""
    if not hand.has_scripts:
        hand.press(link(hand.page, "Look again"))


def test_case_study_is_published_merged_with_a_rivals_edit_and_mirrored_once(
    hand, sign_in, accepted, fresh_mediawiki
):
    sign_in(hand.page, accepted.author)
    publish(hand, accepted)
    work()
    look(hand)
    expect(hand.page.get_by_text("It is on the wiki in your name.")).to_be_visible()
    assert [user for user, _text in revisions(fresh_mediawiki, TITLE)] == [AUTHOR.name]
    sync()
    assert CaseStudy.objects.filter(page__title=TITLE).count() == 1

    write(accepted, goals="Reach a million readers.", outcomes="Ten thousand came.")
    hand.page.goto(f"/case-studies/{accepted.pk}/publish/")
    hand.press(button(hand.page, "Publish under my name"))
    expect(hand.page.get_by_text("Waiting for its turn")).to_be_visible()
    # Between our read and our write.
    rivals = (
        text_on(fresh_mediawiki).replace("Reach more readers.", "Reach schools too.")
        + "\n\n[[Category:Maps]]"
    )
    fresh_mediawiki.edit(TITLE, rivals, user="Admin")
    work()
    look(hand)
    expect(hand.page.get_by_text("Somebody changed the page meanwhile")).to_be_visible()
    assert text_on(fresh_mediawiki) == rivals

    hand.press(link(hand.page, "Compare and decide"))
    goals = hand.page.get_by_role("region", name="Goals")
    for column, text in [
        ("The wiki now", "Reach schools too."),
        ("Ours", "Reach a million readers."),
        ("What both come from", "Reach more readers."),
    ]:
        expect(goals.get_by_role("region", name=column)).to_contain_text(text)
    merged = goals.get_by_role("textbox")
    expect(merged).to_have_value(
        "<<<<<<< ours\nReach a million readers.\n=======\nReach schools too.\n>>>>>>> theirs"
    )
    hand.write(merged, "Reach a million readers, and schools too.")
    hand.press(button(hand.page, "Publish what I decided"))
    expect(hand.page.get_by_text("Waiting for its turn")).to_be_visible()
    work()
    look(hand)
    expect(hand.page.get_by_text("It is on the wiki in your name.")).to_be_visible()

    text = text_on(fresh_mediawiki)
    assert "Reach a million readers, and schools too." in text
    assert "Ten thousand came." in text
    assert "[[Category:Maps]]" in text
    assert [user for user, _text in revisions(fresh_mediawiki, TITLE)] == [AUTHOR.name, "Admin", AUTHOR.name]
    sync()
    assert CaseStudy.objects.filter(page__title=TITLE).count() == 1
    assert CaseStudy.objects.get(pk=accepted.pk).edition.conflict_at is None


def test_preview_comes_from_the_wikis_own_parser(page, sign_in, accepted):
    sign_in(page, accepted.author)

    page.goto(f"/case-studies/{accepted.pk}/publish/")

    preview = page.get_by_role("region", name="How the wiki will show it")
    expect(preview.locator("b", has_text="maps")).to_be_visible()
    expect(preview.get_by_text("did not answer")).to_have_count(0)
    expect(page.get_by_label("Title of the page on the wiki")).to_have_value(TITLE)


def test_title_that_the_wiki_has_is_refused_before_anything_is_sent(page, sign_in, accepted, fresh_mediawiki):
    fresh_mediawiki.edit(TITLE, "Somebody else's.")
    sign_in(page, accepted.author)
    page.goto(f"/case-studies/{accepted.pk}/publish/")

    page.get_by_role("button", name="Publish under my name").click()

    expect(page.get_by_text("The wiki has a page of this title already").first).to_be_visible()
    assert revisions(fresh_mediawiki, TITLE) == [("Admin", "Somebody else's.")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_publishing_have_no_grave_barriers_and_fit_a_narrow_screen(
    page, sign_in, speak, accepted, grave_findings, language, fresh_mediawiki
):
    sign_in(page, accepted.author)
    speak(page, language)
    case_study = actions.publish_case_study(
        accepted, title=TITLE, summary="First", version=accepted.version, by=accepted.author
    )
    work()
    case_study = write(accepted, goals="Ours.")
    other = actions.begin_case_study(by=accepted.author, title="Another")
    write(other, summary="Not yet there.")
    fresh_mediawiki.edit(TITLE, text_on(fresh_mediawiki).replace("Reach more readers.", "Theirs."))
    sync()
    addresses = [
        f"/case-studies/{case_study.pk}/{name}" for name in ("", "conflict/", "changes/", "publication/")
    ]
    addresses += [f"/case-studies/{other.pk}/publish/", f"/case-studies/{other.pk}/preview/"]

    findings = {}
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        findings[address] = grave_findings(page)
        page.set_viewport_size({"width": 320, "height": 800})
        findings[address] += (
            ["too wide"] if page.evaluate("document.documentElement.scrollWidth") > 320 else []
        )

    assert findings == dict.fromkeys(addresses, [])
