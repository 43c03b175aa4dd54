# SPDX-License-Identifier: GPL-3.0-or-later
"""No list, search, board or map reads all institutions or partnerships where there are many: the plans say so."""

import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Affiliate, Membership, User
from tests.bench import data
from tests.statements import bare

pytestmark = pytest.mark.django_db
ROWS = 20_000
BIG = {"partnerships_institution", "partnerships_partnership"}
# What a vacuum would do, which a transaction cannot have: put new rows into the GIN indexes, and let the planner
# count on reading an index alone.
TIDY = """
    SELECT gin_clean_pending_list(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
    WHERE amname = 'gin' AND indrelid = 'partnerships_institution'::regclass
"""
ALL_VISIBLE = "UPDATE pg_class SET relallvisible = relpages WHERE relname = ANY(%s)"


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    """Twenty thousand institutions with a partnership each, gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            # What hangs on a row's number must not hang on how many rows other tests made before.
            for table in sorted(BIG):
                cursor.execute(f"ALTER SEQUENCE {table}_id_seq RESTART")
        lead = data.fill(ROWS, moves_each=1)
        with connection.cursor() as cursor:
            cursor.execute(TIDY)
            cursor.execute("ANALYZE")
            cursor.execute(ALL_VISIBLE, [sorted(BIG)])
        yield lead
        transaction.set_rollback(True)


@pytest.fixture
def staff(crowd, client):
    """The browser of somebody who coordinates one affiliate and sees all."""
    client.force_login(crowd)
    return client


@pytest.fixture
def desk(crowd, client):
    """The browser of somebody who sees one affiliate."""
    user = User.objects.create(username="desk")
    Membership.objects.create(user=user, affiliate=crowd.memberships.get().affiliate, role="coordinator")
    client.force_login(user)
    return client


def read_whole(client, address) -> list[str]:
    """The statements of an answer that read one of the big tables from end to end."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    reads = [bare(each["sql"]) for each in captured if any(table in each["sql"] for table in BIG)]
    assert reads
    return [f"{_scanned(sql)}: {sql}" for sql in reads if _scanned(sql)]


def _scanned(sql: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + sql.replace("%", "%%"), [])
        (answer,) = cursor.fetchone()
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return {
        node["Relation Name"] for node in _nodes(plan[0]["Plan"]) if node["Node Type"] == "Seq Scan"
    } & BIG


def _nodes(plan: dict):
    yield plan
    for part in plan.get("Plans", []):
        yield from _nodes(part)


@pytest.mark.parametrize(
    "query",
    [
        "country=FR",
        "country=FR&kind=museum",
        "country=FR&sector=science&sort=newest",
        "sector=science",
        "collects=maps",
        "sector=science&collects=maps&sort=newest",
        "country=FR&partnership=yes",
        "q=umbrellas+4242",
        "q=umbrel",
        "q=umbrellas",
        "q=4242&country=FR&kind=museum",
    ],
)
def test_filtered_list_of_institutions_is_found_by_indexes(staff, query):
    assert read_whole(staff, f"/institutions/?{query}") == []


@pytest.mark.parametrize("query", ["", "?q=4242", "?country=FR", "?next_step=overdue"])
def test_board_is_found_by_indexes(desk, query):
    assert read_whole(desk, f"/board/{query}") == []


@pytest.mark.parametrize("query", ["", "&q=4242", "&phase=pilot", "&open=on&stale=on", "&sort=stage"])
def test_list_of_an_affiliates_partnerships_is_found_by_indexes(desk, query):
    mine = f"/partnerships/?affiliate={Affiliate.objects.earliest('pk').pk}"
    desk.get(mine)  # the choices of the filters are read from all and remembered

    assert read_whole(desk, f"{mine}{query}") == []


@pytest.mark.parametrize("query", ["kind=museum&country=FR", "kind=museum", "country=FR&show=partnerships"])
def test_narrowed_map_is_found_by_indexes(staff, query):
    assert read_whole(staff, f"/map/?{query}") == []


def test_search_of_everything_is_found_by_indexes(staff):
    assert read_whole(staff, "/search/?q=umbrellas+4242") == []


def test_a_read_from_end_to_end_would_be_seen(crowd):
    assert _scanned("SELECT max(place) FROM partnerships_institution") == {"partnerships_institution"}
