# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a document is not taken, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DocumentRefused(ValidationError):
    """Why a document is not taken, in the user's words."""


def wrong_type() -> DocumentRefused:
    return DocumentRefused(_("Only PDF, DOCX, ODT, PNG and JPEG files are taken."), code="document-type")


def too_large() -> DocumentRefused:
    return DocumentRefused(_("The file is larger than 20 MB."), code="document-size")


def not_what_it_says(extension: str) -> DocumentRefused:
    return DocumentRefused(
        _("The file is not what its name says (%(extension)s)."),
        code="document-content",
        params={"extension": extension},
    )


def broken() -> DocumentRefused:
    return DocumentRefused(_("The file is damaged: it cannot be read."), code="document-broken")


def holds_too_much() -> DocumentRefused:
    return DocumentRefused(
        _("The file holds too much: at most 1,000 parts and 200 MB unpacked."), code="document-unpacked"
    )


def too_many_dots() -> DocumentRefused:
    return DocumentRefused(_("The picture is larger than 100 million dots."), code="document-dots")


def more_than_a_document() -> DocumentRefused:
    """Macros, scripts, commands, other files inside, or one file that is two."""
    return DocumentRefused(
        _(
            "The file carries more than a document: macros, scripts, commands or other files. "
            "Save it as a plain PDF and send that."
        ),
        code="document-active",
    )


def locked() -> DocumentRefused:
    return DocumentRefused(
        _("The file is locked with a password, so nobody can check it. Save it without one."),
        code="document-locked",
    )
