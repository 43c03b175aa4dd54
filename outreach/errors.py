# SPDX-License-Identifier: GPL-3.0-or-later
"""What can stand in the way of a sync, in the reader's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class MostPagesVanished(ValidationError):
    """The wiki's listing lacks most of what we hold: more likely a wrong wiki than a great deletion."""

    def __init__(self, vanished: int, held: int):
        super().__init__(
            _(
                "The wiki no longer lists %(vanished)d of the %(held)d pages we hold. That looks like another "
                "wiki or a broken listing, so nothing was changed. Check WIKI_URL."
            ),
            code="most-pages-vanished",
            params={"vanished": vanished, "held": held},
        )


class AlreadyOnItsWay(ValidationError):
    """This title is being published; `.publication` is the order that came first, None where it is not known."""

    def __init__(self, publication):
        super().__init__(
            _("This page is being published already; see how far it is."), code="already-on-its-way"
        )
        self.publication = publication


class NothingToRepeat(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("This publication is “%(state)s”: there is nothing to try again or to give up."),
            code="nothing-to-repeat",
            params={"state": state},
        )


class MayBeThere(ValidationError):
    def __init__(self):
        super().__init__(
            _(
                "The text is on its way, and the wiki may have taken it already. It cannot be called back; we are"
                " finding out."
            ),
            code="may-be-there",
        )


class ClaimsChanged(ValidationError):
    """A claim went, or its person asked to be left out, while somebody looked at it."""

    def __init__(self):
        super().__init__(
            _("The list changed while you looked at it. Look again; nothing was decided."),
            code="claims-changed",
        )


class NobodyRemoved(ValidationError):
    """No account of this name asked to be left out."""

    def __init__(self):
        super().__init__(_("Nobody of this name asked to be left out."), code="nobody-removed")
