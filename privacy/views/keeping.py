# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of people for how long, for everybody; and when it was last thrown away, for those who run this."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy import permissions
from privacy.reports import keeping
from work.reports import latest_runs


@login_not_required
@require_GET
def kept(request):
    """The table of the privacy statement."""
    context = {"rows": keeping.table(), "may_see_purges": permissions.may_see_purges(request.user)}
    return render(request, "privacy/kept.html", context)


@require_GET
def purges(request):
    """The same classes with each purge's last time."""
    if not permissions.may_see_purges(request.user):
        raise PermissionDenied
    latest = latest_runs([keeping.KIND])
    context = {"rows": keeping.table_with_times(), "run": latest[0] if latest else None}
    return render(request, "privacy/purges.html", context)
