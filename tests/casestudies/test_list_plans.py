# SPDX-License-Identifier: GPL-3.0-or-later
"""Of twenty thousand case studies the list asks at most eight times, and reads no texts from end to end."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Affiliate, Membership, User
from casestudies.models import CaseStudy
from casestudies.reports.facets import REMEMBER_FROM
from partnerships.models import Institution
from tests.bench import case_studies
from tests.plans import have_the_planner_know, many_rows, plan_of, read_whole, scanned
from tests.statements import bare

pytestmark = pytest.mark.django_db
ROWS = 20_000
LIST = "/case-studies/"
TEXTS = {"casestudies_section", "casestudies_translation", "casestudies_reading", "outreach_page"}
SEARCHED = TEXTS | {"casestudies_casestudy"}


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    """Twenty thousand case studies, gone after the module; somebody who coordinates one affiliate."""
    with many_rows(django_db_blocker, SEARCHED):
        Institution.objects.bulk_create(
            Institution(name=f"Museum {number}", kind=kind, country="FR")
            for number in range(100)
            for kind in ("museum", "archive", "library")
        )
        case_studies.fill(ROWS)
        affiliate = Affiliate.objects.create(name="Wikimedia Utopia", kind="chapter")
        user = User.objects.create(username="desk")
        Membership.objects.create(user=user, affiliate=affiliate, role="coordinator")
        have_the_planner_know(SEARCHED)
        yield user


@pytest.fixture(params=["nobody", "coordinator"])
def reader(request, crowd, client):
    if request.param == "coordinator":
        client.force_login(crowd)
    return client


def asked(client, query) -> list[str]:
    """The statements of an answer, with nothing remembered."""
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert response.context["page_obj"].paginator.count > 0
    return [bare(each["sql"]) for each in captured]


@pytest.mark.parametrize(
    "query",
    [
        "q=w4242",
        "q=maps+4242",
        "q=grenouille10000042",
        "q=博物館",
        "q=%22number+w4242%22+-w77",
        "q=w4242&kind=unknown&kind=project&sort=title",
    ],
)
def test_words_are_found_by_indexes_within_eight_queries(reader, query):
    statements = asked(reader, query)

    assert len(statements) <= 8
    assert read_whole(statements, SEARCHED) == []


def test_what_every_fifth_title_says_is_found_by_the_index_of_words(reader):
    plans = [node for sql in asked(reader, "q=maps") if "casestudies_" in sql for node in plan_of(sql)]

    assert [
        node for node in plans if "@@" in node.get("Filter", "") and node["Node Type"] == "Seq Scan"
    ] == []
    assert {node.get("Index Name") for node in plans} >= {"casestudy_search", "translation_search"}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=500",
        "sort=title&page=500",
        "country=FR&kind=upload&sort=title",
        "tool=isa&tool=pattypan&year=2020",
        "institution_kind=museum&media=video",
        "sort=completeness",
        "q=museum&country=FR&kind=upload&kind=failed",
        "q=museum&page=40",
        "q=museum&sort=completeness",
    ],
)
def test_the_list_asks_little_and_reads_no_texts_whole(reader, query):
    statements = asked(reader, query)

    assert len(statements) <= 8
    # Two of three texts speak of a museum: reading them all to count them is what the planner should do.
    assert read_whole(statements, {"casestudies_section", "outreach_page"}) == []


@pytest.mark.parametrize("query", ["", "page=500", "sort=title", "sort=title&page=500"])
def test_pages_in_order_are_read_from_an_index(reader, query):
    (rows,) = [sql for sql in asked(reader, query) if "LIMIT 25" in sql]

    assert read_whole([rows], SEARCHED) == []


@pytest.mark.parametrize("query", ["sort=title", "sort=completeness"])
def test_counts_are_remembered_for_a_minute(reader, query):
    asked(reader, query)

    with CaptureQueriesContext(connection) as captured:
        total = reader.get(f"{LIST}?{query}").context["page_obj"].paginator.count

    counting = [each["sql"] for each in captured if "GROUPING SETS" in each["sql"]]
    assert total >= REMEMBER_FROM
    assert len(counting) == (1 if "_auth_user_id" in reader.session else 0)
    # What a reader sees besides is little, and found without reading the rest.
    assert not counting or read_whole(counting, {"casestudies_casestudy"}) == []


def test_the_api_is_paged_by_key(crowd, client):
    with CaptureQueriesContext(connection) as captured:
        rows = client.get(
            "/api/v1/case-studies/?q=w4242&kind=unknown&kind=failed&kind=upload&kind=other"
        ).json()

    assert "results" in rows
    assert read_whole([each["sql"] for each in captured], SEARCHED) == []


def test_a_read_from_end_to_end_would_be_seen(crowd):
    sql = str(CaseStudy.objects.filter(search_text__contains="x").query).replace("%x%", "'%x%'")

    assert scanned(sql) == {"casestudies_casestudy"}
