# SPDX-License-Identifier: GPL-3.0-or-later
"""What case studies seem to be about: guessed from the page, decided by people, and kept through every sync."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from casestudies import actions
from casestudies.errors import GuessDecided, GuessGone, LinkedByHand
from casestudies.guessing import with_all_words_of
from casestudies.mirroring import apply_many
from casestudies.models import CaseStudy, Guess
from journal.models import Entry
from tests.factories import CaseStudyFactory, InstitutionFactory, PageFactory

pytestmark = pytest.mark.django_db

PROSE = "The museum opened its stores to twelve volunteers for a whole week, and they came back."


def mirrored(title="GLAM/Case studies/British Museum", text=PROSE, **values):
    page = PageFactory(title=title, text=text, **values)
    apply_many([page])
    return page.case_study


def guesses(case_study, about="institution"):
    return {
        guess.institution_id or guess.country.code: guess
        for guess in Guess.objects.filter(case_study=case_study, about=about)
    }


@pytest.mark.parametrize(
    "page, institution",
    [
        ({"title": "GLAM/Case studies/British Museum"}, {"name": "British Museum"}),
        ({"title": "GLAM/Case studies/The Brítish  museum"}, {"name": "British Museum"}),
        ({"title": "GLAM/Case studies/Museum of Ponds/Backstage Pass"}, {"name": "Museum of Ponds"}),
        ({"title": "GLAM/Case studies/Archived/Museum of Ponds"}, {"name": "Museum of Ponds"}),
        (
            {"title": "GLAM/Case studies/Teichmuseum"},
            {"name": "Museum of Ponds", "names": {"de": "Teichmuseum"}},
        ),
        (
            {"title": "GLAM/Case studies/متحف البرك"},
            {"name": "Museum of Ponds", "names": {"ar": "متحف البرك"}},
        ),
        (
            {"title": "GLAM/Case studies/池塘博物館"},
            {"name": "Museum of Ponds", "names": {"zh": "池塘博物館"}},
        ),
        ({"title": "GLAM/Case studies/X", "text": "[[d:Q4200]] " + PROSE}, {"wikidata_item": "Q4200"}),
        (
            {"title": "GLAM/Case studies/X", "text": "https://www.wikidata.org/wiki/Q4200 x"},
            {"wikidata_item": "Q4200"},
        ),
        ({"title": "GLAM/Case studies/X", "text": "{{Q|4200}} and {{Q|Q4200}}"}, {"wikidata_item": "Q4200"}),
        (
            {"title": "GLAM/Case studies/X", "text": "with the [[:en:Museum of Ponds|Ponds]]"},
            {"name": "Museum of Ponds"},
        ),
        (
            {"title": "GLAM/Case studies/X", "text": "see https://www.ponds.example.org/about there"},
            {"website": "https://ponds.example.org/"},
        ),
        (
            {
                "title": "GLAM/Case studies/X",
                "categories": ["Category:Collaborations with the Museum of Ponds"],
            },
            {"name": "Museum of Ponds"},
        ),
    ],
)
def test_the_institution_is_guessed_from_what_the_page_names(page, institution):
    wanted = InstitutionFactory(**institution)
    InstitutionFactory(name="Library of Lakes", wikidata_item="Q4201", website="https://lakes.example.org/")

    case_study = mirrored(**page)

    assert list(guesses(case_study)) == [wanted.pk]
    assert case_study.institution is None, "a guess is never applied by itself"


@pytest.mark.parametrize(
    "page, institution",
    [
        ({"title": "GLAM/Case studies/Museum"}, {"name": "Museum"}),
        ({"title": "GLAM/Case studies/British Library"}, {"name": "British Museum"}),
        ({"title": "GLAM/Case studies/Museum of Ponds"}, {"name": "Museum of Ponds 2"}),
        (
            {"title": "GLAM/Case studies/X", "text": "https://en.wikipedia.org/wiki/Pond"},
            {"website": "https://wikipedia.org/"},
        ),
    ],
)
def test_nothing_is_guessed_from_words_that_fit_anybody(page, institution):
    InstitutionFactory(**institution)

    assert guesses(mirrored(**page)) == {}


def test_several_signs_make_a_guess_surer_and_say_why():
    institution = InstitutionFactory(name="Museum of Ponds", wikidata_item="Q4200")
    by_title = guesses(mirrored("GLAM/Case studies/Museum of Ponds"))[institution.pk]

    by_both = guesses(mirrored("Case studies/Museum of Ponds", "[[d:Q4200]]"))[institution.pk]

    assert by_title.reasons == ["title"]
    assert sorted(by_both.reasons) == ["item", "title"]
    assert by_title.confidence < by_both.confidence < 1


def test_of_two_with_one_name_the_country_decides_else_both_are_guessed_less_surely():
    french, _spanish = (InstitutionFactory(name="Museum of Ponds", country=code) for code in ("FR", "ES"))

    there = guesses(mirrored("GLAM/Case studies/Museum of Ponds", "In France. " + PROSE))
    anywhere = guesses(mirrored("Case studies/Museum of Ponds", PROSE))

    assert list(there) == [french.pk]
    assert {guess.confidence for guess in anywhere.values()} == {0.43}
    assert {tuple(guess.reasons) for guess in anywhere.values()} == {("title-shared",)}


def test_merged_and_removed_institutions_are_not_guessed():
    kept = InstitutionFactory(name="Lake House")
    InstitutionFactory(name="Museum of Ponds", merged_into=kept)

    assert guesses(mirrored("GLAM/Case studies/Museum of Ponds")) == {}


def test_the_country_stands_as_a_guess_with_its_confidence():
    case_study = mirrored(text="A museum in France.", categories=[])
    surer = mirrored("Case studies/Other", categories=["Category:GLAM in France"])

    assert (case_study.country.code, surer.country.code) == ("FR", "FR")
    assert guesses(case_study, "country")["FR"].confidence < guesses(surer, "country")["FR"].confidence


def test_a_country_named_in_the_language_of_the_text_is_understood():
    text = "Das Museum hat die Depots für eine Woche mit den Freiwilligen in Österreich geöffnet und der Stadt gezeigt. "

    assert mirrored(text=text * 3).country.code == "AT"


def test_the_institution_a_page_is_surely_about_brings_its_country_along():
    InstitutionFactory(name="British Museum", country="GB")

    case_study = mirrored()

    assert case_study.country.code == "GB"
    assert guesses(case_study, "country")["GB"].reasons == ["country-institution"]


def test_confirming_links_the_institution_and_says_so(coordinator):
    institution = InstitutionFactory(name="British Museum", country="GB")
    case_study = mirrored()

    actions.confirm_guess(guesses(case_study)[institution.pk], by=coordinator)

    case_study.refresh_from_db()
    assert (case_study.institution, case_study.country.code) == (institution, "GB")
    assert [guess.state for guess in Guess.objects.all()] == ["confirmed"], "the country is answered with it"
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "guess.confirmed",
        "casestudy.linked",
    ]


def test_confirming_twice_is_once(coordinator, stranger):
    institution = InstitutionFactory(name="British Museum")
    guess = guesses(mirrored())[institution.pk]

    actions.confirm_guess(guess, by=coordinator)
    actions.confirm_guess(guess, by=stranger)

    guess.refresh_from_db()
    assert guess.decided_by == coordinator
    assert Entry.objects.filter(verb="guess.confirmed").count() == 1


def test_a_guess_never_goes_over_a_persons_link(coordinator):
    institution, other = InstitutionFactory(name="British Museum"), InstitutionFactory()
    case_study = mirrored()
    guess = guesses(case_study)[institution.pk]
    CaseStudy.objects.update(institution=other)

    with pytest.raises(LinkedByHand):
        actions.confirm_guess(guess, by=coordinator)

    case_study.refresh_from_db()
    assert case_study.institution == other
    assert not Entry.objects.exists()


def test_a_rejected_guess_does_not_come_back(coordinator):
    institution = InstitutionFactory(name="British Museum", country="GB")
    case_study = mirrored()
    actions.reject_guess(guesses(case_study)[institution.pk], by=coordinator)
    actions.reject_guess(guesses(case_study, "country")["GB"], by=coordinator)
    page = case_study.page
    page.text += " More, in Great Britain."
    page.save()

    apply_many([page])

    case_study.refresh_from_db()
    assert {guess.state for guess in Guess.objects.all()} == {"rejected"}
    assert case_study.country.code == ""
    with pytest.raises(GuessDecided):
        actions.confirm_guess(guesses(case_study)[institution.pk], by=coordinator)


def test_a_confirmed_country_stays_whatever_the_page_says_later(coordinator):
    case_study = mirrored(text="A museum in France.")
    actions.confirm_guess(guesses(case_study, "country")["FR"], by=coordinator)
    page = case_study.page
    page.text = "A museum in Spain, Spain, Spain."
    page.save()

    apply_many([page])

    case_study.refresh_from_db()
    assert case_study.country.code == "FR"
    assert list(guesses(case_study, "country")) == ["FR"]


def test_open_guesses_follow_the_page():
    first, second = InstitutionFactory(name="Museum of Ponds"), InstitutionFactory(name="Library of Lakes")
    case_study = mirrored("GLAM/Case studies/X", "[[:en:Museum of Ponds]]")
    assert list(guesses(case_study)) == [first.pk]
    page = case_study.page
    page.text = "[[:en:Library of Lakes]]"
    page.save()

    apply_many([page])

    assert list(guesses(case_study)) == [second.pk]


def test_mirroring_again_writes_no_guess_again():
    InstitutionFactory(name="British Museum")
    case_study = mirrored()
    before = list(Guess.objects.order_by("pk").values())

    apply_many([case_study.page])

    assert list(Guess.objects.order_by("pk").values()) == before


def test_a_linked_case_study_is_not_guessed_about(coordinator):
    InstitutionFactory(name="British Museum")
    case_study = mirrored()

    actions.link_case_study(case_study, InstitutionFactory(), by=coordinator)
    apply_many([case_study.page])

    assert not Guess.objects.exists()


def test_many_are_decided_each_by_itself(coordinator):
    institution = InstitutionFactory(name="British Museum", country="GB")
    case_study, other = mirrored(), mirrored("Case studies/British Museum")
    actions.reject_guess(guesses(other)[institution.pk], by=coordinator)
    every = [guesses(each)[institution.pk] for each in (case_study, other)]

    decided = actions.decide_guesses(every, confirm=True, by=coordinator)

    assert (decided.done, decided.refused) == (1, 1)
    assert list(CaseStudy.objects.exclude(institution=None)) == [case_study]


def test_an_institution_and_its_country_are_confirmed_together(coordinator):
    InstitutionFactory(name="British Museum", country="GB")
    case_study = mirrored()
    every = list(Guess.objects.open().for_list())
    assert len(every) == 2

    decided = actions.decide_guesses(every, confirm=True, by=coordinator)

    assert (decided.done, decided.refused) == (2, 0)
    case_study.refresh_from_db()
    assert case_study.country.code == "GB"
    with pytest.raises(GuessGone):
        actions.confirm_guess(every[1], by=coordinator)


@pytest.mark.parametrize("count", [1, 50])
def test_fifty_pages_cost_as_many_statements_as_one(count, django_assert_max_num_queries):
    for number in range(count):
        InstitutionFactory(name=f"Museum of Pond {number}", wikidata_item=f"Q{number + 10}")
    text = "[[d:Q{0}]] https://pond{0}.example.org/ in France"
    pages = [
        PageFactory(title=f"GLAM/Case studies/Museum of Pond {number}", text=text.format(number + 10))
        for number in range(count)
    ]

    with django_assert_max_num_queries(16):
        apply_many(pages)

    assert Guess.objects.filter(about="institution").count() == count


def test_the_register_is_asked_through_its_index():
    names = [f"Museum of Pond {number}" for number in range(300)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = with_all_words_of(names).explain()

    assert "institution_search" in plan


def test_the_database_refuses_a_guess_about_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        Guess.objects.create(case_study=CaseStudyFactory(mirrored=True), about="institution", confidence=0.5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Guess.objects.create(
            case_study=CaseStudyFactory(mirrored=True),
            about="country",
            country="FR",
            confidence=0.5,
            state="rejected",
        )


# The pages


@pytest.fixture
def guess():
    institution = InstitutionFactory(name="British Museum", country="GB")
    return guesses(mirrored())[institution.pk]


def test_the_list_shows_the_surest_first_and_confirms_what_is_ticked(client, coordinator, guess):
    client.force_login(coordinator)
    page = client.get(reverse("casestudies:guess-list"))
    chosen = [each.pk for each in page.context["page_obj"] if each.about == "institution"]

    response = client.post(
        reverse("casestudies:guesses-decide"), {"guess": chosen, "decision": "confirm"}, follow=True
    )

    assert [each.confidence for each in page.context["page_obj"]] == [0.85, 0.77]
    assert "1 guess is decided." in response.content.decode()
    assert list(response.context["page_obj"]) == []
    guess.case_study.refresh_from_db()
    assert guess.case_study.institution == guess.institution


@pytest.mark.parametrize(
    "data", [{}, {"decision": "confirm"}, {"guess": ["9" * 30], "decision": "confirm"}, {"guess": ["x"]}]
)
def test_a_decision_on_nothing_is_asked_again(client, coordinator, guess, data):
    client.force_login(coordinator)

    assert client.post(reverse("casestudies:guesses-decide"), data).status_code == 422
    assert not Entry.objects.exists()


def test_nobody_decides_about_a_case_study_they_do_not_see(client, coordinator, guess):
    draft = CaseStudyFactory()
    CaseStudy.objects.filter(pk=guess.case_study_id).update(state="withdrawn")
    Guess.objects.filter(pk=guess.pk).update(case_study=draft)
    client.force_login(coordinator)

    sent = {"guess": [guess.pk], "decision": "confirm"}
    assert client.post(reverse("casestudies:guesses-decide"), sent).status_code == 422
    guess.refresh_from_db()
    assert guess.state == "open"


@pytest.mark.parametrize("decision, state", [("confirm", "confirmed"), ("reject", "rejected")])
def test_the_case_study_itself_asks_those_who_may_say(client, coordinator, guess, decision, state):
    client.force_login(coordinator)
    html = client.get(guess.case_study.get_absolute_url()).content.decode()
    address = reverse("casestudies:guess", args=[guess.pk])

    response = client.post(address, {"decision": decision})

    assert address in html
    assert response.url == guess.case_study.get_absolute_url()
    guess.refresh_from_db()
    assert guess.state == state


def test_the_form_on_the_case_study_carries_its_token(coordinator, guess):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    html = client.get(guess.case_study.get_absolute_url()).content.decode()
    form = html[html.index(reverse("casestudies:guess", args=[guess.pk])) :]
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', form)[1]

    response = client.post(
        reverse("casestudies:guess", args=[guess.pk]), {"decision": "confirm", "csrfmiddlewaretoken": token}
    )

    assert response.status_code == 302


def test_readers_are_told_that_a_country_is_a_guess_and_asked_nothing(client, guess):
    html = client.get(guess.case_study.get_absolute_url()).content.decode()

    assert "guessed by machine" in html
    assert "Is this right?" not in html


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_guesses_costs_the_same_however_many(
    client, coordinator, count, django_assert_num_queries
):
    for number in range(count):
        Guess.objects.create(
            case_study=CaseStudyFactory(mirrored=True),
            about="institution",
            institution=InstitutionFactory(name=f"M {number}"),
            confidence=0.5,
        )
    client.force_login(coordinator)
    client.get(reverse("home"))

    with django_assert_num_queries(5):
        response = client.get(reverse("casestudies:guess-list"))

    assert len(response.context["page_obj"].object_list) == count
