# SPDX-License-Identifier: GPL-3.0-or-later
"""A mirrored wiki, its pages and people."""

import factory

from outreach.models import Claim, Contribution, Contributor, Evidence, Page, Publication, Source
from outreach.wiki.writing import sha1_of
from tests.factories.people import UserFactory


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("host",)

    host = "wiki.example.org"
    name = "Example Wiki"
    page_url = "https://wiki.example.org/wiki/$1"
    licence_name = "CC BY-SA 4.0"
    licence_url = "https://creativecommons.org/licenses/by-sa/4.0/"


class PageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Page

    source = factory.SubFactory(SourceFactory)
    page_id = factory.Sequence(lambda n: n + 1)
    title = factory.LazyAttribute(lambda page: f"GLAM/Case studies/Museum {page.page_id}")
    kind = "case-study"
    revision = factory.LazyAttribute(lambda page: page.page_id * 10)


class ContributorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contributor

    source = factory.SubFactory(SourceFactory)
    username = factory.Sequence("Contributor {}".format)
    account_id = factory.Sequence(lambda n: n + 1)


class ContributionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contribution

    contributor = factory.SubFactory(ContributorFactory)
    page = factory.SubFactory(PageFactory)
    role = "edited"
    revision = factory.SelfAttribute("page.revision")


class ClaimFactory(factory.django.DjangoModelFactory):
    """One that nobody has decided, of a contributor without pages."""

    class Meta:
        model = Claim

    contributor = factory.SubFactory(ContributorFactory)
    kind = "affiliation"
    key = factory.LazyAttribute(lambda claim: claim.value.lower())
    value = factory.Sequence("Museum {}".format)


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    claim = factory.SubFactory(ClaimFactory)
    page = factory.SubFactory(PageFactory)
    revision = factory.SelfAttribute("page.revision")
    shape = "list"
    confidence = 0.9


class PublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publication

    kind = "test"
    source = factory.SubFactory(SourceFactory)
    title = factory.Sequence("GLAM/Case studies/Published {}".format)
    text = "Text."
    sha1 = factory.LazyAttribute(lambda publication: sha1_of(publication.text))
    summary = "Written with GLAMwiki"
    by = factory.SubFactory(UserFactory)
