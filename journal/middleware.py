# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the history context of a writing request: who, where, and under which number."""

import pghistory
from django.utils.decorators import sync_only_middleware

from journal.actions import record_event
from journal.addresses import without_keys
from journal.correlation import current_id

_WRITES = {"POST", "PUT", "PATCH", "DELETE"}
FORBIDDEN = 403


@sync_only_middleware
def JournalMiddleware(get_response):
    """Rows changed by this request are joined to its user and path."""

    def answer(request):
        if request.method not in _WRITES:
            return get_response(request)
        user = getattr(request, "user", None)
        known = {"user": user.pk if user else None, "url": without_keys(request.path)}
        if number := current_id():
            known["request"] = str(number)
        with pghistory.context(**known):
            response = get_response(request)
            if response.status_code == FORBIDDEN:
                _record_refusal(request)
            return response

    return answer


def _record_refusal(request) -> None:
    """Somebody signed in tried to change what they may not; strangers' tries are in the access log alone."""
    # Asked for now: a token's user is known only after the API has looked.
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        door = request.resolver_match.view_name if request.resolver_match else ""
        record_event("door.refused", by=user, after=f"{request.method} {door}".strip())
