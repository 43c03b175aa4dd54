# SPDX-License-Identifier: GPL-3.0-or-later
"""Editing, removing and putting back a note, on whichever record it hangs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teamwork import actions, reports
from teamwork.errors import ChangedMeanwhile
from teamwork.forms.notes import EditNoteForm
from teamwork.models import Note
from teamwork.parsing import named_in
from teamwork.permissions import may_edit_note, may_remove_note
from teamwork.records import address_of
from teamwork.views.answers import answer, on_record, posted, refuse, show_what_is_there

NOTES = Note.objects.select_related("author", "affiliate")


@require_http_methods(["GET", "HEAD", "POST"])
def note_edit(request, pk):
    """Asks what one's own note says now."""
    note, record, kind = on_record(request, NOTES.kept(), pk)
    if not (may_edit_note(request.user, note) and kind.may_write(request.user, record)):
        raise PermissionDenied
    form = EditNoteForm(**posted(request), readers=kind.readers(record), initial=_facts_of(note))
    if form.is_valid():
        try:
            actions.edit_note(
                note, by=request.user, record=record, readers=kind.readers(record), **form.cleaned_data
            )
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            note = NOTES.get(pk=pk)
            show_what_is_there(form, _facts_of(note), version=note.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The note is changed."))
            return redirect(address_of(record, "notes", f"note-{note.pk}"))
    context = {"note": note, "record": record, "notes_url": address_of(record, "notes")}
    return answer(request, "teamwork/note_edit.html", form, **context)


def _facts_of(note) -> dict:
    """Who is told by the list and not by the text stays chosen in the list."""
    people = [mention.user for mention in note.mentions.select_related("user")]
    named = named_in(note.text, map(str, people))
    also = [person.pk for person in people if str(person).casefold() not in named]
    return {"text": note.text, "also": also, "version": note.version}


@require_POST
def note_remove(request, pk):
    """Takes a note out of sight."""
    return _changed(
        request, pk, actions.remove_note, _("The note is removed. It can be put back for 30 days.")
    )


@require_POST
def note_restore(request, pk):
    """Puts a removed note back."""
    return _changed(request, pk, actions.restore_note, _("The note is back."))


def _changed(request, pk, action, told):
    note, record, kind = on_record(request, NOTES, pk)
    if not (may_remove_note(request.user, note) and kind.may_write(request.user, record)):
        raise PermissionDenied
    try:
        action(note, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if request.htmx:
            one = reports.shown(NOTES.prefetch_related(reports.WITH_PEOPLE).get(pk=pk), request.user)
            return render(request, "teamwork/_note.html", {"shown": one, "said": told})
        messages.success(request, told)
    return redirect(address_of(record, "notes", f"note-{note.pk}"))
