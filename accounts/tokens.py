# SPDX-License-Identifier: GPL-3.0-or-later
"""Coming in with an API token: as its owner, as far as the token reaches."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.permissions import SAFE_METHODS

from accounts.limits import must_wait
from accounts.models import TokenScope
from accounts.permissions import within


class ReadingOnly(PermissionDenied):
    """The token was made for reading."""

    default_detail = _("This token reads only. Make one that may change things for this.")
    default_code = "token-reads-only"


class ScopedToken(TokenAuthentication):
    """knox's, narrowed before any view is asked: whatever permissions a view has, a token keeps within its scope."""

    def authenticate(self, request):
        """The owner and the token; None where there is none. Wrong ones are counted against their address."""
        try:
            known = super().authenticate(request)
        except (AuthenticationFailed, UnicodeDecodeError):
            if wait := must_wait(request, "api.wrong_token"):
                raise Throttled(wait) from None
            raise
        if known:
            _narrow(request, *known)
        return known

    def _cleanup_token(self, auth_token) -> bool:
        """Whether it has ended; one without an end is none of ours. knox deletes here: a GET changes no rows."""
        return auth_token.expiry is None or auth_token.expiry < timezone.now()


def _narrow(request, user, token: AuthToken) -> None:
    """Raises ReadingOnly."""
    user.came_by_token = token.pk
    scope = TokenScope.objects.filter(pk=token.pk).first()
    if request.method not in SAFE_METHODS and not (scope and scope.may_write):
        raise ReadingOnly
    if scope and scope.affiliate_id:
        within(user, scope.affiliate_id)


class ScopedTokenScheme(KnoxTokenScheme):
    """What the schema says of tokens."""

    target_class = ScopedToken
    name = "apiToken"

    def get_security_definition(self, auto_schema):
        """How to send one, and what it may do."""
        return super().get_security_definition(auto_schema) | {
            "description": "A token made under “API tokens”, in the header `Authorization: Token …`. It works for "
            "at most 365 days. One made for reading is refused with 403 on POST, PUT, PATCH and DELETE; one made "
            "for an affiliate sees and does what your role in that affiliate allows, and what is public."
        }
