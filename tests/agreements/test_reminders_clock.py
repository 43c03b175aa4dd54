# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders under clocks that jump: five time zones, daylight saving, two sweeps an hour, none missed or doubled."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agreements import actions
from partnerships.models import Commitment
from teamwork.models import Notice
from tests.factories import MouFactory, PartnershipFactory, member
from tests.threads import race
from work.models import Message

ZONES = ["Pacific/Auckland", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "America/Santiago"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Clocks change in Berlin, Auckland and Santiago in the first, in Berlin and New York in the second.
WALKS = {
    "spring in the north, autumn in the south": (datetime(2026, 3, 28, tzinfo=UTC), 9),
    "autumn in the north": (datetime(2026, 10, 24, tzinfo=UTC), 9),
}
# Written once more, so that a slip in the code under test is none here.
REMINDED = {
    -14: "commitment.due_soon",
    -3: "commitment.due_soon",
    0: "commitment.due",
    7: "commitment.overdue",
}


@dataclass
class Promise:
    """One commitment, when it is settled (the number of a tick), and what was told of it at which tick."""

    row: Commitment
    settled_at: int | None
    told: list = field(default_factory=list)


def ticks(start, days, chance):
    """What the platform's clock shows, hour by hour, now and then a day ahead or behind for some hours."""
    shown, wrong_by, hours_wrong = [], timedelta(0), 0
    for hour in range(days * 24):
        if hours_wrong == 0:
            wrong_by = timedelta(0)
            if hour and chance.random() < 0.08:
                wrong_by, hours_wrong = chance.choice([-DAY, DAY]), chance.randint(1, 4)
        hours_wrong = max(0, hours_wrong - 1)
        shown.append(start + hour * HOUR + wrong_by)
    return shown


def expected(promise, clock):
    """[(tick, days)]: the first tick at which the recipient's calendar shows a day not reached before."""
    zone, found, reached = ZoneInfo(promise.row.user.time_zone), [], -1
    for number, now in enumerate(clock[: promise.settled_at]):
        today = now.astimezone(zone).date()
        due = [days for days in sorted(REMINDED) if promise.row.due_on + days * DAY <= today]
        if len(due) - 1 > reached:
            reached = len(due) - 1
            found.append((number, due[-1]))
    return found


def make_promises(chance, start, days, number):
    affiliate = PartnershipFactory().affiliate
    people = [
        member(
            "coordinator",
            affiliate,
            time_zone=zone,
            email=f"{zone}-{each}@example.org".lower(),
            language=code,
        )
        for zone in ZONES
        for each, code in enumerate(("", "ar"))
    ]
    mou = MouFactory(partnership__affiliate=affiliate, signed=True)
    rows = Commitment.objects.bulk_create(
        Commitment(
            mou=mou,
            party="affiliate",
            what=f"Promise {each}",
            user=people[each % len(people)],
            due_on=start.date() + timedelta(days=chance.randint(-8, days + 14)),
        )
        for each in range(number)
    )
    return [Promise(row, chance.randint(20, days * 24) if chance.random() < 0.1 else None) for row in rows]


def sweep_twice(now, since, *, at_once):
    def sweep():
        return sum(actions.remind(now=now, since=since))

    results = race(sweep, sweep) if at_once else [sweep(), sweep()]
    assert all(isinstance(each, int) for each in results), results


def walk(promises, clock, plan, chance):
    """Sweep twice at each tick, sometimes at the same moment; note what was told when."""
    of = {promise.row.pk: promise for promise in promises}
    newest, before, busy = 0, clock[0], {tick for found in plan.values() for tick, _days in found}
    for number, now in enumerate(clock):
        settled = [pk for pk, each in of.items() if each.settled_at == number]
        if settled:
            Commitment.objects.filter(pk__in=settled).update(state="kept", settled_on=date(2026, 1, 1))
        sweep_twice(now, before, at_once=number in busy and chance.random() < 0.4)
        for pk, key, kind, user in Notice.objects.filter(pk__gt=newest).values_list(
            "pk", "key", "kind", "user"
        ):
            _due, row, _year, _month, _day, days = key.split("-", 5)
            assert (REMINDED[int(days)], of[int(row)].row.user_id) == (kind, user)
            of[int(row)].told.append((number, int(days)))
            newest = max(newest, pk)
        before = now


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", WALKS)
def test_each_reminder_is_told_once_on_the_recipients_own_day(name):
    chance, (start, days) = random.Random(name), WALKS[name]
    promises = make_promises(chance, start, days, 250)
    clock = ticks(start, days, chance)
    plan = {promise.row.pk: expected(promise, clock) for promise in promises}

    walk(promises, clock, plan, chance)

    told = {promise.row.pk: sorted(promise.told) for promise in promises}
    wrong = {pk: (told[pk], plan[pk]) for pk in plan if told[pk] != plan[pk]}
    assert wrong == {}
    number = sum(map(len, plan.values()))
    assert number >= 250
    assert sum(step != HOUR for step in map(lambda a, b: b - a, clock, clock[1:])) >= 6
    mails = Counter(
        Message.objects.filter(kind="mail", key__startswith="reminder-").values_list("key", flat=True)
    )
    assert (Notice.objects.count(), len(mails), mails.total()) == (number, number, number)
    assert [each for each in promises if not _is_on_its_own_day(each, clock)] == []


def _is_on_its_own_day(promise, clock):
    """Each was told on its day; later only if that day was over at the first sweep, or the clock left it out."""
    zone = ZoneInfo(promise.row.user.time_zone)
    shown = [now.astimezone(zone).date() for now in clock]
    days = [(tick, promise.row.due_on + days * DAY) for tick, days in promise.told]
    return all(shown[tick] == day or (shown[tick] > day and day not in shown[:tick]) for tick, day in days)
