# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggesting an institution, voting for one, and answering."""

from django.utils import timezone

from accounts.models import User
from institutions.errors import AnswerMissing, SuggestionAnswered, SuggestionMergedWithItself
from institutions.models import Suggestion, Vote
from journal.actions import record, recorded
from partnerships.models import Institution
from teamwork.actions.notices import tell


@recorded
def suggest(
    *, by, name: str, country: str, place: str = "", website: str = "", wikidata_item: str = "", why: str = ""
) -> Suggestion:
    """Suggest an institution; the one who does votes for it."""
    suggestion = Suggestion.objects.create(
        name=name,
        country=country,
        place=place,
        website=website,
        wikidata_item=wikidata_item or "",
        why=why,
        by=by,
    )
    Vote.objects.create(suggestion=suggestion, user=by)
    record("suggestion.made", suggestion, by=by, after=name)
    return suggestion


@recorded
def vote(suggestion: Suggestion, *, by) -> None:
    """Wish for it too: once, however often one clicks. Raises SuggestionAnswered."""
    _locked(suggestion)
    Vote.objects.get_or_create(suggestion=suggestion, user=by)


@recorded
def unvote(suggestion: Suggestion, *, by) -> None:
    """No longer wish for it. Raises SuggestionAnswered."""
    _locked(suggestion)
    Vote.objects.filter(suggestion=suggestion, user=by).delete()


@recorded
def merge_suggestions(kept: Suggestion, other: Suggestion, *, by) -> Suggestion:
    """Make one of two: the votes are united, whoever voted for both counts once.

    Raises SuggestionMergedWithItself or SuggestionAnswered.
    """
    if kept.pk == other.pk:
        raise SuggestionMergedWithItself
    # In the order of their numbers, so that two who merge never wait for each other.
    locked = {each.pk: _locked(each) for each in sorted((kept, other), key=lambda each: each.pk)}
    kept, other = locked[kept.pk], locked[other.pk]
    told = _wishers(other)
    votes = [
        Vote(suggestion=kept, user_id=vote.user_id, voted_at=vote.voted_at) for vote in other.votes.all()
    ]
    Vote.objects.bulk_create(votes, ignore_conflicts=True)
    other.votes.all().delete()
    _answer(other, Suggestion.State.MERGED, merged_into=kept)
    record("suggestion.merged", other, by=by, before=other.name, after=kept.name)
    _tell(told, other, by=by, target=kept.name)
    return kept


@recorded
def take_up(suggestion: Suggestion, institution: Institution, *, by, answer: str = "") -> Suggestion:
    """The institution stands in the register now. Raises SuggestionAnswered."""
    suggestion = _locked(suggestion)
    _answer(suggestion, Suggestion.State.TAKEN_UP, institution=institution, answer=answer)
    record("suggestion.taken_up", suggestion, by=by, after=institution.name)
    _tell(_wishers(suggestion), suggestion, by=by, answer=answer)
    return suggestion


@recorded
def decline(suggestion: Suggestion, *, by, answer: str) -> Suggestion:
    """Say no, and why. Raises AnswerMissing or SuggestionAnswered."""
    if not answer.strip():
        raise AnswerMissing
    suggestion = _locked(suggestion)
    _answer(suggestion, Suggestion.State.DECLINED, answer=answer)
    record("suggestion.declined", suggestion, by=by, after=suggestion.name, note=answer)
    _tell(_wishers(suggestion), suggestion, by=by, answer=answer)
    return suggestion


def _locked(suggestion: Suggestion) -> Suggestion:
    fresh = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if fresh.state != Suggestion.State.OPEN:
        raise SuggestionAnswered
    return fresh


def _answer(suggestion: Suggestion, state: str, **values) -> None:
    for name, value in {"state": state, **values}.items():
        setattr(suggestion, name, value)
    suggestion.version += 1
    suggestion.save(update_fields=["state", "version", *values])


def _wishers(suggestion: Suggestion) -> list[User]:
    """Who suggested it and who voted for it."""
    return list(
        User.objects.filter(pk__in=[suggestion.by_id, *suggestion.votes.values_list("user", flat=True)])
    )


def _tell(users: list[User], suggestion: Suggestion, *, by, **words) -> None:
    tell(
        users,
        kind=f"suggestion.{suggestion.state}",
        record=suggestion,
        key=f"suggestion:{suggestion.pk}:{suggestion.state}:{timezone.localdate():%Y%m%d}",
        words={"record": suggestion.name, "who": str(by)} | words,
        address=suggestion.get_absolute_url(),
        by=by,
    )
