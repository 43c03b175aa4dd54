# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of Wikidata items: looking up, adding, linking, provenance; and all of them when nobody answers."""

import time
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from institutions.actions import renewal
from institutions.models import ItemRecord, SourcedFact
from institutions.reports import items as reports
from partnerships.models import Institution
from tests.factories import InstitutionFactory
from tests.institutions.wikidata import (
    BOATS,
    CATEGORY,
    CLOUDS,
    FORMER_BOATS,
    LIBRARY,
    MISSING,
    PART,
    PERSON,
    WHOLE,
    faults,
    wikidata,
)
from work.models import Run

__all__ = ["faults", "wikidata"]
pytestmark = pytest.mark.django_db
SEARCH = "/institutions/items/search/"
ADD = "/institutions/items/add/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def sent(page, **changes):
    """What a browser sends of the form of a page, with some fields changed."""
    form = page.context["form"]
    fields = {bound.html_name: bound.value() for bound in form}
    fields = {name: bound for name, bound in fields.items() if bound not in (None, False)}
    printed = {name: form.fields[name].prepare_value(value) for name, value in fields.items()}
    return {"form_key": str(uuid.uuid4())} | printed | changes


def linked(**values):
    """An institution whose item is Museum of Imaginary Clouds, read."""
    institution = InstitutionFactory(wikidata_item=CLOUDS, **values)
    said = reports.read_one(CLOUDS)
    renewal.apply_reading(institution, said, by=None, now=timezone.now())
    institution.refresh_from_db()
    return institution


def page_of(institution, name="institutions:item"):
    return reverse(name, args=[institution.pk])


def test_search_offers_items_and_names_those_that_are_here(desk, wikidata):
    here = InstitutionFactory(wikidata_item="Q900000016")

    html = desk.get(SEARCH, {"q": "Museum of Imag"}).text

    assert f"{ADD}?item={CLOUDS}" in html
    assert f"{ADD}?item=Q900000016" not in html
    assert here.get_absolute_url() in html


def test_search_while_typing_answers_the_hits_alone(desk, wikidata):
    html = desk.get(SEARCH, {"q": "Museum of Imag"}, **HTMX).text

    assert CLOUDS in html
    assert "<html" not in html


def test_search_by_number_or_address_finds_that_item(desk, wikidata):
    for words in (LIBRARY, f"https://www.wikidata.org/wiki/{LIBRARY}"):
        assert f"{ADD}?item={LIBRARY}" in desk.get(SEARCH, {"q": words}).text


def test_search_for_two_letters_asks_nobody(desk, wikidata):
    assert desk.get(SEARCH, {"q": "mu"}).status_code == 200
    assert wikidata.asked == []


@pytest.mark.parametrize("words", ["", "\0\0\0\0", "é" * 9000, "<script>alert(1)</script>", "'; --", "متحف"])
def test_whatever_is_typed_is_a_search(desk, wikidata, words):
    response = desk.get(SEARCH, {"q": words}, **HTMX)

    assert response.status_code == 200
    assert "<script>" not in response.text


def test_item_fills_the_form(desk, wikidata):
    page = desk.get(ADD, {"item": CLOUDS})

    values = {bound.html_name: bound.value() for bound in page.context["form"]}
    assert values["name"] == "Museum of Imaginary Clouds"
    assert (values["country"], values["place"], values["kind"]) == ("FR", "Exampleville", "museum")
    assert (values["website"], values["isil"]) == ("https://clouds.example.org/", "FR-751131099")
    assert "ar: متحف الغيوم المتخيَّلة" in values["names"]
    assert 'value="48.86061"' in page.text


def test_filled_form_is_saved_with_where_it_came_from(desk, wikidata):
    page = desk.get(ADD, {"item": CLOUDS})
    asked = len(wikidata.asked)

    answer = desk.post(ADD, sent(page, place="Elsewhere"))

    institution = Institution.objects.get()
    assert answer.url == institution.get_absolute_url()
    assert (institution.wikidata_item, institution.viaf, institution.place) == (
        CLOUDS,
        "900000000001",
        "Elsewhere",
    )
    facts = {fact.field: fact for fact in SourcedFact.objects.all()}
    assert (facts["place"].value, facts["place"].statement) == ("Exampleville", "P131")
    assert facts["website"].item == CLOUDS
    assert institution.item_record.parent_items[0]["item"] == "Q900000014"
    assert len(wikidata.asked) == asked, "saving looks nothing up"


def test_form_sent_twice_adds_one_institution(desk, wikidata):
    fields = sent(desk.get(ADD, {"item": CLOUDS}))

    answers = [desk.post(ADD, fields).url for _click in range(2)]

    assert answers == [Institution.objects.get().get_absolute_url()] * 2


def test_signed_reading_that_was_tampered_with_is_not_believed(desk, wikidata):
    fields = sent(desk.get(ADD, {"item": CLOUDS}))

    desk.post(ADD, fields | {"reading": fields["reading"][:-3] + "abc"})

    assert SourcedFact.objects.get(field="name").value == "Museum of Imaginary Clouds"
    assert wikidata.count("wbgetentities") == 4, "it was read again"


@pytest.mark.parametrize(
    "item, words",
    [
        (MISSING, "Wikidata has no item"),
        (PERSON, "is a person"),
        (CATEGORY, "stands for a page"),
        ("Q99999999999", "Wikidata has no item"),
    ],
)
def test_item_that_cannot_be_one_is_refused_in_words(desk, wikidata, item, words):
    assert words in desk.get(ADD, {"item": item}).text

    fields = sent(desk.get(ADD, {"item": CLOUDS}), wikidata_item=item)
    refused = desk.post(ADD, fields)

    assert refused.status_code == 422
    assert words in refused.text
    assert not Institution.objects.exists()


def test_item_of_another_institution_is_refused_with_a_way_there(desk, wikidata):
    fields = sent(desk.get(ADD, {"item": CLOUDS}))
    holder = InstitutionFactory(wikidata_item=CLOUDS, name="The Holder", country="JP")

    asked = desk.get(ADD, {"item": CLOUDS})
    saved = desk.post(ADD, fields | {"is_another": "on"})

    for response in (asked, saved):
        assert "already belongs to" in response.text
        assert holder.get_absolute_url() in response.text
    assert Institution.objects.count() == 1


def test_what_looks_like_another_is_asked_about_before_it_is_saved(desk, wikidata):
    InstitutionFactory(name="Museum of Imaginary Clouds", place="Exampleville", country="FR")
    fields = sent(desk.get(ADD, {"item": CLOUDS}))

    refused = desk.post(ADD, fields)
    desk.post(ADD, fields | {"is_another": "on"})

    assert refused.status_code == 422
    assert Institution.objects.count() == 2


def test_merged_item_fills_the_form_with_the_one_it_became(desk, wikidata):
    page = desk.get(ADD, {"item": FORMER_BOATS})

    assert page.context["form"]["wikidata_item"].value() == BOATS
    assert f"merged {FORMER_BOATS} into {BOATS}" in page.text


def test_when_nobody_answers_the_form_works_and_says_so(desk):
    page = desk.get(ADD, {"item": CLOUDS})
    assert "did not answer in time" in page.text

    desk.post(ADD, sent(page, name="By hand", kind="museum", country="FR"))

    institution = Institution.objects.get()
    assert (institution.name, institution.wikidata_item) == ("By hand", CLOUDS)
    assert institution.item_record.standing == "unread"
    assert "does not answer" in desk.get(SEARCH, {"q": "Museum"}).text


@pytest.mark.parametrize("mode", ["slow", "drip"])
def test_page_answers_within_five_seconds_whatever_wikidata_does(desk, faults, mode):
    faults.inject(mode, arg=10, times=9)
    began = time.monotonic()

    answer = desk.get(SEARCH, {"q": "Museum of Imag"}, **HTMX)

    assert time.monotonic() - began < 5
    assert "does not answer" in answer.text


@pytest.mark.parametrize(
    "mode", ["empty", "garbage", "html", "half", "cut", "reset", "429", "500", "302", "maxlag"]
)
def test_faults_of_wikidata_are_said_and_never_break_a_page(desk, faults, mode):
    institution = InstitutionFactory()
    faults.inject(mode, times=99)

    pages = [
        desk.get(SEARCH, {"q": "Museum of Imag"}),
        desk.get(ADD, {"item": CLOUDS}),
        desk.get(page_of(institution), {"q": "Museum of Imag"}),
        desk.get("/institutions/items/without/", {"ask": "1"}),
    ]

    assert [page.status_code for page in pages] == [200] * 4
    assert all("not answer" in page.text for page in pages)


def test_item_is_linked_from_its_page(desk, wikidata):
    institution = InstitutionFactory(name="Museum of Imaginary Clouds")
    assert "This is it" in desk.get(page_of(institution), {"q": institution.name}).text

    answer = desk.post(page_of(institution), {"item": CLOUDS, "version": 1}, follow=True)

    institution.refresh_from_db()
    assert institution.wikidata_item == CLOUDS
    assert "The item is linked." in answer.text


def test_item_is_linked_unread_when_nobody_answers(desk):
    institution = InstitutionFactory()

    desk.post(page_of(institution), {"item": CLOUDS, "version": 1})

    assert ItemRecord.objects.get(institution=institution).standing == "unread"


@pytest.mark.parametrize(
    "fields, status",
    [({"item": PERSON}, 422), ({"item": "cats"}, 422), ({"item": CLOUDS, "version": 7}, 409)],
)
def test_link_that_is_refused_says_why(desk, wikidata, fields, status):
    institution = InstitutionFactory()

    answer = desk.post(page_of(institution), {"version": 1} | fields)

    assert answer.status_code == status
    assert "error-summary" in answer.text
    assert not ItemRecord.objects.exists()


def test_provenance_stands_beside_each_field(client, wikidata):
    institution = linked()

    html = client.get(page_of(institution, "institutions:item-of"), **HTMX).text

    assert "from Wikidata, read on" in html
    assert "Property:P856" in html
    assert "1911" in html
    assert "Keep ours" not in html, "a stranger chooses nothing"


def test_difference_shows_both_values_and_the_choice(desk, wikidata):
    institution = linked(website="https://ours.example.org/")

    html = desk.get(page_of(institution, "institutions:item-of")).text
    assert "Differs from Wikidata" in html
    assert "https://ours.example.org/" in html
    assert "https://clouds.example.org/" in html

    choice = {"field": "website", "choice": "theirs", "version": institution.version}
    desk.post(page_of(institution, "institutions:item-field"), choice)
    institution.refresh_from_db()
    assert institution.website == "https://clouds.example.org/"


def test_ours_is_kept_and_released(desk, wikidata):
    institution = linked()
    address = page_of(institution, "institutions:item-field")

    for choice, keeps in (("keep", True), ("release", False)):
        desk.post(address, {"field": "isil", "choice": choice, "version": institution.version})
        assert SourcedFact.objects.get(field="isil").keep_ours is keeps


@pytest.mark.parametrize(
    "fields, status",
    [
        ({"field": "wikidata_item", "choice": "theirs"}, 422),
        ({"field": "inception", "choice": "keep"}, 422),
        ({"field": "website", "choice": "burn"}, 422),
        ({"field": "website", "choice": "theirs", "version": 99}, 409),
    ],
)
def test_choice_that_makes_no_sense_is_refused(desk, wikidata, fields, status):
    institution = linked()

    answer = desk.post(
        page_of(institution, "institutions:item-field"), {"version": institution.version} | fields
    )

    assert answer.status_code == status


def test_whole_is_linked_where_we_have_it_and_offered_where_not(desk, wikidata):
    institution = InstitutionFactory(wikidata_item=PART)
    renewal.apply_reading(institution, reports.read_one(PART), by=None, now=timezone.now())
    address = page_of(institution, "institutions:item-of")

    assert f"{ADD}?item={WHOLE}" in desk.get(address).text

    whole = InstitutionFactory(wikidata_item=WHOLE)
    assert whole.get_absolute_url() in desk.get(address).text


def test_read_again_now(desk, wikidata):
    institution = linked()
    wikidata.entities[CLOUDS]["claims"]["P856"][0]["mainsnak"]["datavalue"]["value"] = (
        "https://new.example.org/"
    )

    desk.post(page_of(institution, "institutions:item-renew"))

    institution.refresh_from_db()
    assert institution.website == "https://new.example.org/"
    del wikidata.entities[CLOUDS]
    desk.post(page_of(institution, "institutions:item-renew"))
    assert ItemRecord.objects.get().standing == "missing"


def test_read_again_without_an_answer_changes_nothing(desk, wikidata, settings):
    institution = linked()
    settings.WIKIDATA_URL = "http://127.0.0.1:9/w/"

    answer = desk.post(page_of(institution, "institutions:item-renew"), follow=True)

    assert "did not answer in time" in answer.text
    assert ItemRecord.objects.get().standing == "current"


def test_taken_item_leads_to_the_other_and_to_the_merge(desk, wikidata):
    other = InstitutionFactory(wikidata_item=BOATS)
    institution = InstitutionFactory(wikidata_item=FORMER_BOATS)
    renewal.apply_reading(institution, reports.read_one(FORMER_BOATS), by=None, now=timezone.now())

    assert other.get_absolute_url() in desk.get(page_of(institution)).text
    assert escape(institution.name) in desk.get("/institutions/items/").text


def test_list_shows_the_last_run_and_starts_the_next(desk, wikidata):
    InstitutionFactory(wikidata_item=CLOUDS)
    key = {"form_key": uuid.uuid4()}

    answers = [desk.post("/institutions/items/renew/", key).status_code for _click in range(2)]
    refused = desk.post("/institutions/items/renew/", {"form_key": uuid.uuid4()})

    assert (answers, refused.status_code) == ([302, 302], 409)
    assert Run.objects.get().state == "queued"
    assert "Waiting for a worker" in desk.get("/institutions/items/", **HTMX).text


def test_those_without_an_item_are_listed_with_free_items_on_demand(desk, wikidata):
    InstitutionFactory(name="Museum of Imaginary Clouds")
    InstitutionFactory(wikidata_item="Q900000016")

    quiet = desk.get("/institutions/items/without/")
    asking = desk.get("/institutions/items/without/", {"ask": "1"})

    assert (CLOUDS in quiet.text, CLOUDS in asking.text, "Q900000016" in asking.text) == (False, True, False)
    assert wikidata.count("wbsearchentities") == 1


@pytest.mark.parametrize("address", ["/institutions/items/without/", "/institutions/items/"])
def test_lists_cost_the_same_for_one_row_and_for_three(desk, django_assert_max_num_queries, address):
    def rows(number):
        for _each in range(number):
            InstitutionFactory()
            gone = InstitutionFactory(wikidata_item=f"Q{Institution.objects.count() + 1}")
            ItemRecord.objects.create(institution=gone, item=gone.wikidata_item, standing="missing")

    rows(1)
    desk.get(address)
    with django_assert_max_num_queries(20) as one:
        desk.get(address)
    rows(2)
    with django_assert_max_num_queries(20) as three:
        desk.get(address)

    assert len(one) == len(three)


def test_part_of_the_institutions_page_costs_few_queries(client, wikidata, django_assert_max_num_queries):
    institution = linked()

    with django_assert_max_num_queries(4):
        client.get(page_of(institution, "institutions:item-of"))
