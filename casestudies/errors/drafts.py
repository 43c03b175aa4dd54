# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused to whoever writes, files or withdraws a case study."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ChangedMeanwhile(ValidationError):
    """A co-author, or the same person in another tab, saved after this page was opened.

    `parts` are the names of what both changed; none where the whole is asked for at one version.
    """

    def __init__(self, current, parts=()):
        words = _(
            "This case study was saved from another tab or device meanwhile. Nothing you typed here is lost."
        )
        if parts:
            words = _(
                "Changed here and saved from another tab or by a co-author meanwhile: %(parts)s."
                " Nothing you typed here is lost."
            )
        super().__init__(words, code="changed-meanwhile", params={"parts": ", ".join(parts)})
        self.current = current
        self.parts = list(parts)


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


class LicenceNotAgreed(ValidationError):
    def __init__(self):
        super().__init__(
            _("Agree to the licence before you file it: the wiki takes no text without."),
            code="licence-not-agreed",
        )


class PeopleNotSaid(ValidationError):
    def __init__(self):
        super().__init__(_("Say what the text says of people before you file it."), code="people-not-said")


class NamesPeople(ValidationError):
    """The author says that nobody is named, and the text seems to name somebody."""

    def __init__(self, found):
        super().__init__(
            _(
                "The text seems to name: %(names)s. Take that out, or say that they agreed or are named in their"
                " public office."
            ),
            code="names-people",
            params={"names": ", ".join(str(each) for each in found)},
        )


class NotFiled(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("Only a filed case study is reviewed; this one is %(state)s."),
            code="not-filed",
            params={"state": state},
        )


class TooManyWaiting(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("%(most)s drafts from the wiki wait for you already. Ask again when they are here."),
            code="too-many-waiting",
            params={"most": most},
        )
