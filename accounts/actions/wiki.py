# SPDX-License-Identifier: GPL-3.0-or-later
"""Connecting wiki accounts, keeping what lets us act for them, and letting go of both."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts import vault
from accounts.actions.sessions import end_sessions
from accounts.errors import AccountClosed, OtherWikiAccount, WikiAccountBlocked, WikiAccountTaken
from accounts.models import User, WikiAccount, WikiCredential
from accounts.second_factor import may_use_password
from accounts.wiki_server import Person, Tokens
from journal.actions import record, recorded

UNUSED_FOR = timedelta(days=30)


@recorded
def sign_in_by_wiki(person: Person, tokens: Tokens) -> User:
    """The user whose wiki account this is, made now if it is their first time; their tokens are kept.

    Raises WikiAccountBlocked or AccountClosed.
    """
    if person.is_blocked:
        raise WikiAccountBlocked
    account = _account_of(person)
    user = account.user
    if not user.is_active:
        raise AccountClosed
    _keep(account, person, tokens)
    return user


@recorded
def connect_wiki(user: User, person: Person, tokens: Tokens) -> WikiAccount:
    """Make this wiki account the one of somebody who has signed in otherwise.

    Raises WikiAccountBlocked, WikiAccountTaken or OtherWikiAccount.
    """
    if person.is_blocked:
        raise WikiAccountBlocked
    user = User.objects.select_for_update().get(pk=user.pk)
    account = WikiAccount.objects.select_for_update().filter(user=user).first()
    if account is None:
        try:
            with transaction.atomic():
                account = WikiAccount.objects.create(user=user, sub=person.sub)
        except IntegrityError as error:
            raise WikiAccountTaken from error
        record("wiki.connected", user, by=user)
    elif account.sub != person.sub:
        raise OtherWikiAccount(user.wiki_username)
    _keep(account, person, tokens)
    return account


@recorded
def disconnect_wiki(user: User, *, by: User) -> bool:
    """Destroy the tokens; whether the wiki account is let go as well.

    Somebody without a password keeps it: it is their only way in.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    _tokens, _ = WikiCredential.objects.filter(user=user).delete()
    lets_go = user.has_usable_password()
    accounts = 0
    if lets_go:
        accounts, _ = WikiAccount.objects.filter(user=user).delete()
        if accounts:
            user.wiki_username = ""
            user.save(update_fields=["wiki_username"])
    if _tokens or accounts:
        record("wiki.disconnected", user, by=by)
    return lets_go


def keep_renewed(credential: WikiCredential, tokens: Tokens) -> None:
    """Write down the new pair; the old one has ended on the wiki already."""
    credential.access, credential.refresh = vault.seal(tokens.access), vault.seal(tokens.refresh)
    credential.expires_at, credential.used_at = tokens.expires_at, timezone.now()
    credential.save(update_fields=["access", "refresh", "expires_at", "used_at"])


def note_used(credential: WikiCredential, *, now: datetime) -> None:
    """Say that it is in use, at most once an hour."""
    if now - credential.used_at > timedelta(hours=1):
        credential.used_at = now
        credential.save(update_fields=["used_at"])


@recorded
def mark_revoked(credential: WikiCredential, *, why: str) -> None:
    """The grant is over; what is left of the tokens is destroyed."""
    credential.access = credential.refresh = b""
    credential.revoked_at, credential.revoked_why = timezone.now(), why
    credential.save(update_fields=["access", "refresh", "revoked_at", "revoked_why"])
    record("wiki.refused", credential.user, by=None, after=credential.get_revoked_why_display())


def destroy_unused(*, now: datetime) -> int:
    """Destroy what nobody has used for thirty days; how many."""
    _all, counts = WikiCredential.objects.filter(used_at__lt=now - UNUSED_FOR).delete()
    return counts.get("accounts.WikiCredential", 0)


@transaction.atomic
def reseal_all() -> tuple[int, int]:
    """Seal every token with the newest key; how many people's, and how many no key opens any more."""
    resealed = broken = 0
    for credential in WikiCredential.objects.select_for_update().filter(revoked_at=None).order_by("pk"):
        try:
            credential.access = vault.reseal(credential.access)
            credential.refresh = vault.reseal(credential.refresh)
        except vault.SealBroken:
            mark_revoked(credential, why=WikiCredential.Revoked.SEAL_BROKEN)
            broken += 1
        else:
            credential.save(update_fields=["access", "refresh"])
            resealed += 1
    return resealed, broken


@recorded
def suspend_wiki(account: WikiAccount, trouble: str) -> bool:
    """Publish nothing more in this account's name; whether that is news."""
    account = WikiAccount.objects.select_for_update().get(pk=account.pk)
    if account.trouble == trouble:
        return False
    account.trouble, account.suspended_at = trouble, account.suspended_at or timezone.now()
    account.save(update_fields=["trouble", "suspended_at"])
    record("wiki.suspended", account.user, by=None, after=account.get_trouble_display())
    if not (account.user.has_usable_password() and may_use_password(account.user)):
        # It is their only way in, and the wiki would not let them in now.
        end_sessions(account.user, by=None)
    return True


@recorded
def note_wiki_facts(account: WikiAccount, *, name: str, trouble: str) -> set[str]:
    """What the wiki said of the account today: its present name (empty if it has none) and its trouble.

    Returns what is news: some of `renamed`, `suspended` and `resumed`.
    """
    account = WikiAccount.objects.select_for_update().get(pk=account.pk)
    news = set()
    if trouble == WikiAccount.Trouble.GONE:
        _follow_name(account.user, "")  # who left does not want to be named
    elif name and _follow_name(account.user, name):
        news.add("renamed")
    if trouble:
        news |= {"suspended"} if suspend_wiki(account, trouble) else set()
        account.refresh_from_db()
    elif account.trouble:
        _resume(account)
        news.add("resumed")
    account.checked_at = timezone.now()
    account.save(update_fields=["checked_at"])
    return news


def _account_of(person: Person) -> WikiAccount:
    known = WikiAccount.objects.select_for_update(of=["self"]).select_related("user").filter(sub=person.sub)
    account = known.first()
    if account is not None:
        return account
    try:
        with transaction.atomic():
            # Told apart by its number, as the name may be somebody else's tomorrow.
            user = User.objects.create_user(f"wiki-{person.sub}-{get_random_string(6).lower()}")
            account = WikiAccount.objects.create(user=user, sub=person.sub)
            record("account.added", user, by=user)
    except IntegrityError:  # their other tab was quicker
        return known.get()
    return account


def _keep(account: WikiAccount, person: Person, tokens: Tokens) -> None:
    _follow_name(account.user, person.username)
    if account.trouble:
        _resume(account)
    WikiCredential.objects.update_or_create(
        user=account.user,
        defaults={
            "access": vault.seal(tokens.access),
            "refresh": vault.seal(tokens.refresh),
            "expires_at": tokens.expires_at,
            "granted_at": timezone.now(),
            "used_at": timezone.now(),
            "revoked_at": None,
            "revoked_why": "",
        },
    )


def _follow_name(user: User, name: str) -> bool:
    """Take over the name the wiki gives; whoever was known by it before is so no longer, for it is not theirs."""
    if user.wiki_username == name:
        return False
    if name:
        User.objects.filter(wiki_username=name).exclude(pk=user.pk).update(wiki_username="")
    was_known = bool(user.wiki_username)
    user.wiki_username = name
    user.save(update_fields=["wiki_username"])
    if was_known:
        record("wiki.renamed", user, by=None)
    return was_known


def _resume(account: WikiAccount) -> None:
    account.trouble, account.suspended_at = "", None
    account.save(update_fields=["trouble", "suspended_at"])
    record("wiki.resumed", account.user, by=None)
