# SPDX-License-Identifier: GPL-3.0-or-later
"""A database that is away, locked or too slow is no fault of the reader: 503 in words, with when to try again."""

import logging

from django.conf import settings
from django.db import OperationalError
from django.shortcuts import render
from django.utils.decorators import sync_only_middleware

RETRY_SECONDS = 10
logger = logging.getLogger(__name__)


@sync_only_middleware
def busy_database(get_response):
    """Answers in place of a view that the database let down."""

    def answer(request):
        return get_response(request)

    def process_exception(request, exception):
        return busy(request, exception) if isinstance(exception, OperationalError) else None

    answer.process_exception = process_exception
    return answer


def busy(request, error: OperationalError):
    """The page; it asks nothing of the database. The log says which of PostgreSQL's reasons it was."""
    code = getattr(error.__cause__, "pgcode", None) or "no answer"
    logger.warning("The database did not answer in time: %s", code)
    response = render(
        None, "503.html", {"number": getattr(request, "id", ""), "contact": settings.OPERATOR_CONTACT}
    )
    response.status_code = 503
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
