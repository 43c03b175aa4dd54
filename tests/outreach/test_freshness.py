# SPDX-License-Identifier: GPL-3.0-or-later
"""How old what we show of a wiki is, and that every page that shows it says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from casestudies.models import CaseStudy
from interface import words
from outreach.freshness import Age, freshness
from outreach.models import Contribution, Page, Source
from outreach.reports import mirrors_of
from tests.factories import CaseStudyFactory, ContributorFactory, InstitutionFactory, PageFactory
from tests.factories.newsletter import ReportFactory
from tests.outreach.conftest import claimed_run

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
OLD = "the wiki may say something else by now"


def ago(**passed):
    return timezone.now() - timedelta(**passed)


@pytest.fixture
def aged(db):
    """Sets when the wiki of all factories was last mirrored well."""

    def to(moment):
        PageFactory()
        Source.objects.update(synced_at=moment)
        Page.objects.update(synced_at=moment)

    return to


@pytest.mark.parametrize(
    ("hours", "age"),
    [
        (0, "fresh"),
        (2.99, "fresh"),
        (3, "late"),
        (23.9, "late"),
        (24, "stale"),
        (900, "stale"),
        (-1, "fresh"),
    ],
)
def test_age_turns_at_the_hours_of_the_settings(hours, age):
    assert freshness(NOW - timedelta(hours=hours), now=NOW).age == age


def test_age_follows_the_settings(settings):
    settings.WIKI_LATE_AFTER, settings.WIKI_STALE_AFTER = 1, 2

    assert [freshness(NOW - timedelta(hours=h), now=NOW).age for h in (0, 1, 2)] == [
        Age.FRESH, Age.LATE, Age.STALE,
    ]  # fmt: skip


def test_what_was_never_mirrored_is_said_to_be_so():
    assert freshness(None).is_never
    assert freshness(None).is_stale


@pytest.mark.parametrize(("page_age", "source_age"), [(100, 1), (1, 100), (1, None)])
def test_a_page_is_as_fresh_as_the_last_sync_that_compared_or_fetched_it(page_age, source_age):
    source = Source(synced_at=None if source_age is None else ago(hours=source_age))
    page = Page(source=source, synced_at=ago(hours=page_age))

    assert page.freshness.age is Age.FRESH


@pytest.mark.parametrize("count", [1, 3])
def test_the_mirrors_of_many_rows_cost_no_query_of_their_own(count, aged, django_assert_num_queries):
    aged(ago(hours=1))
    PageFactory.create_batch(count)
    pages = list(Page.objects.select_related("source"))

    with django_assert_num_queries(0):
        mirrors = [each.freshness.age for each in mirrors_of(pages)]

    assert mirrors == [Age.FRESH]


def test_how_long_ago_is_said_in_the_readers_language():
    with translation.override("ar"):
        arabic = words.ago(NOW - timedelta(hours=3), now=NOW)

    assert (words.ago(NOW - timedelta(hours=3), now=NOW), "ساعات" in arabic) == ("3 hours ago", True)


def shown(client, address, **headers):
    return client.get(address, headers=headers).text


@pytest.mark.parametrize(("hours", "is_warned"), [(1, False), (30, True)])
def test_case_studies_say_how_old_they_are(client, aged, hours, is_warned):
    institution = InstitutionFactory()
    study = CaseStudyFactory(mirrored=True, institution=institution)
    aged(ago(hours=hours))
    addresses = [
        study.get_absolute_url(),
        "/case-studies/",
        f"/case-studies/of-institution/{institution.pk}/",
    ]

    pages = [shown(client, address) for address in addresses]

    assert [OLD in html for html in pages] == [is_warned] * 3
    assert ["As of" in html for html in pages] == [True] * 3


@pytest.mark.parametrize("hours", [1, 30])
def test_contributors_say_how_old_they_are(client, aged, hours):
    contributor = ContributorFactory()
    Contribution.objects.create(contributor=contributor, page=PageFactory(), role="edited", revision=1)
    aged(ago(hours=hours))

    pages = [shown(client, address) for address in ("/contributors/", contributor.get_absolute_url())]

    assert [OLD in html for html in pages] == [hours == 30] * 2


@pytest.mark.parametrize("hours", [1, 30])
def test_the_newsletter_says_how_old_it_is(client, aged, hours):
    report = ReportFactory()
    aged(ago(hours=hours))
    addresses = ["/newsletter/", report.issue.get_absolute_url(), report.get_absolute_url()]

    pages = [shown(client, address) for address in addresses]

    assert [OLD in html for html in pages] == [hours == 30] * 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "gone", "gone_at": datetime(2026, 5, 6, tzinfo=UTC)}, "gone from the wiki since"),
        ({"state": "hidden"}, "have hidden this text"),
        ({"state": "redirect"}, "leads to another one"),
        ({"fault": "A table without an end."}, "could not be read"),
    ],
)
def test_a_page_that_is_not_as_it_was_says_so_with_the_case_study(client, db, fields, said):
    study = CaseStudyFactory(mirrored=True)
    Page.objects.filter(pk=study.page_id).update(**fields)

    assert said in shown(client, study.get_absolute_url())


def test_dashboards_say_how_old_the_mirrored_figures_are(client, wmf_staff, aged):

    claimed_run()
    Source.objects.update(synced_at=ago(hours=30))
    client.force_login(wmf_staff)

    assert OLD in shown(client, "/dashboards/movement/")


def test_the_api_says_when_it_was_synced_and_whether_that_is_long_ago(client, aged):
    CaseStudyFactory(mirrored=True)
    ContributorFactory()
    moment = ago(hours=30)
    aged(moment)

    study = client.get("/api/v1/case-studies/").json()["results"][0]["source"]
    contributor = client.get("/api/v1/contributors/").json()["results"][0]

    assert (study["is_stale"], contributor["is_stale"]) == (True, True)
    assert contributor["synced_at"] == moment.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("count", [1, 4])
def test_the_slot_of_an_institution_costs_the_same_however_many(
    client, aged, count, django_assert_num_queries
):
    institution = InstitutionFactory()
    CaseStudyFactory.create_batch(count, mirrored=True, institution=institution)
    assert CaseStudy.objects.count() == count

    with django_assert_num_queries(2):
        client.get(f"/case-studies/of-institution/{institution.pk}/", headers={"HX-Request": "true"})
