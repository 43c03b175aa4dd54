# SPDX-License-Identifier: GPL-3.0-or-later
"""What a text may deal with that helps in a phase, and what comes next in each phase: as data.

The codes are those of `learning.parsing.topics`, which finds them in texts.
"""

from django.utils.translation import gettext_lazy as _

from partnerships.stages import Phase

NAMES = {
    "contact": _("first contact"),
    "negotiation": _("negotiation"),
    "pilot": _("a pilot"),
    "agreement": _("an agreement"),
    "doing": _("doing the work"),
    "lasting": _("what lasts afterwards"),
    "ending": _("an ending"),
}
NEXT: dict[str, str] = {
    Phase.IDENTIFIED: "contact",
    Phase.RESEARCHED: "contact",
    Phase.CONTACTED: "negotiation",
    Phase.CONVERSATION: "pilot",
    Phase.PILOT: "agreement",
    Phase.AGREEMENT: "doing",
    Phase.ACTIVE: "lasting",
    Phase.SUSTAINING: "lasting",
    Phase.PAUSED: "negotiation",
    Phase.DECLINED: "contact",
    Phase.ENDED: "ending",
}


def next_in(phase: str) -> str:
    """The topic that comes next in a phase; "" where the phase is not known."""
    return NEXT.get(phase, "")
