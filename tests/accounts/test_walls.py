# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a statement is for, as the database hears it; rows of others are neither given, written nor touched."""

import contextlib

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import StreamingHttpResponse
from django.test import override_settings

from accounts import tenants
from glamwiki import checks, policies
from glamwiki.roles import WEB
from partnerships.models import Advocate, Partnership
from partnerships.models.advocates import AdvocateQuerySet
from teamwork.models import Task
from tests.factories import AdvocateFactory, AffiliateFactory, InstitutionFactory, PartnershipFactory, member
from tests.people import sign_in_freshly
from tests.walls import coming_as, keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """An advocate of each of two affiliates at one institution."""
    institution = InstitutionFactory()
    return [
        AdvocateFactory(
            affiliate=AffiliateFactory(), institution=institution, name=name, email="a@example.org"
        )
        for name in ("Ada Own", "Zoe Foreign")
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO teamwork_task (affiliate_id, thread_kind, thread_id, title, priority, state, origin, version)"
        " VALUES ({foreign}, 'x', 1, 'x', 1, 'open', '', 1)",
        "INSERT INTO partnerships_address (advocate_id, kind, label, value, is_preferred)"
        " VALUES ({advocate}, 'email', '', 'x@example.org', true)",
        "UPDATE partnerships_advocate SET affiliate_id = {foreign} WHERE affiliate_id = {own}",
    ],
)
def test_rows_of_others_are_not_written(two, statement):
    own, foreign = two
    said = {"own": own.affiliate_id, "foreign": foreign.affiliate_id, "advocate": foreign.pk}

    with (
        coming_as(WEB, tenants_said=f"{{{own.affiliate_id}}}") as cursor,
        pytest.raises(Exception, match="violates row-level security policy"),
        transaction.atomic(),
    ):
        cursor.execute(statement.format(**said))


@pytest.mark.parametrize(
    "statement", ["UPDATE partnerships_advocate SET name = 'x'", "DELETE FROM partnerships_address"]
)
def test_rows_of_others_are_not_touched(two, statement):
    own, foreign = two
    before = Advocate.objects.filter(pk=foreign.pk).values("name", "addresses__value").get()

    with coming_as(WEB, tenants_said=f"{{{own.affiliate_id}}}") as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1

    assert Advocate.objects.filter(pk=foreign.pk).values("name", "addresses__value").get() == before


@pytest.mark.parametrize("address", ["/advocates/", "/api/v1/advocates/"])
def test_a_list_that_forgets_to_ask_whose_its_rows_are_shows_no_others(client, two, address, monkeypatch):
    own, _foreign = two
    sign_in_freshly(client, member("coordinator", own.affiliate))
    monkeypatch.setattr(AdvocateQuerySet, "visible_to", lambda self, user: self)

    pages = {}
    for role in (WEB, "none"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {role}")
            pages[role] = client.get(address).text
            cursor.execute("RESET ROLE")

    assert "Ada Own" in pages[WEB]
    assert "Zoe Foreign" not in pages[WEB]
    assert "Zoe Foreign" in pages["none"], "without the wall the fault would show"


def test_walls_that_stand_are_left_alone_and_what_fell_is_built_again():
    with connection.cursor() as cursor:
        assert policies.statements(cursor) == []
        assert policies.lacking(cursor) == []
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE partnerships_address DISABLE ROW LEVEL SECURITY")
        cursor.execute("DROP POLICY glamwiki_wall_web ON teamwork_task")
        cursor.execute("ALTER TABLE accounts_affiliate ENABLE ROW LEVEL SECURITY")
        assert policies.lacking(cursor) == ["partnerships_address"]
        with override_settings(PART="web"):
            assert [each.id for each in checks.walls_stand(None, ["default"])] == ["glamwiki.W005"]
        for each in policies.statements(cursor):
            cursor.execute(each)
        assert policies.statements(cursor) == []
        assert policies.lacking(cursor) == []
    with override_settings(PART="web"):
        assert checks.walls_stand(None, ["default"]) == []


def test_an_owner_that_serves_pages_is_held_to_the_walls_too(two):
    own, foreign = two
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE ROLE glamwiki_some_owner; GRANT ALL ON SCHEMA public TO glamwiki_some_owner")
        cursor.execute("ALTER TABLE partnerships_advocate OWNER TO glamwiki_some_owner")
        for each in policies.statements(cursor):
            cursor.execute(each)

    # It migrates and dumps without a word; a page says whom it is for.
    with coming_as("glamwiki_some_owner") as cursor:
        assert keys(cursor, "partnerships_advocate") >= {own.pk, foreign.pk}
    with coming_as("glamwiki_some_owner", tenants_said=f"{{{own.affiliate_id}}}") as cursor:
        assert keys(cursor, "partnerships_advocate") == {own.pk}
    with coming_as("glamwiki_some_owner", tenants_said="{}") as cursor:
        assert keys(cursor, "partnerships_advocate") == set()


def test_no_pair_of_statements_shares_what_was_said(two, monkeypatch):
    own, foreign = two
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WEB}")
        names = Advocate.objects.order_by("pk")
        with tenants.asked_by(member("coordinator", own.affiliate)):
            assert list(names) == [own]
            with tenants.across_affiliates("a test of it"):
                assert list(names.all()) == [own, foreign]
            assert list(names.all().iterator()) == [own]
        with (
            tenants.asked_by(member("coordinator", foreign.affiliate)),
            contextlib.suppress(ProgrammingError),
        ):
            assert list(names.all()) == [foreign]
            with transaction.atomic():
                cursor.execute("SELECT no_such_thing")
        with tenants.asked_by(None):
            assert list(names.all()) == []
        monkeypatch.setattr(tenants, "_serves_pages", True)
        assert list(names.all()) == []
        monkeypatch.undo()
        assert Task.objects.count() == 0
        cursor.execute("RESET ROLE")


def test_the_page_goes_on_for_its_reader_while_it_streams(two, rf):
    own, _foreign = two
    user = member("viewer", own.affiliate)

    def get_response(request):
        request.user = user
        return StreamingHttpResponse(
            str(pk) for pk in Advocate.objects.order_by("pk").values_list("pk", flat=True)
        )

    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WEB}")
        answer = tenants.walled_requests(get_response)(rf.get("/"))
        assert answer.getvalue() == str(own.pk).encode()
        cursor.execute("RESET ROLE")


def test_saying_it_costs_no_query(two, django_assert_num_queries):
    user = member("viewer", two[0].affiliate)
    assert user.memberships.count() == 1

    with (
        tenants.asked_by(user),
        django_assert_num_queries(2),
    ):  # one of them asks for the roles, as every page does
        assert len(Advocate.objects.all()) == 2


def test_nothing_is_left_on_the_connection(two):
    affiliate = two[0].affiliate_id
    user = member("coordinator", two[0].affiliate)
    heard = "SELECT current_setting('glamwiki.tenants', true) FROM (SELECT count(*) FROM {}) t"
    other = connection.copy()  # one that is in no test's transaction
    try:
        with tenants.asked_by(user), other.cursor() as cursor:
            assert tenants.current() == f"{{{affiliate}}}"
            for asked in (cursor, other.chunked_cursor()):
                with asked if asked is not cursor else contextlib.nullcontext():
                    asked.execute(heard.format("partnerships_advocate"))
                    assert asked.fetchone() == (f"{{{affiliate}}}",)
                # A statement on what has no wall brings nothing along.
                cursor.execute(heard.format("accounts_affiliate"))
                assert cursor.fetchone() in {("",), (None,)}
    finally:
        other.close()


def test_a_page_that_writes_where_only_the_past_is_walled_writes_the_past(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    past = Partnership.pgh_event_model.objects.filter(pgh_obj_id=partnership.pk)
    before = past.count()
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WEB}")
        with tenants.asked_by(coordinator):
            Partnership.objects.filter(pk=partnership.pk).update(summary="As it is now")
        cursor.execute("RESET ROLE")

    assert past.count() == before + 1
