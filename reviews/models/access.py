# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose words these are: who wrote a case study, and whose reviews a user may read."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, User
from accounts.permissions import POLICY, scope
from casestudies.models import CaseStudy, CoAuthor
from casestudies.models.studies import OPEN_TO_OTHERS
from partnerships.permissions import roles_that

# What those who review may go on reading of; a draft and a withdrawn one are their authors' alone.
REVIEWED = (*CaseStudy.HANDED_IN, CaseStudy.State.PUBLISHED.value)


def read_by(user) -> QuerySet[CaseStudy]:
    """The case studies whose reviews the user may read: their own, and those they may review."""
    reach = scope(user, "casestudy.review", is_open=OPEN_TO_OTHERS) & Q(
        author__isnull=False, state__in=REVIEWED
    )
    return CaseStudy.objects.written_by(user) | CaseStudy.objects.filter(reach)


def is_about_confidential(case_study: CaseStudy) -> bool:
    """Whether it tells of a partnership that is for the affiliates that lead it alone."""
    return bool(case_study.partnership_id) and case_study.partnership.is_confidential


def has_written(user, case_study: CaseStudy) -> bool:
    """Whether the text is theirs too: its author, and whoever wrote with them, even if they have left since."""
    if case_study.author_id == user.pk:
        return True
    return case_study.coauthors.filter(user=user.pk, accepted_at__isnull=False).exists()


def authors_of(case_study: CaseStudy) -> QuerySet[User]:
    """Who writes it now."""
    together = CoAuthor.objects.writing().filter(case_study=case_study)
    return User.objects.filter(
        Q(pk=case_study.author_id) | Q(pk__in=together.values("user")), is_active=True
    ).order_by("pk")


def reviewers_for(case_study: CaseStudy) -> QuerySet[User]:
    """Who may review it: those whose role reaches it, but nobody who wrote it."""
    who = Q(pk__in=_holders().filter(affiliate=case_study.affiliate_id).values("user"))
    if "wmf" in POLICY["casestudy.review"] and not is_about_confidential(case_study):
        who |= Q(is_wmf_staff=True)
    wrote = CoAuthor.objects.filter(case_study=case_study, accepted_at__isnull=False)
    found = User.objects.filter(who, is_active=True).exclude(pk=case_study.author_id)
    return found.exclude(pk__in=wrote.values("user"))


def may_still_review() -> Q:
    """The condition of reviews whose reviewer has not lost the right since, nor begun to write along."""
    held = _holders().filter(user=OuterRef("reviewer"), affiliate=OuterRef("case_study__affiliate"))
    wrote = CoAuthor.objects.filter(
        case_study=OuterRef("case_study"), user=OuterRef("reviewer"), accepted_at__isnull=False
    )
    told = Q(case_study__partnership=None) | Q(case_study__partnership__is_confidential=False)
    may = (Q(reviewer__is_wmf_staff=True) & told) | Exists(held)
    return Q(reviewer__is_active=True) & may & ~Exists(wrote)


def _holders() -> QuerySet[Membership]:
    return Membership.objects.current().filter(role__in=roles_that("casestudy.review"))
