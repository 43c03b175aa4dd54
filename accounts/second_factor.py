# SPDX-License-Identifier: GPL-3.0-or-later
"""The second factor: who needs one, who has one, and the state between a right password and the right code.

allauth keeps the secrets and judges the codes; ours are the pages, the sealing and who is asked.
"""

from dataclasses import dataclass

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from accounts import passkeys, vault, wiki_server
from accounts.models import User

TOTP, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
CODES = (TOTP, RECOVERY)
# What one signs in with; recovery codes only stand in for one of these.
FACTORS = (TOTP, passkeys.TYPE)
WAITS_SECONDS = 600
_WAITING = "half_signed_in"


class Adapter(DefaultMFAAdapter):
    """Has allauth seal what it stores, as our other secrets are."""

    def encrypt(self, text):
        return vault.seal(text).decode()

    def decrypt(self, encrypted_text):
        return vault.unseal(encrypted_text.encode())

    def get_totp_label(self, user):
        return user.get_username()


def may_use_password(user: User) -> bool:
    """Whether the password of this platform lets them in: where people sign in by wiki account, it is for emergencies."""
    return settings.DEBUG or user.is_platform_admin or not wiki_server.is_configured()


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user.pk, type__in=FACTORS).exists()


def has_app(user: User) -> bool:
    """Whether an app on their phone shows codes."""
    return Authenticator.objects.filter(user=user.pk, type=TOTP).exists()


def needs_second_factor(user: User, *, by_password: bool) -> bool:
    """Platform administrators by every door, everybody by password; nobody in a demo, whose passwords are public."""
    return not settings.DEBUG and (by_password or user.is_platform_admin)


def next_step(user: User, *, by_password: bool) -> str:
    """The page between the first proof and being signed in; empty where there is none."""
    if has_second_factor(user):
        return "accounts:second-factor"
    return "accounts:second-factor-set-up" if needs_second_factor(user, by_password=by_password) else ""


@dataclass(frozen=True)
class Waiting:
    """Somebody who gave the first proof and not yet the second; signed in is nobody."""

    user: User
    next_address: str


def wait_for_second(request, user: User, *, next_address: str) -> None:
    """Keep for ten minutes, under a new session id, that the first proof was given."""
    request.session.flush()
    request.session[_WAITING] = {
        "user": user.pk,
        "backend": getattr(user, "backend", settings.AUTHENTICATION_BACKENDS[0]),
        "hash": user.get_session_auth_hash(),
        "at": timezone.now().timestamp(),
        "next": next_address,
    }


def who_waits(request) -> Waiting | None:
    """Who gave the first proof in this browser; None if it is too long ago, or not true any more."""
    kept = request.session.get(_WAITING)
    if not kept or not 0 <= timezone.now().timestamp() - kept["at"] <= WAITS_SECONDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != kept["hash"]:
        return None
    user.backend = kept["backend"]
    return Waiting(user, kept["next"])


def forget_waiting(request) -> None:
    """They have given both proofs."""
    request.session.pop(_WAITING, None)
