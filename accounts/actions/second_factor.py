# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting up a second factor, using it, and taking it away. Passkeys: `accounts.actions.passkeys`."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from accounts import second_factor, vault
from accounts.errors import LastSecondFactor
from accounts.models import User
from accounts.notifications import mail_about_way_in
from journal.actions import record, recorded


@recorded
def set_up_second_factor(user: User, *, secret: str) -> list[str]:
    """Ask this person for codes made from `secret` from now on; returns the recovery codes, to be shown once.

    An app that showed codes before shows none that count any more; passkeys stay.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type__in=second_factor.CODES).delete()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    record("second_factor.set_up", user, by=user)
    mail_about_way_in(user, "second_factor.set_up")
    return codes


@recorded
def make_recovery_codes(user: User) -> list[str]:
    """New recovery codes in place of the old ones; returns them, to be shown once."""
    user = User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user).get_unused_codes()
    record("second_factor.codes_made", user, by=user)
    mail_about_way_in(user, "second_factor.codes_made")
    return codes


@recorded
def remove_second_factor(user: User, *, by: User | None) -> bool:
    """Take the second factor and its recovery codes away; whether there was one."""
    _all, counts = Authenticator.objects.filter(user=user).delete()
    if counts:
        record("second_factor.removed", user, by=by)
        mail_about_way_in(user, "second_factor.removed")
    return bool(counts)


@recorded
def remove_app(user: User, *, by: User) -> bool:
    """Ask for codes of the app no more; whether there was one. Raises LastSecondFactor."""
    user = User.objects.select_for_update().get(pk=user.pk)
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app:
        let_go(app, of=user)
        record("second_factor.removed", user, by=by)
        mail_about_way_in(user, "second_factor.removed")
    return bool(app)


def let_go(factor: Authenticator, *, of: User) -> None:
    """Delete one of somebody's factors, whose row is locked; recovery codes stand in for nothing once it was the last."""
    others = Authenticator.objects.filter(user=of, type__in=second_factor.FACTORS).exclude(pk=factor.pk)
    if others.exists():
        factor.delete()
    elif second_factor.needs_second_factor(of, by_password=of.has_usable_password()):
        raise LastSecondFactor
    else:
        Authenticator.objects.filter(user=of).delete()


def note_second_factor_used(authenticator: Authenticator) -> None:
    """Remember when it was used last."""
    authenticator.record_usage()


@transaction.atomic
def reseal_second_factors() -> tuple[int, int]:
    """Seal all secrets with the newest key; how many, and how many no key opens any more."""
    resealed = broken = 0
    sealed = Authenticator.objects.filter(
        type__in=second_factor.CODES
    )  # of a passkey only the public half is here
    for each in sealed.select_for_update().order_by("pk"):
        name = "secret" if each.type == Authenticator.Type.TOTP else "seed"
        try:
            each.data[name] = vault.reseal(each.data[name].encode()).decode()
        except vault.SealBroken:
            broken += 1
        else:
            each.save(update_fields=["data"])
            resealed += 1
    return resealed, broken
