# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's manners: keyset pages, refusals as 409 in words."""

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError
from rest_framework import status
from rest_framework.exceptions import APIException, AuthenticationFailed, NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler


class KeysetPagination(CursorPagination):
    """Pages of 50 by key: page 500 costs what page 1 costs."""

    page_size = 50
    max_page_size = 100
    page_size_query_param = "size"
    ordering = "-pk"

    def decode_cursor(self, request):
        """A cursor holds a number; one that was tampered with is no page of ours."""
        cursor = super().decode_cursor(request)
        position = cursor.position if cursor else None
        if position is not None and not (position.isdecimal() and len(position) < 20):
            raise NotFound(self.invalid_cursor_message)
        return cursor


class Refused(APIException):
    """An action's no: the request was well-formed, the answer is no, for a reason in words."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "refused"


class TryLater(APIException):
    """A part we need is away, such as the one that counts calls: no answer is better than an uncounted one."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = _("Please try again in a minute.")
    default_code = "try-later"
    wait = 10  # becomes Retry-After


def answer_refusals(exc, context):
    """Django's ValidationError, as actions raise it, becomes 409 with its words."""
    if isinstance(exc, ValidationError):
        exc = Refused(as_serializer_error(exc))
    elif isinstance(exc, RedisError | OperationalError):
        exc = TryLater()
    elif isinstance(exc, UnicodeDecodeError) and not _is_plain(context["request"]):
        exc = AuthenticationFailed()  # knox decodes the token as UTF-8, whatever was sent
    response = exception_handler(exc, context)
    if isinstance(exc, TryLater):
        response["Cache-Control"] = "no-store"
    return response


def _is_plain(request) -> bool:
    return request.headers.get("authorization", "").isascii()
