# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to one's own data: what there is of it, and the file to take along."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.fresh import fresh_sign_in_required
from accounts.limits import limited
from journal.actions import acting, record_event
from privacy.exporting import collect, counts_of


@require_safe
def own_data(request):
    """What the platform holds of whoever asks, in numbers, and the button that downloads it."""
    return render(request, "privacy/own_data.html", {"kinds": list(counts_of(request.user).items())})


@require_POST
@limited("export")
@fresh_sign_in_required
def own_data_file(request):
    """All of it as a file that programs read too. A POST, so that no link elsewhere starts it."""
    with acting(request.user):
        record_event("file.exported", by=request.user, after="own data")
        told = {"made_at": timezone.now(), **collect(request.user)}
    response = JsonResponse(told, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
