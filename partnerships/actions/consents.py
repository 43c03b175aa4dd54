# SPDX-License-Identifier: GPL-3.0-or-later
"""What advocates agreed or objected to: the wiki account beside their name, and all else, in the log of privacy."""

from datetime import date

from django.utils import timezone

from journal.actions import record, recorded
from partnerships.actions.advocates import known
from partnerships.actions.erasing import forget_in_history
from partnerships.actions.rows import write_changes
from partnerships.actions.timelines import thread_of
from partnerships.errors import ConsentMissing
from partnerships.models import Advocate
from privacy import actions as privacy
from privacy.models import Consent

WIKI = Consent.Category.WIKI_ACCOUNT


@recorded
def note_consent(
    advocate: Advocate, *, version: int, by, wiki_username: str, wiki_consent_on: date, wiki_consent_note: str
) -> Advocate:
    """Note their wiki account, and when and how they agreed to it. Raises ConsentMissing or ChangedMeanwhile."""
    advocate = known(advocate, version=version)
    if not (wiki_username and wiki_consent_on and wiki_consent_note.strip()):
        raise ConsentMissing
    if write_changes(
        advocate,
        wiki_username=wiki_username,
        wiki_consent_on=wiki_consent_on,
        wiki_consent_note=wiki_consent_note,
    ):
        privacy.note_consent(
            advocate,
            by=by,
            category=WIKI,
            answer=Consent.Answer.OPT_IN,
            given_on=wiki_consent_on,
            note=wiki_consent_note,
        )
        record("advocate.consented", advocate, by=by, about=thread_of(advocate), after="given")
    return advocate


@recorded
def withdraw_consent(advocate: Advocate, *, by) -> Advocate:
    """Take the consent back, and the wiki account with it, out of the history too."""
    advocate = known(advocate)
    if write_changes(advocate, wiki_username="", wiki_consent_on=None, wiki_consent_note=""):
        # How it was given may name the account.
        privacy.forget_subject(advocate, category=WIKI)
        privacy.note_consent(
            advocate, by=by, category=WIKI, answer=Consent.Answer.OPT_OUT, given_on=timezone.localdate()
        )
        record("advocate.consented", advocate, by=by, about=thread_of(advocate), after="withdrawn")
    forget_in_history(advocate, wiki_username="", wiki_consent_note="")
    return advocate


@recorded
def note_answer(advocate: Advocate, *, by, **line) -> Consent:
    """Note that they agreed, took it back or objected; `line` is what `privacy.note_consent` takes."""
    advocate = known(advocate)
    noted = privacy.note_consent(advocate, by=by, **line)
    record("advocate.answered", advocate, by=by, about=thread_of(advocate), after=noted.get_answer_display())
    return noted


def forget_answers(advocate: Advocate, _kept=()) -> None:
    """Empty the words of their lines; called when somebody is forgotten."""
    privacy.forget_subject(advocate)
