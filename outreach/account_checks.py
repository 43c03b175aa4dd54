# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the wiki once a day about the accounts people sign in with: renamed, gone, blocked, locked.

By name in batches of fifty; whoever is not found under the name we know, or is somebody else by now, is looked up
by number. A number that is unknown everywhere is gone; silence says nothing, and the account stays due. A wiki says
nothing of a lock, which holds for the whole family: of who could act without signing in anew, the family is asked.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef
from knox.models import AuthToken

from accounts.models import Session, WikiAccount, WikiCredential
from outreach.actions.members import apply_account_facts
from outreach.wiki import global_accounts
from outreach.wiki.accounts import BATCH, AccountFacts, Accounts, canonical, is_vanished

DUE_AFTER = timedelta(hours=20)
# What lets somebody act here without signing in anew.
WAYS_IN = (Session, AuthToken, WikiCredential)
BLOCKED, GONE = WikiAccount.Trouble.BLOCKED, WikiAccount.Trouble.GONE


def due(*, now: datetime):
    """The accounts not asked about for the better part of a day, the longest unasked first."""
    known = WikiAccount.objects.filter(user__is_active=True, checked_at__lt=now - DUE_AFTER)
    ways_in = (Exists(model.objects.filter(user=OuterRef("user"))) for model in WAYS_IN)
    return known.annotate(has_way_in=reduce(or_, ways_in)).select_related("user").order_by("checked_at", "pk")


def check_accounts(accounts: Accounts, *, now: datetime, beat: Callable[[int, int], object]) -> Counter[str]:
    """Ask about all that are due, and count what was news. Raises a WikiError."""
    waiting = list(due(now=now))
    tally: Counter[str] = Counter()
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        for account, facts in _asked_by_name(accounts, batch):
            told = _by_number(accounts, account) if facts is None else (facts.name, _trouble(facts))
            if facts is not None and not told[1] and (account.has_way_in or account.trouble):
                told = _unless_locked(accounts, account, told)
            if told is None:
                tally["unanswered"] += 1
                continue
            name, trouble = told
            tally.update(apply_account_facts(account, name=name, trouble=trouble))
            tally["checked"] += 1
        beat(start + len(batch), len(waiting))
    return tally


def _asked_by_name(accounts: Accounts, batch: list[WikiAccount]):
    """Each account with what the wiki says under its name; None where that is not (or no longer) this account."""
    names = {each.pk: canonical(each.user.wiki_username) for each in batch if each.user.wiki_username}
    found: dict[str, AccountFacts] = {}
    silent: set[str | int] = set()
    for answer in accounts.by_name(names.values()):
        found |= {facts.name: facts for facts in answer.found if not facts.is_missing}
        silent |= set(answer.unanswered)
    for account in batch:
        name = names.get(account.pk)
        facts = found.get(name) if name else None
        if name not in silent:
            yield account, facts if facts and _is_number_of(facts, account.sub) else None


def _is_number_of(facts: AccountFacts, sub: str) -> bool:
    return sub == str(facts.account_id if facts.central_id is None else facts.central_id)


def _unless_locked(accounts: Accounts, account: WikiAccount, told: tuple[str, str]) -> tuple[str, str]:
    """What was told of an account that stands on this wiki; blocked if its family has locked it."""
    try:
        known = global_accounts.by_central_id(accounts.line, account.sub)
    except global_accounts.NoFamily:
        return told
    return (told[0], BLOCKED) if known is not None and known.is_locked else told


def _by_number(accounts: Accounts, account: WikiAccount) -> tuple[str, str] | None:
    """Name and trouble of the account; None where the wiki does not say."""
    try:
        known = global_accounts.by_central_id(accounts.line, account.sub)
    except global_accounts.NoFamily:
        return _by_local_number(accounts, account.sub)
    if known is None or is_vanished(known.name):
        return "", GONE
    if known.is_locked:
        return known.name, BLOCKED
    # The family knows it. This wiki may never have seen it, which is no trouble, or have blocked it.
    for answer in accounts.by_name([known.name]):
        for facts in answer.found:
            return known.name, "" if facts.is_missing else _trouble(facts)
    return None


def _by_local_number(accounts: Accounts, sub: str) -> tuple[str, str] | None:
    if not sub.isascii() or not sub.isdigit():
        return None
    for answer in accounts.by_id([int(sub)]):
        for facts in answer.found:
            return ("", GONE) if facts.is_missing else (facts.name, _trouble(facts))
    return None


def _trouble(facts: AccountFacts) -> str:
    if facts.is_vanished:
        return GONE
    return BLOCKED if facts.is_blocked else ""
