# SPDX-License-Identifier: GPL-3.0-or-later
"""Applying what the wiki says of the accounts people sign in with."""

from django.urls import reverse
from django.utils import timezone

from accounts.actions import note_wiki_facts
from accounts.models import WikiAccount
from journal.actions import recorded
from outreach.notices import RESUMED, SUSPENDED
from teamwork.actions import tell

KIND = "outreach.members"


@recorded
def apply_account_facts(account: WikiAccount, *, name: str, trouble: str) -> set[str]:
    """Take over the account's name and trouble, and tell its person what that means for publishing.

    Returns what is news (`accounts.actions.note_wiki_facts`).
    """
    news = note_wiki_facts(account, name=name, trouble=trouble)
    for kind in (SUSPENDED, RESUMED):
        if kind.partition(".")[2] in news:
            tell(
                [account.user],
                kind=kind,
                record=account.user,
                key=f"{kind}-{timezone.now():%Y%m%dT%H%M%S}",
                words={},
                address=reverse("accounts:profile"),
            )
    return news
