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


class LastAdministrator(ValidationError):
    def __init__(self):
        super().__init__(
            _("An affiliate keeps at least one administrator: appoint another first."),
            code="last-administrator",
        )
