# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a case study: all on one page with autosave, filed, withdrawn."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casestudies import actions
from casestudies.errors import ChangedMeanwhile, NamesPeople
from casestudies.forms import FilingForm, ReferenceForm, WriteForm
from casestudies.models import CaseStudy
from casestudies.permissions import may_lead
from casestudies.same_title import same_titles
from casestudies.seen import as_seen, parts_of
from casestudies.steps import steps_of
from casestudies.views.desk import (
    form_for,
    frame_of,
    fresh_parts,
    homeless,
    look_over,
    onward,
    own_draft,
    previews_of,
    reference_line,
    refuse,
    save_typed,
    saved_line,
    torn_parts,
    unsaved,
)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    """All sections on one page."""
    case_study = own_draft(request, pk)
    if request.method != "POST" and not case_study.can_be_written:
        return redirect(case_study)
    steps = steps_of(case_study)
    form = form_for(request, case_study, steps)
    source = ReferenceForm(request.POST if "add-reference" in request.POST else None, steps=steps)
    if request.htmx and source.is_bound:
        return reference_line(request, source)
    if request.method != "POST":
        return _show(request, case_study, steps, form, source)
    if source.is_bound and not source.add_to(form):
        return _show(request, case_study, steps, form, source, status=422)
    if not form.is_valid():
        return _show(request, case_study, steps, form, source, status=422)
    if "preview" in request.POST:
        return _show(request, case_study, steps, form, source, previews=_previews(form, case_study))
    try:
        save_typed(case_study, form, by=request.user)
    except ValidationError as refusal:
        current, torn, status = refuse(form, case_study, refusal)
        steps = steps_of(current)
        return _show(request, current, steps, form, ReferenceForm(steps=steps), status=status, torn=torn)
    messages.success(request, _("The draft is saved."))
    return onward(request, "write-check" if request.POST.get("go") == "check" else "write", pk)


@require_POST
def autosave(request, pk):
    """Answers a line for the form's status, and beside it what the form is to know from now on."""
    case_study = own_draft(request, pk)
    form = form_for(request, case_study, steps_of(case_study))
    if not form.is_valid():
        return render(request, "casestudies/_saved.html", {"form": form, "status": 422}, status=422)
    try:
        current, refusal, status = save_typed(case_study, form, by=request.user, quietly=True), None, 200
    except ChangedMeanwhile as error:
        current, refusal, status = error.current, error, 409
    except ValidationError as error:
        return render(request, "casestudies/_saved.html", {"refusal": error, "status": 422}, status=422)
    prefetch_related_objects([current], "sections")
    context = saved_line(
        current,
        refusal=refusal,
        status=status,
        torn=torn_parts(form, current) if refusal else [],
        fresh=fresh_parts(form, current),
        seen=as_seen(parts_of(current)) if refusal else form.seen_after(current),
    )
    return render(request, "casestudies/_saved.html", context, status=status)


@require_POST
def file(request, pk):
    """Files what was looked over and nothing newer; what was typed was saved on the way to that page."""
    case_study, status = own_draft(request, pk), 422
    if case_study.state == CaseStudy.State.FILED:
        return redirect(case_study)  # the second click of two

    filing = FilingForm(request.POST)
    if filing.is_valid():
        try:
            filed = actions.file_case_study(case_study, by=request.user, **filing.cleaned_data)
        except NamesPeople as refusal:
            filing.add_error("people_named", refusal)
        except ChangedMeanwhile as refusal:
            filing.add_error(None, refusal)
            case_study, status = own_draft(request, pk), 409
        except ValidationError as refusal:
            filing.add_error(None, refusal)
        else:
            return _filed(request, filed)
    context = look_over(case_study, reader=request.user, filing=filing)
    return render(request, "casestudies/write_check.html", context, status=status)


def _filed(request, filed):
    messages.success(request, _("The case study is filed. Thank you for writing it down."))
    if empty := [str(section) for section in filed.sections.all() if not section.text.strip()]:
        messages.warning(request, _("Still empty: %(sections)s.") % {"sections": ", ".join(empty)})
    return redirect(filed)


@require_POST
def withdraw(request, pk):
    case_study = own_draft(request, pk)
    if not may_lead(request.user, case_study):
        raise PermissionDenied
    try:
        actions.withdraw_case_study(case_study, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The case study is withdrawn; only you still see it."))
    return redirect("casestudies:list")


def _show(request, case_study, steps, form, source, status=200, torn=(), previews=()):
    if form.is_bound:
        form.fill()
    context = frame_of(case_study, steps, "all") | {
        "form": form,
        "source": source,
        "rows": [(form[step.field], step) for step in steps if step.field in form.fields],
        "same": same_titles(form["title"].value() or "", but=case_study.pk),
        "torn": torn,
        "homeless": homeless(request, form),
        "previews": previews,
        "unsaved": unsaved(request, form),
    }
    return render(request, "casestudies/write.html", context, status=status)


def _previews(form: WriteForm, case_study: CaseStudy) -> list:
    texts = [(field.label, form.cleaned_data[field.name]) for field in form.section_fields()]
    return previews_of(case_study, [(label, text) for label, text in texts if text.strip()])
