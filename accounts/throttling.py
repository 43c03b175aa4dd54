# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the API may be asked, by the same table and the same counts as the pages."""

from knox.models import AuthToken
from rest_framework.throttling import BaseThrottle

from accounts.limits import must_wait


class ApiThrottle(BaseThrottle):
    """Strangers by their address; whoever is signed in or shows a token by who they are."""

    seconds = 0

    def allow_request(self, request, view):
        """Count this request, whatever it asks."""
        self.seconds = must_wait(request, _action(request))
        return not self.seconds

    def wait(self):
        return self.seconds


def _action(request) -> str:
    if not request.user.is_authenticated:
        return "api.anonymous"
    return "api.token" if isinstance(request.auth, AuthToken) else "api.signed_in"
