# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody settled in time: after the days of grace it counts as partly kept or as lapsed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from agreements.actions.progress import done_of
from agreements.actions.settling import come_again
from journal.actions import record, recorded
from journal.models import Entry
from partnerships.models import CoLead, Commitment, Mou
from partnerships.permissions import roles_that
from teamwork import notices
from teamwork.actions import tell

BATCH = 500
State = Commitment.State

notices.register(
    "commitment.lapsed",
    gettext_lazy(
        "Nobody settled “%(commitment)s” of “%(record)s” in time: it counts as lapsed. If that is wrong, "
        "reopen it."
    ),
    icon_name="clock",
)
notices.register(
    "commitment.partly",
    gettext_lazy(
        "Nobody settled “%(commitment)s” of “%(record)s” in time: it counts as partly kept. If that is wrong, "
        "reopen it."
    ),
    icon_name="clock",
)


def lapse_overdue(*, today: date, batch: int = BATCH, advance: Callable[[int], None] | None = None) -> int:
    """Settle what is overdue by more than the days of grace, batch by batch, each a transaction of its own.

    Whatever was settled is no longer found, so a second call, or one after a kill, goes on where the first
    ended; an occurrence made on the way that is overdue itself follows. `advance` is told after each batch
    how many there were so far. Returns their number.
    """
    # Somebody may see to it until the end of the last day.
    before = today - timedelta(days=settings.COMMITMENT_GRACE_DAYS)
    number = 0
    while keys := list(_overdue(before).order_by("due_on", "pk").values_list("pk", flat=True)[:batch]):
        number += _lapse(keys, before, today)
        if advance:
            advance(number)
    return number


def _overdue(before: date):
    """Running in kept partnerships, due before that day and not reopened since."""
    reopened = Entry.objects.filter(
        thread_kind="partnerships.partnership",
        thread_id=OuterRef("mou__partnership_id"),
        at__gte=timezone.make_aware(datetime.combine(before, time.min)),
        verb="commitment.reopened",
        subject_kind=Commitment._meta.label_lower,
        subject_id=OuterRef("pk"),
    )
    running = Commitment.objects.running().filter(mou__partnership__removed_at=None)
    return running.filter(~Exists(reopened), due_on__lt=before)


@recorded
def _lapse(keys: list[int], before: date, today: date) -> int:
    """Settle those of them that are still overdue. Agreements are locked first, as everywhere."""
    of_them = Mou.objects.filter(commitments__in=keys)
    list(Mou.objects.filter(pk__in=of_them).select_for_update().order_by("pk").values_list("pk"))
    late = list(
        _overdue(before)
        .filter(pk__in=keys)
        .select_for_update(of=["self"])
        .select_related("mou__partnership__lead", "mou__partnership__institution", "user")
        .order_by("pk")
    )
    done = done_of(late)
    for state in (State.PARTLY, State.LAPSED):
        ended = [each for each in late if done[each.pk].is_something() == (state == State.PARTLY)]
        rows = Commitment.objects.filter(pk__in=[each.pk for each in ended])
        rows.update(state=state, settled_on=today, version=F("version") + 1)
        for each in ended:
            each.state, each.settled_on, each.version = state, today, each.version + 1
            record("commitment.lapsed", each, by=None, about=each.mou.partnership, after=each.what)
    come_again(late, by=None)
    _tell(late)
    return len(late)


def _tell(late: list[Commitment]) -> None:
    """Whoever sees to it hears of it once, or the lead where that person may no longer read it."""
    readers = _readers({each.mou.partnership for each in late})
    for each in late:
        partnership = each.mou.partnership
        may_read = readers[partnership.pk]
        if each.user and each.user.is_active and each.user_id in may_read:
            told = each.user
        elif partnership.lead_id in may_read:
            told = partnership.lead
        else:
            continue
        tell(
            [told],
            kind=f"commitment.{each.state}",
            record=partnership,
            key=f"commitment-{each.pk}-{each.state}-{each.version}",
            words={"record": partnership.institution, "commitment": each.what},
            address=each.get_absolute_url(),
        )


def _readers(partnerships: Iterable) -> dict[int, set[int]]:
    """Ids of the users who may read what is internal to each of the partnerships, in two queries."""
    leading = {each.pk: {each.affiliate_id} for each in partnerships}
    joined = CoLead.objects.accepted().filter(partnership__in=leading).order_by()
    for partnership_id, affiliate_id in joined.values_list("partnership", "affiliate"):
        leading[partnership_id].add(affiliate_id)
    members = defaultdict(set)
    roles = Membership.objects.current().filter(
        affiliate__in=set().union(*leading.values()), role__in=roles_that("partnership.notes")
    )
    for affiliate_id, user_id in roles.values_list("affiliate", "user"):
        members[affiliate_id].add(user_id)
    return {pk: set().union(*(members[each] for each in ids)) for pk, ids in leading.items()}
