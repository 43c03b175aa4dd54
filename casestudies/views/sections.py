# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing one section at a time, and looking over all of them before filing."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casestudies.forms import ReferenceForm, WriteForm, written
from casestudies.same_title import same_titles
from casestudies.seen import ABOUT
from casestudies.steps import steps_of
from casestudies.views.desk import (
    about_step,
    form_for,
    frame_of,
    hints_of,
    homeless,
    look_over,
    onward,
    own_draft,
    previews_of,
    reference_line,
    refuse,
    save_typed,
    unsaved,
)


@require_http_methods(["GET", "HEAD", "POST"])
def write_section(request, pk, slug):
    """One step: what it is about, or one section; saving leads on."""
    case_study = own_draft(request, pk)
    if request.method != "POST" and not case_study.can_be_written:
        return redirect(case_study)
    steps = steps_of(case_study)
    way = [about_step(case_study), *steps]
    step = next((each for each in way if each.slug == slug), None)
    if step is None:
        return _gone(request, case_study, way[0])
    form = form_for(request, case_study, steps, only=[step.field] if step.field else ABOUT)
    is_reference = "add-reference" in request.POST and step.field
    source = ReferenceForm(request.POST if is_reference else None, steps=[step]) if step.field else None
    if request.htmx and is_reference:
        return reference_line(request, source)
    if request.method != "POST":
        return _show(request, case_study, step, form, source)
    if (is_reference and not source.add_to(form)) or not form.is_valid():
        return _show(request, case_study, step, form, source, status=422)
    if "preview" in request.POST and step.field:
        return _show(request, case_study, step, form, source, text=form.cleaned_data[step.field])
    try:
        save_typed(case_study, form, by=request.user)
    except ValidationError as refusal:
        current, torn, status = refuse(form, case_study, refusal)
        return _show(request, current, step, form, source, status=status, torn=torn)
    go = "stay" if is_reference else request.POST.get("go")
    if go not in ("next", "back"):
        messages.success(request, _("The draft is saved."))
    return _onward(request, way, step, go, pk)


def _gone(request, case_study, first):
    """Such a step there is not, or no longer: what was typed on its page is shown."""
    if request.method != "POST":
        return redirect("casestudies:write-section", case_study.pk, first.slug)
    steps = steps_of(case_study)
    form = WriteForm(
        initial=written(case_study, steps),
        user=request.user,
        institution=case_study.institution,
        steps=steps,
        only=ABOUT,
    )
    return _show(request, case_study, first, form, None, status=409)


def _onward(request, way, step, go, pk):
    """To the next step or the one before, after the last one to the look over all."""
    place = way.index(step) + {"next": 1, "back": -1}.get(go, 0)
    if place == len(way):
        return onward(request, "write-check", pk)
    return onward(request, "write-section", pk, way[max(place, 0)].slug)


def _show(request, case_study, step, form, source, status=200, torn=(), text=None):
    steps = steps_of(case_study)
    way = [about_step(case_study), *steps]
    place = next((number for number, each in enumerate(way) if each.slug == step.slug), 0)
    if step.field and text is not None:
        step = replace(step, section=replace(step.section, text=text))
    if form.is_bound:
        form.fill()
    context = frame_of(case_study, steps, "section", step) | {
        "form": form,
        "source": source,
        "number": place + 1,
        "number_of_steps": len(way),
        "before": way[place - 1] if place else None,
        "after": way[place + 1] if place + 1 < len(way) else None,
        "same": [] if step.field else same_titles(form["title"].value() or "", but=case_study.pk),
        "torn": torn,
        "homeless": homeless(request, form),
        "unsaved": unsaved(request, form),
    }
    if step.field:
        shown = [(step.label, step.text)] if step.text.strip() else []
        context |= {"previews": previews_of(case_study, shown)} | hints_of(step)
    return render(request, "casestudies/write_section.html", context, status=status)


@require_safe
def write_check(request, pk):
    """All sections at a glance before filing: what is empty is said, and one click files it all the same."""
    case_study = own_draft(request, pk)
    if not case_study.can_be_written:
        return redirect(case_study)
    return render(request, "casestudies/write_check.html", look_over(case_study, reader=request.user))
