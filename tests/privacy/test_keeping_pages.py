# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of what is kept for how long, and the one of when it was last thrown away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from privacy import tasks
from privacy.classes import DataClass
from privacy.registry import purges
from tests.factories import NoticeFactory
from work.models import Run

pytestmark = pytest.mark.django_db


def test_everybody_reads_what_is_kept_for_how_long(client):
    page = client.get("/privacy/kept/")

    assert page.status_code == 200
    rows = page.context["rows"]
    assert [row.data_class for row in rows] == [
        each for each in DataClass if each in {r.data_class for r in rows}
    ]
    assert len(rows) == len(DataClass) - 1
    for purge in purges():
        assert purge.kept in page.text
    assert "2 years after the last contact" in page.text
    assert "6 years after the agreement ended" in page.text


def test_the_page_says_what_the_setting_says(client, settings):
    settings.CONTACT_RETENTION_DAYS, settings.CONTACT_RETENTION_FROM = 90, "partnership_closed"

    page = client.get("/privacy/kept/")

    assert "90 days after the partnership closed" in page.text
    assert "after the last contact" not in page.text


def test_what_is_kept_costs_no_question_but_the_reader(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/privacy/kept/")


def test_the_operator_sees_the_last_run_of_each_purge(client, platform_admin):
    client.force_login(platform_admin)
    assert "It has not run yet" in client.get("/privacy/purges/").text
    NoticeFactory(made_at=timezone.now() - timedelta(days=91))
    tasks.begin_purge()
    tasks.run_purge(Run.objects.latest("pk").pk)

    page = client.get("/privacy/purges/")

    row = next(row for row in page.context["rows"] if row.data_class == DataClass.MESSAGE)
    assert {purge.name: last.rows for purge, last in row.purges} == {"messages": 0, "notices": 1}
    assert row.last_at == page.context["run"].ended_at
    assert row.rows_gone == 1
    advocates = next(row for row in page.context["rows"] if row.data_class == DataClass.ADVOCATE)
    assert advocates.last_at is None


def test_the_operator_sees_that_a_run_failed(client, platform_admin):
    client.force_login(platform_admin)
    now = timezone.now()
    Run.objects.create(
        kind="privacy.purge",
        state="failed",
        ended_at=now,
        error="Broken: sessions.",
        counts={"broken": ["sessions"]},
    )

    page = client.get("/privacy/purges/")

    assert "The latest run failed" in page.text
    assert "Broken: sessions." in page.text


def test_the_operators_page_asks_the_same_however_many_runs_there_were(
    client, platform_admin, django_assert_max_num_queries
):
    client.force_login(platform_admin)
    now = timezone.now()
    Run.objects.bulk_create(
        Run(kind="privacy.purge", state="done", ended_at=now, counts={"notices": n}) for n in range(100)
    )

    with django_assert_max_num_queries(12):
        client.get("/privacy/purges/")
