# SPDX-License-Identifier: GPL-3.0-or-later
"""Who edited a page, and whom it names: kept equal to what the page says, in a few queries a batch."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from outreach.models import Contribution, Contributor, Page


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page tells of one account; `account_id` is known from edit histories only."""

    username: str
    account_id: int | None = None
    affiliation: str = ""
    confidence: float = 1.0


def state_contributors(role: str, claims: Mapping[Page, Sequence[Claim]]) -> None:
    """Make the contributions of this role on these saved pages (of one source) exactly these.

    What is as before is not written: a contribution keeps the revision that first said it. Of people who
    asked to be left out nothing is kept.
    """
    if not claims:
        return
    source_id = next(iter(claims)).source_id
    people = _people(source_id, [claim for stated in claims.values() for claim in stated])
    wanted = {
        (page.pk, people[claim.username].pk): Contribution(
            page=page,
            contributor=people[claim.username],
            role=role,
            affiliation=claim.affiliation[:300],
            confidence=claim.confidence,
            revision=page.revision,
        )
        for page, stated in claims.items()
        for claim in stated
        if not people[claim.username].is_opted_out
    }
    standing = {
        (row.page_id, row.contributor_id): row
        for row in Contribution.objects.filter(role=role, page__in=[page.pk for page in claims])
    }
    _write(wanted, standing)


def _write(wanted: Mapping[tuple, Contribution], standing: Mapping[tuple, Contribution]) -> None:
    news = [row for key, row in wanted.items() if key not in standing or _differs(row, standing[key])]
    if news:
        Contribution.objects.bulk_create(
            news,
            update_conflicts=True,
            unique_fields=["contributor", "page", "role"],
            update_fields=["affiliation", "confidence", "revision"],
        )
    if stale := [standing[key].pk for key in standing.keys() - wanted.keys()]:
        Contribution.objects.filter(pk__in=stale).delete()


def _differs(one: Contribution, other: Contribution) -> bool:
    return (one.affiliation, one.confidence) != (other.affiliation, other.confidence)


def forget_claims(pages: Iterable[Page]) -> None:
    """Drop what these pages said of people: their lists are no longer public."""
    Contribution.objects.filter(page__in=[page.pk for page in pages], role=Contribution.Role.NAMED).delete()


def _people(source_id: int, claims: Collection[Claim]) -> dict[str, Contributor]:
    """The contributors of these names, made where new; an account that was renamed keeps its row."""
    accounts: dict[str, int | None] = {}
    for claim in claims:
        accounts[claim.username] = claim.account_id or accounts.get(claim.username)
    people = {row.username: row for row in _of(source_id).filter(username__in=accounts)}
    _follow_renames(source_id, people, accounts)
    new = [
        Contributor(source_id=source_id, username=name, account_id=account_id)
        for name, account_id in accounts.items()
        if name not in people
    ]
    people |= {row.username: row for row in Contributor.objects.bulk_create(new)}
    return people


def _follow_renames(
    source_id: int, people: dict[str, Contributor], accounts: Mapping[str, int | None]
) -> None:
    """Recognise accounts by their id: opting out must outlive a new name. Adds to `people`."""
    unsure = {
        account_id: name
        for name, account_id in accounts.items()
        if account_id and (name not in people or people[name].account_id is None)
    }
    if not unsure:
        return
    for row in _of(source_id).filter(account_id__in=unsure):
        name = unsure[row.account_id]
        if name in people:
            _merge(row, into=people[name])
        elif row.username not in people:
            row.username = name
            row.save(update_fields=["username"])
            people[name] = row
    learnt = [people[name] for name in unsure.values() if name in people and not people[name].account_id]
    for row in learnt:
        row.account_id = accounts[row.username]
    Contributor.objects.bulk_update(learnt, ["account_id"])


def _merge(old: Contributor, *, into: Contributor) -> None:
    """One account stood under two names: let the present one have it all."""
    doubled = into.contributions.filter(page=OuterRef("page"), role=OuterRef("role"))
    old.contributions.filter(Exists(doubled)).delete()
    old.contributions.update(contributor=into)
    into.is_opted_out |= old.is_opted_out
    into.save(update_fields=["is_opted_out"])
    old.delete()


def _of(source_id: int):
    return Contributor.objects.filter(source_id=source_id)
