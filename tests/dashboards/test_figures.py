# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the dashboards, counted by hand; and that each leads to just the records it counts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dashboards import reports
from outreach.models import Source, SyncRun
from partnerships.models import Notice, StageMove
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CaseStudyFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    SourceFactory,
    member,
)
from work.models import Run

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def ours(coordinator):
    """The coordinator's affiliate with something to count, beside another with as much again and more."""
    _fill(coordinator.affiliate, coordinator)
    other = AffiliateFactory()
    _fill(other, member("coordinator", other))
    PartnershipFactory(affiliate=other, phase="pilot")
    return coordinator.affiliate


def _fill(affiliate, lead):
    """Seven partnerships, five of them open, two moves of the last 90 days, two agreements that end soon."""
    now, today = timezone.now(), TODAY()
    partnerships = [
        PartnershipFactory(affiliate=affiliate, lead=lead, phase=phase)
        for phase in ("identified", "identified", "contacted", "active", "paused", "declined", "ended")
    ]
    for partnership, days in zip(partnerships, (1, 89, 91), strict=False):
        StageMove.objects.create(
            partnership=partnership,
            affiliate=affiliate,
            target=partnership.stage,
            by=lead,
            moved_at=now - timedelta(days=days),
        )
    for days in (0, 90, 91, -1):
        MouFactory(partnership=partnerships[3], signed=True, ends_on=today + timedelta(days=days))
    MouFactory(partnership=partnerships[3], ends_on=today + timedelta(days=5))  # a draft
    for partnership, days in ((partnerships[0], -1), (partnerships[1], 0), (partnerships[6], -9)):
        partnership.next_step, partnership.next_step_on = "Ring", today + timedelta(days=days)
        partnership.save()
    CaseStudyFactory(filed=True, affiliate=affiliate, country="FR")
    CaseStudyFactory(mirrored=True, partnership=partnerships[3], country="FR")
    CaseStudyFactory(mirrored=True, country="DE")
    CaseStudyFactory(mirrored=True, country="")
    CaseStudyFactory(affiliate=affiliate, country="FR")  # a draft
    CaseStudyFactory(mirrored=True, state="withdrawn", country="FR")
    # Linked to our partnership, but filed for another affiliate's eyes.
    CaseStudyFactory(filed=True, partnership=partnerships[3], affiliate=AffiliateFactory(), country="IT")


def test_an_affiliates_figures_are_what_one_counts_by_hand(ours):
    figures = reports.figures(ours)

    assert figures.phases == {
        "identified": 2,
        "contacted": 1,
        "active": 1,
        "paused": 1,
        "declined": 1,
        "ended": 1,
    }
    assert (figures.open, figures.institutions, figures.moves) == (5, 5, 2)
    assert (figures.expiring, figures.overdue) == (2, 1)
    assert (figures.case_studies, figures.case_studies_total) == ({"FR": 2}, 2)


def test_the_movements_figures_are_what_one_counts_by_hand(ours):
    InstitutionFactory(name="Nobody's partner yet")

    figures = reports.figures()

    assert figures.phases["identified"] == 4
    assert figures.phases["pilot"] == 1
    assert (figures.open, figures.institutions, figures.moves) == (11, 16, 4)
    assert (figures.expiring, figures.overdue) == (4, 2)
    assert figures.case_studies == {"": 2, "DE": 2, "FR": 4, "IT": 2}


def _total(client, address) -> int:
    """How many records the list at an address has, over all its pages."""
    context = client.get(address).context
    page = context["page_obj"] if "page_obj" in context else context["page"]
    return page.paginator.count


def _links(page) -> list[tuple[int, str]]:
    """(figure, address) of every tile and of every row in the tables of numbers."""
    tile = r'tile__value"><a href="([^"]+)" aria-label="[^"]*: ([\d,]+)"'
    row = r'<tr><th scope="row"><a href="([^"]+)">[^<]*</a></th><td class="table__number">([\d,]+)</td>'
    found = re.findall(tile, page) + re.findall(row, page)
    return [(int(figure.replace(",", "")), unescape(address)) for address, figure in found]


def test_every_figure_of_the_movement_leads_to_just_its_records(client, wmf_staff, ours):
    client.force_login(wmf_staff)

    links = _links(client.get(reverse("dashboards:movement")).text)

    assert len(links) >= 5 + 8 + 3
    assert [(figure, address, _total(client, address)) for figure, address in links] == [
        (figure, address, figure) for figure, address in links
    ]


@pytest.mark.parametrize("person", ["coordinator", "viewer", "wmf_staff"])
def test_every_figure_of_an_affiliate_leads_to_just_its_records(client, request, ours, person):
    client.force_login(request.getfixturevalue(person))

    links = _links(client.get(reverse("dashboards:affiliate", args=[ours.pk])).text)

    assert len(links) >= 4 + 8
    assert [(figure, address, _total(client, address)) for figure, address in links] == [
        (figure, address, figure) for figure, address in links
    ]


def test_every_bar_leads_to_just_its_records(client, wmf_staff, ours):
    client.force_login(wmf_staff)
    context = client.get(reverse("dashboards:movement")).context

    rows = [*context["phases"], *context["aside"]]

    assert [count for _label, count, _address in rows] == [
        _total(client, address) for _label, _count, address in rows
    ]


def test_the_front_pages_figures_are_the_publics(client, ours):
    PartnershipFactory(is_public=True)

    counts = client.get("/").context["counts"]

    assert counts == {"institutions": 16, "partnerships": 1, "case_studies": 6}
    assert counts["institutions"] == _total(client, reverse("partnerships:institution-list"))
    assert counts["case_studies"] == _total(client, reverse("casestudies:list"))
    assert counts["partnerships"] == _total(client, reverse("partnerships:partnership-list"))


def test_people_not_told_in_time_are_counted_for_those_alone_who_see_them(ours, coordinator, wmf_staff):
    affiliate = coordinator.affiliate
    Notice.objects.all().delete()
    for days in (-1, 0):
        person = AdvocateFactory(affiliate=affiliate)
        Notice.objects.filter(advocate=person).delete()
        due_on = TODAY() + timedelta(days=days)
        Notice.objects.create(advocate=person, entered_on=due_on - timedelta(days=30), due_on=due_on)

    assert reports.untold(coordinator, affiliate) == 1
    assert reports.untold(wmf_staff, affiliate) == 0
    assert reports.untold(coordinator, AffiliateFactory()) == 0


def test_figures_are_kept_for_a_minute_and_no_longer(ours):
    first = reports.figures(ours)
    PartnershipFactory(affiliate=ours, phase="pilot")

    assert reports.figures(ours) == first
    (key,) = [key for key in (reports._key(ours),) if cache.get(key)]
    assert 0 < cache._cache.get_client().ttl(cache.make_and_validate_key(key)) <= 60
    cache.delete(key)
    assert reports.figures(ours).open == 6


def test_affiliates_do_not_share_their_figures(ours):
    reports.figures()
    reports.figures(ours)

    assert reports.figures(AffiliateFactory()).open == 0


def test_refresh_counts_anew_before_the_minute_is_over(ours):
    reports.figures()
    PartnershipFactory(affiliate=ours, phase="pilot")

    reports.refresh()

    assert reports.figures().phases["pilot"] == 2


def test_the_last_sync_is_the_newest_and_says_when_one_ended_well(ours):
    assert reports.count().last_sync == {}
    now = timezone.now()
    for number, age in enumerate((1, 30)):
        run = Run.objects.create(kind=f"sync {number}", state="done", ended_at=now - timedelta(hours=age))
        newest = SyncRun.objects.create(run=run, source=SourceFactory())
    Source.objects.update(synced_at=now)

    last = reports.count().last_sync

    assert (last["pk"], last["state"], last["synced_at"]) == (newest.pk, "done", now)


def test_pages_stay_up_when_the_cache_is_down(client, wmf_staff, ours, settings, monkeypatch):
    broken = RedisCache("redis://127.0.0.1:9/0", {"OPTIONS": {"socket_connect_timeout": 1}})
    monkeypatch.setattr(reports, "cache", broken)
    client.force_login(wmf_staff)

    assert client.get("/").status_code == 200
    page = client.get(reverse("dashboards:movement"))
    assert page.context["figures"].open == 11


def test_the_movements_page_costs_the_same_with_ten_rows_and_a_hundred(
    client, wmf_staff, coordinator, django_assert_max_num_queries
):
    client.force_login(wmf_staff)
    costs, rows = [], 0
    for wanted in (10, 100):
        while rows < wanted:
            PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
            CaseStudyFactory(mirrored=True, country="FR")
            rows += 1
        cache.clear()
        with django_assert_max_num_queries(12) as queries:
            page = client.get(reverse("dashboards:movement"))
        costs.append(len(queries))

    assert page.context["figures"].open == 100
    assert costs[0] == costs[1]


def test_a_kept_page_costs_next_to_nothing(client, wmf_staff, ours, django_assert_num_queries):
    client.force_login(wmf_staff)
    client.get(reverse("dashboards:movement"))

    with django_assert_num_queries(4):  # session, user, roles, affiliates
        client.get(reverse("dashboards:movement"))


def test_the_front_page_costs_a_stranger_one_query_once_counted(client, ours, django_assert_num_queries):
    client.get("/")

    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.parametrize("address", ["/", "/dashboards/movement/"])
def test_the_pages_stand_in_arabic_from_right_to_left(wmf_staff, ours, address):
    english, arabic = Client(), Client(headers={"accept-language": "ar"})
    english.force_login(wmf_staff)
    arabic.force_login(wmf_staff)

    first = english.get(address)
    page = arabic.get(address)

    assert '<html lang="en" dir="ltr">' in first.text
    assert '<html lang="ar" dir="rtl">' in page.text
    assert page["Content-Language"] == "ar"


def test_kept_figures_speak_no_language(ours):
    """Counted by an Arabic reader and read by an English one: numbers and codes only."""
    run = Run.objects.create(kind="sync", state="done")
    SyncRun.objects.create(run=run, source=SourceFactory(name="Example Wiki"))

    figures = reports.count()

    assert set(figures.last_sync) == {"pk", "source", "state", "at", "synced_at"}
