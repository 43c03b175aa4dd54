# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused to those who write together."""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class NotYourself(ValidationError):
    def __init__(self):
        super().__init__(_("You write it already: invite somebody else."), code="not-yourself")


class IsTheAuthor(ValidationError):
    def __init__(self, user):
        super().__init__(_("%(name)s is its author already."), code="is-the-author", params={"name": user})


class InvitedAlready(ValidationError):
    """Invited and not yet answered, or writing along."""

    def __init__(self, user):
        super().__init__(
            _("%(name)s is invited, or writes along, already."),
            code="invited-already",
            params={"name": user},
        )


class TooManyCoAuthors(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("%(most)s people are invited or write along already; more than that nobody keeps in step."),
            code="too-many-coauthors",
            params={"most": most},
        )


class SharedNoMore(ValidationError):
    """The wiki's own, or withdrawn."""

    def __init__(self):
        super().__init__(
            _("Nobody can be invited to write on this case study any more."), code="shared-no-more"
        )


class NoInvitation(ValidationError):
    def __init__(self):
        super().__init__(_("This invitation has been answered, or was taken back."), code="no-invitation")


class NotWritingAlong(ValidationError):
    def __init__(self):
        super().__init__(
            _("Whoever this was about does not write on this case study any more."), code="not-writing-along"
        )


class SectionHeld(ValidationError):
    """Somebody else writes these sections at this moment; `holds` say who and since when."""

    def __init__(self, holds):
        super().__init__(
            [
                ValidationError(
                    _(
                        "%(name)s has been writing “%(section)s” since %(when)s. What you typed stays in its field:"
                        " save it when the section is free again."
                    ),
                    code="section-held",
                    params={
                        "name": hold.held_by,
                        "section": hold.get_section_display(),
                        "when": date_format(localtime(hold.held_at), "H:i"),
                    },
                )
                for hold in holds
            ]
        )
        self.holds = list(holds)


class NoLongerWriting(ValidationError):
    """Left, or was let go, while the page of writing was open."""

    def __init__(self):
        super().__init__(
            _(
                "You no longer write on this case study, so nothing was saved. What you typed stays in its field."
            ),
            code="no-longer-writing",
        )
