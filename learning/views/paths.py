# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a first partnership: one's own, with its steps, and as a mentor sees it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casestudies.forms import institutions_named
from learning.actions import paths as actions
from learning.forms.paths import ChoiceForm, StepForm, WishForm
from learning.models import FirstPath
from learning.permissions import may_walk
from learning.reports.alike import alike, facts_of_institution, facts_of_wish
from learning.steps import STEPS
from partnerships.models import Institution
from partnerships.views.answers import answer, posted, refuse

STUDIES = 10
NEAR = 20


def own_path(request) -> FirstPath:
    """One's own path; 404 for those who have not set out."""
    rows = FirstPath.objects.visible_to(request.user).select_related("institution", "user")
    return get_object_or_404(rows, user=request.user.pk)


def steps_of(path: FirstPath, *, with_links: bool) -> list[dict]:
    """Each step with the day it was done, whether it is the next, and where it is done."""
    next_step = path.next_step
    return [
        {
            "step": step,
            "done_on": path.done.get(step.code, ""),
            "is_next": step is next_step,
            "address": _address(path, step) if with_links else "",
        }
        for step in STEPS
    ]


def _address(path: FirstPath, step) -> str:
    address = reverse(step.page) if step.page else ""
    if step.code == "write" and path.institution_id:
        return f"{address}?institution={path.institution_id}"
    return f"{address}#phase-{step.phase}" if step.page == "learning:guides" else address


@require_http_methods(["GET", "HEAD", "POST"])
def path(request):
    """One's own path, or the way to begin one; a POST begins it, or changes what one wishes for."""
    if not may_walk(request.user):
        raise PermissionDenied
    own = (
        FirstPath.objects.visible_to(request.user).select_related("institution").filter(user=request.user.pk)
    )
    mine = own.first()
    initial = {"country": mine.country.code, "institution_kind": mine.institution_kind} if mine else {}
    form = WishForm(**posted(request), initial=initial)
    if form.is_valid():
        try:
            if mine:
                actions.wish(mine, by=request.user, **form.cleaned_data)
            else:
                actions.start_path(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("learning:path")
    if mine is None:
        return answer(request, "learning/path_begin.html", form, steps=STEPS)
    mentorships = list(mine.mentorships.select_related("mentor").exclude(state="withdrawn")[:10])
    context = {
        "path": mine,
        "steps": steps_of(mine, with_links=True),
        "mentorships": mentorships,
        "mentor": next((each for each in mentorships if each.state == "accepted"), None),
    }
    return answer(request, "learning/path.html", form, **context)


@require_safe
def path_seen(request, pk):
    """Somebody's path, for their mentor and for whom they ask."""
    shown = get_object_or_404(
        FirstPath.objects.visible_to(request.user).select_related("user", "institution"), pk=pk
    )
    if shown.user_id == request.user.pk:
        return redirect("learning:path")
    mentorship = shown.mentorships.open().filter(mentor=request.user.pk).first()
    context = {"path": shown, "steps": steps_of(shown, with_links=False), "mentorship": mentorship}
    return render(request, "learning/path_seen.html", context)


@require_POST
def step(request):
    """A step is done, or is not after all."""
    mine = own_path(request)
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    actions.tick_step(mine, asked["step"], is_done=asked["done"], by=request.user)
    return redirect(f"{reverse('learning:path')}#step-{asked['step']}")


@require_POST
def leave(request):
    """Leaves the path: what was kept of it is deleted."""
    actions.leave_path(own_path(request), by=request.user)
    messages.success(request, _("You have left the path. What was kept of it is deleted."))
    return redirect("learning:home")


@require_safe
def studies(request):
    """Case studies like what one wishes for, or like the institution one chose."""
    mine = own_path(request)
    if mine.institution:
        facts = facts_of_institution(mine.institution)
    else:
        facts = facts_of_wish(country=mine.country.code or "", kind=mine.institution_kind)
    context = {"path": mine, "found": alike(facts, most=STUDIES)}
    return render(request, "learning/path_studies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def institution(request):
    """Choose an institution of the register; without words those of the wished country and kind."""
    mine = own_path(request)
    form = ChoiceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        actions.choose_institution(mine, form.cleaned_data["institution"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("learning:path")
    words = request.GET.get("q", "")
    found = institutions_named(request.user, words) if words.strip() else _near(request.user, mine)
    context = {"path": mine, "words": words, "found": found, "chosen": mine.institution}
    template = "learning/path_institution.html#choices" if request.htmx else "learning/path_institution.html"
    return answer(request, template, form, **context)


def _near(user, path: FirstPath):
    if not path.country and not path.institution_kind:
        return Institution.objects.none()
    wished = {"country": path.country.code, "kind": path.institution_kind}
    near = Institution.objects.visible_to(user).filter(
        **{name: value for name, value in wished.items() if value}
    )
    return near.defer("search", "name_key").order_by("name", "pk")[:NEAR]
