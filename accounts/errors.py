# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals about people and roles."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


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
