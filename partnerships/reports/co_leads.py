# SPDX-License-Identifier: GPL-3.0-or-later
"""Who else is in touch with an institution, and what an affiliate leads together with others."""

from collections.abc import Collection
from dataclasses import dataclass

from accounts.permissions import affiliate_ids
from partnerships.models import CoLead, Partnership
from partnerships.models.sharing import shared_with
from partnerships.stages import Phase

# All that one affiliate hears of another's partnership before they lead it together.
TOLD = (
    "phase",
    "institution_id",
    "affiliate__name",
    "lead__wiki_username",
    "lead__first_name",
    "lead__last_name",
    "lead__username",
    "lead__closed_at",
)


@dataclass(frozen=True)
class InTouch:
    """Another affiliate with an open partnership: which, how far, whom to ask.

    `is_shared` when the reader's affiliate leads it too, `proposal` is the co-lead that waits for an answer,
    `ours` the reader's own partnership there, to which the other affiliate could be invited instead.
    """

    partnership_id: int
    affiliate_id: int
    affiliate: str
    phase: str
    lead: str
    is_shared: bool = False
    proposal: CoLead | None = None
    ours: int | None = None


def in_touch_at(institution, user) -> list[InTouch]:
    """The other affiliates that are in touch with the institution; at most three queries.

    Only for those who work in an affiliate themselves (`permissions.may_see_others`); nobody for others.
    """
    own = affiliate_ids(user, "partnership.see")
    if not own:
        return []
    mine = Partnership.objects.inside_for(user)
    there = (mine | Partnership.objects.open_to_others()).kept().open().filter(institution=institution)
    there = list(there.select_related("affiliate", "lead").only(*TOLD).order_by("affiliate__name", "pk"))
    others = [partnership for partnership in there if partnership.affiliate_id not in own]
    if not others:
        return []
    inviting = affiliate_ids(user, "colead.propose")
    ours = next((each.pk for each in there if each.affiliate_id in inviting), None)
    shared, proposals = shared_with(user, "partnership.see"), _proposals(others, own)
    return [
        InTouch(
            partnership_id=each.pk,
            affiliate_id=each.affiliate_id,
            affiliate=str(each.affiliate),
            phase=str(Phase(each.phase).label),
            lead=str(each.lead),
            is_shared=each.pk in shared,
            proposal=proposals.get(each.pk),
            ours=ours,
        )
        for each in others
    ]


def _proposals(partnerships: list[Partnership], affiliates: Collection[int]) -> dict[int, CoLead]:
    """{partnership: the proposal between it and one of the affiliates}."""
    waiting = CoLead.objects.proposed().filter(partnership__in=partnerships, affiliate__in=sorted(affiliates))
    return {co_lead.partnership_id: co_lead for co_lead in waiting}


def co_led_by(affiliates: Collection[int], user):
    """Partnerships that the affiliates lead together with those that opened them, once each."""
    joined = CoLead.objects.accepted().filter(affiliate__in=sorted(affiliates)).order_by()
    seen = Partnership.objects.visible_to(user).filter(pk__in=joined.values("partnership"))
    return seen.select_related("institution", "affiliate", "stage", "lead").order_by(
        "-stage_entered_at", "-pk"
    )
