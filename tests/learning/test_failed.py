# SPDX-License-Identifier: GPL-3.0-or-later
"""Experiments that failed: public ones, with their lesson first; and what stands there while there are none."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories import CaseStudyFactory, GistFactory

pytestmark = pytest.mark.django_db
FAILED = "/learning/failed/"


def test_failed_ones_stand_with_their_lesson(client):
    by_outcome = CaseStudyFactory(mirrored=True, title="By outcome", outcome="failed")
    GistFactory(case_study=by_outcome, lesson="Ask the director first.")
    CaseStudyFactory(mirrored=True, title="By kind", kind="failed")
    CaseStudyFactory(mirrored=True, title="Went well", outcome="reached")

    response = client.get(FAILED)

    assert {study.title for study in response.context["page_obj"]} == {"By outcome", "By kind"}
    assert "Ask the director first." in response.text
    assert "Thank you" in response.text
    assert f"{reverse('casestudies:begin')}?kind=failed" in response.text


def test_drafts_of_failures_are_nobody_elses(client, volunteer):
    CaseStudyFactory(author=volunteer, kind="failed")
    client.force_login(volunteer)

    assert list(client.get(FAILED).context["page_obj"]) == []


def test_an_empty_list_teaches(client):
    assert "Nobody has told of one yet" in client.get(FAILED).text


@pytest.mark.parametrize("count", [3, 20])
def test_list_costs_the_same_however_many(client, count, django_assert_num_queries):
    for _number in range(count):
        GistFactory(case_study=CaseStudyFactory(mirrored=True, outcome="failed"))

    with django_assert_num_queries(2):
        client.get(FAILED)


def test_the_failed_ones_are_found_on_their_index(client):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM casestudies_casestudy WHERE (outcome = 'failed' OR kind = 'failed')"
            " AND state IN ('mirrored', 'published') ORDER BY saved_at DESC, id DESC LIMIT 30"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "casestudy_failed" in plan


def test_learning_begins_on_one_page(client):
    page = client.get("/learning/")

    for name in ("path", "guides", "obstacles", "failed"):
        assert f'href="{reverse(f"learning:{name}")}"' in page.text
