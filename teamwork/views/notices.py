# SPDX-License-Identifier: GPL-3.0-or-later
"""What the reader is told: the list, opening one, marking as read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from teamwork import actions
from teamwork.models import Notice
from teamwork.records import kind_of, records_for
from teamwork.reports import waiting_for

ROWS_A_PAGE = 50


@require_safe
def waiting(request):
    """How much waits for the reader: a part of every page's head; asked for plainly, the notices themselves."""
    if not request.htmx:
        return redirect("teamwork:notice-list")
    return render(request, "teamwork/_waiting.html", {"waiting": waiting_for(request.user)})


@require_safe
def notice_list(request):
    """One's own notices, the unread first."""
    rows = Notice.objects.filter(user=request.user).order_by(
        F("read_at").desc(nulls_first=True), "-made_at", "-pk"
    )
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    _leave_unsaid(request.user, page)
    context = {"page": page, "has_unread": any(notice.read_at is None for notice in page)}
    return render(request, "teamwork/notice_list.html", context)


def _leave_unsaid(user, page) -> None:
    """Mark what is about a record that the reader has lost sight of: its words name the record."""
    known = [notice for notice in page if kind_of(notice.thread_kind)]
    seen = records_for(user, known)
    for notice in known:
        notice.is_unsaid = (notice.thread_kind, notice.thread_id) not in seen


@require_POST
def notice_open(request, pk):
    """Marks a notice as read and leads to what it is about."""
    notice = get_object_or_404(Notice.objects.filter(user=request.user), pk=pk)
    actions.mark_read(notice)
    # Addresses are written by our own code; should one ever lead elsewhere, it is not followed.
    if notice.address and url_has_allowed_host_and_scheme(notice.address, allowed_hosts=None):
        return redirect(notice.address)
    return redirect("teamwork:notice-list")


@require_POST
def notice_read(request, pk):
    """Marks one notice as read and stays."""
    notice = get_object_or_404(Notice.objects.filter(user=request.user), pk=pk)
    actions.mark_read(notice)
    return redirect("teamwork:notice-list")


@require_POST
def notice_read_all(request):
    """Marks everything so far as read."""
    count = actions.mark_all_read(request.user)
    told = ngettext("%(count)s notice is marked as read.", "%(count)s notices are marked as read.", count)
    messages.success(request, told % {"count": count})
    return redirect("teamwork:notice-list")
