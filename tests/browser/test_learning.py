# SPDX-License-Identifier: GPL-3.0-or-later
"""Learning in a browser: what is like a partnership, and a first path with a mentor, by keyboard and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from casestudies.models import Section
from learning.actions.guides import lay_out_starters
from learning.models import FirstPath, Mentorship, Obstacle
from partnerships.stages import Phase
from tests.browser.test_more_pages import OUTLINE
from tests.browser.test_small_screens import STICKS_OUT
from tests.factories import (
    CaseStudyFactory,
    FirstPathFactory,
    GistFactory,
    InstitutionFactory,
    MentorFactory,
    MentorshipFactory,
    ObstacleFactory,
    PartnershipFactory,
    UserFactory,
)
from tests.person import button, link

LONG = "Donaudampfschifffahrtsgesellschaftsarchivverwaltungsgebäude"


@pytest.fixture
def partnership(transactional_db, coordinator):
    institution = InstitutionFactory(name="Museum of Tides", country="EG", collection_domains=["photographs"])
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, institution=institution, phase=Phase.CONTACTED
    )
    for number in range(5):
        there = InstitutionFactory(name=f"Museum {LONG} {number}", country="EG")
        study = CaseStudyFactory(
            mirrored=True, title=f"What {LONG} learned {number}", institution=there, country="EG", outcome="failed",
            kind="residency", programmes=["wikidata"], year=2020 + number,
        )  # fmt: skip
        Section.objects.create(case_study=study, key="reflection", text="Ask the director first.")
        GistFactory(
            case_study=study, topics=["negotiation"], filled=list("abcdef"), lesson=f"Ask first. {LONG}"
        )
        ObstacleFactory(case_study=study, theme="control", met=f"They feared loss of control over {LONG}.")
    lay_out_starters(by=None)
    return partnership


def test_what_is_like_a_partnership_stands_on_its_page_with_reasons(hand, partnership, sign_in, coordinator):
    page = hand.page
    sign_in(page, coordinator)
    page.goto(partnership.get_absolute_url())
    if not hand.has_scripts:
        hand.press(link(page, "Partnerships like this one"))

    why = page.get_by_role("list", name="Why it is offered").first
    expect(why).to_contain_text("same kind of institution: museum")
    expect(why).to_contain_text("deals with what comes next in your stage: negotiation")
    page.goto(partnership.get_absolute_url())
    if not hand.has_scripts:
        hand.press(link(page, "What helps in this phase"))
    hand.press(link(page, "A first letter that gets an answer"))
    expect(page.get_by_role("heading", level=1)).to_have_text("A first letter that gets an answer")


def test_what_a_machine_read_is_confirmed(hand, partnership, sign_in, coordinator):
    page = hand.page
    sign_in(page, coordinator)
    study = Obstacle.objects.order_by("pk").first().case_study
    page.goto(study.get_absolute_url())
    if not hand.has_scripts:
        hand.press(link(page, "Obstacles met and what helped"))
    expect(page.get_by_text("read by machine", exact=True)).to_be_visible()

    hand.press(link(page, "Is it so?"))
    hand.write(page.get_by_label("What helped"), "A letter from the ministry.")
    hand.press(button(page, "It is so"))

    expect(page.get_by_text("A letter from the ministry.")).to_be_visible()
    expect(page.get_by_text("read by machine", exact=True)).to_have_count(0)


def test_a_first_path_with_a_mentor(hand, partnership, sign_in, volunteer):
    page, mentor = hand.page, UserFactory(wiki_username="Mona Mentor")
    MentorFactory(user=mentor, countries=["EG"], languages=["en"])
    sign_in(page, volunteer)
    page.goto("/learning/")
    hand.press(link(page, "Your first partnership"))
    hand.choose(page.get_by_label("Country"), "Egypt")
    hand.press(button(page, "Set out"))
    expect(page.get_by_text("0 of 9")).to_be_visible()
    hand.press(button(page, "Done: Learn what GLAM is"))
    expect(page.get_by_text("1 of 9")).to_be_visible()

    hand.press(link(page, "See who could help"))
    expect(page.get_by_text("helps in Egypt")).to_be_visible()
    hand.press(link(page, "Ask Mona Mentor"))
    hand.write(page.get_by_label("What you would like help with"), "How do I begin?")
    hand.press(button(page, "Ask"))
    expect(page.get_by_text("Take the request back")).to_be_visible()

    sign_in(page, mentor)
    page.goto("/today/")
    hand.press(page.get_by_role("link", name=re.compile("^Answer")))
    expect(page.get_by_text("How do I begin?")).to_be_visible()
    hand.press(button(page, "Be their mentor"))
    expect(page.get_by_text("You are their mentor now.")).to_be_visible()

    sign_in(page, volunteer)
    page.goto("/learning/first-partnership/")
    expect(page.get_by_text("your mentor", exact=True)).to_be_visible()
    expect(page.get_by_text("2 of 9")).to_be_visible()
    assert Mentorship.objects.get().state == "accepted"
    assert set(FirstPath.objects.get().done) == {"learn", "mentor"}


def test_pages_fit_a_narrow_screen_in_both_directions_without_grave_barriers(
    page, partnership, sign_in, speak, coordinator, grave_findings
):
    coordinator.is_wmf_staff = True
    coordinator.save()
    path = FirstPathFactory(user=coordinator, country="EG", institution_kind="museum")
    MentorFactory(user__wiki_username=f"Mona {LONG}", countries=["EG"])
    MentorshipFactory(path=path, message="Hello")
    asking = MentorshipFactory(mentor=coordinator, message=f"Help me, {LONG}")
    study = Obstacle.objects.order_by("pk").first().case_study
    guide = "/learning/guides/"
    addresses = [
        "/learning/",
        "/learning/failed/",
        "/learning/obstacles/",
        Obstacle.objects.order_by("pk").first().get_absolute_url(),
        f"/case-studies/{study.pk}/like/",
        f"/case-studies/{study.pk}/obstacles/",
        f"/case-studies/{study.pk}/obstacles/add/",
        f"/partnerships/{partnership.pk}/like/",
        f"/partnerships/{partnership.pk}/guides/",
        partnership.get_absolute_url(),
        guide,
        f"{guide}add/",
        "/learning/first-partnership/",
        "/learning/first-partnership/studies/",
        "/learning/first-partnership/institution/",
        "/learning/first-partnership/mentors/",
        asking.path.get_absolute_url(),
        "/learning/mentoring/",
    ]
    sign_in(page, coordinator)
    findings = {}
    for language, address in [(each, address) for each in ("en", "ar") for address in addresses]:
        speak(page, language)
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.goto(address).status == 200, address
        page.wait_for_load_state("networkidle")
        too_much, culprits = page.evaluate(STICKS_OUT)
        titles, jumps, primary = page.evaluate(OUTLINE)
        stands = titles == 1 and not jumps and len(primary) <= 1
        if too_much > 0 or not stands or (grave := grave_findings(page)):
            findings[language, address] = (too_much, culprits, titles, jumps, primary, stands or grave)

    assert findings == {}
