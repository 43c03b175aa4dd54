# SPDX-License-Identifier: GPL-3.0-or-later
"""How often something may be done: `limited` for a view, `must_wait` for what is decided inside one."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.addresses import address_of
from accounts.limits.counting import counts
from accounts.limits.table import LIMITS, Limit, Per

__all__ = ["LIMITS", "Limit", "Per", "forget", "limited", "must_wait", "too_often"]


def must_wait(request: HttpRequest, action: str, *, key: str = "") -> int:
    """Count one `action` more; the seconds to wait if that is one too many, else 0.

    `key` is what limits per key count: a user name, a feed, somebody who is half signed in.
    """
    for limit in LIMITS[action]:
        who = _who(request, limit.per, key)
        if who and (wait := counts().spend(action, limit, who)):
            return wait
    return 0


def forget(action: str, *, key: str) -> None:
    """They succeeded: what was counted against this key were slips. What their address did stays counted."""
    for limit in LIMITS[action]:
        if limit.per == Per.KEY:
            counts().forget(action, limit, key)


def limited(action: str, *, methods: tuple[str, ...] = (), when: Callable = lambda request: True):
    """Answer 429 instead of the view once somebody does this too often.

    With `methods` only those count, with `when` only requests of which it is true.
    """
    assert action in LIMITS  # noqa: S101  while decorating, not while serving

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            counts = (not methods or request.method in methods) and when(request)
            wait = must_wait(request, action) if counts else 0
            return too_often(request, wait) if wait else view(request, *args, **kwargs)

        return answer

    return decorate


def too_often(request: HttpRequest, wait: int) -> HttpResponseBase:
    """429 with how long to wait: as a page, or as JSON for a program."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        answer = JsonResponse({"detail": _("Too often. Try again later.")}, status=429)
    else:
        minutes = -(-wait // 60)
        answer = render(request, "429.html", {"seconds": wait, "minutes": minutes}, status=429)
    answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "no-store"
    return answer


def _who(request: HttpRequest, per: Per, key: str) -> str:
    """Whom a limit counts; nobody where it is not about such a request."""
    if per == Per.KEY:
        return key
    if per == Per.ADDRESS:
        return address_of(request)
    is_known = request.user.is_authenticated
    if per == Per.USER:
        return str(request.user.pk) if is_known else ""
    return "" if is_known else address_of(request)
