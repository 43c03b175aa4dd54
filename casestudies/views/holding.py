# SPDX-License-Identifier: GPL-3.0-or-later
"""Who writes which section now: asked every few seconds by the page of writing, taken and released by it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from casestudies import actions
from casestudies.forms import HoldForm
from casestudies.models import SectionKey
from casestudies.permissions import may_lead
from casestudies.seen import FORM_KEYS, fingerprint, parts_of
from casestudies.views.desk import own_draft


@require_safe
@vary_on_headers("HX-Request")
def holds(request, pk):
    """Each section with who writes it now, and the fingerprint of what is saved of it. Writes nothing.

    With `?section=` that one as it is saved, for a form whose writer has not touched it.
    """
    case_study = own_draft(request, pk)
    if (key := request.GET.get("section")) in FORM_KEYS:
        text = parts_of(case_study)[key]
        return JsonResponse({"text": text, "seen": fingerprint(text)})
    return _show(request, case_study)


@require_POST
def hold(request, pk):
    """Take, keep or release a section; the author may take one over."""
    case_study = own_draft(request, pk)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _show(request, case_study, form=form, status=422)
    what, section = form.cleaned_data["what"], form.cleaned_data["section"]
    if what == "take-over" and not may_lead(request.user, case_study):
        raise PermissionDenied
    try:
        if what == "release":
            actions.release_hold(case_study, section, by=request.user)
        else:
            actions.take_hold(case_study, section, by=request.user, takes_over=what == "take-over")
    except ValidationError as refusal:
        if not request.htmx:
            messages.error(request, " ".join(refusal.messages))
            return redirect("casestudies:holds", pk=pk)
        form.add_error(None, refusal)
        return _show(request, case_study, form=form, status=409)
    return _show(request, case_study) if request.htmx else redirect("casestudies:write", pk=pk)


def _show(request, case_study, form=None, status=200):
    standing = {each.section: each for each in case_study.holds.standing(now=timezone.now()).for_page()}
    texts = parts_of(case_study)
    context = {
        "case_study": case_study,
        "form": form,
        "rows": [
            {
                "key": key.value,
                "label": SectionKey(key).label,
                "hold": standing.get(key),
                "is_mine": key in standing and standing[key].held_by_id == request.user.pk,
                "seen": fingerprint(texts[key]),
            }
            for key in FORM_KEYS
        ],
        "is_shared": case_study.coauthors.writing().exists(),
        "leads": may_lead(request.user, case_study),
    }
    template = "casestudies/holds.html#holds" if request.htmx else "casestudies/holds.html"
    return render(request, template, context, status=status)
