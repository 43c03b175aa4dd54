# SPDX-License-Identifier: GPL-3.0-or-later
"""Ending sessions and what goes with them, and the accounts behind them."""

from datetime import datetime

from django.conf import settings
from knox.models import AuthToken

from accounts.models import Membership, Session, User, WikiCredential
from accounts.one_step import ends_rights
from journal.actions import record, recorded


def note_seen(session: Session, *, now: datetime) -> None:
    """Say that a session is in use; what it holds is left alone, as another request may be changing it."""
    Session.objects.filter(pk=session.pk).update(last_seen_at=now)


@ends_rights(lambda session: session.user_id)
@recorded
def end_session(session: Session, *, by: User) -> None:
    """End one session at once."""
    Session.objects.filter(pk=session.pk).delete()
    record("session.ended", by, by=by, affiliate_id=_only_affiliate_of(by))


@ends_rights(lambda user: user.pk)
@recorded
def end_sessions(user: User, *, by: User | None, but: str | None = None) -> int:
    """End all sessions of somebody, but the one with that digest, and all their tokens; how many sessions it were.

    With them goes what lets us write on the wiki as them. Their grant is theirs to take back there: the wiki has no
    door for us to do it by.
    """
    ended, _counts = Session.objects.filter(user=user).exclude(pk=but).delete()
    _all, counts = AuthToken.objects.filter(user=user).delete()
    tokens = counts.get(AuthToken._meta.label, 0)
    if ended or tokens:
        whose = _only_affiliate_of(user)
        record("session.all_ended", user, by=by, after=f"{ended} + {tokens}", affiliate_id=whose)
    rights, _counts = WikiCredential.objects.filter(user=user).delete()
    if rights:
        record("wiki.disconnected", user, by=by)
    return ended


def note_proof_refused(user: User, *, how: str) -> None:
    """Write down that somebody who got as far as being asked for `how` (code, passkey, password) gave a wrong one.

    Never what they gave. `user` is whose account it is.
    """
    record("proof.refused", user, by=user, after=how, affiliate_id=_only_affiliate_of(user))


def _only_affiliate_of(user: User) -> int | None:
    return Membership.objects.current().filter(user=user).only_affiliate()


@ends_rights(lambda user: user.pk)
@recorded
def disable_account(user: User, *, by: User | None) -> bool:
    """Let somebody in no more, by any door, from now on; whether that is news."""
    user = User.objects.select_for_update().get(pk=user.pk)
    was_active, user.is_active = user.is_active, False
    user.save(update_fields=["is_active"])
    end_sessions(user, by=by)
    if was_active:
        record("account.disabled", user, by=by)
    return was_active


@recorded
def enable_account(user: User, *, by: User | None) -> bool:
    """Let somebody in again; whether that is news. Sessions and tokens that were ended stay so."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return False
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("account.enabled", user, by=by)
    return True


def destroy_old_sessions(*, now: datetime) -> int:
    """Destroy the rows of sessions that are over whoever they belong to; how many."""
    longest = settings.SESSION_COOKIE_AGE
    expired, _counts = Session.objects.filter(expire_date__lt=now).delete()
    aged, _counts = Session.objects.begun_longer_ago(longest, now=now).delete()
    return expired + aged
