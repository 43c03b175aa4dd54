# SPDX-License-Identifier: GPL-3.0-or-later
"""The records the reader follows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may_somewhere
from teamwork import actions
from teamwork.models import Following
from teamwork.records import records_for, unread_record_of

ROWS_A_PAGE = 50


@require_safe
def following_list(request):
    """What one follows and may still see, the latest first."""
    if not may_somewhere(request.user, "record.follow"):
        raise PermissionDenied
    rows = Following.objects.filter(user=request.user).order_by("-since_at", "-pk")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    records = records_for(request.user, page)
    context = {
        "page": page,
        # A record one has lost sight of is not named, but one can stop following it.
        "rows": [(row, records.get((row.thread_kind, row.thread_id))) for row in page],
    }
    return render(request, "teamwork/following_list.html", context)


@require_POST
def unfollow(request, pk):
    """Ends one of the reader's own followings."""
    following = get_object_or_404(Following.objects.filter(user=request.user), pk=pk)
    actions.unfollow(unread_record_of(following), by=request.user)
    messages.success(request, _("You no longer follow it."))
    return redirect("teamwork:following-list")
