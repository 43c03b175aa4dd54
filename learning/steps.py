# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a first partnership, as data: what to do, and where on the platform it is done."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.stages import Phase


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it asks, the page it leads to (by name) with the words of the link, and whose guides help."""

    code: str
    title: object
    text: object
    page: str = ""
    link: object = ""
    phase: str = ""


STEPS = (
    Step(
        "learn",
        _("Learn what GLAM is"),
        _(
            "Galleries, libraries, archives and museums keep what the wikis want to show. Read the first guides."
        ),
        "learning:guides",
        _("Read the guides"),
        Phase.IDENTIFIED,
    ),
    Step(
        "read",
        _("Read two case studies like yours"),
        _("Others have done what you want to do, in a country or a kind of institution like yours."),
        "learning:path-studies",
        _("See case studies like yours"),
    ),
    Step(
        "choose",
        _("Choose an institution"),
        _(
            "A small one near you that you know is best. Look into the register, or suggest one that is missing."
        ),
        "learning:path-institution",
        _("Choose an institution"),
        Phase.RESEARCHED,
    ),
    Step(
        "mentor",
        _("Find a mentor"),
        _(
            "Somebody who has worked with institutions before answers your questions. It is no shame to go without."
        ),
        "learning:path-mentors",
        _("See who could help"),
    ),
    Step(
        "contact",
        _("Write a first contact"),
        _("To a named person, short, and with one offer. Show your letter to your mentor first."),
        "learning:guides",
        _("Use a template"),
        Phase.CONTACTED,
    ),
    Step(
        "meet",
        _("Meet"),
        _("Listen more than you talk: what do they want, what worries them, who decides?"),
        "learning:guides",
        _("What to ask"),
        Phase.CONVERSATION,
    ),
    Step(
        "agree",
        _("Note what was agreed"),
        _(
            "In a few lines both sides have read. A coordinator of an affiliate opens the partnership here with you."
        ),
        "partnerships:partnership-list",
        _("See partnerships and their affiliates"),
        Phase.AGREEMENT,
    ),
    Step(
        "pilot",
        _("Do a small pilot"),
        _("Fifty good files, one afternoon of editing: something small that both sides can show."),
        "learning:guides",
        _("How to do a pilot"),
        Phase.PILOT,
    ),
    Step(
        "write",
        _("Write the case study"),
        _("While it is fresh, and also when it failed: the next volunteer learns from you."),
        "casestudies:begin",
        _("Write a case study"),
    ),
)
BY_CODE = {step.code: step for step in STEPS}
