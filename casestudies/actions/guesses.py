# SPDX-License-Identifier: GPL-3.0-or-later
"""Guesses: kept equal to what a page says while they are open, and decided by people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from casestudies.actions.links import link_case_study
from casestudies.errors import GuessDecided, GuessGone, LinkedByHand
from casestudies.guessing import Guessed
from casestudies.models import CaseStudy, Guess
from journal.actions import record, recorded
from outreach.actions.rows import insert_rows

_Standing = Mapping[int, Sequence[Guess]]


def standing_guesses(case_studies: Iterable[CaseStudy]) -> _Standing:
    """{case study: its guesses}, in one query."""
    found: dict[int, list[Guess]] = {}
    for guess in Guess.objects.filter(case_study__in=[each.pk for each in case_studies if each.pk]):
        found.setdefault(guess.case_study_id, []).append(guess)
    return found


def country_by_guess(guesses: Sequence[Guessed], standing: Sequence[Guess]) -> str:
    """The country a case study without a linked institution stands under: confirmed, else guessed, never rejected."""
    of_countries = [guess for guess in standing if guess.about == Guess.About.COUNTRY]
    for guess in of_countries:
        if guess.state == Guess.State.CONFIRMED:
            return guess.country.code
    rejected = {guess.country.code for guess in of_countries if guess.state == Guess.State.REJECTED}
    codes = [each.key for each in guesses if each.about == Guess.About.COUNTRY and each.key not in rejected]
    return codes[0] if codes else ""


def keep_guesses(found: Mapping[CaseStudy, Sequence[Guessed]], standing: _Standing) -> None:
    """Make the open guesses of these case studies those found now; what a person decided is left alone.

    Nothing is guessed about an institution where a person linked one, or about a country that is confirmed.
    """
    new, changed, stale = [], [], []
    for case_study, guesses in found.items():
        there = {_key(guess): guess for guess in standing.get(case_study.pk, ())}
        wanted = {} if not guesses else _wanted(case_study, guesses, there.values())
        for key, guessed in wanted.items():
            guess = there.get(key)
            if guess is None:
                new.append((case_study.pk, *_values(guessed)))
            elif guess.state == Guess.State.OPEN and _differs(guess, guessed):
                guess.confidence, guess.reasons = guessed.confidence, list(guessed.reasons)
                changed.append(guess)
        stale += [
            guess.pk for key, guess in there.items() if guess.state == Guess.State.OPEN and key not in wanted
        ]
    if stale:
        Guess.objects.filter(pk__in=stale, state=Guess.State.OPEN).delete()
    if changed:
        Guess.objects.bulk_update(changed, ["confidence", "reasons"])
    insert_rows(Guess, ["case_study", "about", "institution", "country", "confidence", "reasons"], new)


def _wanted(case_study: CaseStudy, guesses: Sequence[Guessed], there: Iterable[Guess]) -> dict:
    settled = {guess.about for guess in there if guess.state == Guess.State.CONFIRMED}
    if case_study.institution_id:
        settled |= {Guess.About.INSTITUTION, Guess.About.COUNTRY}
    return {(each.about, each.key): each for each in guesses if each.about not in settled}


def _key(guess: Guess) -> tuple:
    return guess.about, guess.institution_id or guess.country.code


def _differs(guess: Guess, guessed: Guessed) -> bool:
    return (guess.confidence, tuple(guess.reasons)) != (guessed.confidence, guessed.reasons)


def _values(guessed: Guessed) -> tuple:
    """About what, of which institution or country, how sure, and why."""
    is_country = guessed.about == Guess.About.COUNTRY
    about = (None, guessed.key) if is_country else (guessed.key, "")
    return guessed.about, *about, guessed.confidence, guessed.reasons


@recorded
def confirm_guess(guess: Guess, *, by) -> Guess:
    """It is so: link the institution, or let the country stand whatever the page says later.

    Of two who say so the second finds it done. Raises GuessDecided where it was rejected, LinkedByHand where
    somebody linked another institution: a guess never goes over that. GuessGone where it went with another.
    """
    case_study, guess = _locked(guess)
    if guess.state == Guess.State.CONFIRMED:
        return guess
    if guess.state == Guess.State.REJECTED:
        raise GuessDecided(guess.get_state_display())
    if case_study.institution_id and guess.about == Guess.About.INSTITUTION:
        if case_study.institution_id != guess.institution_id:
            raise LinkedByHand(case_study.institution)
    elif case_study.institution_id and case_study.country.code != guess.country.code:
        raise LinkedByHand(case_study.institution)
    _decide(guess, Guess.State.CONFIRMED, by=by)
    record("guess.confirmed", case_study, by=by, after=_in_words(guess))
    if guess.about == Guess.About.INSTITUTION:
        link_case_study(case_study, guess.institution, by=by)
    elif case_study.country.code != guess.country.code:
        _set_country(case_study, guess.country.code)
    _drop_open(case_study, guess.about)
    return guess


@recorded
def reject_guess(guess: Guess, *, by) -> Guess:
    """It is not so, and no sync guesses it again. A country that stood there by this guess goes.

    Raises GuessDecided where it was confirmed, GuessGone where it went with another.
    """
    case_study, guess = _locked(guess)
    if guess.state == Guess.State.REJECTED:
        return guess
    if guess.state == Guess.State.CONFIRMED:
        raise GuessDecided(guess.get_state_display())
    _decide(guess, Guess.State.REJECTED, by=by)
    record("guess.rejected", case_study, by=by, before=_in_words(guess))
    stands_by_it = guess.about == Guess.About.COUNTRY and case_study.country.code == guess.country.code
    if stands_by_it and case_study.is_mirrored and not case_study.institution_id:
        _set_country(case_study, "")
    return guess


@dataclass(frozen=True, slots=True)
class Decided:
    """How a decision on many guesses went."""

    done: int
    refused: int


def decide_guesses(guesses: Sequence[Guess], *, confirm: bool, by) -> Decided:
    """Confirm or reject many, each by itself: what cannot be decided any more does not hold up the others."""
    done = refused = 0
    for guess in guesses:
        try:
            (confirm_guess if confirm else reject_guess)(guess, by=by)
        except GuessGone:
            done += 1  # a country goes with its institution
        except (GuessDecided, LinkedByHand):
            refused += 1
        else:
            done += 1
    return Decided(done, refused)


def _locked(guess: Guess) -> tuple[CaseStudy, Guess]:
    """Both rows, the case study first as every other action does."""
    case_study = CaseStudy.objects.select_for_update(of=("self",)).select_related("institution").get(
        pk=guess.case_study_id
    )  # fmt: skip
    there = Guess.objects.select_for_update(of=("self",)).select_related("institution").filter(pk=guess.pk)
    if (found := there.first()) is None:
        raise GuessGone
    return case_study, found


def _decide(guess: Guess, state: str, *, by) -> None:
    guess.state, guess.decided_by, guess.decided_at = state, by, timezone.now()
    guess.save(update_fields=["state", "decided_by", "decided_at"])


def _set_country(case_study: CaseStudy, code: str) -> None:
    case_study.country = code
    case_study.version += 1
    case_study.save(update_fields=["country", "version"])


def _drop_open(case_study: CaseStudy, about: str) -> None:
    """One is it: the other open ones of the kind are answered with it. With the institution its country is."""
    rest = case_study.guesses.filter(state=Guess.State.OPEN)
    if about == Guess.About.COUNTRY:
        rest = rest.filter(about=about)
    rest.delete()


def _in_words(guess: Guess) -> str:
    return str(guess.institution) if guess.institution_id else str(guess.country.name)
