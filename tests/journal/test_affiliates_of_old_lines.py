# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines from before lines knew their affiliate: said where their record tells it, counted where nothing does."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from journal.actions import give_affiliates, record, record_event
from journal.belonging import affiliate_of
from journal.models import Entry
from tests.factories import CommitmentFactory, InstitutionFactory, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def old_line(subject, about=None) -> Entry:
    """As it was written then."""
    thread = about or subject
    return Entry.objects.create(
        verb="partnership.corrected",
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        thread_kind=thread._meta.label_lower,
        thread_id=thread.pk,
        note="As it was",
        context=uuid.uuid4(),
    )


def test_each_line_is_given_what_it_would_be_written_with_today():
    partnership, commitment = PartnershipFactory(), CommitmentFactory()
    institution, user = InstitutionFactory(), UserFactory()
    pairs = [(partnership, None), (commitment, None), (institution, partnership), (user, commitment)]
    lines = {old_line(*pair).pk: affiliate_of(*pair) for pair in pairs}
    others = [old_line(institution), old_line(user), record_event("file.exported", by=user)]
    gone = Entry.objects.create(
        verb="note.removed", subject_kind="teamwork.note", subject_id=9, thread_kind="a.b", thread_id=9
    )

    assert give_affiliates(batch=2) == (4, 4)

    assert dict(Entry.objects.filter(pk__in=lines).values_list("pk", "affiliate_id")) == lines
    left = Entry.objects.filter(affiliate_id=None).order_by("pk")
    assert list(left) == [*others, gone]
    assert give_affiliates() == (0, 4)


def test_nothing_else_of_a_line_changes_nor_one_that_has_an_affiliate():
    partnership, other = PartnershipFactory(), PartnershipFactory()
    old = old_line(partnership)
    record("partnership.corrected", other, by=None)
    before = list(Entry.objects.order_by("pk").values())

    give_affiliates()

    after = list(Entry.objects.order_by("pk").values())
    assert after[1] == before[1]
    assert after[0] == before[0] | {"affiliate_id": partnership.affiliate_id}
    assert old.affiliate_id is None


def test_the_command_wants_the_owner_and_says_what_is_left():
    old_line(PartnershipFactory())
    old_line(InstitutionFactory())
    said = StringIO()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        cursor.execute("SET LOCAL ROLE pg_read_all_data")
        with pytest.raises(CommandError, match="owner"):
            call_command("give_affiliates")
        cursor.execute(f'SET LOCAL ROLE "{owner}"')

    call_command("give_affiliates", stdout=said)

    assert said.getvalue().startswith("1 lines have their affiliate now; 1 belong to none")
