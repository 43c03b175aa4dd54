# SPDX-License-Identifier: GPL-3.0-or-later
"""Those who run the platform hear once that the mirror fails, and once that it is well again."""

import pytest
from django.utils import timezone, translation

from outreach import actions, tasks
from outreach.models import SyncRun
from teamwork.models import Notice
from tests.factories import SourceFactory, UserFactory, member
from work.models import Message, Run

pytestmark = pytest.mark.django_db
HEALTH = "/sync/health/"


def ran(*states, error="The wiki did not answer in time."):
    """Sync runs that ended so, one after the other; after each we look, as after each sync."""
    for state in states:
        run = Run.objects.create(
            kind="outreach.sync",
            state=state,
            ended_at=timezone.now(),
            error=error if state == "failed" else "",
        )
        SyncRun.objects.create(run=run, source=SourceFactory())
        actions.tell_of_failures()


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("states", "kinds"),
    [
        (["done", "failed", "failed"], []),
        (["done", "failed", "failed", "failed"], ["sync.failing"]),
        (["failed", "failed", "failed"], ["sync.failing"]),
        (["failed"] * 6, ["sync.failing"]),
        (["failed", "failed", "done", "failed"], []),
        (["failed", "failed", "failed", "done", "done"], ["sync.failing", "sync.well"]),
        (["failed", "failed", "done", "done"], []),
        (["failed"] * 3 + ["done"] + ["failed"] * 3 + ["done"], ["sync.failing", "sync.well"] * 2),
    ],
)
def test_three_failures_in_a_row_are_told_once_and_so_is_their_end(platform_admin, states, kinds):
    ran(*states)

    assert told(platform_admin) == kinds


def test_looking_again_tells_nobody_twice(platform_admin):
    platform_admin.email = "admin@example.org"
    platform_admin.save()
    ran("failed", "failed", "failed")
    for _ in range(3):
        actions.tell_of_failures()

    assert told(platform_admin) == ["sync.failing"]
    assert Message.objects.count() == 1


def test_platform_administrators_and_wmf_staff_are_told_and_nobody_else(platform_admin, wmf_staff):
    others = [member("admin"), UserFactory(), UserFactory(is_platform_admin=True, is_active=False)]
    ran("failed", "failed", "failed")

    assert [told(user) for user in (platform_admin, wmf_staff)] == [["sync.failing"]] * 2
    assert [told(user) for user in others] == [[]] * 3


def test_the_notice_says_why_and_leads_to_what_to_do(client, platform_admin):
    ran("failed", "failed", "failed")
    notice = Notice.objects.get(user=platform_admin)
    client.force_login(platform_admin)

    assert "failed three times in a row" in notice.sentence
    assert "did not answer in time" in notice.sentence
    assert notice.address == HEALTH
    assert client.get("/notices/").status_code == 200


def test_the_mail_says_why_one_gets_it(platform_admin):
    platform_admin.email = "admin@example.org"
    platform_admin.save()
    ran("failed", "failed", "failed")

    payload = Message.objects.get().payload

    assert payload["to"] == "admin@example.org"
    assert "because you look after the platform" in payload["body"]
    assert HEALTH in payload["body"]


def test_a_run_under_way_is_no_failure_and_no_cure(platform_admin):
    ran("failed", "failed", "failed")
    run = Run.objects.create(kind="outreach.sync", state="running")
    SyncRun.objects.create(run=run, source=SourceFactory())
    actions.tell_of_failures()

    assert told(platform_admin) == ["sync.failing"]


def test_the_clock_sees_failures_of_runs_whose_worker_died(platform_admin):
    for _ in range(3):
        run = Run.objects.create(kind="outreach.sync", state="failed", error="Given up after 3 attempts: …")
        SyncRun.objects.create(run=run, source=SourceFactory())

    tasks.begin_sync()

    assert told(platform_admin) == ["sync.failing"]


def test_a_sync_that_cannot_reach_its_wiki_three_times_is_told(platform_admin):
    """Nothing listens at the address of the tests."""
    for _ in range(3):
        sync_run = actions.request_sync(by=None)
        tasks.run_sync(sync_run.run_id)

    assert told(platform_admin) == ["sync.failing"]
    with translation.override("en"):
        assert "connection" in Notice.objects.get().sentence
