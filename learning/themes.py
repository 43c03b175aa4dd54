# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the way of partnerships, in one vocabulary, and which of it is typical of which phase: as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.stages import Phase


class Theme(models.TextChoices):
    RIGHTS = "rights", _("rights and licences")
    LEGAL = "legal", _("agreements and law")
    CONTROL = "control", _("fear of losing control or income")
    STAFF = "staff", _("staff time")
    MONEY = "money", _("money")
    LEADERSHIP = "leadership", _("change of management or staff")
    VOLUNTEERS = "volunteers", _("volunteers’ time and number")
    SKILLS = "skills", _("skills and training")
    TECHNOLOGY = "technology", _("technology and metadata")
    UPLOADS = "uploads", _("quality and deletion of uploads")
    LANGUAGE = "language", _("language")
    MEASUREMENT = "measurement", _("measuring results")
    COMMUNICATION = "communication", _("communication and expectations")


# What people in this phase, and in the one that comes next, run into: the most typical first.
TYPICAL: dict[str, tuple[Theme, ...]] = {
    Phase.IDENTIFIED: (Theme.CONTROL, Theme.COMMUNICATION, Theme.VOLUNTEERS),
    Phase.RESEARCHED: (Theme.CONTROL, Theme.COMMUNICATION, Theme.LANGUAGE),
    Phase.CONTACTED: (Theme.CONTROL, Theme.RIGHTS, Theme.STAFF),
    Phase.CONVERSATION: (Theme.RIGHTS, Theme.CONTROL, Theme.LEGAL),
    Phase.PILOT: (Theme.TECHNOLOGY, Theme.UPLOADS, Theme.STAFF),
    Phase.AGREEMENT: (Theme.LEGAL, Theme.RIGHTS, Theme.MONEY),
    Phase.ACTIVE: (Theme.STAFF, Theme.UPLOADS, Theme.MEASUREMENT),
    Phase.SUSTAINING: (Theme.LEADERSHIP, Theme.MONEY, Theme.MEASUREMENT),
    Phase.PAUSED: (Theme.LEADERSHIP, Theme.STAFF, Theme.MONEY),
    Phase.DECLINED: (Theme.CONTROL, Theme.RIGHTS, Theme.COMMUNICATION),
    Phase.ENDED: (Theme.MEASUREMENT, Theme.LEADERSHIP, Theme.COMMUNICATION),
}


def typical_of(phase: str) -> tuple[Theme, ...]:
    """The themes of a phase; none of one that is not known."""
    return TYPICAL.get(phase, ())
