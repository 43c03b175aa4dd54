# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader: who may read, what is said of the source, and that hostile text stays text."""

import pytest

from casestudies.models import CaseStudy, Reading, Section
from outreach.models import Contribution, Page
from tests.factories import (
    CaseStudyFactory,
    ContributorFactory,
    InstitutionFactory,
    PageFactory,
    SourceFactory,
)
from tests.factories.together import CoAuthorFactory

pytestmark = pytest.mark.django_db


def read(client, case_study, status=200):
    response = client.get(case_study.get_absolute_url())
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def mirrored():
    page = PageFactory(title="GLAM/Case studies/What? Really", revision=4711)
    case_study = CaseStudyFactory(mirrored=True, title="What? Really", page=page, lead="The lede.")
    Section.objects.create(
        case_study=case_study, key="goals", heading="Goals", text="'''Reach''' all", position=0
    )
    Section.objects.create(case_study=case_study, key="outcomes", heading="", text="Done", position=1)
    return case_study


def contribute(page, *usernames, **values):
    for username in usernames:
        contributor = ContributorFactory(source=page.source, username=username, **values)
        Contribution.objects.create(contributor=contributor, page=page, role="edited", revision=1)


@pytest.mark.parametrize(
    "state, readers",
    [
        ("draft", {"volunteer"}),
        ("filed", {"volunteer", "viewer", "coordinator", "affiliate_admin", "wmf_staff"}),
        ("withdrawn", {"volunteer"}),
    ],
)
def test_reader_opens_to_those_who_may(client, request, coordinator, volunteer, state, readers):
    case_study = CaseStudyFactory(state=state, author=volunteer, affiliate=coordinator.affiliate)
    everybody = [
        "volunteer",
        "viewer",
        "coordinator",
        "affiliate_admin",
        "stranger",
        "wmf_staff",
        "platform_admin",
    ]

    assert client.get(case_study.get_absolute_url()).status_code == 404
    for who in everybody:
        client.force_login(request.getfixturevalue(who))
        read(client, case_study, status=200 if who in readers else 404)


def test_reader_shows_the_public_a_mirrored_one(client, mirrored):
    html = read(client, mirrored)

    assert "<b>Reach</b> all" in html
    assert 'href="#section-1"' in html
    assert "Outcomes" in html


def test_reader_says_where_the_text_comes_from(client, mirrored):
    contribute(mirrored.page, "Ann")
    Page.objects.update(anonymous_contributors=2)

    html = read(client, mirrored)

    assert 'href="https://wiki.example.org/wiki/GLAM/Case_studies/What%3F_Really"' in html
    assert 'href="https://wiki.example.org/wiki/GLAM/Case_studies/What%3F_Really?oldid=4711"' in html
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/"' in html
    assert "CC BY-SA 4.0" in html
    assert "Ann</bdi></a>" in html
    assert "2 without an account" in html
    assert "As of" in html


def test_reader_is_told_the_names_that_lead_to_the_page(client, mirrored):
    source = mirrored.page.source
    for old, new in [
        ("Old name", mirrored.page.title),
        ("Older name", "Old name"),
        ("Elsewhere", "Another page"),
    ]:
        PageFactory(source=source, title=old, state="redirect", redirects_to=new)

    html = client.get(mirrored.get_absolute_url()).text

    assert "Old name" in html
    assert "Older name" in html
    assert "Elsewhere" not in html


def test_reader_names_twenty_and_counts_the_rest_but_no_one_who_opted_out(client, mirrored):
    contribute(mirrored.page, *(f"Person {number:02}" for number in range(22)))
    contribute(mirrored.page, "A hidden person", account_id=None)

    html = read(client, mirrored)

    assert "Person 19" in html
    assert "Person 20" not in html
    assert "and 2 more" in html
    assert "A hidden person" not in html


@pytest.mark.parametrize(
    "state, said",
    [("gone", "gone from the wiki"), ("hidden", "have hidden"), ("redirect", "leads to another")],
)
def test_reader_says_when_the_page_is_no_longer_there(client, mirrored, state, said):
    Page.objects.update(state=state)

    assert said in read(client, mirrored)


@pytest.mark.parametrize("language, direction", [("ar", "rtl"), ("fr", "ltr"), ("xx-none", "auto")])
def test_reader_says_language_and_direction_of_the_text(client, mirrored, language, direction):
    CaseStudy.objects.update(language=language)

    assert f'lang="{language}" dir="{direction}"' in read(client, mirrored)


def test_reader_of_a_hostile_page_keeps_it_harmless(client, mirrored):
    CaseStudy.objects.update(title="<script>alert(1)</script>", lead="<img src=x onerror=alert(1)>")
    mirrored.sections.update(
        heading="<svg onload=alert(1)>",
        text="<script>alert(1)</script>[javascript:alert(1) x]<b onclick=alert(1)>y</b>",
    )
    SourceFactory(host=mirrored.page.source.host)
    contribute(mirrored.page, "<script>alert(2)</script>")

    html = read(client, mirrored)

    assert "<script>alert" not in html
    assert "<svg onload" not in html
    assert "<img src=x" not in html
    assert 'href="javascript' not in html


def test_reader_shows_the_institution_and_what_the_viewer_may_do(client, mirrored, coordinator, volunteer):
    CaseStudy.objects.update(institution=InstitutionFactory(name="Museum of Foo"))
    link = f"/case-studies/{mirrored.pk}/link/"

    client.force_login(volunteer)
    assert "Museum of Foo" in read(client, mirrored)
    assert link not in read(client, mirrored)
    client.force_login(coordinator)
    assert link in read(client, mirrored)


def test_reader_of_a_draft_leads_its_author_to_the_form(client, volunteer):
    draft = CaseStudyFactory(author=volunteer, title="")
    client.force_login(volunteer)

    html = read(client, draft)

    assert f"/case-studies/{draft.pk}/write/" in html
    assert "Untitled draft" in html


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("draft", True),
        ("filed", True),
        ("changes", True),
        ("accepted", True),
        ("published", False),
        ("withdrawn", False),
    ],
)
def test_reader_offers_withdrawing_to_its_author_alone(client, volunteer, stranger, state, offered):
    page = PageFactory() if state == "published" else None
    case_study = CaseStudyFactory(state=state, author=volunteer, page=page)
    CoAuthorFactory(case_study=case_study, user=stranger, writing=True)
    door = f'action="/case-studies/{case_study.pk}/withdraw/"'

    client.force_login(volunteer)
    assert (door in read(client, case_study)) == offered
    client.force_login(stranger)
    if state != "withdrawn":
        assert door not in read(client, case_study)


@pytest.mark.parametrize("count", [1, 3])
def test_reader_costs_the_same_however_many_contributors_and_sections(
    client, mirrored, count, django_assert_num_queries
):
    contribute(mirrored.page, *(f"Person {number}" for number in range(count)))
    for number in range(count):
        Section.objects.create(case_study=mirrored, key="other", text="x", position=10 + number)

    # the case study, sections, aliases, contributors, their number, who took part, figures taken in
    with django_assert_num_queries(8):
        client.get(mirrored.get_absolute_url())


def test_reader_leads_from_each_fact_to_the_list_of_those_that_share_it(client, mirrored):
    CaseStudy.objects.update(
        kind="upload", outcome="partly", year=2024, programmes=["wikidata", "gone"], tools=["pattypan"],
        media=["3d", "images"], country="EG", language="fr", institution=InstitutionFactory(kind="museum"),
    )  # fmt: skip

    html = read(client, mirrored)

    for query in (
        "kind=upload", "outcome=partly", "year=2024", "programme=wikidata", "tool=pattypan", "media=3d", "media=images",
        "country=EG", "language=fr", "institution_kind=museum",
    ):  # fmt: skip
        assert f'href="/case-studies/?{query}"' in html
    assert "gone" not in html, "a word that the vocabulary knows no longer"
    assert "read by machine; nobody has checked them yet" in html


def test_reader_does_not_doubt_what_a_person_said(client, mirrored):
    CaseStudy.objects.update(facts_checked_at=mirrored.saved_at)

    assert "nobody has checked" not in read(client, mirrored)


def test_reader_tells_those_who_share_a_public_one_what_it_is(client, mirrored):
    html = read(client, mirrored)

    address = f"http://testserver{mirrored.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in html
    assert '<meta name="description" content="The lede.">' in html
    assert '<meta property="og:title" content="What? Really">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert f'readonly dir="ltr" value="{address}"' in html


@pytest.mark.parametrize("state", ["draft", "filed", "withdrawn"])
def test_reader_tells_nobody_of_what_is_not_public(client, volunteer, state):
    client.force_login(volunteer)
    html = read(client, CaseStudyFactory(state=state, author=volunteer, lead="Not yet"))

    for told in ("og:title", "canonical", 'name="description"', "Link to share", "Cite this"):
        assert told not in html


def test_reader_lists_links_and_pictures_without_loading_any(client, mirrored):
    Reading.objects.create(
        case_study=mirrored,
        images=["Old harbour.jpg", 'Bad"<name>.jpg'],
        links=["https://museum.example/", "javascript:alert(1)", 'https://museum.example/"onclick=x'],
    )

    html = read(client, mirrored)

    assert 'href="https://wiki.example.org/wiki/File:Old_harbour.jpg"' in html
    assert 'href="https://museum.example/" rel="nofollow noreferrer"' in html
    assert "javascript:alert" not in html
    assert '"onclick' not in html
    assert "<img" not in html
