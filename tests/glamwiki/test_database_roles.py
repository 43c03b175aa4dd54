# SPDX-License-Identifier: GPL-3.0-or-later
"""Web and worker come to the database as roles that can neither rewrite nor remove what happened."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.test import override_settings
from django.utils import timezone

from glamwiki import checks, roles
from journal.forgetting import dropped, emptied, faded
from journal.models import Entry
from partnerships import actions
from partnerships.models import Advocate, StageMove
from partnerships.stages import Phase
from privacy.actions.below import lines_of_the_journal
from tests.factories import AdvocateFactory, PartnershipFactory

pytestmark = pytest.mark.django_db

# By hand: what happened once. A table more here is one more that nobody may change.
WRITTEN_ONCE = {
    "journal_entry",
    "partnerships_stagemove",
    "agreements_progress",
    "privacy_assessment",
    "privacy_statement",
}
# Never changed, and thrown away in time: by the worker.
AGING = {"privacy_acceptance", "privacy_consent", "privacy_reading"}


@contextlib.contextmanager
def coming_as(role):
    """The connection as that role; what was made before in this transaction is seen."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def _granted(role) -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(privilege_type::text) FROM information_schema.role_table_grants"
            " WHERE table_schema = 'public' AND grantee = %s GROUP BY 1",
            [role],
        )
        return {table: set(privileges) for table, privileges in cursor.fetchall()}


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


@pytest.mark.parametrize("role", [roles.WEB, roles.WORKER])
def test_web_and_worker_have_exactly_the_rights_of_the_table(role):
    rows, added = {"SELECT", "INSERT", "UPDATE", "DELETE"}, {"SELECT", "INSERT"}
    expected = dict.fromkeys(_tables(), rows)
    expected |= {table: added for table in _tables() if table.endswith("event")} | dict.fromkeys(
        WRITTEN_ONCE, added
    )
    expected |= dict.fromkeys(AGING, added | {"DELETE"} if role == roles.WORKER else added)
    expected |= {"django_migrations": {"SELECT"}, "pghistory_context": {"SELECT"}}

    assert _granted(role) == expected
    assert len([table for table, privileges in expected.items() if privileges == added]) >= 15


def test_backups_read_everything_and_write_nothing():
    assert _granted(roles.BACKUP) == dict.fromkeys(_tables(), {"SELECT"})


def test_no_role_makes_tables_roles_or_databases():
    # Rights on the database itself are not copied with the tests' template; and doing it twice does no harm.
    call_command("make_database_roles", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication,"
            " has_schema_privilege(rolname, 'public', 'CREATE'), has_database_privilege(rolname, current_database(), 'CREATE, TEMP')"
            " FROM pg_roles WHERE rolname = ANY(%s)",
            [list(roles.ROLES)],
        )
        found = cursor.fetchall()

    assert sorted(found) == sorted((role, False, False, False) for role in roles.ROLES)


@pytest.fixture
def past(coordinator):
    """A partnership that moved, an advocate who was introduced: rows in the journal, in history, in the moves."""
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    researched = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    actions.move_to_stage(partnership, researched, by=coordinator, note="As it was")
    return AdvocateFactory(affiliate=coordinator.affiliate, name="Ada Canary")


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("role", [roles.WEB, roles.WORKER])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET verb = 'partnership.opened'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "UPDATE partnerships_partnershipevent SET pgh_label = 'x'",
        "DELETE FROM partnerships_advocateevent",
        "UPDATE partnerships_stagemove SET note = ''",
        "UPDATE pghistory_context SET created_at = now()",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "DROP TABLE journal_entry",
        "CREATE TABLE mine (id int)",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_the_database_refuses_to_change_what_happened(role, sql):
    # The triggers put aside, as an attacker would: the rights alone must hold.
    ignored = "SELECT set_config('pgtrigger.ignore', array_agg(DISTINCT tgname)::text, true) FROM pg_trigger"
    with coming_as(role), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ignored)
        with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
            cursor.execute(sql)


def test_a_person_is_forgotten_in_history_by_the_web_role_too(past, coordinator):
    with coming_as(roles.WEB):
        assert actions.anonymise_advocate(past, by=coordinator)

    names = set(Advocate.pgh_event_model.objects.filter(pgh_obj_id=past.pk).values_list("name", flat=True))
    assert names == {f"Former contact #{past.pk}"}
    assert Entry.objects.get(verb="advocate.anonymised").actor == coordinator


@pytest.mark.parametrize(
    "values", [{"name": "Somebody else"}, {"pgh_label": ""}, {"affiliate_id": None}, {"pgh_obj_id": None}]
)
def test_history_can_be_emptied_and_never_rewritten(past, values):
    events = Advocate.pgh_event_model.objects.filter(pgh_obj_id=past.pk)

    with coming_as(roles.WEB), pytest.raises(ProgrammingError, match="journal: "), transaction.atomic():
        emptied(events, **values)

    assert set(events.values_list("name", flat=True)) == {"Ada Canary"}


@pytest.mark.parametrize("values", [{"verb": ""}, {"at": None}, {"actor_id": None}, {"context": None}])
def test_who_did_what_and_when_is_never_emptied(past, values):
    with coming_as(roles.WEB), pytest.raises(ProgrammingError, match="says who"), transaction.atomic():
        emptied(Entry.objects.all(), **values)


@pytest.mark.parametrize(
    ("told", "stays"),
    [
        ("Spoke to former contact #7 at 100% of_it", True),
        ("former contact #7 at 100% of_it", True),
        ("Spoke to former contact #7", True),
        ("Spoke to former contact #7 (12)", True),
        ("Did not speak to former contact #7", False),
        ("Spoke to former contact #7 at 100x ofXit", False),
        ("Spoke to Ada at 100% of_it", False),
    ],
)
def test_a_name_may_be_taken_out_of_a_text_and_nothing_put_in(past, told, stays):
    line = Entry.objects.create(verb="x", subject_id=1, thread_id=1, note="Spoke to Ada Canary at 100% of_it")
    lines = Entry.objects.filter(pk=line.pk)

    with coming_as(roles.WEB):
        if stays:
            assert emptied(lines, note=told) == 1
        else:
            with pytest.raises(ProgrammingError, match="not rewritten"), transaction.atomic():
                emptied(lines, note=told)


def test_tables_that_are_no_history_have_no_such_door(past):
    with coming_as(roles.WEB), pytest.raises(ProgrammingError, match="not append-only"), transaction.atomic():
        emptied(Advocate.objects.all(), name="")


def test_after_emptying_the_trigger_stands_again(past):
    with coming_as(roles.WEB):
        assert emptied(StageMove.objects.all(), note="") == 1

    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        StageMove.objects.update(note="As it was")


def test_only_the_worker_drops_lines_and_only_old_ones(past):
    line = Entry.objects.filter(verb="partnership.moved")
    with (
        coming_as(roles.WEB),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        dropped(line)
    with coming_as(roles.WORKER), pytest.raises(ProgrammingError, match="younger"), transaction.atomic():
        dropped(line)
    old = Entry.objects.create(verb="partnership.moved", subject_id=1, thread_id=1, at="2020-01-01T00:00Z")

    with coming_as(roles.WORKER):
        assert dropped(Entry.objects.filter(pk=old.pk)) == 1

    assert line.count() == 1


def test_only_the_worker_lets_lines_fade_and_only_those_that_are_a_year_old(past, coordinator):
    line = Entry.objects.filter(verb="partnership.moved")
    with (
        coming_as(roles.WEB),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        faded(line, accounts=["accounts.user"])
    with coming_as(roles.WORKER), pytest.raises(ProgrammingError, match="younger"), transaction.atomic():
        faded(line, accounts=["accounts.user"])
    old = Entry.objects.create(
        verb="x",
        subject_kind="accounts.user",
        subject_id=7,
        thread_id=1,
        actor=coordinator,
        at="2020-01-01T00:00Z",
    )

    with coming_as(roles.WORKER):
        assert faded(Entry.objects.filter(pk=old.pk), accounts=["accounts.user"]) == 1

    left = Entry.objects.get(pk=old.pk)
    assert (left.actor_id, left.subject_id, left.thread_id, left.verb) == (None, 0, 1, "x")
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        line.update(note="")


def test_the_purge_of_the_journal_runs_with_the_workers_rights(past, coordinator):
    old = [
        Entry.objects.create(verb="x", subject_id=1, thread_kind=kind, thread_id=1, actor=coordinator, at=at)
        for kind, at in [
            ("partnerships.partnership", "2020-01-01T00:00Z"),
            ("accounts.user", "2020-01-01T00:00Z"),
            ("", "2020-01-01T00:00Z"),
        ]
    ]
    before = Entry.objects.count()

    with coming_as(roles.WORKER):
        gone = sum(lines_of_the_journal(timezone.now() - timedelta(days=366)))

    assert (gone, before - Entry.objects.count()) == (3, 2)
    assert Entry.objects.get(pk=old[0].pk).actor is None


@pytest.mark.parametrize("owner", [{"DEBUG": True}, {"WEB_AS_OWNER": True}])
def test_a_web_process_that_comes_as_the_owner_does_not_start_but_where_that_is_known(owner):
    with override_settings(PART="web", DEBUG=False):
        found = checks.web_role_is_small(None, ["default"])
        assert [each.id for each in found] == ["glamwiki.E003"]
        with pytest.raises(ImproperlyConfigured, match="WEB_AS_OWNER"):
            checks.refuse_errors(found)
        with coming_as(roles.WEB):
            assert checks.web_role_is_small(None, ["default"]) == []
    with override_settings(PART="web", **owner):
        found = checks.web_role_is_small(None, ["default"])
        assert [each.id for each in found] == ["glamwiki.W003"]
        checks.refuse_errors(found)
    assert checks.web_role_is_small(None, ["default"]) == []
