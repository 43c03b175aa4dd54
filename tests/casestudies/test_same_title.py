# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that the wiki has already is told before anything is written twice; so is an institution we do not know."""

import uuid

import pytest
from django.db import connection
from django.urls import reverse

from casestudies import actions
from casestudies.models import CaseStudy
from casestudies.same_title import same_titles
from institutions.models import Suggestion
from outreach.models import Page
from tests.factories import CaseStudyFactory, EditionFactory, InstitutionFactory, PageFactory

pytestmark = pytest.mark.django_db
BEGIN = "/case-studies/begin/"
TITLE = "GLAM/Case studies/The Children's Museum"


@pytest.fixture
def signed_in(client, volunteer):
    client.force_login(volunteer)
    return client


@pytest.fixture
def there():
    return CaseStudyFactory(mirrored=True, page=PageFactory(title=TITLE))


def titles(typed, **but):
    return [each.page.title for each in same_titles(typed, **but)]


def beginning(**changes):
    return {"title": "the childrens museum", "language": "en", "form_key": str(uuid.uuid4())} | changes


@pytest.mark.parametrize(
    "typed",
    [
        "The Children's Museum",
        "the_children’s_museum",
        "THE CHILDRENS MUSEUM",
        "GLAM/Case studies/The Children's Museum",
        "glam/case_studies/the children's museum/",
        "Case studies/The Children's  Museum",
        "The Children's Museum.",
    ],
)
def test_the_same_title_is_known_however_it_is_spelled(there, typed):
    assert titles(typed) == [TITLE]


@pytest.mark.parametrize(
    "typed",
    ["The Children's Museum of Foo", "Children's Museum", "", " ", "/", "GLAM/Case studies/", "\0", "%", "'"],
)
def test_another_title_is_another(there, typed):
    PageFactory(title="The Children's Museum", kind="")

    assert titles(typed) == []


def test_archived_pages_and_aliases_are_known_with_what_they_lead_to(there):
    PageFactory(title="GLAM/Case studies/Archived/Old Name")
    PageFactory(title="Case studies/Old name", state=Page.State.REDIRECT, redirects_to=TITLE)

    found = {each.page.title: each for each in same_titles("Old name")}

    assert set(found) == {"GLAM/Case studies/Archived/Old Name", "Case studies/Old name"}
    alias = found["Case studies/Old name"]
    assert (alias.is_alias, alias.target.title, alias.case_study) == (True, TITLE, there)


def test_pages_gone_are_in_nobodys_way(there):
    Page.objects.update(state=Page.State.GONE)

    assert titles("The Children's Museum") == []


def test_own_page_is_in_nobodys_way():
    edition = EditionFactory()

    assert titles(edition.title, but=edition.case_study_id) == []
    assert titles(edition.title) == [edition.title]


def test_drafts_of_others_are_never_told(there, volunteer):
    CaseStudyFactory(title="Secret")

    assert titles("Secret") == []


def test_looking_up_a_title_costs_a_query_on_the_index(there, django_assert_num_queries):
    Page.objects.bulk_create(PageFactory.build_batch(1000, source=there.page.source))
    with django_assert_num_queries(1):
        assert titles("Something else") == []

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE outreach_page")
        seen = []

        def note(execute, sql, params, many, context):
            seen.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            same_titles("Something else")
        cursor.execute(f"EXPLAIN {seen[0][0]}", seen[0][1])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "page_by_folded_title" in plan


# On the pages


def test_begin_shows_the_page_and_begins_only_another(signed_in, there):
    asked = signed_in.post(BEGIN, beginning())

    html = asked.content.decode()
    assert asked.status_code == 422
    assert there.get_absolute_url() in html
    assert 'name="is_another"' in html
    assert CaseStudy.objects.count() == 1

    begun = signed_in.post(BEGIN, beginning(is_another="on"))
    assert begun.status_code == 302
    assert CaseStudy.objects.count() == 2


def test_the_fragment_tells_while_one_types(signed_in, there):
    address = reverse("casestudies:same-title")

    told = signed_in.get(address, {"title": "the childrens museum", "asks": "1"}).content.decode()
    nothing = signed_in.get(address, {"title": "x"}).content.decode()

    assert there.get_absolute_url() in told
    assert 'name="is_another"' in told
    assert nothing.split() == ["<div", 'id="same-title"', 'role="status">', "</div>"]


@pytest.mark.parametrize("but", ["x", "9" * 40, "-1", "\0"])
def test_the_fragment_shrugs_at_nonsense(signed_in, there, but):
    response = signed_in.get(reverse("casestudies:same-title"), {"title": TITLE, "but": but})

    assert there.get_absolute_url() in response.content.decode()


def test_write_and_publish_tell_it_too(signed_in, there, volunteer):
    draft = CaseStudyFactory(title="The Children’s Museum", author=volunteer, declared=True)

    write = signed_in.get(reverse("casestudies:write", args=[draft.pk]))
    publish = signed_in.get(reverse("casestudies:publish", args=[draft.pk]))

    for page in (write, publish):
        assert [each.case_study for each in page.context["same"]] == [there]
        assert there.get_absolute_url() in page.content.decode()


# An institution not yet known


def test_begin_leads_on_to_suggest_what_is_not_found_and_loses_nothing(signed_in):
    looked = signed_in.post(BEGIN, beginning(title="Dolls", institution_q="Doll & Co", look="1"))
    begun = signed_in.post(
        BEGIN, beginning(title="Dolls", institution_q="Doll & Co", country="FR", then="suggest")
    )

    draft = CaseStudy.objects.get()
    assert 'name="then" value="suggest"' in looked.content.decode()
    write = reverse("casestudies:write", args=[draft.pk])
    assert (
        begun.url
        == f"{reverse('institutions:suggest')}?name=Doll+%26+Co&country=FR&back=%2Fcase-studies%2F{draft.pk}%2Fwrite%2F"
    )
    page = signed_in.get(begun.url)
    form = page.context["form"]
    assert (form["name"].value(), form["country"].value()) == ("Doll & Co", "FR")

    back = signed_in.post(
        reverse("institutions:suggest"),
        {"name": "Doll & Co", "country": "FR", "form_key": str(form["form_key"].value()), "back": write},
    )

    assert back.url == write
    assert Suggestion.objects.get().name == "Doll & Co"


def test_begin_goes_on_without_an_institution(signed_in):
    response = signed_in.post(BEGIN, beginning(title="Dolls", institution_q="Doll"))

    assert response.url == reverse("casestudies:write", args=[CaseStudy.objects.get().pk])


def test_link_page_leads_to_the_suggestion_and_back(signed_in, volunteer):
    draft = actions.begin_case_study(by=volunteer, title="Dolls")
    InstitutionFactory(name="Museum of Maps")
    address = reverse("casestudies:link", args=[draft.pk])

    nothing = signed_in.get(address, {"q": "Doll & Co"}).content.decode()
    found = signed_in.get(address, {"q": "maps"}).content.decode()

    wanted = f"{reverse('institutions:suggest')}?name=Doll%20%26%20Co&amp;back=%2Fcase-studies%2F{draft.pk}%2Flink%2F"
    assert wanted in nothing
    assert "suggestions/add" not in found


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "javascript:alert(1)", "evil", "\0"]
)
def test_suggesting_leads_back_to_our_own_pages_only(signed_in, back):
    page = signed_in.get(reverse("institutions:suggest"), {"back": back, "name": "x" * 9000})
    sent = {"name": "Doll", "country": "FR", "form_key": str(uuid.uuid4()), "back": back}

    response = signed_in.post(reverse("institutions:suggest"), sent)

    assert page.context["back"] == ""
    assert response.url == Suggestion.objects.get().get_absolute_url()
