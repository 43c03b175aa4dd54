# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ChangedMeanwhile(ValidationError):
    """Somebody, most likely the same person in another tab, saved after this page was opened."""

    def __init__(self, current):
        super().__init__(
            _(
                "This case study was saved from another tab or device meanwhile. Nothing you typed here is lost."
            ),
            code="changed-meanwhile",
        )
        self.current = current


class NotADraft(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("Only a draft can be written on; this case study is %(state)s."),
            code="not-a-draft",
            params={"state": state},
        )


class TitleMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Give the case study a title before you file it."), code="title-missing")


class AlreadyWithdrawn(ValidationError):
    def __init__(self):
        super().__init__(_("This case study is withdrawn already."), code="already-withdrawn")


class BelongsToTheWiki(ValidationError):
    def __init__(self):
        super().__init__(
            _("This text is a copy of a wiki page: it changes, and goes, with the page."),
            code="belongs-to-the-wiki",
        )


class PartnershipElsewhere(ValidationError):
    def __init__(self, institution):
        super().__init__(
            _("That partnership is not one with “%(institution)s”."),
            code="partnership-elsewhere",
            params={"institution": institution},
        )


class NotToBePublished(ValidationError):
    def __init__(self, state):
        super().__init__(
            _(
                "Only a draft, a filed or a published case study of ours can be sent to the wiki; this one is %(state)s."
            ),
            code="not-to-be-published",
            params={"state": state},
        )


class NotFiled(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("Only a filed case study is reviewed; this one is %(state)s."),
            code="not-filed",
            params={"state": state},
        )


class AcceptedFirst(ValidationError):
    """The operator wants a review before anything goes to the wiki."""

    def __init__(self, state):
        super().__init__(
            _("A reviewer accepts a case study before it goes to the wiki; this one is %(state)s."),
            code="accepted-first",
            params={"state": state},
        )


class NothingWritten(ValidationError):
    def __init__(self):
        super().__init__(
            _("There is nothing to publish yet: every section is empty."), code="nothing-written"
        )


class NothingNew(ValidationError):
    def __init__(self):
        super().__init__(
            _("The wiki has this text already: nothing has changed here since."), code="nothing-new"
        )


class SettleFirst(ValidationError):
    def __init__(self):
        super().__init__(
            _("The page was changed on the wiki and here. Compare both and decide before you publish again."),
            code="settle-first",
        )


class NothingToSettle(ValidationError):
    def __init__(self):
        super().__init__(
            _("Both sides agree: there is nothing to decide any more."), code="nothing-to-settle"
        )


class OnTheWiki(ValidationError):
    def __init__(self):
        super().__init__(
            _("This case study is on the wiki. Only the wiki's administrators can take it away there."),
            code="on-the-wiki",
        )


class GuessDecided(ValidationError):
    """Somebody decided the other way before."""

    def __init__(self, state):
        super().__init__(
            _("Somebody has decided this already: %(state)s."), code="guess-decided", params={"state": state}
        )


class GuessGone(ValidationError):
    """It was answered together with another, or the page no longer says it."""

    def __init__(self):
        super().__init__(_("This guess has been answered together with another one."), code="guess-gone")


class LinkedByHand(ValidationError):
    """A person's link stands; a guess does not go over it."""

    def __init__(self, institution):
        super().__init__(
            _("Somebody linked “%(institution)s” meanwhile. Change the link itself if that is wrong."),
            code="linked-by-hand",
            params={"institution": institution},
        )


class TooManyWaiting(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("%(most)s drafts from the wiki wait for you already. Ask again when they are here."),
            code="too-many-waiting",
            params={"most": most},
        )
