# SPDX-License-Identifier: GPL-3.0-or-later
"""How a door answers a form: 200 asks, 422 refuses, 409 says that somebody else was quicker."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships.errors import ChangedMeanwhile


def posted(request: HttpRequest) -> dict:
    """What binds a form to a POST, an empty one too; nothing for a GET."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def refuse(form, refusal: ValidationError) -> None:
    """Put an action's refusal on the form, which keeps it in `form.refusal` for `answer`."""
    form.add_error(None, refusal)
    form.refusal = refusal


def answer(request: HttpRequest, template: str, form, **context) -> HttpResponse:
    """The page of a form, with the status its state calls for."""
    refusal = getattr(form, "refusal", None)
    status = 200
    if form.is_bound and form.errors:
        status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
    return render(request, template, {"form": form, "refusal": refusal, **context}, status=status)


def show_what_is_there(form, now: dict, *, version: int) -> None:
    """After ChangedMeanwhile: list what differs in `form.differences`, and take the present version.

    Sending the same form again then overwrites knowingly. `now` is the initial data of a fresh form.
    """
    form.differences = [
        (bound.label, _readable(bound.field, now[bound.name]))
        for bound in form.visible_fields()
        if bound.name in now and bound.field.has_changed(now[bound.name], bound.data)
    ]
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = version


def _readable(field, value) -> str:
    """A value as a person reads it: a choice by its label, anything else as the field prints it."""
    printed = field.prepare_value(value)
    choices = dict(getattr(field, "choices", ()))
    if isinstance(printed, list):
        return ", ".join(str(choices.get(each, each)) for each in printed)
    return str(choices.get(printed, "" if printed is None else printed))
