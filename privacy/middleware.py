# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever has not agreed to the terms in force is led to them before anything else.

Not asked of: pages open to all, the way out, the texts themselves, taking along one's data, closing one's
account. The API asks in `privacy.api`, for only there it is known whose token came.
"""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import sync_only_middleware

from privacy.asking import lacking

# Doors that stay open to whoever does not agree: the way out, one's sessions, one's data, closing one's account.
STAYS_OPEN = {
    "logout",
    "set_language",
    "privacy:accept",
    "privacy:own-data",
    "privacy:own-data-file",
    "privacy:close-account",
    "privacy:restrict",
    "accounts:prove",
    "accounts:second-factor",
    "accounts:second-factor-set-up",
    "accounts:sessions",
    "accounts:end-session",
    "accounts:end-other-sessions",
}
# Open to all, and yet the first page of whoever signs in.
ASKED_AT = {"home"}


@sync_only_middleware
def agreed_terms(get_response):
    """Middleware: asks for the terms where a page is not open to all."""

    def answer(request):
        return get_response(request)

    def process_view(request, view, _args, _kwargs):
        user, name = request.user, request.resolver_match.view_name
        is_open = name not in ASKED_AT and not getattr(view, "login_required", True)
        if not user.is_authenticated or is_open or name in STAYS_OPEN or not lacking(user):
            return None
        return led_to(request, reverse("privacy:accept"))

    answer.process_view = process_view
    return answer


def led_to(request, address: str) -> HttpResponse:
    """To a page that asks, and back afterwards.

    A slot of a page that is open to all keeps the plain link it came with; what a fragment would write is not
    written, and its whole page goes there.
    """
    reads = request.method in ("GET", "HEAD")
    if request.htmx and not reads:
        return HttpResponse(status=403, headers={"HX-Redirect": address})
    if request.htmx:
        return HttpResponse(status=204)
    if reads:
        address += "?" + urlencode({"next": request.get_full_path()})
    return redirect(address)
