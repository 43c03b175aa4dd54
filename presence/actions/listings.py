# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to have a category's reach measured."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Affiliate
from journal.actions import record as write_down
from journal.actions import recorded
from partnerships.threads import affiliate_for
from presence.errors import AlreadyAnswered, AlreadyAsked, AnsweredBeforeAsked, DayAhead, NotACategory
from presence.models import ListingRequest, Place
from teamwork.actions import make_task

REMIND_AFTER = timedelta(days=30)


@recorded
def note_request(place: Place, *, by, asked_on: date, task: str = "", remind: bool = False) -> ListingRequest:
    """Somebody asked for the category to be put on the allow-list; with `remind` they get a task to look again.

    A reminder hangs on the partnership: an institution's own places have none. Raises NotACategory, DayAhead
    or AlreadyAsked.
    """
    if place.kind != Place.Kind.CATEGORY:
        raise NotACategory
    if asked_on > timezone.localdate():
        raise DayAhead
    try:
        with transaction.atomic():
            request = ListingRequest.objects.create(place=place, asked_on=asked_on, asked_by=by, task=task)
    except IntegrityError as error:
        raise AlreadyAsked from error
    write_down("listing.asked", request, by=by, about=place.record, after=f"{place.name} {task}".strip())
    if remind and place.partnership_id:
        _remind(request, place, by=by)
    return request


def _remind(request: ListingRequest, place: Place, *, by) -> None:
    affiliate = Affiliate.objects.get(pk=affiliate_for(by, place.partnership, "partnership.steer"))
    make_task(
        place.partnership,
        affiliate,
        by=by,
        title=_("Ask how far the measuring of “%(category)s” is") % {"category": place.name},
        assignee=by,
        due_on=request.asked_on + REMIND_AFTER,
        origin=f"listing-{request.pk}",
    )


@recorded
def note_answer(request: ListingRequest, *, outcome: str, answered_on: date, by) -> ListingRequest:
    """The request was granted or declined. Raises AlreadyAnswered, AnsweredBeforeAsked or DayAhead."""
    rows = ListingRequest.objects.select_for_update(of=("self",))
    request = rows.select_related("place__partnership", "place__institution").get(pk=request.pk)
    if request.outcome:
        raise AlreadyAnswered
    if answered_on < request.asked_on:
        raise AnsweredBeforeAsked
    if answered_on > timezone.localdate():
        raise DayAhead
    request.outcome, request.answered_on = outcome, answered_on
    request.save(update_fields=["outcome", "answered_on"])
    after = f"{request.place.name}: {request.get_outcome_display()}"
    write_down("listing.answered", request, by=by, about=request.place.record, after=after)
    return request
