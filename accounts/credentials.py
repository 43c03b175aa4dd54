# SPDX-License-Identifier: GPL-3.0-or-later
"""Acting on the wiki as somebody: the one place where a token leaves the vault.

    access = credentials.fresh_access(user)        # raises a NoWikiAccess
    …                                              # the wiki answers mwoauth-invalid-authorization:
    credentials.note_refused(user, access)         # raises a NoWikiAccess, always

Renewing ends the old tokens on the wiki at once, so it happens under a lock on the person's row, and the new pair
is committed before anybody is given it. Both must therefore be called outside transactions.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import vault, wiki_server
from accounts.actions import wiki as actions
from accounts.errors import (
    AccessEnded,
    AccessRevoked,
    GrantRefused,
    NotConnected,
    NoWikiAccess,
    WikiAccountSuspended,
    WikiSignInUnavailable,
)
from accounts.models import User, WikiAccount, WikiCredential

AHEAD = timedelta(seconds=60)  # a token that ends sooner would end during what it is for


def is_connected(user: User) -> bool:
    """Whether we hold something that lets us act for the person, as far as we know; asks nobody."""
    return WikiCredential.objects.filter(user=user, revoked_at=None).exists()


def fresh_access(user: User) -> str:
    """A token that is good for a minute at least, renewed if need be; of several callers one renews.

    Raises NotConnected, AccessEnded, AccessRevoked, WikiAccountSuspended, or WikiSignInUnavailable, which may be over soon.
    """
    if not User.objects.filter(pk=user.pk, is_active=True).exists():
        raise NotConnected  # whatever is still kept of somebody whose account was closed, acts no more
    if WikiAccount.objects.filter(user=user).exclude(trouble="").exists():
        raise WikiAccountSuspended
    with transaction.atomic(durable=True):
        outcome = _fresh(user)
    if isinstance(outcome, NoWikiAccess):
        raise outcome  # only now: what was found out stays written
    return outcome


def note_refused(user: User, access: str = "") -> None:
    """The wiki did not take `access` (mwoauth-invalid-authorization). Always raises a NoWikiAccess.

    AccessRevoked, if it should have worked: the person took the grant back. WikiSignInUnavailable, if another
    worker has renewed it meanwhile or its time was over: try the whole again with `fresh_access`.
    """
    with transaction.atomic(durable=True):
        outcome = _judged(user, access)
    raise outcome


def _locked(user: User) -> WikiCredential | None:
    return WikiCredential.objects.select_for_update().filter(user=user).first()


def _fresh(user: User) -> str | NoWikiAccess:
    credential = _locked(user)
    if credential is None:
        return _missing(user)
    if credential.revoked_at:
        return AccessRevoked()
    now = timezone.now()
    try:
        if credential.expires_at - AHEAD > now:
            actions.note_used(credential, now=now)
            return vault.unseal(credential.access)
        tokens = wiki_server.renewed(vault.unseal(credential.refresh))
    except vault.SealBroken:
        return _revoked(credential, WikiCredential.Revoked.SEAL_BROKEN)
    except GrantRefused:
        return _revoked(credential, WikiCredential.Revoked.REFUSED)
    except WikiSignInUnavailable as refusal:
        return refusal
    actions.keep_renewed(credential, tokens)
    return tokens.access


def _missing(user: User) -> NoWikiAccess:
    return AccessEnded() if WikiAccount.objects.filter(user=user).exists() else NotConnected()


def _judged(user: User, access: str) -> NoWikiAccess:
    credential = _locked(user)
    if credential is None:
        return _missing(user)
    if credential.revoked_at:
        return AccessRevoked()
    try:
        is_another = bool(access) and vault.unseal(credential.access) != access
    except vault.SealBroken:
        return _revoked(credential, WikiCredential.Revoked.SEAL_BROKEN)
    if is_another:
        return WikiSignInUnavailable()
    if credential.expires_at <= timezone.now():
        return WikiSignInUnavailable()
    return _revoked(credential, WikiCredential.Revoked.REFUSED)


def _revoked(credential: WikiCredential, why: str) -> AccessRevoked:
    actions.mark_revoked(credential, why=why)
    return AccessRevoked()
