# SPDX-License-Identifier: GPL-3.0-or-later
"""What the portal of the outreach wiki selects case studies by, and what each criterion asks, in our words."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """How far a case study meets a criterion."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric; `code` is its key in the answers of a review."""

    code: str
    label: object
    asks: object


CRITERIA = (
    Criterion(
        "complete",
        _("Complete"),
        _(
            "Does every section of the form say something, so that a reader knows what led to it, what was done,"
            " how it went and what remains?"
        ),
    ),
    Criterion(
        "instructive",
        _("Instructive"),
        _(
            "Can others learn from it and copy it: steps, tools, costs, what went wrong? It is about learning, not"
            " about having succeeded."
        ),
    ),
    Criterion(
        "unique",
        _("Unique"),
        _("Does it show an approach, or a best practice, that the others do not show yet?"),
    ),
    Criterion(
        "representative",
        _("Representative"),
        _(
            "Does it add a region, a kind of institution or a programme of which there are few? The counts of what"
            " is public already stand beside this."
        ),
    ),
)
CODES = tuple(criterion.code for criterion in CRITERIA)
