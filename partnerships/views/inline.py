# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing what is written about a partnership: one field in its place, or everything on a page of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from interface.fields import Version
from partnerships import actions
from partnerships.forms.partnerships import CorrectPartnershipForm, NextStepForm
from partnerships.models import Partnership
from partnerships.views.answers import answer, posted
from partnerships.views.conflicts import carry_out
from partnerships.views.record import seen, steered
from partnerships.views.undoing import say_with_undo, undo_address

# What may be edited in its place, and the fields that belong to it.
FIELDS = {
    "summary": ("summary",),
    "notes": ("notes",),
    "origin": ("origin",),
    "effort": ("effort", "effort_note"),
    "expected-works": ("expected_works",),
    "lead": ("lead",),
    "public": ("is_public", "is_confidential"),
    "next-step": ("next_step", "next_step_on"),
}
WRITTEN = (
    "lead",
    "origin",
    "effort",
    "effort_note",
    "expected_works",
    "summary",
    "notes",
    "is_public",
    "is_confidential",
)


def _facts_of(*names: str):
    """A function that gives these fields of a partnership, or of its history, as a form's initial values."""
    return lambda row: {name: getattr(row, name) for name in (*names, "version")}


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def edit(request, pk, field):
    """Asks for one field. htmx gets the form in the field's place, and after it the new value."""
    partnership = steered(request, pk)
    if request.htmx and "shown" in request.GET:
        return _value(request, partnership, field)
    facts_of, action = _facts_of(*FIELDS[field]), actions.correct_partnership
    initial = facts_of(partnership)
    if field == "next-step":
        action, form = actions.plan_next_step, NextStepForm(**posted(request), initial=initial)
    else:
        form = CorrectPartnershipForm(
            **posted(request), partnership=partnership, only=FIELDS[field], initial=initial
        )
    if request.method == "POST" and carry_out(action, partnership, form, by=request.user, facts_of=facts_of):
        return _saved(request, partnership, field)
    return _asked(request, partnership, field, form)


def _asked(request, partnership, field, form):
    template = "partnerships/_record_edit.html" if request.htmx else "partnerships/partnership_edit.html"
    return answer(request, template, form, partnership=partnership, field=field, **_spot(request, field))


def _saved(request, partnership, field):
    if not request.htmx:
        say_with_undo(request, _("It is saved."), _undo(partnership))
        return redirect(f"{partnership.get_absolute_url()}#field-{field}")
    return _value(request, seen(request, partnership.pk), field, is_saved=True)


def _undo(before: Partnership) -> str:
    """Where the change just made to it is taken back; "" if nothing was changed."""
    version = Partnership.objects.values_list("version", flat=True).get(pk=before.pk)
    return undo_address(changes=[(before.pk, version)]) if version > before.version else ""


def _value(request, partnership: Partnership, field, *, is_saved=False):
    """The field as the page shows it."""
    context = {
        "partnership": partnership,
        "field": field,
        "may_move": True,
        "is_inside": True,
        "is_saved": is_saved,
        "is_back": True,
    }
    response = render(request, "partnerships/_record_field.html", context | _spot(request, field))
    if is_saved:
        response["HX-Trigger"] = "record:saved"
    return response


def _spot(request, field) -> dict:
    """In a list there are many such fields: each has the partnership's number in its name."""
    return {"in_list": request.GET.get("in") == "list"}


@require_http_methods(["GET", "HEAD", "POST"])
def next_step(request, pk):
    """Asks what comes next and when, on a page of its own."""
    partnership = steered(request, pk)
    facts_of = _facts_of(*FIELDS["next-step"])
    form = NextStepForm(**posted(request), initial=facts_of(partnership))
    action = actions.plan_next_step
    if request.method == "POST" and carry_out(action, partnership, form, by=request.user, facts_of=facts_of):
        say_with_undo(request, _("The next step is noted."), _undo(partnership))
        return redirect(partnership)
    context = {"partnership": partnership, "is_after_done": "done" in request.GET}
    return answer(request, "partnerships/partnership_plan.html", form, **context)


@require_POST
@vary_on_headers("HX-Request")
def next_step_done(request, pk):
    """The next step is done; right away the form asks for the one after it."""
    partnership = steered(request, pk)
    try:
        version = Version().clean(request.POST.get("version"))
        actions.finish_next_step(partnership, version=version, by=request.user)
    except ValidationError as refusal:
        return _not_done(request, partnership, refusal)
    if not request.htmx:
        messages.success(request, _("Done. What comes next?"))
        return redirect(f"{request.path.removesuffix('done/')}?done=1")
    partnership = seen(request, pk)
    form = NextStepForm(initial=_facts_of(*FIELDS["next-step"])(partnership))
    response = render(
        request,
        "partnerships/_record_edit.html",
        {"partnership": partnership, "field": "next-step", "form": form, "is_after_done": True}
        | _spot(request, "next-step"),
    )
    response["HX-Trigger"] = "record:saved"
    return response


def _not_done(request, partnership, refusal):
    """The step is not what the reader saw: show what stands there now."""
    said = " ".join(refusal.messages)
    if not request.htmx:
        messages.error(request, said)
        return redirect(partnership)
    context = {"partnership": partnership, "field": "next-step", "may_move": True, "is_inside": True}
    context |= _spot(request, "next-step") | {"refused": said}
    return render(request, "partnerships/_record_field.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Asks for what is written about the partnership."""
    partnership = steered(request, pk)
    facts_of = _facts_of(*WRITTEN)
    form = CorrectPartnershipForm(**posted(request), partnership=partnership, initial=facts_of(partnership))
    action = actions.correct_partnership
    if request.method == "POST" and carry_out(action, partnership, form, by=request.user, facts_of=facts_of):
        messages.success(request, _("The partnership is corrected."))
        return redirect(partnership)
    return answer(request, "partnerships/partnership_correct.html", form, partnership=partnership)
