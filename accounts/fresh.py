# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether somebody has just shown who they are: asked again before what could do great harm from an open laptop.

    @fresh_sign_in_required                    # reading it is delicate too, such as an export
    @fresh_sign_in_required(to={"POST"})       # reading it is not

Who proved it longer than ten minutes ago is led to `accounts.proving` and back. It comes before the view's own
permissions, which decide as ever.
"""

from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial, wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

FRESH_FOR = timedelta(minutes=10)
_PROVED = "proved_at"
_SAFE = {"GET", "HEAD", "OPTIONS"}


def note_proof(session) -> None:
    """They have shown who they are just now."""
    session[_PROVED] = timezone.now().timestamp()


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is ten minutes old at most; one from the future, as of a wrong clock, is none."""
    proved_at = request.session.get(_PROVED)
    if not request.user.is_authenticated or proved_at is None:
        return False
    return 0 <= timezone.now().timestamp() - proved_at <= FRESH_FOR.total_seconds()


def fresh_sign_in_required(view: Callable | None = None, *, to: Collection[str] | None = None) -> Callable:
    """Let nobody through whose proof is old; `to` names the methods that need one, all of them by default."""
    if view is None:
        return partial(fresh_sign_in_required, to=to)

    @wraps(view)
    def answer(request, *args, **kwargs):
        if to is not None and request.method not in to:
            return view(request, *args, **kwargs)
        return view(request, *args, **kwargs) if is_fresh(request) else ask(request)

    # For a test that holds the list of these doors; what wraps the view hands it on.
    answer.wants_proof_for = frozenset(to or {"any"})
    return answer


def ask(request: HttpRequest) -> HttpResponse:
    """To the page that asks who they are, and from there back to what they wanted."""
    if request.method not in _SAFE:
        messages.warning(
            request,
            _("Nothing was changed yet. Show that it is you; then you are back here and can do it again."),
        )
    address = f"{reverse('accounts:prove')}?{urlencode({'next': _way_back(request)})}"
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _way_back(request: HttpRequest) -> str:
    """What was wanted; where that was a form or a part of a page, the page it stood on."""
    if request.method in _SAFE and not request.htmx:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    page = urlsplit(came_from)
    return f"{page.path}{'?' if page.query else ''}{page.query}" if is_ours and page.path else reverse("home")
