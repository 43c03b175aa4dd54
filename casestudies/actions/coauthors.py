# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing together: inviting, answering, leaving, letting go. Rights follow from the rows at once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from casestudies.actions.holds import drop_holds
from casestudies.errors import (
    InvitedAlready,
    IsTheAuthor,
    NoInvitation,
    NotWritingAlong,
    NotYourself,
    SharedNoMore,
    TooManyCoAuthors,
)
from casestudies.models import CaseStudy, CoAuthor
from casestudies.notifications import tell_of_share
from journal.actions import record, recorded

MOST_COAUTHORS = 20


@recorded
def invite_coauthor(case_study: CaseStudy, user, *, by) -> CoAuthor:
    """Ask somebody to write along. Raises SharedNoMore, IsTheAuthor, NotYourself, InvitedAlready, TooManyCoAuthors."""
    case_study = _locked(case_study)
    if case_study.is_mirrored or case_study.state == CaseStudy.State.WITHDRAWN:
        raise SharedNoMore
    if user.pk == by.pk:
        raise NotYourself
    if user.pk == case_study.author_id:
        raise IsTheAuthor(user)
    if case_study.coauthors.filter(ended_at=None).count() >= MOST_COAUTHORS:
        raise TooManyCoAuthors(MOST_COAUTHORS)
    try:
        with transaction.atomic():
            share = CoAuthor.objects.create(case_study=case_study, user=user, invited_by=by)
    except IntegrityError as error:
        raise InvitedAlready(user) from error
    record("coauthor.invited", case_study, by=by, after=user)
    tell_of_share(share, "invited", to=user, by=by, mail=True)
    return share


@recorded
def accept_invitation(share: CoAuthor, *, by) -> CoAuthor:
    """Write along from now on, under the text's licence. Raises NoInvitation when it was answered or taken back."""
    _locked(share.case_study)
    share = _open(share)
    if share.accepted_at:
        raise NoInvitation
    share.accepted_at = timezone.now()
    share.save(update_fields=["accepted_at"])
    record("coauthor.accepted", share.case_study, by=by)
    tell_of_share(share, "accepted", to=share.case_study.author, by=by)
    return share


@recorded
def decline_invitation(share: CoAuthor, *, by) -> CoAuthor:
    """Say no; what was to be read is not seen any more. Raises NoInvitation."""
    _locked(share.case_study)
    share = _open(share)
    if share.accepted_at:
        raise NoInvitation
    return _end(share, "declined", to=share.case_study.author, by=by)


@recorded
def leave_case_study(share: CoAuthor, *, by) -> CoAuthor:
    """Write along no longer, by one's own wish. Raises NotWritingAlong."""
    _locked(share.case_study)
    share = _open(share, NotWritingAlong)
    return _end(share, "left", to=share.case_study.author, by=by)


@recorded
def let_coauthor_go(share: CoAuthor, *, by) -> CoAuthor:
    """The author lets somebody go, or takes an invitation back: they lose it with their next request.

    Raises NotWritingAlong.
    """
    _locked(share.case_study)
    share = _open(share, NotWritingAlong)
    return _end(share, "let_go", to=share.user, by=by)


def _locked(case_study: CaseStudy) -> CaseStudy:
    """Nothing is saved on it meanwhile: whoever is let go has saved before, or saves no more."""
    return CaseStudy.objects.select_for_update(of=("self",)).get(pk=case_study.pk)


def _open(share: CoAuthor, refusal: type[Exception] = NoInvitation) -> CoAuthor:
    share = (
        CoAuthor.objects.select_for_update(of=("self",))
        .select_related("case_study__author", "user")
        .get(pk=share.pk)
    )
    if share.ended_at:
        raise refusal
    return share


def _end(share: CoAuthor, how: str, *, to, by) -> CoAuthor:
    share.ended_at = timezone.now()
    share.save(update_fields=["ended_at"])
    drop_holds(share.case_study, share.user)
    record(f"coauthor.{how}", share.case_study, by=by, before=share.user if how == "let_go" else "")
    tell_of_share(share, how, to=to, by=by)
    return share
