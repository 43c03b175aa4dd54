# SPDX-License-Identifier: GPL-3.0-or-later
"""Phases, the stored kinds of stages, what may follow what, and the stages a pipeline begins with: as data.

Stages are rows and each affiliate may name its own; a phase is the same for the whole movement, so that
dashboards can count across affiliates.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    IDENTIFIED = "identified", _("Identified")
    RESEARCHED = "researched", _("Researched")
    CONTACTED = "contacted", _("Contacted")
    CONVERSATION = "conversation", _("In conversation")
    PILOT = "pilot", _("Pilot")
    AGREEMENT = "agreement", _("Agreement")
    ACTIVE = "active", _("Active")
    SUSTAINING = "sustaining", _("Self-sustaining")
    PAUSED = "paused", _("Paused")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


# The way forward, in order; the phases aside are not on it.
PATH = (
    Phase.IDENTIFIED,
    Phase.RESEARCHED,
    Phase.CONTACTED,
    Phase.CONVERSATION,
    Phase.PILOT,
    Phase.AGREEMENT,
    Phase.ACTIVE,
    Phase.SUSTAINING,
)
ASIDE = (Phase.PAUSED, Phase.DECLINED, Phase.ENDED)
CLOSED = (Phase.DECLINED, Phase.ENDED)
NEEDS_REASON = frozenset(ASIDE)


def may_follow(current: str, wanted: str, *, among: Iterable[str] = PATH) -> bool:
    """One step forward, any number back, aside from anywhere; from aside back to any open phase.

    `among` are the phases the pipeline has: one it lacks is no step. Pilot may be skipped even where there
    is one: not every partnership tries itself out first.
    """
    current, wanted = Phase(current), Phase(wanted)
    if current == wanted:
        return False
    if wanted in ASIDE or current in ASIDE:
        return True
    present = {current, wanted, *among}
    path = [phase for phase in PATH if phase in present]
    steps = path.index(wanted) - path.index(current)
    skips_the_pilot = path[path.index(current) + 1 : path.index(wanted)] == [Phase.PILOT]
    return steps <= 1 or (skips_the_pilot and current == Phase.CONVERSATION)


class Sketch(NamedTuple):
    """A stage before it is a row. Its words are translated when they are shown; `name` "" is the phase's.

    `plan` is what is to be done on entering and within how many days.
    """

    phase: Phase
    target_days: int | None
    guidance: str
    checklist: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    plan: tuple[tuple[str, int], ...] = ()
    name: str = ""


COLOURS = {
    Phase.IDENTIFIED: "grey",
    Phase.RESEARCHED: "grey",
    Phase.CONTACTED: "blue",
    Phase.CONVERSATION: "blue",
    Phase.PILOT: "purple",
    Phase.AGREEMENT: "yellow",
    Phase.ACTIVE: "green",
    Phase.SUSTAINING: "teal",
    Phase.PAUSED: "orange",
    Phase.DECLINED: "red",
    Phase.ENDED: "grey",
}

# What a new affiliate's pipeline is made of.
DEFAULT_STAGES = (
    Sketch(
        Phase.IDENTIFIED,
        30,
        _("Say in one sentence why this institution and the movement need each other."),
        (_("The sentence is written in the summary."), _("Nobody else in the movement is talking to them.")),
    ),
    Sketch(
        Phase.RESEARCHED,
        30,
        _("Find out what it holds, what is digitised, who decides, who knows whom."),
        (
            _("We know what it holds and what is digitised."),
            _("We know who decides."),
            _("We know somebody who can introduce us."),
        ),
    ),
    Sketch(
        Phase.CONTACTED,
        21,
        _("Write to a named person. Agree on a first conversation."),
        (_("A named person has answered."), _("A day for the first conversation is agreed.")),
    ),
    Sketch(
        Phase.CONVERSATION,
        60,
        _("Learn what the institution wants, and put it beside what we want."),
        (
            _("Both sides have said what they want."),
            _("Free licences have been explained and understood."),
            _("Who decides has heard of it."),
        ),
    ),
    Sketch(
        Phase.PILOT,
        90,
        _("Do one small thing together with a result both can show."),
        (_("There is a result both can show."), _("Both have said what they would do differently.")),
    ),
    Sketch(
        Phase.AGREEMENT,
        60,
        _("Write down what each side promises, and by when. Have it signed."),
        (
            _("Each side's promises are written down, with days."),
            _("The rights to the works are cleared."),
            _("Both have signed."),
        ),
    ),
    Sketch(
        Phase.ACTIVE,
        365,
        _("Keep the commitments. Write a case study while it is fresh."),
        (
            _("The commitments are kept or settled."),
            _("A case study is written."),
            _("Staff at the institution can go on without us."),
        ),
        ("agreement",),
        ((_("Begin the case study"), 180),),
    ),
    Sketch(
        Phase.SUSTAINING,
        730,
        _("The institution goes on by itself. Stay in touch twice a year."),
        (_("We have been in touch within half a year."), _("Somebody there knows whom to ask.")),
        ("agreement",),
        ((_("Ask how it is going"), 180),),
    ),
    Sketch(
        Phase.PAUSED,
        180,
        _("Say why, and when to ask again."),
        (_("What stood in the way is gone."), _("There is somebody to talk to.")),
    ),
    Sketch(
        Phase.DECLINED,
        None,
        _("Say why: the next who asks will want to know."),
        (_("Something has changed there since they declined."), _("Somebody there has asked for us.")),
    ),
    Sketch(
        Phase.ENDED,
        None,
        _("Say what lived on. Thank everybody."),
        (_("There is a new reason to work together."), _("Somebody on each side wants to begin again.")),
    ),
)
