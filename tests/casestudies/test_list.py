# SPDX-License-Identifier: GPL-3.0-or-later
"""The list: who finds what, and at what cost."""

import pytest
from django.urls import reverse

from casestudies import actions
from casestudies.models import CaseStudy
from casestudies.rendering import MARK_END, MARK_START
from tests.factories import CaseStudyFactory, InstitutionFactory, PageFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
LIST = "/case-studies/"


def titles(client, **query):
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [each.title for each in response.context["page_obj"]]


def mirrored(title, **values):
    return CaseStudyFactory(
        mirrored=True, title=title, page=PageFactory(title=f"GLAM/Case studies/{title}"), **values
    )


@pytest.fixture
def one_of_each(coordinator, volunteer):
    """A mirrored one, and a draft, a filed and a withdrawn one by the volunteer for the coordinator's affiliate."""
    mirrored("Mirrored")
    for state in ("draft", "filed", "withdrawn"):
        CaseStudyFactory(title=state.title(), state=state, author=volunteer, affiliate=coordinator.affiliate)


@pytest.mark.parametrize(
    "who, seen",
    [
        ("nobody", {"Mirrored"}),
        ("volunteer", {"Mirrored", "Draft", "Filed"}),
        ("viewer", {"Mirrored", "Filed"}),
        ("coordinator", {"Mirrored", "Filed"}),
        ("affiliate_admin", {"Mirrored", "Filed"}),
        ("stranger", {"Mirrored"}),
        ("wmf_staff", {"Mirrored", "Filed"}),
        ("platform_admin", {"Mirrored"}),
    ],
)
def test_list_shows_each_role_its_own(client, request, one_of_each, who, seen):
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))

    assert set(titles(client)) == seen


def test_list_shows_withdrawn_ones_to_their_author_who_asks(client, one_of_each, volunteer, coordinator):
    client.force_login(volunteer)
    assert titles(client, state="withdrawn") == ["Withdrawn"]

    client.force_login(coordinator)
    assert titles(client, state="withdrawn") == []


@pytest.mark.parametrize(
    "words",
    ["préservation", "PRESERVATION", '"museum of preservation"', "photographies", "фотографії", "صور"],
)
def test_search_finds_words_of_every_language_without_case_or_accents(client, words):
    found = mirrored(
        "Museum of Préservation", search_text="des photographies, фотографії та صور المتحف", language="fr"
    )
    mirrored("Another")

    assert titles(client, q=words) == [found.title]


def test_search_puts_the_title_before_the_text_and_marks_the_lead(client):
    mirrored("Elsewhere", search_text="a scanner once", lead="They bought a scanner & more.")
    mirrored("The scanner")

    assert titles(client, q="scanner") == ["The scanner", "Elsewhere"]
    html = client.get(LIST, {"q": "scanner"}).content.decode()
    assert "They bought a <mark>scanner</mark> &amp; more." in html


def test_filters_narrow_and_sort(client):
    institution = InstitutionFactory()
    mirrored("B", country="FR", language="fr", institution=institution)
    mirrored("A", country="DE", language="de")

    assert titles(client, country="FR") == ["B"]
    assert titles(client, language="de") == ["A"]
    assert titles(client, institution=institution.pk) == ["B"]
    assert titles(client, sort="title") == ["A", "B"]
    assert titles(client, sort="newest") == ["A", "B"]


@pytest.mark.parametrize(
    "query",
    [
        {"country": "ZZ"},
        {"language": "' or 1=1"},
        {"institution": "999999999999999999999"},
        {"institution": "x"},
        {"state": "draft"},
        {"sort": "size"},
        {"sort": ["title", "newest"]},
        {"kind": ["zoo", "", "upload"]},
        {"year": ["2020; drop", "99999999999999", "0", "unknown"]},
        {"tool": "x" * 3000, "programme": "\x00"},
        {"institution_kind": "' or 1=1 --"},
        {"media": [str(number) for number in range(500)]},
        {"affiliate": "-1"},
        {"institution": "999999"},
        {"q": '"' * 150, "sort": "completeness"},
        {"q": "-museum"},
        {"page": "9999"},
        {"page": "-1"},
        {"q": "&|!():* <->"},
        {"q": "\x00"},
        {"q": "x" * 5000},
    ],
)
def test_list_bears_nonsense(client, query):
    mirrored("A")

    assert client.get(LIST, query).status_code == 200


def test_list_is_paged(client):
    for number in range(26):
        mirrored(f"Case {number}")

    assert len(titles(client)) == 25
    assert len(titles(client, page=2)) == 1


@pytest.mark.parametrize("count", [1, 10])
def test_list_costs_the_same_however_many(client, coordinator, count, django_assert_num_queries):
    client.force_login(coordinator)
    institution = InstitutionFactory()
    for number in range(count):
        mirrored(f"Scanner {number}", institution=institution, lead="A scanner", country="FR")
    query = {"q": "scanner bed", "country": "FR", "institution": institution.pk}
    CaseStudy.objects.update(affiliate=coordinator.affiliate, search_text="in bed", kind="upload")

    # Session, user, roles; who is asked for; counts of public ones, counts of others; rows; passages.
    with django_assert_num_queries(8):
        response = client.get(
            LIST, query | {"affiliate": coordinator.affiliate.pk, "kind": ["upload", "unknown"]}
        )

    assert len(response.context["page_obj"]) == count


def test_list_shows_what_each_is_about(client):
    institution = InstitutionFactory(name="Museum of Foo", country="FR")
    found = mirrored("Scans", institution=institution, country="FR", lead="A scanner on loan.")

    html = client.get(LIST).content.decode()

    assert f'<a href="{found.get_absolute_url()}" lang="en"><bdi>Scans</bdi></a>' in html
    for said in ("Museum of Foo", "France", "Example Wiki", "A scanner on loan."):
        assert said in html


def test_list_answers_htmx_with_the_results_alone(client):
    mirrored("A")

    response = client.get(LIST, headers={"HX-Request": "true"})

    assert response.content.strip().startswith(b'<div id="found"')
    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]


def test_empty_list_says_what_would_stand_there(client, volunteer, wmf_staff):
    def html():
        return client.get(LIST).content.decode()

    assert "Sign in to write one" in html()
    client.force_login(volunteer)
    assert reverse("casestudies:begin") in html()
    client.force_login(wmf_staff)
    assert reverse("outreach:sync-run-list") in html()


def test_of_institution_shows_what_the_viewer_may_see(client, volunteer):
    institution = InstitutionFactory()
    mirrored("Public one", institution=institution)
    mirrored("Of another")
    actions.begin_case_study(by=volunteer, title="My draft", institution=institution)
    url = reverse("casestudies:of-institution", args=[institution.pk])

    def seen():
        return {each.title for each in client.get(url).context["case_studies"]}

    assert seen() == {"Public one"}
    client.force_login(volunteer)
    assert seen() == {"Public one", "My draft"}


def test_of_institution_shows_ten_and_leads_to_the_rest(client):
    institution = InstitutionFactory()
    for number in range(11):
        mirrored(f"Case {number}", institution=institution)
    url = reverse("casestudies:of-institution", args=[institution.pk])

    page = client.get(url)
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert len(page.context["case_studies"]) == 10
    assert fragment.count("<h3") == 10
    assert "Case 10" in fragment
    assert "<html" in page.content.decode()
    assert "<html" not in fragment
    assert f"/case-studies/?institution={institution.pk}" in fragment


def test_of_institution_of_a_missing_one_is_404(client):
    assert client.get(reverse("casestudies:of-institution", args=[999])).status_code == 404


def test_marks_that_a_text_brings_along_mark_nothing(client):
    mirrored(f"Maps {MARK_START}of", lead=f"Maps {MARK_END}{MARK_START}again")

    html = client.get(LIST, {"q": "maps"}).text

    assert html.count("<mark>") == html.count("</mark>") == 2


def test_titles_cannot_act(client):
    mirrored("Alert <script>alert(1)</script>", lead="<img src=x onerror=alert(1)>")

    html = client.get(LIST, {"q": "alert"}).content.decode()

    assert "1 case study" in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize("is_public", [False, True])
def test_narrowing_to_an_affiliate_tells_of_no_partnership_that_is_not_public(client, coordinator, is_public):
    ours = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, is_public=is_public)
    study = mirrored("Attic", partnership=ours)
    query = f"?affiliate={ours.affiliate_id}"

    by_api = client.get(f"/api/v1/case-studies/{query}").json()["results"]
    seen = titles(client, affiliate=ours.affiliate_id), [each["title"] for each in by_api]
    client.force_login(coordinator)

    assert seen == ([study.title] * is_public, [study.title] * is_public)
    assert titles(client, affiliate=ours.affiliate_id) == [study.title]
