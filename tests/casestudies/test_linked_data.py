# SPDX-License-Identifier: GPL-3.0-or-later
"""What machines read of case studies and institutions: schema.org, and only what is public."""

import json

import pytest
from django.urls import reverse

from casestudies.mirroring import apply_many, translate_many
from casestudies.models import CaseStudy
from outreach.actions import forget_contributor
from outreach.models import Contribution
from tests.factories import CaseStudyFactory, ContributorFactory, InstitutionFactory, PageFactory, UserFactory
from tests.factories.together import CoAuthorFactory

pytestmark = pytest.mark.django_db

# {type: {property: the types its value may have}}; of schema.org, what we use of it.
SHAPES = {
    "Article": {
        "url": str, "headline": str, "abstract": str, "inLanguage": str, "dateModified": str, "license": str,
        "isAccessibleForFree": bool, "isBasedOn": {"WebPage"}, "author": [{"Person"}], "contributor": [{"Person"}],
        "workTranslation": [{"Article"}],
        "about": [{"Museum", "Library", "ArchiveOrganization", "ArtGallery", "Organization", "ResearchOrganization",
                   "EducationalOrganization", "GovernmentOrganization", "Country"}],
        "genre": str, "keywords": [str], "temporalCoverage": str, "mentions": [{"SoftwareApplication", "Event"}],
    },
    "SoftwareApplication": {"name": str},
    "Event": {"name": str, "url": str},
    "WebPage": {"url": str, "name": str, "version": str, "dateModified": str, "license": str, "isPartOf": {"WebSite"}},
    "WebSite": {"name": str},
    "Person": {"name": str},
    "Country": {"name": str, "identifier": str},
    "PostalAddress": {"addressCountry": str, "addressLocality": str},
    "GeoCoordinates": {"latitude": float, "longitude": float},
    "PropertyValue": {"propertyID": str, "value": str},
    "Place": {"geo": {"GeoCoordinates"}},
}  # fmt: skip
INSTITUTION = {
    "mainEntityOfPage": str, "name": str, "alternateName": [str], "url": str, "sameAs": [str],
    "identifier": [{"PropertyValue"}], "address": {"PostalAddress"},
}  # fmt: skip
PLACES = {"Museum", "Library", "ArchiveOrganization", "ArtGallery"}
ORGANIZATIONS = {"Organization", "ResearchOrganization", "EducationalOrganization", "GovernmentOrganization"}
SHAPES |= {kind: INSTITUTION | {"geo": {"GeoCoordinates"}} for kind in PLACES}
SHAPES |= {kind: INSTITUTION | {"location": {"Place"}} for kind in ORGANIZATIONS}


def check(told: dict) -> None:
    """Every property is one that its type has, and holds what it may hold; nothing is empty."""
    shape = SHAPES[told["@type"]]
    for name, value in told.items():
        if name.startswith("@"):
            assert isinstance(value, str)
            continue
        wanted = shape[name]
        assert value not in ("", None, [], {}), name
        many = isinstance(wanted, list)
        for each in value if many else [value]:
            kind = wanted[0] if many else wanted
            if isinstance(kind, set):
                assert each["@type"] in kind
                check(each)
            else:
                assert isinstance(each, kind), name


def read(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/ld+json"
    told = json.loads(response.content)
    assert told["@context"] == "https://schema.org"
    check(told)
    return told


@pytest.fixture
def case_study():
    page = PageFactory(
        title="GLAM/Case studies/Museum of Ponds", text="The museum in France opened its doors wide."
    )
    apply_many([page])
    translate_many(
        [PageFactory(kind="translation", title=f"{page.title}/fr", text="Le musée a ouvert ses portes.")]
    )
    institution = InstitutionFactory(
        name="Museum of Ponds", kind="museum", country="FR", wikidata_item="Q4200"
    )
    for name in ("Ada", "Hidden"):
        who = ContributorFactory(source=page.source, username=name)
        Contribution.objects.create(contributor=who, page=page, role="edited", revision=1)
    forget_contributor(page.source, "Hidden", by=None)
    CaseStudy.objects.update(institution=institution)
    return CaseStudy.objects.get()


def test_a_case_study_is_an_article_based_on_its_revision(client, case_study):
    told = read(client, reverse("casestudies:case-study-linked", args=[case_study.pk]))

    page = case_study.page
    assert told["@id"] == f"http://testserver{case_study.get_absolute_url()}"
    assert (told["@type"], told["headline"], told["inLanguage"]) == ("Article", "Museum of Ponds", "en")
    assert told["license"] == page.source.licence_url
    assert told["isBasedOn"]["@id"] == page.revision_url
    assert told["isBasedOn"]["version"] == str(page.revision)
    assert told["contributor"] == [{"@type": "Person", "name": "Ada"}], "who asked to be left out is left out"
    assert told["workTranslation"][0]["inLanguage"] == "fr"
    museum, country = told["about"]
    assert (museum["@type"], museum["sameAs"]) == ("Museum", ["http://www.wikidata.org/entity/Q4200"])
    assert (country["@type"], country["identifier"]) == ("Country", "FR")


def test_one_of_ours_is_by_all_who_wrote_it(client):
    study = CaseStudyFactory(published=True, author=UserFactory(wiki_username="Writer"))
    CoAuthorFactory(case_study=study, user=UserFactory(wiki_username="Partner"), writing=True)
    CoAuthorFactory(case_study=study, user=UserFactory(wiki_username="Asked"))

    told = read(client, reverse("casestudies:case-study-linked", args=[study.pk]))

    assert [each["name"] for each in told["author"]] == ["Writer", "Partner"]


def test_the_facts_are_told_in_english_whoever_reads(client, case_study):
    CaseStudy.objects.update(
        kind="editathon", outcome="partly", year=2024, programmes=["wikidata", "gone"], tools=["pattypan"],
        media=["3d"], campaign="Ponds 2024", campaign_url="https://ponds.example.org/",
    )  # fmt: skip
    address = reverse("casestudies:case-study-linked", args=[case_study.pk])

    told = read(client, address)

    assert (told["genre"], told["temporalCoverage"]) == ("edit-a-thon", "2024")
    assert told["keywords"] == ["Wikidata for heritage", "3D models", "goals partly reached"]
    assert told["mentions"] == [
        {"@type": "SoftwareApplication", "name": "Pattypan"},
        {"@type": "Event", "name": "Ponds 2024", "url": "https://ponds.example.org/"},
    ]
    client.cookies["django_language"] = "ar"
    assert read(client, address)["genre"] == "edit-a-thon"


def test_the_page_names_its_description_and_holds_no_script(client, case_study):
    html = client.get(case_study.get_absolute_url()).content.decode()

    address = reverse("casestudies:case-study-linked", args=[case_study.pk])
    assert f'<link rel="alternate" type="application/ld+json" href="{address}">' in html
    assert "<script type=" not in html


@pytest.mark.parametrize("state", ["draft", "filed", "withdrawn"])
def test_nothing_is_told_of_what_is_not_public_not_even_to_its_author(client, volunteer, state):
    client.force_login(volunteer)
    own = CaseStudyFactory(author=volunteer, state=state)

    assert client.get(reverse("casestudies:case-study-linked", args=[own.pk])).status_code == 404
    assert "ld+json" not in client.get(own.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "kind, wanted",
    [
        ("museum", "Museum"),
        ("library", "Library"),
        ("archive", "ArchiveOrganization"),
        ("gallery", "ArtGallery"),
        ("heritage", "Organization"),
        ("university", "EducationalOrganization"),
        ("science", "ResearchOrganization"),
        ("broadcaster", "Organization"),
        ("government", "GovernmentOrganization"),
        ("other", "Organization"),
    ],
)
def test_an_institution_is_what_its_kind_says(client, kind, wanted):
    institution = InstitutionFactory(
        kind=kind, country="FR", place="Lyon", names={"de": "Teichhaus"}, website="https://ponds.example.org/",
        wikidata_item="Q4200", isil="FR-1", viaf="12", ror="03x", latitude="45.75", longitude="4.85",
    )  # fmt: skip

    told = read(client, reverse("partnerships:institution-linked", args=[institution.pk]))

    assert told["@type"] == wanted
    assert told["sameAs"] == [
        "http://www.wikidata.org/entity/Q4200",
        "https://viaf.org/viaf/12",
        "https://ror.org/03x",
    ]
    assert told["alternateName"] == ["Teichhaus"]
    assert told["address"] == {"@type": "PostalAddress", "addressCountry": "FR", "addressLocality": "Lyon"}
    geo = told["geo"] if wanted in PLACES else told["location"]["geo"]
    assert (geo["latitude"], geo["longitude"]) == (45.75, 4.85)


def test_of_an_institution_nothing_is_told_that_is_not_known(client):
    institution = InstitutionFactory(kind="other", place="", names={}, website="", wikidata_item=None)

    told = read(client, reverse("partnerships:institution-linked", args=[institution.pk]))

    assert set(told) == {"@context", "@type", "@id", "mainEntityOfPage", "name", "address"}


def test_the_page_of_an_institution_names_its_description(client):
    institution = InstitutionFactory()

    html = client.get(institution.get_absolute_url()).content.decode()

    assert reverse("partnerships:institution-linked", args=[institution.pk]) in html


@pytest.mark.parametrize("count", [1, 12])
def test_the_description_costs_the_same_however_many_contributors(
    client, case_study, count, django_assert_num_queries
):
    for number in range(count):
        who = ContributorFactory(source=case_study.page.source, username=f"W {number}")
        Contribution.objects.create(contributor=who, page=case_study.page, role="edited", revision=1)

    with django_assert_num_queries(3):
        client.get(reverse("casestudies:case-study-linked", args=[case_study.pk]))
