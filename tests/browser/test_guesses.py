# SPDX-License-Identifier: GPL-3.0-or-later
"""What case studies are about, decided by keyboard and without JavaScript; other languages of a text; wide and narrow."""

import pytest
from playwright.sync_api import expect

from casestudies.mirroring import apply_many, translate_many
from casestudies.models import CaseStudy, WikiDraft
from tests.browser.test_small_screens import NARROW, STICKS_OUT, WIDE
from tests.factories import InstitutionFactory, PageFactory, UserFactory
from tests.person import button, link

TITLE = "GLAM/Case studies/Museum of Ponds and of the Donaudampfschifffahrtsgesellschaft"
TEXT = """== Summary ==
The museum opened its stores to twelve volunteers for a whole week in France, and 1,204 pictures came of it.

== Outcomes ==
120 planned, 83 came, 59 could log in. 45 % of the pictures are used.
"""


@pytest.fixture
def case_study(transactional_db):
    InstitutionFactory(name=TITLE.rpartition("/")[2], kind="museum", country="FR", place="Lyon")
    pages = [
        PageFactory(title=TITLE, text=TEXT),
        PageFactory(title="Case studies/Other", text="In Spain. " + TEXT),
    ]
    apply_many(pages)
    arabic = "== النتائج ==\nشارك ٢٥٠ متطوعا في هذا العمل الذي دام أسبوعا كاملا."
    box = '<div lang="en" dir="ltr" class="mw-content-ltr">\nNot yet translated, all of this.\n</div>'
    translate_many(
        [
            PageFactory(kind="translation", title=f"{TITLE}/ar", text=arabic),
            PageFactory(
                kind="translation", title=f"{TITLE}/fr", text=f"== Résultats ==\nIls sont venus.\n{box}"
            ),
        ]
    )
    return CaseStudy.objects.get(page__title=TITLE)


@pytest.fixture
def wmf(transactional_db):
    return UserFactory(is_wmf_staff=True)


def addresses(case_study, user):
    WikiDraft.objects.create(
        asked_by=user, asked_for="User:Ada/Draft about " + "ponds" * 20, state="refused", reason="Gone."
    )
    guess = case_study.guesses.first()
    return (
        case_study.get_absolute_url(),
        f"{case_study.get_absolute_url()}?in=ar",
        "/case-studies/guesses/",
        f"/case-studies/guesses/{guess.pk}/",
        "/case-studies/from-wiki/",
    )


def test_guesses_are_ticked_and_confirmed(hand, sign_in, wmf, case_study):
    page = hand.page
    sign_in(page, wmf)
    page.goto("/case-studies/guesses/")

    hand.press(link(page, "Choose all on this page"))
    hand.press(button(page, "They are so"))

    expect(page.get_by_text("guesses are decided").first).to_be_visible()
    case_study.refresh_from_db()
    assert case_study.institution is not None


def test_a_case_study_asks_and_is_answered(hand, sign_in, wmf, case_study):
    page = hand.page
    sign_in(page, wmf)
    page.goto(case_study.get_absolute_url())

    page.get_by_role("button", name="It is so Museum of Ponds").press("Enter")

    expect(page.get_by_text("that is settled").first).to_be_visible()
    case_study.refresh_from_db()
    assert case_study.institution is not None


def test_a_reader_goes_to_another_language_and_back(page, case_study):
    page.goto(case_study.get_absolute_url())

    page.get_by_role("link", name="العربيّة", exact=True).first.click()
    expect(page.locator(".reader__text").first).to_have_attribute("dir", "rtl")
    expect(page.get_by_text("شارك").first).to_be_visible()
    page.get_by_label("Languages of this text").get_by_role("link", name="English").click()

    expect(page.get_by_text("twelve volunteers").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_sticks_out_and_nothing_shuts_anybody_out(
    page, sign_in, speak, wmf, case_study, grave_findings, language, width
):
    page.set_viewport_size({"width": width, "height": 800})
    speak(page, language)
    sign_in(page, wmf)
    found = {}
    for address in addresses(case_study, wmf):
        assert page.goto(address).status == 200
        too_much, culprits = page.evaluate(STICKS_OUT)
        if too_much > 0 or grave_findings(page):
            found[address] = (too_much, culprits, grave_findings(page))

    assert found == {}
