# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole life of a case study at a browser: begun, left in the middle, written together, reviewed, published.

Once by somebody without a mouse and once by somebody whose browser runs no JavaScript, up to the real wiki and back.
"""

import pytest
from playwright.sync_api import expect

from casestudies.models import CaseStudy
from localwiki.accounts import AUTHOR
from outreach import actions as outreach
from outreach import connection, tasks
from tests.factories import InstitutionFactory, UserFactory, member
from tests.person import button, leave, link
from tests.wiki.conftest import authority, fresh_mediawiki
from tests.wiki.publishing import connected, let_time_pass, revisions

__all__ = ["authority", "fresh_mediawiki"]

pytestmark = [pytest.mark.wiki, pytest.mark.slow]

PAGE = "GLAM/Case studies/Museum of Maps"
GOALS = "Put the maps where people look for them."


@pytest.fixture
def people(authority, settings, transactional_db, monkeypatch):
    """Author, co-author and reviewer; the author has an account on the wiki."""
    # A busy machine may keep the preview waiting longer than a person would.
    monkeypatch.setattr(connection, "INTERACTIVE_SECONDS", 20.0)
    settings.WIKI_URL = authority.url
    settings.WIKI_OAUTH_URL = authority.rest_url
    settings.WIKI_OAUTH_CLIENT_ID = authority.client_id
    settings.WIKI_OAUTH_CLIENT_SECRET = authority.client_secret
    InstitutionFactory(name="Museum of Maps")
    return (
        connected(authority),
        UserFactory(wiki_username="Bea"),
        member("coordinator", wiki_username="Grace"),
    )


def saved(hand):
    if hand.has_scripts:
        expect(hand.page.locator("#saved")).to_contain_text("Saved")


def begin(hand, affiliate):
    page = hand.page
    page.goto("/case-studies/")
    hand.press(link(page, "Write a case study"))
    hand.write(page.get_by_label("Title"), "Maps for everybody")
    hand.write(page.locator("#id_institution_q"), "maps")
    if not hand.has_scripts:
        hand.press(button(page, "Look it up"))
    choice = page.get_by_label("Museum of Maps")
    if hand.has_scripts:
        hand.reach(page.get_by_label("no institution"))  # of a group the chosen one has the keyboard's stop
        page.keyboard.press("ArrowDown")
        expect(choice).to_be_checked()
    else:
        choice.check(force=True)
    hand.choose(page.get_by_label("Affiliate"), str(affiliate))
    hand.press(button(page, "Begin"))
    expect(page.get_by_role("heading", name="Write the case study")).to_be_visible()


def leave_in_the_middle_and_return(hand):
    """The tab is closed while the goals are being typed; without scripts, after they were saved."""
    page, address = hand.page, f"/case-studies/{CaseStudy.objects.get().pk}/write/goals/"
    page.goto(address)
    if not hand.has_scripts:
        hand.write(page.get_by_label("Goals"), GOALS)
        hand.press(button(page, "Save and go on"))
        expect(page).not_to_have_url(address)
        leave(page)
        hand.page = page.context.new_page()
        return
    page.context.set_offline(True)
    hand.write(page.get_by_label("Goals"), GOALS)
    expect(page.locator("#saved")).to_contain_text("Not saved: no connection")
    page.close()
    page.context.set_offline(False)
    hand.page = page.context.new_page()
    hand.page.goto(address)
    hand.press(hand.page.get_by_role("button", name="Take it over"))
    saved(hand)


def write(hand, section, text, study):
    hand.page.goto(f"/case-studies/{study.pk}/write/")
    hand.write(hand.page.get_by_label(section, exact=True), text)
    saved(hand)
    hand.press(button(hand.page, "Save draft"))
    expect(hand.page.get_by_text("The draft is saved.")).to_be_visible()


def invite_and_accept(hand, sign_in, study, author, other):
    page = hand.page
    page.goto(study.get_absolute_url())
    hand.press(link(page, "Co-authors"))
    hand.write(page.get_by_label("Account name"), "Bea")
    hand.press(button(page, "Invite"))
    expect(page.get_by_text("Bea is invited.")).to_be_visible()
    sign_in(page, other)
    page.goto(f"/case-studies/{study.pk}/coauthors/")
    hand.press(page.get_by_role("button", name="Accept and write"))
    expect(page.get_by_text("You write it together now.")).to_be_visible()
    write(hand, "Outcomes", "Ten thousand came.", study)
    sign_in(page, author)


def answer(hand, label):
    box = hand.page.get_by_label(label)
    if hand.has_scripts:
        hand.tick(box)
    else:
        box.check(force=True)  # Codex draws its own over it
    expect(box).to_be_checked()


def file(hand, study):
    page = hand.page
    page.goto(f"/case-studies/{study.pk}/write/")
    hand.press(button(page, "Look it over and file it"))
    if not CaseStudy.objects.get().licence_agreed_at:
        answer(hand, "I publish this text")
        answer(hand, "It names nobody.")
    hand.press(button(page, "File it all the same"))
    expect(page.get_by_text("The case study is filed")).to_be_visible()


def review(hand, study, verdict, words):
    page = hand.page
    page.goto(f"/case-studies/{study.pk}/review/")
    if button(page, "I take it").count():
        hand.press(button(page, "I take it"))
    hand.write(page.get_by_label("What the authors should know"), words)
    hand.press(button(page, verdict))


def publish(hand, study):
    page = hand.page
    page.goto(study.get_absolute_url())
    hand.press(link(page, "Publish on the wiki"))
    hand.write(page.get_by_label("Title of the page on the wiki"), PAGE)
    hand.press(button(page, "Publish under my name"))
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    let_time_pass()
    tasks.publish_due()
    if not hand.has_scripts:
        hand.press(link(page, "Look again"))
    expect(page.get_by_text("It is on the wiki in your name.")).to_be_visible()


def test_a_case_study_is_written_together_reviewed_published_and_mirrored_once(
    hand, sign_in, people, fresh_mediawiki
):
    author, other, reviewer = people
    sign_in(hand.page, author)
    begin(hand, reviewer.affiliate)
    study = CaseStudy.objects.get()
    leave_in_the_middle_and_return(hand)
    invite_and_accept(hand, sign_in, study, author, other)
    write(hand, "Summary", "We put a thousand maps online.", study)
    file(hand, study)

    sign_in(hand.page, reviewer)
    review(hand, study, "Ask for changes", "What would you do differently?")
    expect(hand.page.get_by_text("It is back with its authors")).to_be_visible()
    sign_in(hand.page, author)
    write(hand, "Reflection and lessons learned", "Begin with fewer maps.", study)
    file(hand, study)
    sign_in(hand.page, reviewer)
    review(hand, study, "Accept", "Others can copy this.")
    expect(hand.page.get_by_text("Accepted. Its author is told")).to_be_visible()

    sign_in(hand.page, author)
    publish(hand, study)
    tasks.run_sync(outreach.request_sync(by=None).run_id)

    [(user, text)] = revisions(fresh_mediawiki, PAGE)
    assert user == AUTHOR.name
    for words in (GOALS, "Ten thousand came.", "We put a thousand maps online.", "Begin with fewer maps."):
        assert words in text
    assert list(CaseStudy.objects.filter(page__title=PAGE)) == [study]
    assert CaseStudy.objects.filter(title="Maps for everybody").count() == 1
    study.refresh_from_db()
    assert (study.state, study.edition.conflict_at) == ("published", None)
