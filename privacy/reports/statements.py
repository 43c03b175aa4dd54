# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements as people read them: with the names of who answers for this platform."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from privacy.models import Statement
from privacy.parsing import Block, blocks, fill


def operator_words() -> dict[str, object]:
    """What stands for the placeholders that are the same in all statements, in the reader's language."""
    operator = settings.OPERATOR_NAME or _("the operator of this site")
    return {
        "operator": operator,
        "controller": settings.DATA_CONTROLLER or operator,
        "contact": settings.OPERATOR_CONTACT or settings.SITE_URL,
        "retention": settings.CONTACT_RETENTION_DAYS,
        "statement": settings.SITE_URL.rstrip("/") + reverse("privacy:statement", args=["privacy"]),
    }


@dataclass(frozen=True)
class Shown:
    """One version as a page shows it."""

    statement: Statement
    blocks: list[Block]
    is_next: bool

    @property
    def language(self) -> str:
        return self.statement.language

    @property
    def direction(self) -> str:
        return "rtl" if translation.get_language_info(self.language)["bidi"] else "ltr"


def shown(statement: Statement) -> Shown:
    """The version in the reader's language, where there is one in it."""
    with translation.override(statement.language):
        words = operator_words()
    return Shown(
        statement, blocks(fill(statement.text, words)), is_next=statement.in_force_at > timezone.now()
    )
