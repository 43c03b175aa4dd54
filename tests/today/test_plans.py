# SPDX-License-Identifier: GPL-3.0-or-later
"""Where there are many commitments, the queue asks little and reads no big table from end to end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Affiliate, Membership, User
from partnerships.models import Commitment, Mou, Partnership
from teamwork.models import Task
from tests.bench import data, statements
from tests.plans import have_the_planner_know, many_rows, read_whole, scanned
from tests.today.days import in_days
from today.models import Feed
from today.waiting import Waiting

pytestmark = pytest.mark.django_db
ROWS, LED = 20_000, 40
BIG = {
    "partnerships_commitment",
    "partnerships_mou",
    "partnerships_partnership",
    "partnerships_institution",
    "partnerships_advocate",
    "partnerships_post",
    "teamwork_task",
}


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker):
    """Somebody who leads forty of twenty thousand partnerships; gone after the module."""
    with many_rows(django_db_blocker, BIG):
        bench = data.fill(ROWS, moves_each=1)
        affiliate = Affiliate.objects.order_by("pk")[1]
        desk = User.objects.create(username="desk")
        Membership.objects.create(user=desk, affiliate=affiliate, role="coordinator")
        led = Partnership.objects.filter(affiliate=affiliate).order_by("pk")[:LED]
        mine = list(led.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            # An agreement for everybody: some 20,000, with more than 60,000 commitments.
            cursor.execute(statements.MOUS.replace("phase IN", "phase NOT IN"), {})
            cursor.execute(statements.COMMITMENTS, {"lead": bench.pk})
            # What follows would be planned for one row, where another module found these tables empty.
            have_the_planner_know(BIG)
            Partnership.objects.filter(pk__in=mine).update(lead=desk)
            Mou.objects.filter(partnership__in=mine[:20]).update(ends_on=in_days(40))
            Task.objects.filter(thread_id__in=mine).update(assignee=desk)
            Commitment.objects.filter(mou__partnership__in=mine).exclude(user=None).update(user=desk)
            cursor.execute("SET LOCAL session_replication_role = origin")
        have_the_planner_know(BIG)
        yield desk


def read_whole_in(captured) -> list[str]:
    """The statements that read one of the big tables from end to end."""
    return read_whole([each["sql"] for each in captured], BIG)


def test_there_is_enough_to_be_slow_on(desk):
    assert Commitment.objects.open().count() >= 60_000
    sources = {line.key.rsplit("-", 2)[0] for line in Waiting(desk).lines(0, 10_000)}
    assert sources >= {"commitment", "agreement", "next-step", "silence", "task"}


@pytest.mark.parametrize("number", [1, 2])
def test_the_queue_takes_few_queries_and_is_found_by_indexes(desk, client, number):
    client.force_login(desk)

    with CaptureQueriesContext(connection) as captured:
        queue = client.get("/today/", {"page": number}).context["queue"]

    assert len(captured) <= 10
    assert len(queue.page) == min(50, queue.count - 50 * (number - 1)) > 0
    assert read_whole_in(captured) == []


def test_the_slot_of_the_start_page_is_found_by_indexes(desk, client):
    client.force_login(desk)

    with CaptureQueriesContext(connection) as captured:
        client.get("/today/slot/", headers={"HX-Request": "true"})

    assert len(captured) <= 6
    assert read_whole_in(captured) == []


def test_the_feed_is_found_by_indexes(desk, client):
    Feed.objects.create(user=desk, digest="6ca13d52ca70c883e0f0bb101e425a89e8624de51db2d2392593af6a84118090")

    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/feeds/abc123.ics")

    assert answer.text.count("BEGIN:VEVENT") > 50
    assert len(captured) <= 6
    assert read_whole_in(captured) == []


def test_a_read_from_end_to_end_would_be_seen(desk):
    assert scanned("SELECT max(what) FROM partnerships_commitment") == {"partnerships_commitment"}
