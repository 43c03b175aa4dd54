# SPDX-License-Identifier: GPL-3.0-or-later
"""What a stage may ask for before a partnership enters it: a catalogue that other apps add to when they start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from accounts.permissions import may

REASON = "reason"
AGREEMENT = "agreement"
CHECKLIST = "checklist"


@dataclass(frozen=True)
class Requirement:
    """One thing a stage can ask for.

    `advice` says what to do about it. `fields` names the questions of the move dialog that answer it; none
    means it is done elsewhere. `check` is asked with what the dialog answered already on the partnership, and
    with the stage it leaves still as its stage.
    """

    code: str
    label: str
    advice: str
    check: Callable[[object], bool]
    fields: tuple[str, ...] = ()


_catalogue: dict[str, Requirement] = {}


def register(requirement: Requirement) -> None:
    """Add a requirement, or replace the one with its code: call it in `AppConfig.ready()`."""
    _catalogue[requirement.code] = requirement


def catalogue() -> list[Requirement]:
    """All that may be asked for, in the order it was registered."""
    return list(_catalogue.values())


def named(codes: Iterable[str]) -> list[Requirement]:
    """The requirements with these codes; a code whose app is gone asks for nothing."""
    wanted = set(codes)
    return [each for each in _catalogue.values() if each.code in wanted]


def missing(codes: Iterable[str], partnership, *, note: str = "") -> list[str]:
    """The codes that are not fulfilled; a reason is fulfilled by the move's own note."""
    return [
        each.code
        for each in named(codes)
        if not (bool(note.strip()) if each.code == REASON else each.check(partnership))
    ]


def unticked(partnership) -> list[str]:
    """The lines of the present stage's exit checklist that nobody has ticked."""
    ticked = set(partnership.checked.get(str(partnership.stage_id), ()))
    return [line for line in partnership.stage.checklist if line not in ticked]


def _has_agreement(partnership) -> bool:
    return partnership.mous.in_force().exists()


def _has_next_step(partnership) -> bool:
    return bool(partnership.next_step) and partnership.next_step_state in ("today", "planned")


def _knows_somebody(partnership) -> bool:
    # By its name: the models know this module's row, not the other way round.
    advocates = apps.get_model("partnerships", "Advocate").objects.at(partnership.institution_id)
    return advocates.filter(affiliate=partnership.affiliate_id).exists()


def _has_lead(partnership) -> bool:
    lead = partnership.lead
    if not lead.is_active:
        return False
    if may(lead, "partnership.steer", affiliate_id=partnership.affiliate_id):
        return True
    joined = apps.get_model("partnerships", "CoLead").objects.accepted().filter(partnership=partnership.pk)
    affiliates = joined.values_list("affiliate_id", flat=True)
    return any(may(lead, "partnership.steer", affiliate_id=pk) for pk in affiliates)


for _each in (
    Requirement(
        AGREEMENT,
        _("an agreement in force"),
        _("Record the signed agreement on the partnership's page first."),
        _has_agreement,
    ),
    # Never asked through `check`: what counts is the note of this very move.
    Requirement(REASON, _("a reason"), _("Say why in a sentence."), lambda partnership: False, ("note",)),
    Requirement(
        CHECKLIST,
        _("the checklist of the stage it leaves, all ticked"),
        _("Tick what is done."),
        lambda partnership: not unticked(partnership),
        ("checked",),
    ),
    Requirement(
        "next_step",
        _("a next step with a day"),
        _("Say what is done next, and on which day from today on."),
        _has_next_step,
        ("next_step", "next_step_on"),
    ),
    Requirement(
        "summary",
        _("a summary"),
        _("Say in a sentence or two what this partnership is about."),
        lambda partnership: bool(partnership.summary.strip()),
        ("summary",),
    ),
    Requirement(
        "advocate",
        _("somebody known at the institution"),
        _("Introduce an advocate on the institution's page first."),
        _knows_somebody,
    ),
    Requirement(
        "lead",
        _("a lead who still works in the affiliate"),
        _("Hand the partnership over to somebody first."),
        _has_lead,
    ),
    Requirement(
        "expected_works",
        _("how many works it may open"),
        _("An estimate will do."),
        lambda partnership: partnership.expected_works is not None,
        ("expected_works",),
    ),
    Requirement(
        "effort",
        _("what the institution puts in"),
        _("Choose what comes nearest."),
        lambda partnership: bool(partnership.effort),
        ("effort",),
    ),
    Requirement(
        "public",
        _("shown to the public"),
        _("Everybody then sees the institution, the stage and the summary."),
        lambda partnership: partnership.is_public,
        ("is_public",),
    ),
):
    register(_each)
