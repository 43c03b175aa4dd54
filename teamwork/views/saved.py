# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved views: the list of them, the menu of a page, and the forms that keep, change and forget one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from teamwork import actions, pages
from teamwork.errors import ChangedMeanwhile
from teamwork.forms.saved import CorrectViewForm, SaveViewForm
from teamwork.models import SavedView
from teamwork.permissions import may_change_view
from teamwork.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50
IN_A_MENU = 50


@require_safe
def view_list(request):
    """Every view one may use: one's own, those of one's affiliates, those for everybody."""
    rows = SavedView.objects.visible_to(request.user).select_related("owner", "affiliate")
    page = Paginator(rows.order_by("page", "name", "pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [(view, may_change_view(request.user, view)) for view in page]}
    return render(request, "teamwork/view_list.html", context)


@require_safe
@vary_on_headers("HX-Request")
def view_menu(request):
    """The views of one page and the form that keeps its filters: `?page=partnerships:board&query=…`."""
    page, query = request.GET.get("page", ""), request.GET.get("query", "")
    known = pages.is_known(page)
    views = SavedView.objects.none()
    if known:
        views = SavedView.objects.visible_to(request.user).filter(page=page).select_related("owner")
    form = SaveViewForm(user=request.user, initial={"page": page, "query": query}) if known else None
    here = actions.canonical_query(query)
    context = {
        "views": views[:IN_A_MENU],
        "form": form,
        "label": pages.label_of(page) if known else "",
        "here": here,
    }
    template = "teamwork/_view_menu.html" if request.htmx else "teamwork/view_menu.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def view_save(request):
    """Asks for a name and keeps a page's filters under it."""
    asked = {"page": request.GET.get("page", ""), "query": request.GET.get("query", "")}
    form = SaveViewForm(**posted(request), user=request.user, initial=asked)
    if form.is_valid():
        answers = form.cleaned_data | {}
        try:
            with once(answers.pop("form_key"), by=request.user) as first:
                view = actions.save_view(by=request.user, **answers)
                first.led_to = view.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or "teamwork:view-list")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return redirect(view.get_absolute_url())
    return answer(request, "teamwork/view_save.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def view_correct(request, pk):
    """Asks for another name, or whom a view of one's own is shown to."""
    view = _own(request, pk)
    form = CorrectViewForm(**posted(request), user=request.user, initial=_facts_of(view))
    if form.is_valid():
        try:
            actions.correct_view(view, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            view = SavedView.objects.get(pk=pk)
            show_what_is_there(form, _facts_of(view), version=view.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The view is changed."))
            return redirect("teamwork:view-list")
    return answer(request, "teamwork/view_correct.html", form, view=view)


@require_POST
def view_forget(request, pk):
    """Throws a view of one's own away."""
    view = _own(request, pk)
    actions.forget_view(view, by=request.user)
    messages.success(request, _("The view “%(name)s” is gone.") % {"name": view.name})
    return redirect("teamwork:view-list")


def _own(request, pk) -> SavedView:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if not may_change_view(request.user, view):
        raise PermissionDenied
    return view


def _facts_of(view) -> dict:
    return {"name": view.name, "reach": view.reach, "affiliate": view.affiliate_id, "version": view.version}
