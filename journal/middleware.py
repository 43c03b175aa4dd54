# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the history context of a writing request: who, where, and under which number."""

import pghistory
from django.utils.decorators import sync_only_middleware

from journal.addresses import without_keys
from journal.correlation import current_id

_WRITES = {"POST", "PUT", "PATCH", "DELETE"}


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
            return get_response(request)

    return answer
