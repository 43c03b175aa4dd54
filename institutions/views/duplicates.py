# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to pairs that look alike, to those told apart, and to removing what was added by mistake."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import may
from institutions.actions import duplicates, removal
from institutions.forms.duplicates import DuplicateFilter, FindForm, RemoveForm, TellApartForm
from institutions.models import NotDuplicate
from institutions.reports.duplicates import likely_pairs
from partnerships.models import Institution
from partnerships.reports.duplicates import say
from partnerships.views.answers import answer, posted, refuse
from work.actions import once
from work.errors import AlreadyDone, AlreadyUnderWay
from work.models import Run

ROWS_A_PAGE = 50


def may_merge_or_refuse(user) -> None:
    if not may(user, "institution.merge"):
        raise PermissionDenied


@require_safe
def duplicate_list(request):
    """Pairs that look alike, the strongest first; and how far a search is that is under way."""
    may_merge_or_refuse(request.user)
    return _pairs(request, FindForm())


def _pairs(request, find_form, status=200):
    run = Run.objects.filter(kind=duplicates.RUN_KIND).order_by("-queued_at").first()
    context = {"run": run, "under_way": bool(run and run.is_unfinished)}
    template = "institutions/duplicate_list.html"
    if request.htmx and request.method == "GET" and context["under_way"]:
        return render(request, f"{template}#progress", context)
    filters = DuplicateFilter(request.GET)
    pairs = filters.apply(likely_pairs(), request.user)
    page = Paginator(pairs, ROWS_A_PAGE).get_page(request.GET.get("page"))
    for pair in page.object_list:
        pair.reasons = say(pair.signals)
    context |= {"filters": filters, "page": page, "find_form": find_form}
    answered = render(request, template, context, status=status)
    if request.htmx and request.method == "GET":
        # The progress bar asked, and there is no progress any more: the whole page, with what was found.
        answered.headers["HX-Refresh"] = "true"
    return answered


@require_POST
def duplicates_find(request):
    """Ask for a look through all institutions."""
    may_merge_or_refuse(request.user)
    form = FindForm(request.POST)
    if not form.is_valid():
        return _pairs(request, form, status=422)
    try:
        with once(form.cleaned_data["form_key"], by=request.user):
            duplicates.request_search(by=request.user)
    except AlreadyDone:
        pass
    except AlreadyUnderWay:
        messages.info(request, _("A search is under way already."))
    else:
        messages.success(request, _("The search is on its way."))
    return redirect("institutions:duplicates")


@require_http_methods(["GET", "HEAD", "POST"])
def tell_apart(request, pk, other):
    """Say that two institutions are two, and why."""
    visible = Institution.objects.visible_to(request.user)
    one, another = get_object_or_404(visible, pk=pk), get_object_or_404(visible, pk=other)
    may_merge_or_refuse(request.user)
    form = TellApartForm(**posted(request))
    if form.is_valid():
        try:
            duplicates.tell_apart(one, another, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Remembered: these are two."))
            return redirect("institutions:duplicates")
    return answer(request, "institutions/duplicate_tell_apart.html", form, one=one, another=another)


@require_safe
def told_apart(request):
    """Pairs that somebody said are two; each can be taken back."""
    may_merge_or_refuse(request.user)
    rows = NotDuplicate.objects.select_related("first", "second", "by").order_by("-said_at", "-pk")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "institutions/duplicate_told_apart.html", {"page": page})


@require_POST
def told_apart_take_back(request, pk):
    """The two may be the same after all."""
    may_merge_or_refuse(request.user)
    duplicates.take_back_telling_apart(get_object_or_404(NotDuplicate, pk=pk), by=request.user)
    messages.success(request, _("Taken back: the two may be hinted at again."))
    return redirect("institutions:told-apart")


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, pk):
    """Remove an institution that was added by mistake and that nothing points to."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not may(request.user, "institution.remove"):
        raise PermissionDenied
    form = RemoveForm(**posted(request), initial={"version": institution.version})
    if form.is_valid():
        try:
            removal.remove_institution(institution, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The institution is removed. It can be put back."))
            return redirect("institutions:removed-list")
    return answer(request, "institutions/duplicate_remove.html", form, institution=institution)


@require_safe
def removed_list(request):
    """Removed institutions, each with the way back."""
    if not may(request.user, "institution.remove"):
        raise PermissionDenied
    removed = Institution.objects.exclude(removed_at=None).defer("name_key", "search")
    page = Paginator(removed.order_by("-removed_at", "-pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "institutions/duplicate_removed.html", {"page": page})


@require_POST
def restore(request, pk):
    """Put a removed institution back."""
    if not may(request.user, "institution.remove"):
        raise PermissionDenied
    institution = get_object_or_404(Institution, pk=pk, merged_into=None)
    removal.restore_institution(institution, by=request.user)
    messages.success(request, _("The institution is back."))
    return redirect(institution)
