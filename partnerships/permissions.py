# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`.

What an affiliate may do on its own partnerships it may do on those it co-leads, but for removing them, for
inviting others and for what concerns advocates.
"""

from django.db.models import QuerySet

from accounts.fields import Tier
from accounts.models import Membership, User
from accounts.permissions import POLICY, Reach, affiliate_ids, may, may_somewhere
from partnerships.models.sharing import participants_of, shared_with


def _may_on(user, action: str, partnership) -> bool:
    """Whether the user may do `action` to the partnership, through its own or a co-leading affiliate."""
    own = may(user, action, affiliate_id=partnership.affiliate_id, is_open=not partnership.is_confidential)
    return own or partnership.pk in shared_with(user, action)


def may_add_institution(user) -> bool:
    return may_somewhere(user, "institution.add")


def may_correct_institution(user) -> bool:
    return may_somewhere(user, "institution.correct")


def may_edit_advocate(user, affiliate_id: int) -> bool:
    return may(user, "advocate.edit", affiliate_id=affiliate_id)


def may_search_for(user, advocate) -> bool:
    """Have texts and files searched for somebody, as whoever erases them must."""
    return may_edit_advocate(user, advocate.affiliate_id) and not advocate.is_anonymous


def may_open_partnership(user, affiliate_id: int) -> bool:
    return may(user, "partnership.open", affiliate_id=affiliate_id)


def is_inside(user, partnership) -> bool:
    """Whether the user sees more of the partnership than the public does."""
    return _may_on(user, "partnership.see", partnership)


def may_steer(user, partnership) -> bool:
    """Move it, plan its next step, correct it."""
    return _may_on(user, "partnership.steer", partnership)


def may_read_notes(user, partnership) -> bool:
    return _may_on(user, "partnership.notes", partnership)


def may_edit_mou(user, partnership) -> bool:
    return _may_on(user, "mou.edit", partnership)


def may_read_document(user, partnership) -> bool:
    return _may_on(user, "mou.document", partnership)


def may_hold_mou(user, partnership) -> bool:
    """Keep an agreement against its period, and let it go: administrators of the affiliate whose it is."""
    return may(user, "mou.hold", affiliate_id=partnership.affiliate_id)


def closeness_to(user, partnership) -> Tier:
    """How close the user stands to a partnership, and to what hangs on it."""
    if may_steer(user, partnership):
        return Tier.EDITORS
    if may_read_notes(user, partnership):
        return Tier.AFFILIATE
    return Tier.WMF if is_inside(user, partnership) else Tier.PUBLIC


def readers_of(partnership) -> QuerySet[User]:
    """Who may read its internal notes: members of the affiliates that lead it. Two queries."""
    return _members_who(partnership, "partnership.notes")


def steerers_of(partnership) -> QuerySet[User]:
    """Who may do its tasks and lead it: coordinators and administrators of the affiliates that lead it."""
    return _members_who(partnership, "partnership.steer")


def _members_who(partnership, action: str) -> QuerySet[User]:
    members = Membership.objects.current().filter(
        affiliate__in=participants_of(partnership), role__in=roles_that(action)
    )
    return User.objects.filter(is_active=True, pk__in=members.values("user"))


def roles_that(action: str) -> list[str]:
    """The roles in an affiliate by which one may do `action` to what is the affiliate's."""
    return [role for role, reach in POLICY[action].items() if reach == Reach.OWN_AFFILIATE]


def may_see_others(user) -> bool:
    """Whether the user hears which other affiliates are in touch with an institution: all who work in one."""
    return bool(affiliate_ids(user, "partnership.notes"))


def may_invite(user, partnership) -> bool:
    """Ask another affiliate to lead it together: for the affiliate that opened it."""
    return may(user, "colead.propose", affiliate_id=partnership.affiliate_id)


def may_answer(user, co_lead) -> bool:
    """Accept or decline: for the affiliate that was asked. Needs `co_lead.partnership`."""
    return may(user, "colead.answer", affiliate_id=co_lead.asked_affiliate_id)


def may_withdraw(user, co_lead) -> bool:
    """Take the proposal back: for the affiliate that asked."""
    return may(user, "colead.propose", affiliate_id=co_lead.asked_by_affiliate_id)


def may_end(user, co_lead) -> bool:
    """Stop leading together: for either of the two."""
    both = (co_lead.affiliate_id, co_lead.partnership.affiliate_id)
    return any(may(user, "colead.answer", affiliate_id=pk) for pk in both)
