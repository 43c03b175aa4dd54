# SPDX-License-Identifier: GPL-3.0-or-later
"""Each request gets a number: in its answer's header, its log lines, the journal, the history, our error pages."""

from django.conf import settings
from django.utils.decorators import sync_only_middleware

from journal.correlation import as_number, correlated

HEADER = "X-Request-ID"


@sync_only_middleware
def numbered_requests(get_response):
    """The outermost middleware. A number that comes in counts only where a proxy is said to set it."""

    def answer(request):
        given = as_number(request.headers.get(HEADER)) if settings.TRUST_REQUEST_ID else None
        with correlated(given) as number:
            request.id = number
            response = get_response(request)
            response[HEADER] = str(number)
            return response

    return answer
