# SPDX-License-Identifier: GPL-3.0-or-later
"""Filing with its questions, facts, known figures and titles that are taken; by keyboard and without JavaScript."""

from datetime import date

import pytest
from playwright.sync_api import expect

from agreements.models import Progress
from casestudies import actions
from casestudies.models import CaseStudy, LinkedFigure
from tests.factories import (
    CaseStudyFactory,
    CommitmentFactory,
    ContributorFactory,
    MouFactory,
    PageFactory,
    PartnershipFactory,
    member,
)


@pytest.fixture
def author(hand, sign_in, transactional_db):
    author = member("coordinator")
    sign_in(hand.page, author)
    return author


@pytest.fixture
def draft(author):
    partnership = PartnershipFactory(affiliate=author.affiliate)
    agreement = MouFactory(partnership=partnership, signed=True)
    promised = CommitmentFactory(mou=agreement, what="Release the scans", quantity=1000, unit="images")
    Progress.objects.create(commitment=promised, quantity=1204, done_on=date(2024, 6, 1))
    return actions.begin_case_study(by=author, title="A scanner on loan", partnership=partnership)


def test_filing_asks_for_licence_and_people_and_loses_nothing(hand, draft):
    page = hand.page
    page.goto(f"/case-studies/{draft.pk}/write/")
    hand.write(page.get_by_label("Goals"), "Mrs Lovelace wanted the plates online.")

    hand.press(page.get_by_role("button", name="Look it over and file it"))
    expect(page.get_by_text("The text seems to name: Mrs Lovelace. Have they agreed?")).to_be_visible()
    hand.press(page.get_by_role("button", name="File it all the same"))

    expect(page.get_by_role("heading", name="This could not be done yet")).to_be_visible()
    expect(page.get_by_text("The text seems to name: Mrs Lovelace. Have they agreed?")).to_be_visible()
    hand.tick(page.get_by_label("I publish this text"))
    hand.tick(page.get_by_label("It names nobody."))
    hand.press(page.get_by_role("button", name="File it all the same"))

    expect(page.get_by_role("link", name="What does the text say of people?")).to_be_visible()
    expect(page.get_by_label("I publish this text")).to_be_checked()
    draft.refresh_from_db()
    assert (draft.state, draft.sections.get(key="goals").text) == (
        CaseStudy.State.DRAFT,
        "Mrs Lovelace wanted the plates online.",
    )
    # Of a group of radio buttons the keyboard reaches the chosen one; arrows go on from there.
    page.get_by_label("Everybody it names has agreed").check(force=True)
    hand.press(page.get_by_role("button", name="File it all the same"))

    expect(page.get_by_text("The case study is filed")).to_be_visible()
    filed = CaseStudy.objects.get()
    assert (filed.state, filed.people_named) == (CaseStudy.State.FILED, "agreed")


def test_facts_are_said_and_people_looked_up(hand, draft):
    page = hand.page
    person = ContributorFactory(username="Babbage")
    page.goto(f"/case-studies/{draft.pk}/facts/")
    expect(page.get_by_label("Year")).to_have_value(str(draft.year))

    page.get_by_label("Kind").select_option("upload")
    hand.tick(page.get_by_label("OpenRefine"))
    page.get_by_label("People who took part").fill("babb")
    if hand.has_scripts:
        expect(page.get_by_label("Babbage")).to_be_visible()
    else:
        hand.press(page.get_by_role("button", name="Look them up"))
    hand.tick(page.get_by_label("Babbage"))
    expect(page.get_by_label("OpenRefine")).to_be_checked()
    hand.press(page.get_by_role("button", name="Save", exact=True))

    expect(page.get_by_text("Saved what it is about.")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.kind, draft.tools, list(draft.contributors.all())) == ("upload", ["openrefine"], [person])


def test_a_known_figure_is_taken_and_written_into_the_text(hand, draft):
    page = hand.page
    page.goto(f"/case-studies/{draft.pk}/figures/")
    expect(page.get_by_text("becomes public with it")).to_be_visible()

    hand.tick(page.get_by_label("1,204 of 1,000 images delivered"))
    hand.press(page.get_by_role("button", name="Take the chosen figures"))
    hand.press(page.get_by_role("button", name="Write it into the outcomes"))

    expect(page.get_by_text("stands as a sentence")).to_be_visible()
    assert LinkedFigure.objects.get().case_study == draft
    assert draft.sections.get(key="outcomes").text.startswith("1,204 of 1,000 images delivered")
    page.goto(draft.get_absolute_url())
    expect(page.get_by_role("heading", name="Measured figures")).to_be_visible()


def test_a_title_that_the_wiki_has_is_told_before_anything_is_begun(hand, author):
    page = hand.page
    there = CaseStudyFactory(mirrored=True, page=PageFactory(title="GLAM/Case studies/The Children's Museum"))
    page.goto("/case-studies/begin/")

    page.get_by_label("Title").fill("the childrens museum")
    if not hand.has_scripts:
        hand.press(page.get_by_role("button", name="Begin", exact=True))

    told = page.get_by_role("link", name="GLAM/Case studies/The Children's Museum")
    expect(told).to_have_attribute("href", there.get_absolute_url())
    assert CaseStudy.objects.count() == 1
    hand.tick(page.get_by_label("Mine is another case study"))
    hand.press(page.get_by_role("button", name="Begin", exact=True))
    expect(page.get_by_role("heading", name="Write the case study")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1400, 320])
def test_the_pages_are_accessible_and_fit(
    page, sign_in, speak, grave_findings, language, width, transactional_db
):
    author = member("coordinator")
    sign_in(page, author)
    partnership = PartnershipFactory(affiliate=author.affiliate)
    agreement = MouFactory(partnership=partnership, signed=True)
    for what in ("Release the scans", "Train the staff"):
        promised = CommitmentFactory(mou=agreement, what=what, quantity=1000, unit="images")
        Progress.objects.create(commitment=promised, quantity=1204, done_on=date(2024, 6, 1))
    study = CaseStudyFactory(
        author=author,
        partnership=partnership,
        mou=agreement,
        kind="upload",
        outcome="reached",
        year=2014,
        tools=["openrefine"],
        media=["images"],
        campaign="Maps for everybody",
    )
    study.contributors.set(ContributorFactory.create_batch(2))
    actions.link_figures(study, [f"delivered:{promised.pk}:images"], by=author)
    Progress.objects.create(commitment=promised, quantity=96, done_on=date(2024, 9, 1))
    PageFactory(title=f"GLAM/Case studies/{study.title}")
    speak(page, language)
    page.set_viewport_size({"width": width, "height": 900})

    for name in ("facts/", "figures/", "write/", "link/?q=nowhere", ""):
        address = f"{study.get_absolute_url()}{name}"
        page.goto(address)
        assert grave_findings(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
