# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's part: who has not agreed to the terms, or not signed before contacts, is told so with 403."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication as DjangoAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission

from accounts.fresh import is_fresh
from accounts.tokens import ScopedToken, ScopedTokenScheme
from privacy.asking import lacking, must_sign


class _Agreed:
    """Lets nobody in who has not agreed to the terms in force."""

    def authenticate(self, request):
        found = super().authenticate(request)
        if found and lacking(found[0]):
            raise PermissionDenied(_("The terms have changed. Sign in on the site and agree to them first."))
        return found


class TokenAuthentication(_Agreed, ScopedToken):
    """By token."""


class SessionAuthentication(_Agreed, DjangoAuthentication):
    """By the session of the browser."""


class SignedConfidentiality(BasePermission):
    """For answers that show how to reach people."""

    message = _("Sign the confidentiality statement on the site first.")

    def has_permission(self, request, view):
        return not (request.user and request.user.is_authenticated and must_sign(request.user))


class FreshlySignedIn(BasePermission):
    """For many people's addresses in one answer: a browser that showed long ago who sits at it is asked again.

    A token was made after a fresh sign-in, and is the program's whose it is.
    """

    message = _("Sign in again on the site first: this answer is a list of people and how to reach them.")

    def has_permission(self, request, view):
        return request.auth is not None or is_fresh(request)


class TokenScheme(ScopedTokenScheme):
    """How the description of the API says it."""

    target_class = TokenAuthentication


class CookieScheme(SessionScheme):
    """How the description of the API says it."""

    target_class = SessionAuthentication
