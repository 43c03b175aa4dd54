# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the history context of a writing request: who and where."""

import pghistory
from django.utils.decorators import sync_only_middleware

_WRITES = {"POST", "PUT", "PATCH", "DELETE"}


@sync_only_middleware
def JournalMiddleware(get_response):
    """Rows changed by this request are joined to its user and path."""

    def answer(request):
        if request.method not in _WRITES:
            return get_response(request)
        user = getattr(request, "user", None)
        with pghistory.context(user=user.pk if user else None, url=request.path):
            return get_response(request)

    return answer
