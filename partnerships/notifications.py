# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is told of what: rows in the outbox, written with the change; the worker sends them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Membership, User
from accounts.permissions import POLICY
from interface import words
from partnerships.models import CoLead
from partnerships.models.stages import own_name
from partnerships.permissions import roles_that
from partnerships.stages import Phase
from teamwork import notices
from teamwork.actions import tell_followers
from work.actions import post


def tell_lead_of_move(partnership, source, target, *, by) -> None:
    """Mail to the lead when somebody else moved the partnership; in the lead's language."""
    lead = partnership.lead
    if lead.pk == by.pk or not lead.email or lead.restricted_at:
        return
    with translation.override(lead.language or settings.LANGUAGE_CODE):
        words = {
            "who": str(by),
            "institution": str(partnership.institution),
            "source": source.name,
            "target": target.name,
        }
        subject = _("%(institution)s is now in “%(target)s”") % words
        body = (
            _("%(who)s moved the partnership with %(institution)s from “%(source)s” to “%(target)s”.") % words
        )
    post(
        "mail",
        key=f"partnership-moved-{partnership.pk}-{partnership.version}",
        payload={
            "to": lead.email,
            "subject": " ".join(subject.split()),
            "body": f"{body}\n\n{settings.SITE_URL.rstrip('/')}{partnership.get_absolute_url()}\n",
        },
    )


@dataclass(frozen=True)
class Announcement:
    """What is said of advocates whose time runs out, where they are listed, and under which kind of notice."""

    kind: str
    address: str
    subject: Callable[[int], str]
    body: Callable[[], str]


SILENT = Announcement(
    "advocates.silent",
    "/advocates/?warmth=silent",
    lambda count: ngettext(
        "Are you still in touch with %(count)s advocate?",
        "Are you still in touch with %(count)s advocates?",
        count,
    ),
    lambda: _(
        "Nobody has noted a contact with them for a long time. Unless somebody does, or renews them with a reason, the "
        "first is forgotten on %(day)s: the name, the addresses and the notes are removed."
    ),
)
ENDING = Announcement(
    "advocates.ending",
    "/advocates/?standing=ending",
    lambda count: ngettext(
        "%(count)s advocate will be forgotten soon",
        "%(count)s advocates will be forgotten soon",
        count,
    ),
    lambda: _(
        "Their time with you runs out, the first on %(day)s. A new contact, or a renewal with a "
        "reason, keeps somebody longer; otherwise the name, the addresses and the notes are removed."
    ),
)


def caretakers(affiliate):
    """The users who look after the affiliate's advocates."""
    members = Membership.objects.current().filter(affiliate=affiliate, role__in=list(POLICY["advocate.edit"]))
    return User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("pk")


def tell_of_ends(warning: Announcement, users, *, count: int, first, key: str) -> int:
    """Mail: so many advocates are forgotten soon. It names nobody: a mail cannot be called back."""
    told = [user for user in users if user.email and not user.restricted_at]
    for user in told:
        with translation.override(user.language or settings.LANGUAGE_CODE):
            subject = warning.subject(count) % {"count": count}
            body = warning.body() % {"day": words.day(first)}
        post(
            "mail",
            key=f"{key}-{user.pk}",
            payload={
                "to": user.email,
                "subject": subject,
                "body": f"{body}\n\n{settings.SITE_URL.rstrip('/')}{warning.address}\n",
            },
        )
    return len(told)


def _stage_in_readers_language(said: dict) -> dict:
    phases = dict(Phase.choices)
    return said | {"target": own_name(said.get("names", {})) or phases.get(said.get("phase"), "…")}


notices.register(
    "partnership.moved",
    gettext_lazy("%(who)s moved “%(record)s” to “%(target)s”."),
    reading=_stage_in_readers_language,
    icon_name="arrowNext",
)


def _seers_of_moves(partnership):
    """Who may see its moves, as a condition within one query: a move is timed to the query."""
    joined = CoLead.objects.accepted().filter(partnership=partnership.pk).order_by()
    members = Membership.objects.current().filter(
        Q(affiliate=partnership.affiliate_id) | Q(affiliate__in=joined.values("affiliate")),
        role__in=roles_that("move.see"),
    )
    seers = Q(pk__in=members.values("user"))
    return User.objects.filter(seers if partnership.is_confidential else seers | Q(is_wmf_staff=True))


def tell_followers_of_move(partnership, target, *, by) -> int:
    """Tell those who follow the partnership and may still see its moves; one query, three when somebody does."""
    return tell_followers(
        partnership,
        by=by,
        kind="partnership.moved",
        words={
            "who": by,
            "record": partnership.institution,
            "names": target.names or {},
            "phase": target.phase,
        },
        address=partnership.get_absolute_url(),
        readers=lambda: _seers_of_moves(partnership),
        key=f"partnership-moved-{partnership.pk}-{partnership.version}",
    )
