# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying what a case study was, and with whom; without JavaScript the look-ups are buttons."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies import actions
from casestudies.actions.facts import digest_of
from casestudies.errors import FactsChangedMeanwhile
from casestudies.facts import Kind
from casestudies.forms.facts import FactsForm, people_named, said
from casestudies.models import CaseStudy
from casestudies.permissions import may_say_facts, may_write
from casestudies.reading_facts import facts_read_in
from casestudies.reports.facts import words_of
from outreach.models import Contributor

# Buttons that ask something of the page and save nothing.
ASKING = {"look", "take"}


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request, pk):
    case_study = _to_be_said(request, pk)
    if request.method != "POST" and not (case_study.is_mirrored or case_study.can_be_written):
        return redirect(case_study)
    if request.htmx and request.method != "POST":
        return render(request, "casestudies/facts.html#people", _people(request, request.GET, request.GET))

    form = FactsForm(
        request.POST if request.method == "POST" else None, user=request.user, case_study=case_study
    )
    if request.method != "POST" or ASKING & set(request.POST):
        typed = _typed(form) if form.is_bound else said(case_study, user=request.user)
        if "take" in request.POST:
            typed = _with_what_was_read(typed, case_study)
        form = FactsForm(initial=typed, user=request.user, case_study=case_study)
    elif form.is_valid():
        try:
            actions.say_facts(case_study, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            return _refuse(request, case_study, form, refusal)
        else:
            messages.success(request, _("Saved what it is about."))
            return redirect("casestudies:facts", pk=pk)
    return _show(request, case_study, form, status=422 if form.errors else 200)


def _to_be_said(request, pk) -> CaseStudy:
    visible = CaseStudy.objects.visible_to(request.user)
    case_study = get_object_or_404(visible.select_related("institution", "partnership", "mou"), pk=pk)
    if not may_say_facts(request.user, case_study):
        raise PermissionDenied
    return case_study


def _typed(form: FactsForm) -> dict:
    """What the fields hold, right or wrong."""
    return {field.name: field.value() for field in form}


def _with_what_was_read(typed: dict, case_study: CaseStudy) -> dict:
    """What was typed, and in each place left open what the text seems to say."""
    read = facts_read_in(case_study)
    for name in ("programmes", "tools", "media"):
        typed[name] = sorted({*(typed[name] or []), *getattr(read, name)})
    return typed | {"kind": typed["kind"] or read.kind, "year": typed["year"] or read.year}


def _refuse(request, case_study, form, refusal):
    form.add_error(None, refusal)
    if not isinstance(refusal, FactsChangedMeanwhile):
        return _show(request, case_study, form, status=422)
    form.data = form.data.copy()
    form.data["seen"] = digest_of(refusal.current)
    return _show(request, refusal.current, form, status=409)


def _people(request, given, chosen) -> dict:
    """What the look-up of people shows: the words, whom they find, and who is chosen already."""
    words = given.get("people_q", "")
    keys = chosen.getlist("contributors") if hasattr(chosen, "getlist") else chosen
    keys = [str(key) for key in keys if str(key).isdecimal() and len(str(key)) < 18]
    taken = list(Contributor.objects.visible_to(request.user).filter(pk__in=keys))
    found = [each for each in people_named(request.user, words.replace("\0", "")) if each not in taken]
    return {"people_words": words, "people": taken, "people_found": found}


def _show(request, case_study, form, status=200):
    chosen = form["contributors"].value() or []
    context = {
        "case_study": case_study,
        "form": form,
        "read": _suggested(case_study),
        "may_write": may_write(request.user, case_study),
    }
    context |= _people(request, request.POST, [getattr(each, "pk", each) for each in chosen])
    return render(request, "casestudies/facts.html", context, status=status)


def _suggested(case_study: CaseStudy) -> list[str]:
    """In words, what the text seems to say and nobody has said yet."""
    read = facts_read_in(case_study)
    known = words_of(case_study)
    found = [Kind(read.kind).label] if read.kind and not case_study.kind else []
    found += [str(read.year)] if read.year and not case_study.year else []
    found += [word for name, words in words_of(read).items() for word in words if word not in known[name]]
    return found
