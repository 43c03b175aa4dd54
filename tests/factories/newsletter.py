# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of the newsletter, each with its page and issue."""

from datetime import date

import factory

from newsletter.models import Issue, Report, ReportArea
from tests.factories.outreach import PageFactory


class IssueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Issue
        django_get_or_create = ("appeared_on",)

    appeared_on = date(2022, 2, 1)
    page_title = factory.LazyAttribute(lambda issue: f"GLAM/Newsletter/{issue.appeared_on:%B %Y}")


class ReportFactory(factory.django.DjangoModelFactory):
    """A report whose area is not said; see `report_on`."""

    class Meta:
        model = Report
        exclude = ("appeared_on",)

    appeared_on = date(2022, 2, 1)
    name = "France report"
    area_class = "country"
    headline = factory.Sequence("What we did {}".format)
    issue = factory.SubFactory(IssueFactory, appeared_on=factory.SelfAttribute("..appeared_on"))
    page = factory.SubFactory(
        PageFactory,
        kind="newsletter",
        title=factory.LazyAttribute(
            lambda page: f"GLAM/Newsletter/February 2022/Contents/Report {page.page_id}"
        ),
    )


class ReportAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportArea

    report = factory.SubFactory(ReportFactory)
    country = "FR"


def report_on(country="FR", *, area="", appeared_on=date(2022, 2, 1), **values) -> Report:
    """A report on one country, region or theme."""
    report = ReportFactory(appeared_on=appeared_on, **values)
    ReportAreaFactory(report=report, country=country, name=area)
    return report
