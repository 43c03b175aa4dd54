# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said when no door answers: a page to people, words in JSON to programs at /api/."""

import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults

from glamwiki.busy import busy


def _is_program(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/v1/")


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: Django would not read the request."""
    if _is_program(request):
        return JsonResponse({"detail": _("The request is malformed.")}, status=400)
    return defaults.bad_request(request, exception)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no door has this address."""
    if _is_program(request):
        return JsonResponse({"detail": _("Not found.")}, status=404)
    return defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a mistake of ours, with the number that finds its lines in the log; 503 where the database is busy.

    It reads no database, and tells nothing of the mistake.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        return busy(request, error)
    if _is_program(request):
        response = JsonResponse({"detail": _("Something went wrong on our side.")}, status=500)
    else:
        said = {"number": getattr(request, "id", ""), "contact": settings.OPERATOR_CONTACT}
        response = render(None, "500.html", said, status=500)
    response["Cache-Control"] = "no-store"
    return response
