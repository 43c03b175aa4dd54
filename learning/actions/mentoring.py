# SPDX-License-Identifier: GPL-3.0-or-later
"""Mentors: who offers to be one, who is asked, what they answer, and how it ends."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions import record, recorded
from learning import notifications
from learning.actions.paths import mark_mentored
from learning.errors import (
    AlreadyAsked,
    AlreadyMentored,
    AnsweredNo,
    MentorFull,
    NotMentorOfOneself,
    RequestAnswered,
    RequestOver,
    TooManyRequests,
)
from learning.models import FirstPath, Mentor, Mentorship

MOST_REQUESTS = 3
State = Mentorship.State


@recorded
def offer_mentoring(
    *, by, countries: list[str], languages: list[str], kinds: list[str], at_once: int
) -> Mentor:
    """Offer to help newcomers, or change what one offers."""
    offered = {"countries": countries, "languages": languages, "kinds": kinds, "at_once": at_once}
    mentor, is_new = Mentor.objects.update_or_create(user=by, defaults=offered)
    record("mentoring.offered" if is_new else "mentoring.corrected", mentor, by=by)
    return mentor


@recorded
def stop_mentoring(mentor: Mentor, *, by) -> None:
    """Offer it no longer: the row is deleted. Those one helps already are not left by this."""
    record("mentoring.stopped", mentor, by=by)
    Mentor.objects.filter(pk=mentor.pk).delete()


@recorded
def ask_mentor(path: FirstPath, mentor, *, by, message: str = "") -> Mentorship:
    """Ask somebody who has an account here to be the mentor of one's path.

    Raises NotMentorOfOneself, AlreadyMentored, AlreadyAsked, AnsweredNo, TooManyRequests, MentorFull.
    """
    path = FirstPath.objects.select_for_update().get(pk=path.pk)
    if mentor.pk == path.user_id:
        raise NotMentorOfOneself
    open_ones = list(path.mentorships.open())
    if any(each.state == State.ACCEPTED for each in open_ones):
        raise AlreadyMentored
    if any(each.mentor_id == mentor.pk for each in open_ones):
        raise AlreadyAsked
    if path.mentorships.filter(mentor=mentor, state=State.DECLINED).exists():
        raise AnsweredNo
    if len(open_ones) >= MOST_REQUESTS:
        raise TooManyRequests(MOST_REQUESTS)
    _refuse_full(mentor)
    asked = Mentorship.objects.create(path=path, mentor=mentor, message=message)
    record("mentor.asked", asked, by=by, about=path)
    notifications.tell_of_request(asked, by=by)
    return asked


def _refuse_full(mentor) -> None:
    """Whoever said how many they help at once is asked for no more; of others nothing is known."""
    offer = Mentor.objects.select_for_update().filter(user=mentor).first()
    if offer and Mentorship.objects.accepted().filter(mentor=mentor).count() >= offer.at_once:
        raise MentorFull


@recorded
def accept_request(mentorship: Mentorship, *, by) -> Mentorship:
    """Become the mentor; other requests of that path are taken back by this.

    Raises RequestAnswered, AlreadyMentored, MentorFull.
    """
    mentorship = _locked(mentorship)
    if mentorship.state != State.ASKED:
        raise RequestAnswered(mentorship.get_state_display())
    _refuse_full(mentorship.mentor)
    now = timezone.now()
    mentorship.state, mentorship.answered_at = State.ACCEPTED, now
    try:
        with transaction.atomic():
            mentorship.save(update_fields=["state", "answered_at"])
    except IntegrityError as error:
        raise AlreadyMentored from error
    mentorship.path.mentorships.asked().update(state=State.WITHDRAWN, ended_at=now, message="")
    record("mentor.accepted", mentorship, by=by, about=mentorship.path)
    mark_mentored(mentorship.path, by=by)
    notifications.tell_of_answer(mentorship, by=by)
    return mentorship


@recorded
def decline_request(mentorship: Mentorship, *, by) -> Mentorship:
    """Say no; nobody has to say why. Raises RequestAnswered."""
    mentorship = _locked(mentorship)
    if mentorship.state != State.ASKED:
        raise RequestAnswered(mentorship.get_state_display())
    mentorship.state, mentorship.answered_at = State.DECLINED, timezone.now()
    mentorship.message = ""
    mentorship.save(update_fields=["state", "answered_at", "message"])
    record("mentor.declined", mentorship, by=by, about=mentorship.path)
    notifications.tell_of_answer(mentorship, by=by)
    return mentorship


@recorded
def end_mentorship(mentorship: Mentorship, *, by) -> Mentorship:
    """Take a request back, or end what was agreed; either of the two may. What was asked for is forgotten.

    Raises RequestOver.
    """
    mentorship = _locked(mentorship)
    if not mentorship.is_open:
        raise RequestOver
    was_asked = mentorship.state == State.ASKED
    mentorship.state = State.WITHDRAWN if was_asked else State.ENDED
    mentorship.ended_at, mentorship.message = timezone.now(), ""
    mentorship.save(update_fields=["state", "ended_at", "message"])
    record("mentor.withdrawn" if was_asked else "mentor.ended", mentorship, by=by, about=mentorship.path)
    if not was_asked:
        notifications.tell_of_end(mentorship, by=by)
    return mentorship


def _locked(mentorship: Mentorship) -> Mentorship:
    """The path first, then the request, as asking does: two who lock both in one order never wait for each other."""
    FirstPath.objects.select_for_update().get(pk=mentorship.path_id)
    rows = Mentorship.objects.select_for_update(of=("self",)).select_related("path__user", "mentor")
    return rows.get(pk=mentorship.pk)
