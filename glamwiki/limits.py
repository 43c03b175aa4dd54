# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns away requests that say they are larger than any form of ours, before a byte of them is read."""

from django.conf import settings
from django.shortcuts import render
from django.utils.decorators import sync_only_middleware


@sync_only_middleware
def bounded_requests(get_response):
    """413 in words for a body longer than LONGEST_REQUEST.

    A request that hides its length is read as an empty one by Django, so that what it says is enough.
    """

    def answer(request):
        said = request.headers.get("content-length") or ""
        if said.isdigit() and int(said) > settings.LONGEST_REQUEST:
            return render(request, "413.html", status=413)
        return get_response(request)

    return answer
