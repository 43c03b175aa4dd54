# SPDX-License-Identifier: GPL-3.0-or-later
"""What the wiki says of its accounts, applied: renamed, blocked, vanished, missing, two rows of one account."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from journal.actions import recorded
from outreach.actions.contributors import give_up_name, merge, rename
from outreach.actions.removals import remember, removed_among
from outreach.models import Contributor, Removal, Source
from outreach.wiki.accounts import AccountFacts

KIND = "outreach.accounts"
Standing = Contributor.Standing


@recorded
def apply_accounts(source: Source, facts: Iterable[AccountFacts], *, now: datetime) -> Counter:
    """Make the contributors what the wiki says of them; {what happened: how often}.

    An account that was asked for by its id may have a new name, one asked for by its name a new id. Whoever asked
    to be left out stays so under every name.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    tally: Counter[str] = Counter()
    for one in _without_removed(source, list(facts), tally):
        row = _row_of(source, one, tally)
        if row is None:
            continue
        if one.is_vanished:
            _forget(row, tally)
            continue
        standing = _standing(one)
        tally[standing] += 1
        row.standing, row.checked_at = standing, now
        row.central_id = one.central_id or row.central_id
        row.save(
            update_fields=["username", "former_names", "account_id", "central_id", "standing", "checked_at"]
        )
    return tally


def _without_removed(source: Source, facts: list[AccountFacts], tally: Counter) -> list[AccountFacts]:
    accounts = {(one.name, one.account_id, one.central_id): one for one in facts if not one.is_missing}
    removed = removed_among(source, accounts)
    for account, person in removed.items():
        remember(source, [account], way=Removal.Way.THEMSELVES, person=person)
        name, account_id, _central = account
        for same in ({"username": name}, {"account_id": account_id}):
            tally["left out"] += (
                Contributor.objects.filter(source=source, **same).delete()[1].get(Contributor._meta.label, 0)
            )
    return [one for one in facts if (one.name, one.account_id, one.central_id) not in removed]


def _forget(row: Contributor, tally: Counter) -> None:
    """Who vanished wants to be forgotten: under the names they had, on whatever list those still stand."""
    known = [
        (row.username, row.account_id, row.central_id),
        *((name, None, None) for name in row.former_names),
    ]
    remember(row.source, known, way=Removal.Way.THEMSELVES)
    row.delete()
    tally["vanished"] += 1


def _standing(one: AccountFacts) -> str:
    if one.is_missing:
        return Standing.MISSING
    return Standing.BLOCKED if one.is_blocked else Standing.PRESENT


def _row_of(source: Source, one: AccountFacts, tally: Counter) -> Contributor | None:
    """The account's one row under its present name; what stood elsewhere of it has come to it."""
    mine = Contributor.objects.filter(source=source)
    by_id = mine.filter(account_id=one.account_id).first() if one.account_id else None
    by_name = mine.filter(username=one.name).first() if one.name else None
    row = by_id or by_name
    if row is None or one.is_missing:
        return row
    if by_name is not None and by_name != row:
        if by_name.account_id is None:
            merge(by_name, into=row)
            tally["merged"] += 1
        else:
            give_up_name(by_name)
    elif by_id is None and row.account_id is not None:
        # The name has passed to another account since; of that one nothing is known here.
        give_up_name(row)
        return None
    if row.username != one.name:
        rename(row, one.name)
        tally["renamed"] += 1
    row.account_id = one.account_id
    return row
