# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that says how our line to each wiki fares, and what to do."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from redis import Redis

from outreach import health
from outreach.connection import Site
from outreach.gate import SharedGate
from outreach.models import Page, Publication, Source, SyncRun
from tests.factories import CaseStudyFactory, EditionFactory, PageFactory, SourceFactory, UserFactory
from work.models import Run

pytestmark = pytest.mark.django_db
PAGE = "/sync/health/"
HTMX = {"HX-Request": "true"}


def ago(**passed):
    return timezone.now() - timedelta(**passed)


def ran(kind="outreach.sync", state="done", error="", **counts):
    ended_at = None if state in ("queued", "running") else timezone.now()
    run = Run.objects.create(kind=kind, state=state, error=error, ended_at=ended_at)
    return SyncRun.objects.create(run=run, source=mirrored(), **counts)


def mirrored(**fields):
    source = SourceFactory(host=Site.OUTREACH.host)
    Source.objects.filter(pk=source.pk).update(**fields)
    return source


def publication(state, *, by=None, title="GLAM/Case studies/X"):
    return Publication.objects.create(
        kind="case-study",
        source=mirrored(),
        title=title,
        state=state,
        by=by or UserFactory(),
        ended_at=ago(hours=1),
    )


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def line(answer, site=Site.OUTREACH):
    return next(each for each in answer.context["lines"] if each.site is site)


@pytest.fixture
def dark(monkeypatch):
    """Valkey is away."""
    monkeypatch.setattr(health, "shared_gate", lambda: SharedGate("redis://127.0.0.1:9/0", per_minute=7))


def test_a_run_of_another_wiki_is_none_of_this_one(desk):
    elsewhere = ran()
    SyncRun.objects.filter(pk=elsewhere.pk).update(source=SourceFactory(host="wiki.demo.example"))

    assert line(desk.get(PAGE)).works == []


def test_each_wiki_has_its_line_and_nobody_has_to_look_when_all_is_well(desk):
    ran()
    mirrored(synced_at=ago(minutes=20))

    answer = desk.get(PAGE)

    assert [each.site for each in answer.context["lines"]] == list(Site)
    assert line(answer).is_well
    assert "20 minutes ago" in answer.text


def test_an_attempt_that_failed_is_said_with_what_to_do(desk):
    ran(state="failed", error="WIKI_URL: there is no wiki's api.php at this address.")
    mirrored(synced_at=ago(hours=2))

    answer = desk.get(PAGE)

    assert line(answer).works[0].remedy.code == "address"
    assert not line(answer).is_well
    assert "no wiki&#x27;s api.php" in answer.text
    assert "must lead to the folder of api.php" in answer.text


@pytest.mark.parametrize(("hours", "word"), [(4, "late"), (25, "stale")])
def test_a_clock_that_stopped_shows_though_no_run_failed(desk, hours, word):
    ran()
    mirrored(synced_at=ago(hours=hours))

    answer = desk.get(PAGE)

    assert line(answer).is_overdue
    assert line(answer).freshness.age == word
    assert "is the clock (beat) running" in answer.text


def test_work_of_other_apps_stands_with_the_wiki_it_asks(desk):
    Run.objects.create(
        kind="items", state="failed", error="The wiki says that we ask too often.", ended_at=ago(hours=1)
    )

    items = line(desk.get(PAGE), Site.WIKIDATA)

    assert [(work.run.kind, work.remedy.code) for work in items.works] == [("items", "too-often")]


def test_what_was_spent_and_until_when_a_wiki_wants_no_more_is_said(desk):
    health.shared_gate().stay_away(Site.OUTREACH.host, 90)
    try:
        answer = desk.get(PAGE)
    finally:
        Redis.from_url(settings.REDIS_URL).delete(f"glam:away:{Site.OUTREACH.host}")  # not a write

    assert 80 < (line(answer).traffic.away_until - timezone.now()).total_seconds() <= 90
    assert "asked to be left alone until" in answer.text


def test_without_valkey_the_page_stands_and_says_so(desk, dark):
    ran()

    answer = desk.get(PAGE)

    assert answer.status_code == 200
    assert not answer.context["is_lit"]
    assert not line(answer).is_well
    assert "Valkey does not answer" in answer.text


def test_pages_are_counted_by_kind_and_state(desk):
    PageFactory.create_batch(2)
    PageFactory(kind="newsletter", state=Page.State.GONE)
    PageFactory(kind="")

    shelves = desk.get(PAGE).context["shelves"]

    assert [(shelf.kind, shelf.counts) for shelf in shelves] == [
        ("case-study", [2, 0, 0, 0]), ("newsletter", [0, 0, 0, 1]),
    ]  # fmt: skip


def test_faults_are_listed_longest_first_with_reason_and_age_and_paged(desk):
    for number in range(30):
        PageFactory(title=f"Page {number}", fault=f"Table {number}", synced_at=ago(days=number + 1))
    PageFactory(state=Page.State.GONE, fault="over")

    first, second = desk.get(PAGE), desk.get(PAGE + "?page=2")

    assert [each.title for each in first.context["page"]][:2] == ["Page 29", "Page 28"]
    assert (len(first.context["page"]), len(second.context["page"])) == (25, 5)
    assert "Table 29" in first.text
    assert "repair what is named" in first.text


def test_pages_the_wiki_did_not_send_whole_are_named_from_the_last_good_sync(desk):
    ran(
        reasons=[{"title": "Broken", "reason": "unreadable", "detail": "The wiki left it out of its answer."}]
    )
    ran(state="failed", reasons=[{"title": "Other", "reason": "unreadable", "detail": ""}])

    assert desk.get(PAGE).context["not_sent"] == [("Broken", "The wiki left it out of its answer.")]


def test_requests_of_the_latest_syncs_are_drawn_oldest_first(desk):
    runs = [ran(requests=number) for number in (3, 5)]

    rows = desk.get(PAGE).context["requests"]

    assert [(count, address) for _when, count, address in rows] == [
        (3, runs[0].get_absolute_url()), (5, runs[1].get_absolute_url()),
    ]  # fmt: skip


def test_stuck_publications_are_counted_until_somebody_orders_anew(desk):
    publication("parked")
    publication("parked", title="Y")
    publication("waiting", title="Y")
    publication("given-up", title="Z")

    stuck = desk.get(PAGE).context["stuck"]

    assert [(each.state, each.count) for each in stuck] == [("parked", 1), ("given-up", 1)]


def test_conflicts_lead_their_author_to_the_decision_and_others_to_the_text(client, coordinator):
    edition = EditionFactory(conflict_at=ago(hours=3))
    addresses = []
    for user in (edition.case_study.author, coordinator):
        user.is_wmf_staff = True
        user.save()
        client.force_login(user)
        answer = client.get(PAGE)
        assert answer.context["conflicts"] == 1
        addresses.append(answer.context["editions"][0].address)

    assert addresses == [
        f"/case-studies/{edition.case_study_id}/conflict/", edition.case_study.get_absolute_url(),
    ]  # fmt: skip


def test_a_draft_of_somebody_else_is_counted_and_not_named(desk):
    draft = CaseStudyFactory(title="My secret draft")
    EditionFactory(case_study=draft, title="T", base_revision=0, base_text="",
                   publication=publication("parked", by=draft.author))  # fmt: skip

    answer = desk.get(PAGE)

    assert [each.count for each in answer.context["stuck"]] == [1]
    assert answer.context["editions"] == []
    assert "My secret draft" not in answer.text


def test_the_lines_look_again_every_half_minute_and_ask_for_no_more_than_themselves(desk):
    whole, part = desk.get(PAGE).text, desk.get(PAGE, headers=HTMX).text

    assert ('hx-trigger="every 30s"' in whole, 'hx-trigger="every 30s"' in part) == (True, True)
    assert ("<html" in part, "<table" in part, "Mirrored pages" in part) == (False, True, False)


def test_the_sync_pages_and_the_operators_lead_here(client, platform_admin):
    client.force_login(platform_admin)

    assert [f'href="{PAGE}"' in client.get(page).text for page in ("/sync/", "/system/")] == [True, True]


@pytest.mark.parametrize("count", [1, 10])
def test_the_page_costs_the_same_however_much_there_is(desk, count, django_assert_num_queries):
    for number in range(count):
        ran(requests=number)
        ran(kind=f"kind {number}")
        PageFactory(kind=f"kind {number}", fault="A table without an end.")
        EditionFactory(conflict_at=ago(hours=3))
        publication("parked", title=f"T{number}")
    desk.get(PAGE)

    with django_assert_num_queries(13):
        desk.get(PAGE)
