# SPDX-License-Identifier: GPL-3.0-or-later
"""Several affiliates leading one partnership: one side proposes, the other answers, either may end it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate, Membership, User
from accounts.permissions import may
from journal.actions import record, recorded
from partnerships.errors import (
    AnsweredAlready,
    CoLeadUnderWay,
    LeadWouldLeave,
    NotToBeShared,
    OpensItAlready,
)
from partnerships.models import CoLead, Partnership
from partnerships.models.sharing import participants_of
from partnerships.permissions import roles_that
from teamwork import notices
from teamwork.actions import tell

notices.register(
    "colead.proposed",
    _("%(affiliate)s proposes to lead the partnership with “%(record)s” together. Your answer is awaited."),
    icon_name="userGroup",
)
notices.register(
    "colead.accepted",
    _("%(affiliate)s agreed to lead the partnership with “%(record)s” together."),
    icon_name="userGroup",
)
notices.register(
    "colead.declined",
    _("%(affiliate)s declined to lead the partnership with “%(record)s” together."),
    icon_name="userGroup",
)
notices.register(
    "colead.ended",
    _("The partnership with “%(record)s” is no longer led together with %(affiliate)s."),
    icon_name="userGroup",
)


@recorded
def propose_co_lead(
    partnership: Partnership,
    affiliate: Affiliate,
    *,
    by: User,
    message: str = "",
    asked_by: Affiliate | None = None,
) -> CoLead:
    """Propose that `affiliate` leads the partnership together with the one that opened it.

    `asked_by` is the side that asks: the opening affiliate (when not given) invites, or `affiliate` asks to
    join; the other side is told. Raises OpensItAlready, NotToBeShared or CoLeadUnderWay.
    """
    partnership = _locked(partnership)
    if affiliate.pk == partnership.affiliate_id:
        raise OpensItAlready
    if not partnership.is_open or partnership.removed_at:
        raise NotToBeShared
    co_lead = CoLead(
        partnership=partnership,
        affiliate=affiliate,
        asked_by_affiliate=asked_by or partnership.affiliate,
        proposed_by=by,
        message=message.strip(),
    )
    try:
        with transaction.atomic():
            co_lead.save(force_insert=True)
    except IntegrityError as error:
        raise CoLeadUnderWay(affiliate) from error
    record("colead.proposed", co_lead, by=by, about=partnership, after=affiliate)
    _tell(co_lead, "proposed", co_lead.asked_affiliate_id, co_lead.asked_by_affiliate, by=by)
    return co_lead


@recorded
def accept_co_lead(co_lead: CoLead, *, by: User) -> CoLead:
    """Lead it together from now on. Raises AnsweredAlready or NotToBeShared."""
    partnership = _locked(co_lead.partnership)
    if not partnership.is_open or partnership.removed_at:
        raise NotToBeShared
    co_lead = _answered(co_lead, CoLead.State.ACCEPTED, by=by)
    record("colead.accepted", co_lead, by=by, about=partnership, after=co_lead.affiliate)
    _tell_asker(co_lead, "accepted", by=by)
    return co_lead


@recorded
def decline_co_lead(co_lead: CoLead, *, by: User) -> CoLead:
    """Say no to a proposal. Raises AnsweredAlready."""
    co_lead = _answered(co_lead, CoLead.State.DECLINED, by=by)
    record("colead.declined", co_lead, by=by, about=co_lead.partnership, after=co_lead.affiliate)
    _tell_asker(co_lead, "declined", by=by)
    return co_lead


@recorded
def withdraw_co_lead(co_lead: CoLead, *, by: User) -> CoLead:
    """Take a proposal back before it is answered. Raises AnsweredAlready."""
    co_lead = _answered(co_lead, CoLead.State.ENDED, by=by)
    record("colead.withdrawn", co_lead, by=by, about=co_lead.partnership, after=co_lead.affiliate)
    return co_lead


@recorded
def end_co_lead(co_lead: CoLead, *, by: User) -> CoLead:
    """Stop leading together; the people of the other affiliate see no more of it at once.

    Raises AnsweredAlready, or LeadWouldLeave when the lead would no longer belong to the partnership.
    """
    partnership = _locked(co_lead.partnership)
    staying = participants_of(partnership) - {co_lead.affiliate_id}
    lead = User.objects.get(pk=partnership.lead_id)
    is_theirs = may(lead, "partnership.steer", affiliate_id=co_lead.affiliate_id)
    if is_theirs and not any(may(lead, "partnership.steer", affiliate_id=pk) for pk in staying):
        raise LeadWouldLeave(lead)
    co_lead = _answered(co_lead, CoLead.State.ENDED, by=by, was=CoLead.State.ACCEPTED)
    record("colead.ended", co_lead, by=by, about=partnership, before=co_lead.affiliate)
    _tell(co_lead, "ended", co_lead.affiliate_id, partnership.affiliate, by=by)
    _tell(co_lead, "ended", partnership.affiliate_id, co_lead.affiliate, by=by)
    return co_lead


def _locked(partnership: Partnership) -> Partnership:
    return Partnership.objects.select_for_update().get(pk=partnership.pk)


def _answered(co_lead: CoLead, state: str, *, by: User, was: str = CoLead.State.PROPOSED) -> CoLead:
    """The co-lead in its new state. Of two who answer at once the second is refused."""
    co_lead = CoLead.objects.select_for_update().get(pk=co_lead.pk)
    if co_lead.state != was:
        raise AnsweredAlready
    co_lead.state, co_lead.answered_by, co_lead.answered_at = state, by, timezone.now()
    co_lead.save(update_fields=["state", "answered_by", "answered_at"])
    return co_lead


def _tell_asker(co_lead: CoLead, what: str, *, by: User) -> None:
    answering = Affiliate.objects.get(pk=co_lead.asked_affiliate_id)
    _tell(co_lead, what, co_lead.asked_by_affiliate_id, answering, by=by)


def _tell(co_lead: CoLead, what: str, to: int, affiliate: Affiliate, *, by: User) -> None:
    """Tell those who answer for the affiliate `to` what the other one, `affiliate`, did."""
    institution = co_lead.partnership.institution
    tell(
        answering_for(to),
        kind=f"colead.{what}",
        # Not the partnership: whom a proposal reaches does not see it yet.
        record=institution,
        key=f"co-lead-{co_lead.pk}-{what}-{to}",
        words={"who": by, "record": institution, "affiliate": affiliate},
        address=co_lead.get_absolute_url(),
        mail=True,
        by=by,
    )


def answering_for(affiliate_id: int):
    """The people who answer for an affiliate: its coordinators and administrators."""
    members = Membership.objects.current().filter(
        affiliate=affiliate_id, role__in=roles_that("colead.answer")
    )
    return User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("pk")
