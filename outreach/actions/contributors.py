# SPDX-License-Identifier: GPL-3.0-or-later
"""Who edited a page, and whom it names: kept equal to what the page says, in a few queries a batch."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from outreach.actions.claims import absorb, drop_unstated, state_claims
from outreach.actions.removals import without_removed
from outreach.actions.rows import insert_rows
from outreach.models import Contribution, Contributor, Evidence, Page, Source
from outreach.parsing import Said


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of one account; `account_id` is known from edit histories only.

    `active_on` is a day on which the account did something, where the page knows one.
    """

    username: str
    account_id: int | None = None
    confidence: float = 1.0
    active_on: date | None = None
    shape: str = ""
    says: tuple[Said, ...] = ()


class _Stated(NamedTuple):
    """What a row says of a contribution, besides whose, where and in which role."""

    confidence: float
    active_on: date | None
    revision: int
    pk: int | None = None

    def differs(self, other: "_Stated") -> bool:
        return self[:2] != other[:2]


_ByPageAndPerson = dict[tuple[int, int], _Stated]


def editors_of(page: Any) -> list[Told]:
    """The accounts in a fetched page's edit history (`wiki.values.Page`).

    When each edited is not told, but for the newest edit, where the wiki named its author.
    """
    last = (getattr(page, "last_editor", ""), getattr(page, "last_editor_id", 0))
    return [
        Told(
            person.username,
            account_id=person.user_id or None,
            active_on=page.revised_at.date() if _is_last(person, *last) else None,
        )
        for person in page.contributors
    ]


def _is_last(person: Any, name: str, account_id: int) -> bool:
    return person.user_id == account_id if person.user_id and account_id else person.username == name


@transaction.atomic(savepoint=False)
def state_contributors(role: str, told: Mapping[Page, Sequence[Told]]) -> None:
    """Make the contributions of this role on these saved pages (of one source) exactly these, and their claims.

    What is as before is not written: a contribution keeps the revision that first said it. Of people who
    asked to be left out nothing is kept.
    """
    if not told:
        return
    # One at a time: the look after accounts merges and removes the same rows.
    source = Source.objects.select_for_update().get(pk=next(iter(told)).source_id)
    told = without_removed(source, told)
    people = _people(source.pk, [one for stated in told.values() for one in stated])
    wanted = {
        (page.pk, people[one.username].pk): _Stated(one.confidence, one.active_on, page.revision)
        for page, stated in told.items()
        for one in stated
    }
    standing = _standing(role, [page.pk for page in told])
    if role == Contribution.Role.EDITED:
        _keep_days(wanted, standing)
    _write(role, wanted, standing)
    if role == Contribution.Role.NAMED:
        state_claims({page: [(people[one.username], one) for one in stated] for page, stated in told.items()})


def _standing(role: str, pages: Collection[int]) -> _ByPageAndPerson:
    rows = Contribution.objects.filter(role=role, page__in=pages)
    return {
        (page, person): _Stated(*stated)
        for page, person, *stated in rows.values_list("page", "contributor", *_Stated._fields)
    }


def _keep_days(wanted: _ByPageAndPerson, standing: _ByPageAndPerson) -> None:
    """Who edited last once did edit that day, whoever edited since."""
    for key in wanted.keys() & standing.keys():
        days = [day for day in (wanted[key].active_on, standing[key].active_on) if day]
        wanted[key] = wanted[key]._replace(active_on=max(days, default=None))


def _write(role: str, wanted: _ByPageAndPerson, standing: _ByPageAndPerson) -> None:
    insert_rows(
        Contribution,
        ["page", "contributor", "role", "confidence", "active_on", "revision"],
        (
            (*key, role, stated.confidence, stated.active_on, stated.revision)
            for key, stated in wanted.items()
            if key not in standing or stated.differs(standing[key])
        ),
        unique=["contributor", "page", "role"],
        renew=["confidence", "active_on", "revision"],
    )
    if stale := [standing[key].pk for key in standing.keys() - wanted.keys()]:
        Contribution.objects.filter(pk__in=stale).delete()


def forget_claims(pages: Iterable[Page]) -> None:
    """Drop what these pages said of people: their lists are no longer public."""
    pks = [page.pk for page in pages]
    Contribution.objects.filter(page__in=pks, role=Contribution.Role.NAMED).delete()
    stated = Evidence.objects.filter(page__in=pks)
    touched = list(stated.values_list("claim", flat=True))
    stated.delete()
    drop_unstated(touched)


def _people(source_id: int, told: Collection[Told]) -> dict[str, Contributor]:
    """The contributors of these names, made where new; an account that was renamed keeps its row."""
    accounts: dict[str, int | None] = {}
    owners: dict[int, str] = {}
    for one in told:
        account_id = one.account_id or accounts.get(one.username)
        # Of two names for one id in one batch the second is a mistake of the wiki's.
        known = account_id and owners.setdefault(account_id, one.username) == one.username
        accounts[one.username] = account_id if known else None
    people = {row.username: row for row in _of(source_id).filter(username__in=accounts)}
    for name, account_id in accounts.items():
        if account_id and name in people and people[name].account_id not in (None, account_id):
            give_up_name(people.pop(name))
    _follow_renames(source_id, people, accounts)
    _know_by_former_names(source_id, people, accounts)
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
    """Recognise accounts by their id. Adds to `people`."""
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
            merge(row, into=people[name])
        elif row.username not in people:
            rename(row, name)
            row.save(update_fields=["username", "former_names"])
            people[name] = row
    learnt = [people[name] for name in unsure.values() if name in people and not people[name].account_id]
    for row in learnt:
        row.account_id = accounts[row.username]
    Contributor.objects.bulk_update(learnt, ["account_id"])


def _know_by_former_names(
    source_id: int, people: dict[str, Contributor], accounts: Mapping[str, int | None]
) -> None:
    """A list may name an account as it was once called: unless another is called so now. Adds to `people`."""
    unknown = [name for name, account_id in accounts.items() if name not in people and account_id is None]
    if not unknown:
        return
    for row in _of(source_id).filter(former_names__overlap=unknown).order_by("pk"):
        for name in unknown:
            if name in row.former_names:
                people.setdefault(name, row)


def rename(row: Contributor, name: str) -> None:
    """Give the row its present name and remember the one it had; saving is for the caller."""
    former = [*row.former_names, "" if row.username.startswith("#") else row.username]
    row.former_names = [each for each in dict.fromkeys(former) if each and each != name]
    row.username = name


def give_up_name(row: Contributor) -> None:
    """The name is another account's now; what this one is called shows when the wiki is asked next."""
    rename(row, f"#{row.account_id}")
    row.checked_at = None
    row.save(update_fields=["username", "former_names", "checked_at"])


def merge(old: Contributor, *, into: Contributor) -> None:
    """One account stood under two names: let one row have it all, decisions of people first."""
    for claim in old.claims.all():
        twin = into.claims.filter(kind=claim.kind, key=claim.key).first()
        if twin is not None:
            absorb(claim, into=twin)
    old.claims.update(contributor=into)
    for row in old.contributions.all():
        twin = into.contributions.filter(page=row.page_id, role=row.role).first()
        if twin is not None:
            twin.active_on = max((day for day in (row.active_on, twin.active_on) if day), default=None)
            twin.save(update_fields=["active_on"])
            row.delete()
    old.contributions.update(contributor=into)
    _hand_over_ties(old, into=into)
    former = dict.fromkeys([*into.former_names, *old.former_names, old.username])
    into.former_names = [name for name in former if name != into.username and not name.startswith("#")]
    into.save(update_fields=["former_names"])
    old.delete()


def _hand_over_ties(old: Contributor, *, into: Contributor) -> None:
    """What apps above tie to an account, such as who took part in a case study; a tie that both have stays one."""
    for relation in Contributor._meta.get_fields(include_hidden=True):
        if not (relation.many_to_many and relation.auto_created):
            continue
        account, other = relation.field.m2m_reverse_field_name(), relation.field.m2m_field_name()
        ties = relation.through._default_manager
        there = ties.filter(**{account: into}).values(other)
        ties.filter(**{account: old}).exclude(**{f"{other}__in": there}).update(**{account: into})


def _of(source_id: int):
    return Contributor.objects.filter(source_id=source_id)
