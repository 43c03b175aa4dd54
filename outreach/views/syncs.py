# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of the sync runs, for those who look after the mirror."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from accounts.limits import limited
from outreach import actions, reports
from outreach.forms import StartForm
from outreach.models import SyncRun
from outreach.permissions import may_see_syncs, may_start_sync
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50


@require_GET
def sync_run_list(request):
    """The runs, newest first; while one is under way its progress asks for itself every second."""
    if not may_see_syncs(request.user):
        raise PermissionDenied
    return _runs(request, StartForm())


@require_POST
@limited("sync.start")
def start_sync(request):
    """Asks for a sync now."""
    if not may_start_sync(request.user):
        raise PermissionDenied
    form = StartForm(request.POST)
    if form.is_valid():
        try:
            with once(form.cleaned_data["form_key"], by=request.user) as first:
                actions.request_sync(by=request.user)
                first.led_to = request.path
        except AlreadyDone:
            return redirect("outreach:sync-run-list")
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The sync is on its way."))
            return redirect("outreach:sync-run-list")
    return _runs(request, form, status=409 if form.non_field_errors() else 422)


def _runs(request, form, status=200):
    page = Paginator(SyncRun.objects.visible_to(request.user).newest(), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "under_way": next((each for each in page if each.run.is_unfinished), None),
        "form": form if may_start_sync(request.user) else None,
    }
    return _page_or_progress(request, "outreach/sync_run_list.html", context, status)


@require_GET
def sync_run(request, pk):
    """One run: what it did, and what it could not do, page by page."""
    sync_run = get_object_or_404(SyncRun.objects.visible_to(request.user).newest(), pk=pk)
    context = {
        "sync_run": sync_run,
        "under_way": sync_run if sync_run.run.is_unfinished else None,
        "reasons": reports.explained(sync_run),
    }
    return _page_or_progress(request, "outreach/sync_run.html", context)


def _page_or_progress(request, template, context, status=200):
    """The page; or to its own progress bar that bar alone, and once the run has ended all of the runs' part."""
    if not request.htmx:
        return render(request, template, context, status=status)
    if context["under_way"]:
        return render(request, f"{template}#progress", context)
    return reswap(retarget(render(request, f"{template}#runs", context), "#runs"), "outerHTML")
