# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing, editing, removing and putting back notes; who is told of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from journal.models import Entry
from partnerships.threads import readers
from teamwork import actions
from teamwork.errors import ChangedMeanwhile, GoneForGood, NotAReader, NoteEmpty, NoteTooLong
from teamwork.models import Mention, Note, Notice
from tests.factories import FollowingFactory, NoteFactory, PartnershipFactory, member
from work.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def ada(coordinator):
    return member(
        "viewer", coordinator.affiliate, wiki_username="Ada Lovelace", email="ada@example.org", language="ar"
    )


def _write(partnership, by, text, **more):
    return actions.write_note(
        partnership, partnership.affiliate, by=by, text=text, readers=readers(partnership), **more
    )


def test_write_note_keeps_what_was_written(partnership, coordinator):
    note = _write(partnership, coordinator, "  Line one\r\nLine two 🏛️\r\n\r\n")

    kept = Note.objects.about(partnership).get()
    assert (kept.pk, kept.text, kept.author) == (note.pk, "Line one\nLine two 🏛️", coordinator)
    entry = Entry.objects.get(verb="note.written")
    assert (entry.actor, entry.thread_id, entry.note) == (coordinator, partnership.pk, "")


@pytest.mark.parametrize(
    ("text", "refusal"), [(" \n ", NoteEmpty), ("x" * 20_001, NoteTooLong)], ids=["empty", "long"]
)
def test_write_note_refuses_nothing_and_too_much(partnership, coordinator, text, refusal):
    with pytest.raises(refusal):
        _write(partnership, coordinator, text)

    assert not Note.objects.exists()
    assert not Entry.objects.filter(verb="note.written").exists()


def test_write_note_tells_whom_it_names(partnership, coordinator, ada, viewer):
    note = _write(partnership, coordinator, "Ask @ada lovelace, not ada@lovelace.example")

    assert list(Mention.objects.values_list("note", "user")) == [(note.pk, ada.pk)]
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (ada, "mention")
    assert notice.address == f"/partnerships/{partnership.pk}/notes/#note-{note.pk}"
    mail = Message.objects.get()
    assert mail.payload["to"] == "ada@example.org"
    assert notice.address in mail.payload["body"]


def test_write_note_tells_whom_the_list_names(partnership, coordinator, ada):
    _write(partnership, coordinator, "Please look.", also=[ada])

    assert Notice.objects.get().user == ada


def test_write_note_reaches_nobody_who_cannot_read_it(partnership, coordinator, stranger):
    _write(partnership, coordinator, f"Ask @{stranger}")

    assert not Mention.objects.exists()
    assert not Notice.objects.exists()


def test_write_note_refuses_to_tell_somebody_who_cannot_read_it(partnership, coordinator, stranger):
    with pytest.raises(NotAReader):
        _write(partnership, coordinator, "Look.", also=[stranger])

    assert not Note.objects.exists()
    assert not Notice.objects.exists()


def test_write_note_tells_nobody_of_what_they_wrote_themselves(partnership, coordinator):
    FollowingFactory(on=partnership, user=coordinator)

    _write(partnership, coordinator, f"@{coordinator} reminds herself")

    assert not Notice.objects.exists()
    assert Mention.objects.get().user == coordinator


def test_write_note_tells_followers_who_may_still_read_it(partnership, coordinator, ada, viewer, stranger):
    for user in (ada, viewer, stranger):
        FollowingFactory(on=partnership, user=user)

    _write(partnership, coordinator, "@Ada Lovelace and everybody")

    told = dict(Notice.objects.values_list("user", "kind"))
    assert told == {ada.pk: "mention", viewer.pk: "note.written"}


def test_edit_note_tells_those_named_anew_and_forgets_those_no_longer_named(partnership, coordinator, ada):
    grace = member("viewer", coordinator.affiliate, wiki_username="Grace Hopper")
    note = _write(partnership, coordinator, "@Grace Hopper")

    edited = actions.edit_note(
        note,
        version=note.version,
        by=coordinator,
        record=partnership,
        text="@Ada Lovelace",
        readers=readers(partnership),
    )

    assert (edited.text, edited.version, bool(edited.edited_at)) == ("@Ada Lovelace", 2, True)
    assert list(note.mentions.values_list("user", flat=True)) == [ada.pk]
    assert set(Notice.objects.values_list("user", flat=True)) == {grace.pk, ada.pk}
    assert Entry.objects.filter(verb="note.edited", thread_id=partnership.pk).count() == 1


def test_edit_note_writes_nothing_when_nothing_changed(partnership, coordinator):
    note = NoteFactory(on=partnership, text="As it was")

    same = actions.edit_note(note, version=1, by=coordinator, text="As it was ", readers=User.objects.none())

    assert same.version == 1
    assert not Entry.objects.filter(verb="note.edited").exists()


def test_edit_note_refuses_over_another_edit(partnership, coordinator):
    note = NoteFactory(on=partnership, text="As it was", version=3)

    with pytest.raises(ChangedMeanwhile):
        actions.edit_note(note, version=2, by=coordinator, text="Mine", readers=readers(partnership))

    note.refresh_from_db()
    assert note.text == "As it was"


def test_removed_note_can_be_put_back(partnership, coordinator):
    note = NoteFactory(on=partnership)

    removed = actions.remove_note(note, by=coordinator)
    again = actions.remove_note(note, by=coordinator)
    assert removed.removed_at == again.removed_at
    assert not Note.objects.kept().exists()
    actions.restore_note(note, by=coordinator)

    assert Note.objects.kept().get() == note
    verbs = list(Entry.objects.filter(thread_id=partnership.pk).values_list("verb", flat=True).order_by("pk"))
    assert verbs == ["note.removed", "note.restored"]


def test_note_removed_long_ago_is_gone(partnership, coordinator):
    note = NoteFactory(on=partnership, removed_at=timezone.now() - timedelta(days=31))

    with pytest.raises(GoneForGood):
        actions.restore_note(note, by=coordinator)

    note.refresh_from_db()
    assert note.removed_at
    assert not Entry.objects.filter(verb="note.restored").exists()
