# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a partnership; removing one that was opened by mistake, and bringing it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import affiliate_ids, may, may_somewhere, scope
from journal.models import Entry
from partnerships import actions
from partnerships.forms.partnerships import OpenPartnershipForm, RemovePartnershipForm
from partnerships.models import Institution, Partnership
from partnerships.reports.co_leads import in_touch_at
from partnerships.views.answers import answer, posted, refuse
from partnerships.views.record import seen
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def open_partnership(request, pk):
    """Begins a partnership with an institution, for one of the reader's affiliates."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not affiliate_ids(request.user, "partnership.open"):
        raise PermissionDenied
    initial = {"affiliate": request.GET.get("affiliate")} if request.GET.get("affiliate") else {}
    form = OpenPartnershipForm(**posted(request), user=request.user, initial=initial)
    if form.is_valid():
        answers = form.cleaned_data | {}
        try:
            with once(answers.pop("form_key"), by=request.user) as first:
                opened = actions.open_partnership(institution, by=request.user, **answers)
                first.led_to = opened.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or "partnerships:partnership-list")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The partnership is open. Plan the next step."))
            return redirect(opened)
    warning = {"in_touch": in_touch_at(institution, request.user), "may_propose": True, "is_warning": True}
    return answer(request, "partnerships/partnership_open.html", form, institution=institution, **warning)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, pk):
    """Takes a partnership out of sight, with a reason; for the administrators of its affiliate."""
    partnership = seen(request, pk)
    if not may(request.user, "partnership.remove", affiliate_id=partnership.affiliate_id):
        raise PermissionDenied
    form = RemovePartnershipForm(**posted(request), initial={"version": partnership.version})
    if form.is_valid():
        try:
            actions.remove_partnership(partnership, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
            form.data = form.data.copy()
            form.data["version"] = str(seen(request, pk).version)
        else:
            messages.success(request, _("The partnership is removed. Here it can be restored."))
            return redirect("partnerships:removed-list")
    return answer(request, "partnerships/partnership_remove.html", form, partnership=partnership)


def _removed(request):
    """Removed partnerships of the affiliates that the reader administers."""
    if not may_somewhere(request.user, "partnership.remove"):
        raise PermissionDenied
    mine = Partnership.objects.filter(scope(request.user, "partnership.remove"))
    return mine.exclude(removed_at=None).select_related("institution", "affiliate")


@require_safe
def removed_list(request):
    """What was removed, by whom and why, the latest first."""
    told = Entry.objects.filter(
        thread_kind=Partnership._meta.label_lower, thread_id=OuterRef("pk"), verb="partnership.removed"
    ).order_by("-at", "-pk")
    rows = _removed(request).order_by("-removed_at", "-pk")
    rows = rows.annotate(
        told_why=Subquery(told.values("note")[:1]),
        told_who=Subquery(told.values("actor__wiki_username")[:1]),
    )
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "partnerships/removed_list.html", {"page": page})


@require_POST
def restore(request, pk):
    """Brings a removed partnership back."""
    partnership = get_object_or_404(_removed(request), pk=pk)
    try:
        actions.restore_partnership(partnership, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("partnerships:removed-list")
    messages.success(request, _("The partnership is back."))
    return redirect(partnership)
