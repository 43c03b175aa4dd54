# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class ChangedMeanwhile(ValidationError):
    def __init__(self):
        super().__init__(
            _("Somebody else changed this meanwhile. Look at what is there now, then decide again."),
            code="changed-meanwhile",
        )


class NoteEmpty(ValidationError):
    def __init__(self):
        super().__init__(_("The note says nothing yet."), code="note-empty")


class NoteTooLong(ValidationError):
    def __init__(self, most):
        super().__init__(
            ngettext_lazy(
                "A note may have at most %(most)s character: split it, or attach a link.",
                "A note may have at most %(most)s characters: split it, or attach a link.",
                most,
            ),
            code="note-too-long",
            params={"most": most},
        )


class NotAReader(ValidationError):
    def __init__(self, who):
        super().__init__(
            _("%(who)s cannot read this record and is not told of it."),
            code="not-a-reader",
            params={"who": who},
        )


class GoneForGood(ValidationError):
    def __init__(self, days):
        super().__init__(
            ngettext_lazy(
                "What was removed more than %(days)s day ago cannot be put back.",
                "What was removed more than %(days)s days ago cannot be put back.",
                days,
            ),
            code="gone-for-good",
            params={"days": days},
        )


class TitleMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Say in a few words what is to be done."), code="title-missing")


class CannotDoIt(ValidationError):
    def __init__(self, who):
        super().__init__(
            _("%(who)s may not work on this record: give the task to somebody who may."),
            code="cannot-do-it",
            params={"who": who},
        )


class AlreadyEnded(ValidationError):
    def __init__(self):
        super().__init__(
            _("This task is finished or dropped already. Reopen it first."), code="already-ended"
        )


class StillOpen(ValidationError):
    def __init__(self):
        super().__init__(_("This task is open already."), code="still-open")


class SameTaskOpen(ValidationError):
    def __init__(self):
        super().__init__(
            _("The same task of the stage's plan is open already; two of it are not needed."),
            code="same-task-open",
        )


class WhyMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Say why the task is dropped."), code="why-missing")


class ViewNameTaken(ValidationError):
    def __init__(self, name):
        super().__init__(
            _("You have a view called “%(name)s” on this page already: choose another name."),
            code="view-name-taken",
            params={"name": name},
        )


class ViewNameMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Give the view a name of at most 100 characters."), code="view-name-missing")


class ViewTooLong(ValidationError):
    def __init__(self):
        super().__init__(
            _("These filters are too long to be kept: choose fewer of them."), code="view-too-long"
        )


class NoSuchPage(ValidationError):
    def __init__(self):
        super().__init__(_("Views of that page cannot be kept."), code="no-such-page")


class AffiliateMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Say whose view it is: choose an affiliate."), code="affiliate-missing")
