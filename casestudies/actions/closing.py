# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of somebody's unpublished case studies when they close their account."""

from django.utils import timezone

from accounts.models import Membership
from casestudies.models import CaseStudy, CoAuthor
from journal.actions import forget_words, record
from journal.forgetting import emptied


def settle_drafts(user, *, by, drafts: str, **_choices) -> None:
    """Delete what nobody else writes, or hand it over; what a co-author writes along is theirs from now on.

    What was handed in stays with its affiliate. In the caller's transaction.
    """
    own = CaseStudy.objects.select_for_update(of=("self",)).filter(author=user)
    for case_study in own.filter(state__in=CaseStudy.UNPUBLISHED).order_by("pk"):
        heir = _co_author(case_study) or (_administrator(case_study) if drafts == "hand_over" else None)
        if heir is not None:
            _hand_over(case_study, heir, by=by)
        elif case_study.state not in (CaseStudy.State.FILED, CaseStudy.State.ACCEPTED):
            _delete(case_study)


def _co_author(case_study: CaseStudy):
    share = CoAuthor.objects.writing().filter(case_study=case_study).select_related("user").first()
    return share.user if share else None


def _administrator(case_study: CaseStudy):
    partnership = case_study.partnership
    affiliate_id = case_study.affiliate_id or (partnership.affiliate_id if partnership else None)
    role = Membership.objects.current().filter(affiliate=affiliate_id, role=Membership.Role.ADMIN)
    role = role.filter(user__is_active=True).exclude(user=case_study.author_id)
    first = role.select_related("user").order_by("pk").first() if affiliate_id else None
    return first.user if first else None


def _hand_over(case_study: CaseStudy, heir, *, by) -> None:
    case_study.author = heir
    case_study.version += 1
    case_study.save(update_fields=["author", "version"])
    CoAuthor.objects.filter(case_study=case_study, user=heir, ended_at=None).update(ended_at=timezone.now())
    record("casestudy.handed_over", case_study, by=by)


def _delete(case_study: CaseStudy) -> None:
    forget_words(case_study)
    pk = case_study.pk
    case_study.delete()
    past = CaseStudy.pgh_event_model.objects.filter(pgh_obj_id=pk)
    emptied(past, title="", campaign="", campaign_url="")
