# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminds reviewers of their day and authors of changes that wait: each person at most once a day, whatever waits.

Any number of sweeps may run, at once or again: a row that somebody was reminded of bears the day
(`reminded_on`), looked up once more behind a lock, and the notice bears it in its key.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from casestudies.models import CaseStudy
from reviews.models import Review
from reviews.models.access import authors_of
from reviews.notifications import remind_of

BATCH = 200
# Days from the day a review is due: before, just after, and a week later.
REVIEWER_DAYS = (-3, 1, 8)
# Days since changes were asked.
AUTHOR_DAYS = (14, 28)


def remind(*, now: datetime, batch: int = BATCH) -> Iterator[int]:
    """Tell everybody who is to be reminded on the day of their calendar; yields how many rows after each batch."""
    for rows, tell in ((_of_reviewers(now), _tell_reviewers), (_of_authors(now), _tell_authors)):
        last = 0
        while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:batch]):
            yield tell(rows, ids, now)
            last = ids[-1]


def is_due(day: date, today: date, days: Sequence[int], *, after: date) -> bool:
    """Whether one of `days`, counted from `day`, has come by `today` and lies behind `after`, the last reminder."""
    # Counted, for a day may be the first or the last that there is.
    return any((after - day).days < each <= (today - day).days for each in days)


def _of_reviewers(now: datetime) -> QuerySet[Review]:
    # A day more: somewhere it is tomorrow already.
    horizon = now.date() + timedelta(days=1 - REVIEWER_DAYS[0])
    return Review.objects.waiting().filter(due_on__lte=horizon)


def _of_authors(now: datetime) -> QuerySet[Review]:
    """The verdicts that case studies wait under: the latest of each."""
    horizon = now - timedelta(days=AUTHOR_DAYS[0] - 1)
    later = Review.objects.decided().filter(case_study=OuterRef("case_study"), round__gt=OuterRef("round"))
    return Review.objects.decided().filter(
        ~Exists(later), case_study__state=CaseStudy.State.CHANGES, decided_at__lte=horizon
    )


@transaction.atomic
def _tell_reviewers(rows: QuerySet[Review], ids: list[int], now: datetime) -> int:
    waiting = defaultdict(list)
    for review in _locked(rows, ids).select_related("case_study", "reviewer"):
        user, today = review.reviewer, review.reviewer.today(now)
        after = review.reminded_on or review.assigned_at.astimezone(user.zone).date()
        if is_due(review.due_on, today, REVIEWER_DAYS, after=after):
            waiting[user, today].append((review.due_on, review))
    for (user, today), found in waiting.items():
        one = "due" if found[0][0] >= today else "overdue"
        _say(user, today, found, one, "due-several", address=f"{reverse('reviews:list')}?whose=mine")
    return _note(waiting)


@transaction.atomic
def _tell_authors(rows: QuerySet[Review], ids: list[int], now: datetime) -> int:
    waiting = defaultdict(list)
    for review in _locked(rows, ids).select_related("case_study__author"):
        zone = review.case_study.author.zone
        today, since = now.astimezone(zone).date(), review.decided_at.astimezone(zone).date()
        if is_due(since, today, AUTHOR_DAYS, after=review.reminded_on or since):
            for user in authors_of(review.case_study):
                waiting[user, today].append((since, review))
    for (user, today), found in waiting.items():
        _say(user, today, found, "still", "still-several", address=reverse("today:queue"))
    return _note(waiting)


def _locked(rows: QuerySet[Review], ids: list[int]) -> QuerySet[Review]:
    """Those of the rows that are still to be looked at, now that nobody else does."""
    list(Review.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return rows.filter(pk__in=ids).order_by("pk")


def _say(
    user, today: date, found: list[tuple[date, Review]], one: str, several: str, *, address: str
) -> None:
    found.sort(key=lambda pair: (pair[0], pair[1].pk))
    day, first = found[0]
    is_one = len(found) == 1
    remind_of(
        first.case_study,
        user,
        one if is_one else several,
        # One a day, whatever it is about.
        key=f"{several}-{today.isoformat()}",
        address="" if is_one else address,
        day=day.isoformat(),
        number=len(found),
    )


def _note(waiting: dict) -> int:
    days: dict[date, set[int]] = defaultdict(set)
    for (_user, today), found in waiting.items():
        days[today] |= {review.pk for _day, review in found}
    for today, ids in days.items():
        Review.objects.filter(pk__in=ids).update(reminded_on=today)
    return sum(map(len, days.values()))
