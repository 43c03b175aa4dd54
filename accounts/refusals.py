# SPDX-License-Identifier: GPL-3.0-or-later
"""What signed-in people were refused, or did not find: a line of the log each time, and of the journal in measure.

Whoever tries one number after the other gets 404 each time, as for what is not there, so that a refusal alone tells
nobody of it. Hence each 403 and 404 of a person is one line of the log: who by number, their affiliates, the door by
its name and which number was asked for; JSON adds the request's own (`LOG_FORMAT`). The log bears any number of them.

The journal is a table that nobody may shorten for a year, and reading is cheap to repeat. It gets each refused
change, as ever, and of pages the first, tenth, hundredth … that a person was refused, or did not find, in an hour:
`GET partnerships:partnership × 100` is a sweep, and its request number leads to the log. An address that is no door
of ours is a slip of the keyboard and stands in the log alone.
"""

import logging

from django.utils.decorators import sync_only_middleware

from accounts.limits.counting import counts
from accounts.permissions import memberships_of
from journal.actions import record_event

FORBIDDEN, MISSING = 403, 404
READS = {"GET", "HEAD", "OPTIONS"}
WINDOW = 3600
logger = logging.getLogger(__name__)


@sync_only_middleware
def told_refusals(get_response):
    """Middleware: tells of each 403 and 404 of somebody signed in; strangers' are in the access log."""

    def answer(request):
        response = get_response(request)
        if response.status_code in (FORBIDDEN, MISSING):
            # Asked for now: a token's user is known only after the API has looked.
            user = getattr(request, "user", None)
            if user is not None and user.is_authenticated:
                _tell(request, user, response.status_code)
        return response

    return answer


def _tell(request, user, status: int) -> None:
    match = request.resolver_match
    door = match.view_name if match else ""
    numbers = {name: value for name, value in match.kwargs.items() if isinstance(value, int)} if match else {}
    affiliates = sorted({each["affiliate_id"] for each in memberships_of(user)})
    asked = f"{request.method} {door}".strip()
    said = " ".join(f"{name}={value}" for name, value in numbers.items())
    logger.info(
        "%s %s to account %s: %s",
        status,
        f"{asked} {said}".strip(),
        user.pk,
        "refused" if status == FORBIDDEN else "not found",
        extra={
            "fields": {
                "status": status,
                "method": request.method,
                "door": door,
                "asked_for": numbers,
                "actor": user.pk,
                "affiliates": affiliates,
            }
        },
    )
    if status == FORBIDDEN and request.method not in READS:
        record_event("door.refused", by=user, after=asked, affiliate_id=_whose(user, affiliates))
    elif door:
        verb = "door.closed" if status == FORBIDDEN else "door.missing"
        number = counts().how_many(verb, str(user.pk), seconds=WINDOW)
        if is_told(number):
            said = f"{asked} × {number}" if number > 1 else asked
            record_event(verb, by=user, after=said, affiliate_id=_whose(user, affiliates))


def is_told(number: int) -> bool:
    """Whether it is the first, tenth, hundredth …"""
    return str(number).rstrip("0") == "1"


def _whose(user, affiliates: list[int]) -> int | None:
    """The person's only affiliate; else that of what they were refused, where a permission was asked about it."""
    return affiliates[0] if len(affiliates) == 1 else getattr(user, "refused_in", None)
