# SPDX-License-Identifier: GPL-3.0-or-later
"""A mirrored wiki, its pages and people."""

import factory

from outreach.models import Contributor, Page, Source


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
