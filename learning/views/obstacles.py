# SPDX-License-Identifier: GPL-3.0-or-later
"""Obstacles met and what helped: the index, those of one case study, and what people say of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from casestudies.models import CaseStudy
from learning.actions import obstacles as actions
from learning.forms.obstacles import DecideForm, NoteForm, ObstacleFilter, RejectForm
from learning.models import Obstacle
from learning.permissions import may_note_everywhere, may_note_obstacles
from learning.themes import Theme
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

A_PAGE = 50
SHOWN_AT_STUDY = 50


@login_not_required
@require_safe
def obstacle_list(request):
    """All that public case studies tell of, by theme; what a machine read is marked as such."""
    filters = ObstacleFilter(request.GET)
    seen = Obstacle.objects.public().standing()
    page_obj = Paginator(filters.apply(seen).for_list(), A_PAGE).get_page(request.GET.get("page"))
    numbers = filters.apply(seen, but="theme").order_by().values_list("theme").annotate(number=Count("pk"))
    counted = dict(numbers)
    themes = [(theme.value, theme.label, counted[theme.value]) for theme in Theme if theme.value in counted]
    context = {
        "filters": filters,
        "page_obj": page_obj,
        "themes": sorted(themes, key=lambda row: (-row[2], row[0])),
        "theme": filters.chosen.get("theme", ""),
        "may_note": may_note_everywhere(request.user),
    }
    return render(request, "learning/obstacle_list.html", context)


def _study(request, pk) -> CaseStudy:
    rows = CaseStudy.objects.visible_to(request.user).select_related("institution")
    return get_object_or_404(rows.defer("search", "search_text"), pk=pk)


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def of_case_study(request, pk):
    """Those of one case study: a part of its page."""
    case_study = _study(request, pk)
    context = {
        "case_study": case_study,
        "obstacles": Obstacle.objects.visible_to(request.user)
        .filter(case_study=case_study)
        .standing()
        .for_list()[:SHOWN_AT_STUDY],
        "may_note": may_note_obstacles(request.user, case_study),
    }
    template = "learning/obstacles_of_study.html"
    return render(request, f"{template}#list" if request.htmx else template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def obstacle_add(request, pk):
    """Asks for one more."""
    case_study = _study(request, pk)
    if not may_note_obstacles(request.user, case_study):
        raise PermissionDenied
    form = NoteForm(**posted(request))
    if form.is_valid():
        said = form.cleaned_data | {}
        try:
            with once(said.pop("form_key"), by=request.user) as first:
                actions.note_obstacle(case_study, by=request.user, **said)
                first.led_to = case_study.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or case_study)
        messages.success(request, _("Thank you: the next one who meets it will find what you say."))
        return redirect("learning:obstacles-of-case-study", pk=case_study.pk)
    return answer(request, "learning/obstacle_add.html", form, case_study=case_study)


@require_http_methods(["GET", "HEAD", "POST"])
def obstacle(request, pk):
    """Confirms one as it stands or in other words, or says that it is none."""
    rows = Obstacle.objects.visible_to(request.user).standing().select_related("case_study", "said_by")
    found = get_object_or_404(rows, pk=pk)
    if not may_note_obstacles(request.user, found.case_study):
        raise PermissionDenied
    is_rejected = "reject" in request.POST
    initial = {name: getattr(found, name) for name in (*actions.SAID, "version")}
    form = (RejectForm if is_rejected else DecideForm)(**posted(request), initial=initial)
    if form.is_valid():
        act = actions.reject_obstacle if is_rejected else actions.confirm_obstacle
        try:
            act(found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form = _refused(form, refusal, request, initial)
        else:
            messages.success(request, _("Thank you: that is settled."))
            return redirect("learning:obstacles-of-case-study", pk=found.case_study_id)
    if is_rejected and form.errors and not isinstance(form, DecideForm):
        form = DecideForm(data=request.POST)
    return answer(request, "learning/obstacle.html", form, obstacle=found, case_study=found.case_study)


def _refused(form, refusal, request, initial):
    """The form with what stands there now, to decide again."""
    shown = form if isinstance(form, DecideForm) else DecideForm(data=request.POST, initial=initial)
    shown.is_valid()
    refuse(shown, refusal)
    if initial["version"] != shown.cleaned_data.get("version"):
        show_what_is_there(shown, initial, version=initial["version"])
    return shown
