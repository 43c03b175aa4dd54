# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a notice to one advocate, from the text in force."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from interface import words
from partnerships.models import Advocate
from privacy.models import Statement
from privacy.parsing import fill
from privacy.reports.statements import operator_words
from work.letters import name as isolated


@dataclass(frozen=True)
class Draft:
    """A notice as its sender reads it before it leaves."""

    subject: str
    body: str
    statement: Statement


def draft_notice(advocate: Advocate, statement: Statement, *, by, language: str) -> Draft:
    """The notice in a language: the first line of the text is the mail's subject."""
    post = advocate.posts.filter(ended_on=None).select_related("institution").first()
    institution = post.institution if post else None
    with translation.override(language):
        said = {
            "name": advocate.name,
            "affiliate": advocate.affiliate,
            "institution": (institution.names.get(language) or institution.name)
            if institution
            else _("your institution"),
            "source": advocate.source_note or advocate.get_source_display(),
            "basis": advocate.get_lawful_basis_display(),
            "kept_until": words.day(advocate.keep_until_on) if advocate.keep_until_on else _("two years"),
            "sender": by,
        }
        # A Latin name does not stir an Arabic sentence.
        inside = {key: isolated(value) for key, value in said.items()}
        text = fill(statement.text_in(language), operator_words() | inside)
    subject, _line, body = text.partition("\n")
    return Draft(subject.strip(), body.strip(), statement)
