# SPDX-License-Identifier: GPL-3.0-or-later
"""How warm the tie to an advocate is, told by facts; and how their engagement went over time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.models import Advocate, Contact

# Whoever is asked twice a day is not lost after a week, nor does a yearly greeting keep a tie warm.
SHORTEST, LONGEST, UNKNOWN_RHYTHM = 14, 180, 60
# Two gaps make a rhythm; a dozen contacts are enough to know it by.
FEWEST_FOR_RHYTHM, LOOKED_AT, LAST_FEW = 3, 12, 5
YEARS_READ = 3

WORDS = {
    "warm": gettext_lazy("warm"),
    "lukewarm": gettext_lazy("lukewarm"),
    "cold": gettext_lazy("cold"),
    "silent": gettext_lazy("silent"),
    "unknown": gettext_lazy("not known yet"),
}
KINDS = {"warm": "success", "lukewarm": "notice", "cold": "warning", "silent": "error"}
# (at most so many times the usual gap, word); beyond the last it is silence, and so is a year.
STEPS = ((1.5, "warm"), (3, "lukewarm"), (6, "cold"))


@dataclass(frozen=True)
class Warmth:
    """A word, and the facts it was drawn from. `usual` is None while there is no rhythm yet."""

    word: str
    days: int | None = None
    usual: int | None = None
    in_year: int = 0
    theirs: int = 0
    of_last: int = 0
    cooling: bool = False
    facts: tuple[str, ...] = field(default=(), compare=False)

    @property
    def label(self):
        return WORDS[self.word]

    @property
    def kind(self) -> str:
        return KINDS.get(self.word, "")

    @property
    def is_cool(self) -> bool:
        return self.word in ("cold", "silent") or self.cooling

    @property
    def sentence(self) -> str:
        return _("; ").join(self._said())

    def _said(self) -> Iterable[str]:
        if self.days is None:
            yield _("No contact is noted yet")
        else:
            yield _said_of_days(self.days)
            yield _said_of_rhythm(self.usual)
            yield ngettext(
                "%(count)s contact in the last twelve months",
                "%(count)s contacts in the last twelve months",
                self.in_year,
            ) % {"count": self.in_year}
        if self.of_last > 1:
            yield _("of the last %(all)s they began %(theirs)s") % {
                "theirs": self.theirs,
                "all": self.of_last,
            }
        if self.cooling:
            yield _("you judge that they are cooling")


def _said_of_days(days: int) -> str:
    if days == 0:
        return _("Last contact today")
    return ngettext("Last contact %(days)s day ago", "Last contact %(days)s days ago", days) % {"days": days}


def _said_of_rhythm(usual: int | None) -> str:
    if usual is None:
        return _("too few contacts for a rhythm")
    return ngettext("usually every day", "usually every %(days)s days", usual) % {"days": usual}


def warmth(
    contacts: Sequence[tuple[date, str]],
    *,
    today: date,
    last_contact_on: date | None = None,
    engagement: str = Advocate.Engagement.NEUTRAL,
) -> Warmth:
    """From (day, direction) of each contact, newest first; `last_contact_on` stands in where none is there.

    The days since the last contact are measured against the usual gap between contacts. A tie that only we
    keep up (of the last five none begun by them) is at most lukewarm, and so is one judged to be cooling.
    """
    cooling = engagement == Advocate.Engagement.COOLING
    last = contacts[0][0] if contacts else last_contact_on
    if last is None:
        return Warmth("unknown", cooling=cooling)
    days = max(0, (today - last).days)
    usual = _usual_gap([day for day, _direction in contacts[:LOOKED_AT]])
    newest = [direction for _day, direction in contacts[:LAST_FEW]]
    theirs = newest.count(Contact.Direction.THEIRS)
    word = _word(days, usual)
    one_sided = len(newest) == LAST_FEW and all(each == Contact.Direction.OURS for each in newest)
    if word == "warm" and (one_sided or cooling):
        word = "lukewarm"
    in_year = sum(day > today - timedelta(days=365) for day, _direction in contacts)
    if not contacts and days < 365:
        in_year = 1
    return Warmth(word, days, usual, in_year, theirs, len(newest), cooling)


def _usual_gap(days: list[date]) -> int | None:
    days = sorted(set(days))
    if len(days) < FEWEST_FOR_RHYTHM:
        return None
    return round(median((later - earlier).days for earlier, later in zip(days, days[1:], strict=False)))


def _word(days: int, usual: int | None) -> str:
    if days > 365:
        return "silent"
    gap = UNKNOWN_RHYTHM if usual is None else min(LONGEST, max(SHORTEST, usual))
    return next((word for most, word in STEPS if days <= most * gap), "silent")


def warmths(advocates: Iterable[Advocate], *, today: date | None = None) -> dict[int, Warmth]:
    """{id: Warmth} of many, in one query."""
    advocates, today = list(advocates), today or timezone.localdate()
    contacts = defaultdict(list)
    rows = Contact.objects.filter(
        advocate__in=[each.pk for each in advocates],
        happened_on__gt=today - timedelta(days=365 * YEARS_READ),
    ).order_by("-happened_on", "-pk")
    for advocate_id, day, direction in rows.values_list("advocate", "happened_on", "direction"):
        contacts[advocate_id].append((day, direction))
    return {
        each.pk: warmth(
            contacts[each.pk],
            today=today,
            last_contact_on=each.last_contact_on,
            engagement=each.engagement,
        )
        for each in advocates
    }


def with_warmth(advocates: Iterable[Advocate]) -> list[Advocate]:
    """The advocates, each with its `warmth`."""
    advocates = list(advocates)
    known = warmths(advocates)
    for each in advocates:
        each.warmth = known[each.pk]
    return advocates


@dataclass(frozen=True)
class Step:
    """How they stood to us from a day on. `height` is 0 (left) to 4 (champion)."""

    engagement: str
    since: date

    @property
    def label(self):
        return Advocate.Engagement(self.engagement).label

    @property
    def height(self) -> int:
        return list(reversed(Advocate.Engagement.values)).index(self.engagement)


def engagement_steps(advocate: Advocate) -> list[Step]:
    """How their engagement went, oldest first: the history of the row where it changed."""
    steps = []
    events = Advocate.pgh_event_model.objects.filter(pgh_obj_id=advocate.pk).order_by("pgh_id")
    for at, engagement in events.values_list("pgh_created_at", "engagement"):
        if not steps or steps[-1].engagement != engagement:
            steps.append(Step(engagement, timezone.localdate(at)))
    return steps
