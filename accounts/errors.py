# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals about people and roles."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NameTaken(ValidationError):
    def __init__(self, name):
        super().__init__(
            _("There is an affiliate named “%(name)s” already."), code="name-taken", params={"name": name}
        )


class UserNameTaken(ValidationError):
    def __init__(self, username):
        super().__init__(
            _("The user name “%(username)s” is taken."), code="user-name-taken", params={"username": username}
        )


class AlreadyMember(ValidationError):
    def __init__(self):
        super().__init__(_("This person already has a role in the affiliate."), code="already-member")


class TooManyTokens(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("You have %(most)s tokens, the most one person may have: revoke one first."),
            code="too-many-tokens",
            params={"most": most},
        )


class TokenLivesTooLong(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("A token works for %(most)s days at most."), code="token-lives-too-long", params={"most": most}
        )


class NoRoleThere(ValidationError):
    def __init__(self):
        super().__init__(_("You have no role in this affiliate."), code="no-role-there")


class LastAdministrator(ValidationError):
    def __init__(self):
        super().__init__(
            _("An affiliate keeps at least one administrator: appoint another first."),
            code="last-administrator",
        )


class NoWikiAccess(ValidationError):
    """We may not act on the wiki for this person now; each kind says what would change that."""


class NotConnected(NoWikiAccess):
    def __init__(self):
        super().__init__(
            _("No wiki account is connected: connect yours on your profile page first."), code="not-connected"
        )


class AccessEnded(NoWikiAccess):
    """The wiki account is known, but what lets us act for it is destroyed: by its owner, or after thirty days."""

    def __init__(self):
        super().__init__(
            _(
                "We may no longer act for your wiki account, since all sessions were ended, or you took it back, "
                "or did not publish for thirty days: sign in by your wiki account again."
            ),
            code="access-ended",
        )


class AccessRevoked(NoWikiAccess):
    def __init__(self):
        super().__init__(
            _(
                "The wiki no longer lets us act for you: connect your wiki account again on your profile page."
            ),
            code="access-revoked",
        )


class WikiAccountSuspended(NoWikiAccess):
    def __init__(self):
        super().__init__(
            _(
                "Your wiki account is blocked on the wiki or is gone from it, so nothing is published in its name."
            ),
            code="wiki-account-suspended",
        )


class WikiSignInUnavailable(NoWikiAccess):
    """Transient: the same may work in a minute."""

    def __init__(self):
        super().__init__(
            _("The wiki's sign-in does not answer at the moment. Try again in a few minutes."),
            code="wiki-sign-in-unavailable",
        )


class GrantRefused(ValidationError):
    """The wiki did not take the code or the token we showed."""

    def __init__(self):
        super().__init__(
            _("The wiki did not accept the answer you came back with. Please begin again."),
            code="grant-refused",
        )


class WikiAccountBlocked(ValidationError):
    def __init__(self):
        super().__init__(
            _("Your wiki account is blocked on the wiki, so it cannot be used to sign in here."),
            code="wiki-account-blocked",
        )


class AccountClosed(ValidationError):
    def __init__(self):
        super().__init__(_("Your account on this platform is closed."), code="account-closed")


class WikiAccountTaken(ValidationError):
    def __init__(self):
        super().__init__(
            _("This wiki account is connected to another account on this platform."),
            code="wiki-account-taken",
        )


class OtherWikiAccount(ValidationError):
    def __init__(self, name):
        super().__init__(
            _("Your account is connected to the wiki account “%(name)s”: disconnect that one first."),
            code="other-wiki-account",
            params={"name": name},
        )


class TooManyTries(ValidationError):
    CODE = "too-many-tries"

    def __init__(self):
        super().__init__(
            _(
                "Too many tries to sign in. Wait five minutes, then try again; until then the right password is refused too."
            ),
            code=self.CODE,
        )


class PasskeyRefused(ValidationError):
    CODE = "passkey-refused"

    def __init__(self):
        super().__init__(
            _("This passkey did not answer as it should. Try again, or take another way."), code=self.CODE
        )


class TooManyPasskeys(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("You have %(most)s passkeys, the most one person may have: remove one first."),
            code="too-many-passkeys",
            params={"most": most},
        )


class LastSecondFactor(ValidationError):
    """Whoever must have one keeps one."""

    def __init__(self):
        super().__init__(
            _(
                "Your account looks after this platform, so it keeps a second factor. Set up another one here first; then take the old one away."
            ),
            code="last-second-factor",
        )
