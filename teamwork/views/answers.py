# SPDX-License-Identifier: GPL-3.0-or-later
"""How a door answers: 200 asks, 422 refuses, 409 says that somebody else was quicker."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from teamwork.errors import ChangedMeanwhile
from teamwork.records import RecordKind, kind_of, record_for


def posted(request) -> dict:
    """What binds a form to a POST, an empty one too; nothing for a GET."""
    return {"data": request.POST} if request.method == "POST" else {}


def refuse(form, refusal) -> None:
    """Put an action's refusal on the form, which keeps it in `form.refusal` for `status_of`."""
    form.add_error(None, refusal)
    form.refusal = refusal


def status_of(form) -> int:
    if not (form.is_bound and form.errors):
        return 200
    return 409 if isinstance(getattr(form, "refusal", None), ChangedMeanwhile) else 422


def answer(request, template: str, form, **context):
    """The page of a form, with the status its state calls for."""
    return render(request, template, {"form": form, **context}, status=status_of(form))


def show_what_is_there(form, now: dict, *, version: int) -> None:
    """After ChangedMeanwhile: what differs stands in `form.differences`, and the form takes the version.

    Sending the same form again then overwrites knowingly.
    """
    form.differences = [
        (bound.label, _readable(bound.field, now[bound.name]))
        for bound in form.visible_fields()
        if bound.name in now and bound.field.has_changed(now[bound.name], bound.data)
    ]
    form.data = form.data.copy()
    form.data["version"] = version


def _readable(field, value) -> str:
    printed = field.prepare_value(value)
    choices = {str(key): label for key, label in getattr(field, "choices", ())}
    return str(choices.get(str(printed), "" if printed is None else printed))


def on_record(request, rows, pk: int) -> tuple[object, object, RecordKind]:
    """The row of that key, its record and the record's kind; 404 unless the reader may read the record."""
    row = get_object_or_404(rows, pk=pk)
    record = record_for(request.user, row)
    if record is None:
        # The words of a missing row: whether there is one is not told.
        raise Http404(f"No {rows.model._meta.object_name} matches the given query.")
    return row, record, kind_of(row.thread_kind)
