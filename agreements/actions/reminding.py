# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminds people of what is due, in the product and by mail, each reminder once, on the day of their calendar.

Any number of sweeps may run, at once or again: what was said stands in the recipient's notices, and is looked
up once more behind a lock on the row that it is about.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, User
from accounts.optional_mails import mark
from agreements import reminders
from interface import words
from partnerships.models import CoLead, Commitment, Mou
from partnerships.permissions import roles_that
from partnerships.stages import CLOSED
from teamwork import notices
from teamwork.actions import tell
from teamwork.models import Notice
from work.actions import post
from work.letters import letter
from work.letters import name as named

BATCH = 500


@dataclass(frozen=True)
class Subject:
    """What is reminded of: rows with a `day`, and the sentence (`kinds`) of each of its reminders (`days`).

    `partnership` and `who` are paths from the row; the first of `who` that is active and has a role in an
    affiliate leading the partnership is told.
    """

    name: str
    rows: Callable[[date], QuerySet]
    day: str
    days: tuple[int, ...]
    kinds: tuple[str, ...]
    partnership: str
    who: tuple[str, ...]

    def key(self, pk: int, day: date, days: int) -> str:
        """What the notice is known by: a row that is given another day is reminded of anew."""
        return f"{self.name}-{pk}-{day.isoformat()}-{days}"


def _running(_today: date) -> QuerySet:
    kept = {"mou__partnership__removed_at": None}
    return Commitment.objects.running().filter(**kept).exclude(mou__partnership__phase__in=CLOSED)


def _in_force(today: date) -> QuerySet:
    return Mou.objects.kept().in_force(on=today).exclude(partnership__phase__in=CLOSED)


COMMITMENTS = Subject(
    "due",
    _running,
    "due_on",
    reminders.COMMITMENT_DAYS,
    ("commitment.due_soon", "commitment.due_soon", "commitment.due", "commitment.overdue"),
    "mou__partnership",
    ("user_id", "mou__partnership__lead_id"),
)
REVIEWS = Subject(
    "review",
    _in_force,
    "review_on",
    reminders.REVIEW_DAYS,
    ("agreement.review_soon", "agreement.review"),
    "partnership",
    ("partnership__lead_id",),
)


def remind(*, now: datetime, since: datetime, batch: int = BATCH) -> Iterator[int]:
    """Tell everybody what is due by their own calendar and was not told; yields how many after each batch.

    `since` is the moment of the last sweep that went through (`reminders.window`).
    """
    for subject in (COMMITMENTS, REVIEWS):
        first, last = reminders.window(now, since, subject.days)
        rows = subject.rows(reminders.furthest_today(now)).filter(**{f"{subject.day}__range": (first, last)})
        rows, after, found = rows.order_by(subject.day, "pk"), Q(), None
        while found is None or len(found) == batch:
            found = list(rows.filter(after).values_list(*_facts(subject))[:batch])
            if found:
                due = _due(subject, found, now)
                yield _remind(subject, sorted(due), now) if due else 0
                after = _behind(subject.day, *found[-1][:2])


def _behind(name: str, pk: int, day: date) -> Q:
    """Behind that row in the order of the index; the first condition lets the next batch begin there."""
    return Q(**{f"{name}__gte": day}) & (Q(**{f"{name}__gt": day}) | Q(pk__gt=pk))


@transaction.atomic
def _remind(subject: Subject, keys: list[int], now: datetime) -> int:
    """Tell of these rows what is unsaid still, now that nobody else does."""
    rows = subject.rows(reminders.furthest_today(now)).filter(pk__in=keys)
    # A statement of its own: only those after it see what another sweep said before it let go of the lock.
    list(
        rows.model.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk")
    )
    due = _due(subject, list(rows.order_by("pk").values_list(*_facts(subject))), now)
    for row in rows.filter(pk__in=due).select_related(f"{subject.partnership}__institution").order_by("pk"):
        _say(subject, row, *due[row.pk])
    return len(due)


def _facts(subject: Subject) -> tuple[str, ...]:
    return "pk", subject.day, subject.partnership, f"{subject.partnership}__affiliate", *subject.who


def _due(subject: Subject, facts: list[tuple], now: datetime) -> dict[int, tuple[User, int]]:
    """{row: (who is told, which of its reminders)} of the rows with something unsaid; three queries."""
    leading = _leading(facts)
    people = _people({pk for _row, _day, _partnership, _affiliate, *who in facts for pk in who if pk})
    to_ask = []
    for row, day, partnership, _affiliate, *who in facts:
        readers = (people[pk] for pk in who if pk in people and leading[partnership] & set(people[pk].inside))
        user = next(readers, None)
        if user and reminders.latest(day, user.today(now), subject.days) is not None:
            to_ask.append((row, day, user))
    said = _said(subject, to_ask)
    due = {}
    for row, day, user in to_ask:
        has_said = [days for days in subject.days if (user.pk, subject.key(row, day, days)) in said]
        days = reminders.to_say(day, user.today(now), subject.days, has_said)
        if days is not None:
            due[row] = user, days
    return due


def _leading(facts: list[tuple]) -> dict[int, set[int]]:
    """{partnership: the affiliates that lead it}."""
    leading = {partnership: {affiliate} for _row, _day, partnership, affiliate, *_who in facts}
    joined = CoLead.objects.accepted().filter(partnership__in=leading).order_by()
    for partnership, affiliate in joined.values_list("partnership", "affiliate"):
        leading[partnership].add(affiliate)
    return leading


def _people(ids: set[int]) -> dict[int, User]:
    """The active ones, each with the affiliates whose internal matters they read in `inside`."""
    roles = Membership.objects.current().filter(user=OuterRef("pk"), role__in=roles_that("partnership.notes"))
    active = User.objects.filter(pk__in=ids, is_active=True)
    return {user.pk: user for user in active.annotate(inside=ArraySubquery(roles.values("affiliate")))}


def _said(subject: Subject, to_ask: list[tuple]) -> set[tuple[int, str]]:
    """(user, key) of the reminders of these rows that stand in the user's notices."""
    keys = defaultdict(list)
    for row, day, user in to_ask:
        keys[user.pk] += [subject.key(row, day, days) for days in subject.days]
    if not keys:
        return set()
    # Person by person, as the index on (user, key) has them.
    theirs = reduce(or_, (Q(user=user, key__in=wanted) for user, wanted in keys.items()))
    return set(Notice.objects.filter(theirs).values_list("user", "key"))


def _say(subject: Subject, row, user: User, days: int) -> None:
    kind = subject.kinds[subject.days.index(days)]
    key = subject.key(row.pk, getattr(row, subject.day), days)
    partnership = reduce(getattr, subject.partnership.split("__"), row)
    said = {"what": row, "record": partnership.institution, "day": getattr(row, subject.day).isoformat()}
    address = row.get_absolute_url()
    tell([user], kind=kind, record=partnership, key=key, words=said, address=address)
    if user.email and user.wants(User.MailKind.REMINDERS):
        post("mail", key=f"reminder-{user.pk}-{key}", payload=_mail(user, kind, said, address))


def _mail(user: User, kind: str, said: dict, address: str) -> dict:
    """The reminder as a mail, in the user's language."""
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        in_words = said | {"what": named(said["what"]), "record": named(said["record"])}
        sentence = notices.sentence(kind, in_words)
        written = letter(
            language,
            subject=sentence,
            paragraphs=[sentence],
            link=address,
            link_words=_("Look at it:"),
            footer=_(
                "You are reminded because you see to this or lead the partnership. Which mails you get is up "
                "to you, in your profile: %(address)s"
            )
            % {"address": settings.SITE_URL.rstrip("/") + reverse("accounts:profile")},
        )
    return written | {"to": user.email} | mark(user, User.MailKind.REMINDERS)


def _day_in_words(said: dict) -> dict:
    return said | {"day": words.day(date.fromisoformat(said["day"]))}


for _kind, _template in {
    "commitment.due_soon": gettext_lazy("“%(what)s” of “%(record)s” is due on %(day)s."),
    "commitment.due": gettext_lazy("The day has come: “%(what)s” of “%(record)s” is due on %(day)s."),
    "commitment.overdue": gettext_lazy("“%(what)s” of “%(record)s” was due on %(day)s and is still open."),
    "agreement.review_soon": gettext_lazy("Look again at “%(what)s” with “%(record)s” on %(day)s."),
    "agreement.review": gettext_lazy(
        "The day has come to look again at “%(what)s” with “%(record)s”: %(day)s."
    ),
}.items():
    notices.register(_kind, _template, reading=_day_in_words, icon_name="clock")
