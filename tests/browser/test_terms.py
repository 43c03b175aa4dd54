# SPDX-License-Identifier: GPL-3.0-or-later
"""Terms, notices and readings in a browser: by keyboard and without scripts, on small screens in both directions."""

import pytest
from playwright.sync_api import expect

from partnerships import actions
from partnerships.models import Notice
from privacy import asking
from privacy.actions import assess, publish
from privacy.models import Acceptance
from privacy.texts import first_version
from tests.browser.test_more_pages import OUTLINE
from tests.browser.test_small_screens import STICKS_OUT
from tests.factories import InstitutionFactory
from tests.person import button, link
from work.models import Message


@pytest.fixture
def shipped(transactional_db):
    for kind, texts in first_version().items():
        publish(kind, by=None, texts=texts, changes={}, number=1)
    asking.forget_all()
    yield
    asking.forget_all()


@pytest.fixture
def advocate(shipped, affiliate_admin):
    return actions.introduce_advocate(
        InstitutionFactory(name="Pond Museum", names={"ar": "متحف البركة"}),
        affiliate_admin.affiliate,
        by=affiliate_admin,
        name="Ada Donaudampfschifffahrtsgesellschaft",
        email="ada.donaudampfschifffahrtsgesellschaft@pond-museum.example",
        source="introduced",
    )


def _tick(hand, label):
    hand.tick(hand.page.get_by_label(label))


def test_somebody_agrees_signs_tells_an_advocate_and_sees_who_looked(
    hand, advocate, affiliate_admin, sign_in
):
    page = hand.page
    sign_in(page, affiliate_admin)
    page.goto(advocate.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you go on")
    _tick(hand, "I have read this and agree to the terms of use")
    hand.press(button(page, "I agree"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep it to yourself")
    _tick(hand, "I sign this statement")
    hand.press(button(page, "Sign"))
    expect(page.get_by_role("heading", level=1)).to_have_text(advocate.name)
    assert Acceptance.objects.filter(user=affiliate_admin).count() == 3

    if not hand.has_scripts:
        hand.press(link(page, "Whether they were told, what they agreed to, who looked"))
    expect(page.get_by_text(str(affiliate_admin)).last).to_be_visible()
    hand.press(link(page, "Write the notice"))
    expect(page.get_by_label("Mail", exact=True)).to_contain_text("Pond Museum")
    hand.press(button(page, "Send the notice"))
    expect(page.get_by_text("The notice is on its way.")).to_be_visible()

    assert Notice.objects.get().how == "mail"
    assert Message.objects.filter(kind="mail").count() == 1


def test_pages_fit_a_narrow_screen_in_both_directions_without_grave_barriers(
    page, advocate, affiliate_admin, sign_in, speak, grave_findings
):
    affiliate_admin.is_platform_admin = True
    affiliate_admin.save()
    sign_in(page, affiliate_admin, elevated=True)
    affiliate = affiliate_admin.affiliate.pk
    before = ["/texts/accept/", "/texts/sign/", "/texts/privacy/"]
    after = [
        advocate.get_absolute_url(),
        f"/advocates/{advocate.pk}/rights/",
        f"/advocates/{advocate.pk}/notice/",
        f"/advocates/{advocate.pk}/answers/",
        f"/affiliates/{affiliate}/readings/",
        f"/affiliates/{affiliate}/assessment/",
        "/texts/",
        "/texts/notice/publish/",
        "/account/data/",
        "/account/profile/",
    ]
    assess(affiliate_admin.affiliate, by=affiliate_admin, purpose="a", necessity="b", balance="c")
    page.set_viewport_size({"width": 320, "height": 800})
    findings = {}

    def look(addresses, language):
        for address in addresses:
            status = page.goto(address).status
            page.wait_for_load_state("networkidle")
            too_much, culprits = page.evaluate(STICKS_OUT)
            titles, jumps, primary = page.evaluate(OUTLINE)
            stands = titles == 1 and not jumps and len(primary) <= 1
            findings[language, address] = (
                status,
                culprits if too_much > 0 else [],
                [] if stands else [titles, jumps, primary],
                grave_findings(page),
            )

    look(before, "en")
    speak(page, "ar")
    for statement in asking.Statement.objects.all():
        Acceptance.objects.create(user=affiliate_admin, statement=statement, language="en", digest="x")
    look(after, "ar")

    assert findings == dict.fromkeys(findings, (200, [], [], []))
