# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding a passkey, using it, and removing it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.utils import timezone

from accounts import passkeys, second_factor
from accounts.actions.second_factor import let_go
from accounts.errors import PasskeyRefused, TooManyPasskeys
from accounts.models import User
from accounts.notifications import mail_about_way_in
from journal.actions import record, recorded


@recorded
def add_passkey(user: User, *, name: str, credential: dict) -> list[str]:
    """Let this passkey be somebody's second factor; returns new recovery codes where there were none."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if len(passkeys.of(user)) >= passkeys.MOST:
        raise TooManyPasskeys(passkeys.MOST)
    WebAuthn.add(user, name, credential)
    has_codes = Authenticator.objects.filter(user=user, type=second_factor.RECOVERY).exists()
    codes = [] if has_codes else RecoveryCodes.activate(user).get_unused_codes()
    record("passkey.added", user, by=user)
    mail_about_way_in(user, "passkey.added")
    return codes


@recorded
def note_passkey_used(used: passkeys.Used) -> None:
    """Write down that it answered. Raises PasskeyRefused on the same answer again, or one of a copied passkey.

    A passkey that counts its answers never counts backwards; those that many machines share count none.
    """
    passkey = Authenticator.objects.select_for_update().filter(pk=used.passkey.pk).first()
    if passkey is None or passkey.data.get("answered") == used.question:
        raise PasskeyRefused
    before = passkey.data.get("count", 0)
    if (used.count or before) and used.count <= before:
        raise PasskeyRefused
    passkey.data |= {"answered": used.question, "count": used.count}
    passkey.last_used_at = timezone.now()
    passkey.save(update_fields=["data", "last_used_at"])


@recorded
def remove_passkey(passkey: Authenticator, *, by: User) -> None:
    """This passkey opens nothing any more. Raises LastSecondFactor."""
    user = User.objects.select_for_update().get(pk=passkey.user_id)
    let_go(passkey, of=user)
    record("passkey.removed", user, by=by)
    mail_about_way_in(user, "passkey.removed")
