# SPDX-License-Identifier: GPL-3.0-or-later
"""Where there are many commitments, neither their list nor the daily sweep reads all of them: the plans say so."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, User
from agreements.actions import lapse_overdue
from tests.bench import data, statements
from tests.plans import have_the_planner_know, many_rows, read_whole, scanned

pytestmark = pytest.mark.django_db
PARTNERSHIPS = 20_000
COMMITMENTS = {"partnerships_commitment"}
BIG = {*COMMITMENTS, "partnerships_mou", "partnerships_partnership"}
# Three promises in each agreement: one kept, one due some day, one coming again.
AGREEMENTS = """
    INSERT INTO partnerships_mou (partnership_id, kind, title, state, signed_on, link, document, document_name,
        document_scan, language, public_summary, is_summary_public, has_conflict_of_interest, has_paid_editing,
        is_exclusive, flags_note, version, drafted_at)
    SELECT id, 'memorandum', 'Memorandum ' || id, 'signed', '2025-01-01', '', '', '', 'none', '', '', false,
        false, false, false, '', 1, now() FROM partnerships_partnership
"""
PROMISES = """
    INSERT INTO partnerships_commitment (mou_id, party, what, unit, due_on, recurrence, state, settled_on,
        reason, version, user_id)
    SELECT mou.id, 'institution', 'Release ' || number, '', %s::date + ((mou.id * 7 + number * 300) %% 1000)::int,
        CASE number WHEN 3 THEN 'yearly' ELSE '' END, CASE number WHEN 1 THEN 'kept' ELSE 'open' END,
        CASE number WHEN 1 THEN %s::date END, '', 1,
        CASE WHEN mou.id %% 199 = 0 THEN %s END
    FROM partnerships_mou mou, generate_series(1, 3) AS number
"""


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    """Sixty thousand commitments, most of them due in the next years, gone after the module."""
    with many_rows(django_db_blocker, BIG):
        with pytest.MonkeyPatch.context() as patch:
            # Every partnership has the one agreement below, and no other.
            others = [each for each in statements.ALL if each is not statements.MOUS]
            patch.setattr(statements, "ALL", others)
            lead = data.fill(PARTNERSHIPS, moves_each=1)
        today = timezone.localdate()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no history of invented rows
            cursor.execute(AGREEMENTS)
            cursor.execute(PROMISES, [today - timedelta(days=60), today, lead.pk])
            cursor.execute("SET LOCAL session_replication_role = origin")
        have_the_planner_know(BIG)
        yield lead


@pytest.fixture(params=["one affiliate", "all"])
def reader(request, crowd, client):
    """The browser of somebody who sees one affiliate, and of somebody who sees all and much is theirs."""
    user = crowd
    if request.param == "one affiliate":
        user, _new = User.objects.get_or_create(username="desk")
        affiliate = crowd.memberships.get().affiliate
        Membership.objects.get_or_create(user=user, affiliate=affiliate, role="coordinator")
    client.force_login(user)
    return client


def read_whole_by(act, tables=BIG) -> list[str]:
    """The statements of what is done that read one of the tables from end to end."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return read_whole([each["sql"] for each in captured], tables)


@pytest.mark.parametrize("query", ["", "?due=overdue", "?page=3"])
def test_first_look_at_the_list_reads_not_all_commitments(reader, query):
    assert read_whole_by(lambda: reader.get(f"/commitments/{query}"), COMMITMENTS) == []
    assert reader.get(f"/commitments/{query}").context["lines"]


# The planner may join the agreements whole, a third of the rows; never the commitments.
@pytest.mark.parametrize("query", ["due=near", "mine=on", "party=institution", "q=umbrellas"])
def test_narrowed_list_reads_not_all_commitments(reader, query):
    assert read_whole_by(lambda: reader.get(f"/commitments/?{query}"), COMMITMENTS) == []


def test_api_reads_not_all_commitments(reader):
    day = timezone.localdate() - timedelta(days=50)

    assert (
        read_whole_by(lambda: reader.get(f"/api/v1/commitments/?state=open&due_before={day}"), COMMITMENTS)
        == []
    )


def test_page_of_one_is_found_by_indexes(reader):
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM partnerships_commitment")
        (pk,) = cursor.fetchone()

    assert read_whole_by(lambda: reader.get(f"/commitments/{pk}/")) == []


def test_sweep_finds_what_is_overdue_by_indexes(crowd):
    with transaction.atomic():
        numbers = []
        found = read_whole_by(
            lambda: numbers.append(lapse_overdue(today=timezone.localdate() - timedelta(days=28)))
        )
        transaction.set_rollback(True)

    assert found == []
    assert numbers[0] > 5


def test_a_read_from_end_to_end_would_be_seen(crowd):
    assert scanned("SELECT max(what) FROM partnerships_commitment") == COMMITMENTS
