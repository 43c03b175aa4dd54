# SPDX-License-Identifier: GPL-3.0-or-later
"""Phases, the stored kinds of stages, and what may follow what: as data.

Stages are rows and each affiliate may name its own; a phase is the same for the whole movement, so that
dashboards can count across affiliates.
"""

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
# From here on an agreement in force is asked for.
NEEDS_AGREEMENT = frozenset({Phase.ACTIVE, Phase.SUSTAINING})


def may_follow(current: str, wanted: str) -> bool:
    """One step forward, any number back, aside from anywhere; from aside back to any open phase.

    Pilot may be skipped: not every partnership tries itself out first.
    """
    current, wanted = Phase(current), Phase(wanted)
    if current == wanted:
        return False
    if wanted in ASIDE or current in ASIDE:
        return True
    steps = PATH.index(wanted) - PATH.index(current)
    skips_the_pilot = current == Phase.CONVERSATION and wanted == Phase.AGREEMENT
    return steps <= 1 or skips_the_pilot


# What a new affiliate's pipeline is made of: phase, target days, what to do while in it.
DEFAULT_STAGES = (
    (Phase.IDENTIFIED, 30, _("Say in one sentence why this institution and the movement need each other.")),
    (Phase.RESEARCHED, 30, _("Find out what it holds, what is digitised, who decides, who knows whom.")),
    (Phase.CONTACTED, 21, _("Write to a named person. Agree on a first conversation.")),
    (Phase.CONVERSATION, 60, _("Learn what the institution wants, and put it beside what we want.")),
    (Phase.PILOT, 90, _("Do one small thing together with a result both can show.")),
    (Phase.AGREEMENT, 60, _("Write down what each side promises, and by when. Have it signed.")),
    (Phase.ACTIVE, 365, _("Keep the commitments. Write a case study while it is fresh.")),
    (Phase.SUSTAINING, 730, _("The institution goes on by itself. Stay in touch twice a year.")),
    (Phase.PAUSED, 180, _("Say why, and when to ask again.")),
    (Phase.DECLINED, None, _("Say why: the next who asks will want to know.")),
    (Phase.ENDED, None, _("Say what lived on. Thank everybody.")),
)
