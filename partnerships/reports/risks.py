# SPDX-License-Identifier: GPL-3.0-or-later
"""What may break a partnership: one person, silence, no lead, no plan, an agreement that runs out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, User
from accounts.permissions import POLICY
from interface import words as wording
from partnerships.models import Advocate, CoLead, Mou, Partnership, Post

# A quarter: shorter, holidays would raise the alarm; longer, a plan for the year is lost before it rings.
SILENT_AFTER_DAYS = 90


@dataclass(frozen=True)
class Risk:
    """One thing that may break a partnership, and the one verb that leads to its cure.

    `about_people` ones speak of an affiliate's advocates and are not for those who may not see these.
    """

    code: str
    words: str
    cure: str
    address: str
    about_people: bool = True


@dataclass
class _People:
    """What is known of one affiliate's advocates at one institution."""

    here: int = 0
    gone: int = 0
    some_advocate: int = 0
    last_contact_on: date | None = None
    untold: int = 0


def risks_of(partnerships: Iterable[Partnership], *, today: date | None = None) -> dict[int, list[Risk]]:
    """{id: risks} of the open ones among many partnerships, the gravest first, in two queries."""
    today = today or timezone.localdate()
    open_ones = [each for each in partnerships if each.is_open]
    people, state = _people_of(open_ones, today), _state_of(open_ones, today)
    return {
        each.pk: list(
            _risks(each, people[each.affiliate_id, each.institution_id], *state[each.pk], today=today)
        )
        for each in open_ones
    }


def _people_of(partnerships: list[Partnership], today: date) -> dict[tuple[int, int], _People]:
    found: dict[tuple[int, int], _People] = defaultdict(_People)
    posts = (
        Post.objects.filter(
            institution__in={each.institution_id for each in partnerships},
            advocate__affiliate__in={each.affiliate_id for each in partnerships},
        )
        .order_by("pk")
        .values_list(
            "advocate__affiliate",
            "institution",
            "advocate",
            "ended_on",
            "advocate__engagement",
            "advocate__anonymised_at",
            "advocate__last_contact_on",
            "advocate__restricted_at",
            "advocate__notice__how",
            "advocate__notice__due_on",
        )
    )
    for (
        affiliate,
        institution,
        advocate,
        ended_on,
        engagement,
        anonymised_at,
        last,
        restricted_at,
        *notice,
    ) in posts:
        people = found[affiliate, institution]
        if ended_on or anonymised_at or engagement == Advocate.Engagement.LEFT:
            people.gone += 1
            continue
        people.here += 1
        told, due_on = notice
        if told == "" and due_on < today:
            people.untold = people.untold or advocate
        if restricted_at:  # there, but nothing else is to be done with them
            continue
        if last and (people.last_contact_on is None or last > people.last_contact_on):
            people.last_contact_on, people.some_advocate = last, advocate
        people.some_advocate = people.some_advocate or advocate
    return found


def _state_of(partnerships: list[Partnership], today: date) -> dict[int, tuple[bool, date | None]]:
    """{id: (is its lead active and may still steer it, the end of an agreement with nothing to follow)}."""
    roles = list(POLICY["partnership.steer"])
    joined = CoLead.objects.accepted().filter(partnership=OuterRef(OuterRef("pk"))).values("affiliate")
    serving = Membership.objects.current().filter(
        Q(affiliate=OuterRef("affiliate")) | Q(affiliate__in=joined), user=OuterRef("lead"), role__in=roles
    )
    is_led = Q(Exists(User.objects.filter(pk=OuterRef("lead"), is_active=True))) & Q(Exists(serving))
    ending = Mou.objects.to_renew(on=today).filter(partnership=OuterRef("pk")).order_by("ends_on")
    rows = Partnership.objects.filter(pk__in=[each.pk for each in partnerships]).values_list(
        "pk", is_led, Subquery(ending.values("ends_on")[:1])
    )
    return {pk: (led, ends_on) for pk, led, ends_on in rows}


def _risks(partnership: Partnership, people: _People, is_led: bool, ends_on: date | None, *, today: date):
    if not is_led:
        yield Risk(
            "lead_gone",
            _("The lead has left: nobody looks after it."),
            _("Hand it over"),
            reverse("partnerships:hand-over", args=[partnership.lead_id])
            + f"?affiliate={partnership.affiliate_id}",
            about_people=False,
        )
    yield from _risks_of_people(partnership, people, today)
    if ends_on:
        yield Risk(
            "agreement_ends",
            _("The agreement ends on %(day)s, and nothing follows it.") % {"day": wording.day(ends_on)},
            _("Draft the next one"),
            reverse("agreements:mou-draft", args=[partnership.pk]),
            about_people=False,
        )
    if not partnership.next_step:
        yield Risk(
            "no_next_step",
            _("Nothing is planned next."),
            _("Plan the next step"),
            reverse("partnerships:next-step", args=[partnership.pk]),
            about_people=False,
        )


def _risks_of_people(partnership: Partnership, people: _People, today: date):
    introduce = reverse("partnerships:advocate-introduce", args=[partnership.institution_id])
    if people.here == 0:
        said = _("The last advocate has left.") if people.gone else _("Nobody at the institution is known.")
        yield Risk("no_advocate", said, _("Introduce somebody"), introduce)
        return
    if people.untold:
        yield Risk(
            "notice_overdue",
            _("Somebody there has not been told in time what you keep of them."),
            _("Tell them"),
            reverse("partnerships:advocate-notice", args=[people.untold]),
        )
    if not people.some_advocate:  # all of them restricted what is done with their data
        return
    silent = (today - people.last_contact_on).days if people.last_contact_on else None
    contact = reverse("partnerships:advocate-contact", args=[people.some_advocate])
    if silent is None:
        yield Risk("never_contacted", _("No contact with anybody there is noted."), _("Note one"), contact)
    elif silent >= SILENT_AFTER_DAYS:
        words = ngettext(
            "Nobody there has been in touch for %(days)s day.",
            "Nobody there has been in touch for %(days)s days.",
            silent,
        ) % {"days": silent}
        yield Risk("silent", words, _("Get in touch"), contact)
    if people.here == 1:
        code = "only_one_left" if people.gone else "only_one"
        words = (
            _("Only one advocate is left, and others have gone.")
            if people.gone
            else _("It hangs on a single advocate.")
        )
        yield Risk(code, words, _("Introduce a second"), introduce)
