# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: words joined to the rows they caused, kept whatever way a row was changed."""

import ast
from pathlib import Path

import pghistory
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from pghistory.models import Context

from accounts.actions import end_role, found_affiliate, grant_role
from accounts.models import Membership
from journal.actions import record, recorded
from journal.models import Entry
from journal.verbs import VERBS
from tests.factories import AffiliateFactory, InstitutionFactory, UserFactory
from tests.people import sign_in_freshly

pytestmark = pytest.mark.django_db

MembershipEvent = Membership.pgh_event_model


def test_record_says_who_did_what_to_what_and_on_whose_timeline():
    user, affiliate = UserFactory(), AffiliateFactory()
    membership = grant_role(UserFactory(), affiliate, "viewer", by=user)

    entry = Entry.objects.get(verb="membership.granted")

    assert (entry.actor, entry.subject_kind, entry.subject_id) == (user, "accounts.membership", membership.pk)
    assert (entry.thread_kind, entry.thread_id, entry.after) == ("accounts.affiliate", affiliate.pk, "viewer")
    assert list(Entry.objects.about(affiliate)) == [entry]
    assert entry.sentence == VERBS["membership.granted"]


def test_record_joins_the_words_to_the_rows_of_the_same_action():
    membership = grant_role(UserFactory(), AffiliateFactory(), "viewer", by=None)
    granted = Entry.objects.get()
    end_role(membership, by=None)
    ended = Entry.objects.get(verb="membership.ended")

    events = MembershipEvent.objects.order_by("pgh_id")

    assert [event.pgh_context_id for event in events] == [granted.context, ended.context]
    assert [event.ended_at is None for event in events] == [True, False]
    assert granted.context != ended.context
    assert Context.objects.get(pk=ended.context).metadata == {"action": "end_role"}


def test_nested_actions_share_one_context():
    @recorded
    def outer():
        affiliate = found_affiliate(name="Nested", kind="chapter", by=None)
        grant_role(UserFactory(), affiliate, "viewer", by=None)

    outer()

    assert len(set(Entry.objects.values_list("context", flat=True))) == 1
    assert Entry.objects.count() == 2


def test_a_refused_action_leaves_neither_words_nor_rows():
    @recorded
    def refuses():
        grant_role(UserFactory(), AffiliateFactory(), "viewer", by=None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        refuses()

    assert not Entry.objects.exists()
    assert not MembershipEvent.objects.exists()


def test_record_cuts_long_words_and_takes_anything_printable():
    institution = InstitutionFactory()

    entry = record("institution.added", institution, by=None, before=7, after="é" * 400, note="x" * 9000)

    entry.refresh_from_db()
    assert (entry.before, len(entry.after), len(entry.note)) == ("7", 300, 9000)


def test_a_request_joins_its_user_and_address_to_what_it_changed(client, affiliate_admin):
    newcomer = UserFactory()
    sign_in_freshly(client, affiliate_admin)
    address = reverse("accounts:people", args=[affiliate_admin.affiliate.pk])

    answer = client.post(address, {"username": newcomer.username, "role": "viewer"})

    entry = Entry.objects.get()
    (event,) = MembershipEvent.objects.filter(user=newcomer)
    assert event.pgh_context_id == entry.context
    assert event.pgh_context.metadata == {
        "user": affiliate_admin.pk,
        "url": address,
        "request": answer["X-Request-ID"],
        "action": "grant_role",
    }
    assert (str(entry.request_id), entry.affiliate_id) == (
        answer["X-Request-ID"],
        affiliate_admin.affiliate.pk,
    )


def test_bulk_updates_and_raw_sql_are_in_the_history_with_the_same_context():
    first, second = InstitutionFactory(), InstitutionFactory()
    events = type(first).pgh_event_model.objects
    events_before = events.count()

    with pghistory.context(task="tidy up") as context:
        type(first).objects.update(place="Lyon")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE partnerships_institution SET place = 'Nantes' WHERE id = %s", [second.pk])
            context_id = context.id

    new = events.order_by("pgh_id")[events_before:]
    assert [(event.pgh_obj_id, event.place) for event in new] == [
        (first.pk, "Lyon"),
        (second.pk, "Lyon"),
        (second.pk, "Nantes"),
    ]
    assert {event.pgh_context_id for event in new} == {context_id}


def test_a_deleted_row_leaves_its_last_state_in_the_history():
    institution = InstitutionFactory(name="Gone Museum")
    events = type(institution).pgh_event_model.objects.filter(name="Gone Museum")

    institution.delete()

    assert [event.pgh_label for event in events.order_by("pgh_id")] == ["insert", "delete"]


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'forged'", "DELETE FROM {}"])
def test_the_history_of_every_tracked_model_is_append_only(statement):
    tables = [
        model._meta.db_table for model in apps.get_models() if getattr(model, "pgh_tracked_model", None)
    ]
    assert len(tables) >= 7
    grant_role(UserFactory(), AffiliateFactory(), "viewer", by=None)

    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
                [table, "pgtrigger_append_only%"],
            )
            assert cursor.fetchone() == (1,), table
    with (
        pytest.raises(DatabaseError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(MembershipEvent._meta.db_table))

    assert [event.pgh_label for event in MembershipEvent.objects.all()] == ["insert"]


def test_every_verb_written_anywhere_has_its_words():
    """A verb without words would reach the reader as code."""
    written = set()
    for app in ("accounts", "partnerships", "outreach", "casestudies"):
        for file in Path(settings.BASE_DIR, app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                    written |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()

    assert len(written) >= 15
    assert written - set(VERBS) == set()
