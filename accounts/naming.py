# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody who signs in is called, and to whom the name is shown: they decide, their affiliates always see it.

Whoever has decided nothing is named to others only where the wiki names them already.
"""

import re

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.permissions import memberships_of

# What stands in the row of an account whose owner closed it, in place of every name.
_CLOSED = re.compile(r"former-member-(\d{1,18})")


def closed_login(pk: int) -> str:
    """The user name that a closed account bears. No reader is shown it."""
    return f"former-member-{pk}"


def name_from(wiki: str, first: str, last: str, login: str) -> str:
    """What `str(user)` says, of the bare values: for lists that make no object of each row."""
    name = wiki or f"{first} {last}".strip()
    if not name and (closed := _CLOSED.fullmatch(login)):
        return _("Former member #%(number)s") % {"number": closed[1]}
    return name or login


def named_to(reader) -> Q:
    """The condition on users whose name the reader is shown where the wiki does not show it."""
    mine = {each["affiliate_id"] for each in memberships_of(reader)}
    condition = Q(openness=User.Openness.OPEN) | Q(pk=reader.pk)
    if mine:
        roles = Membership.objects.current().filter(user=OuterRef("pk"), affiliate__in=sorted(mine))
        condition |= Q(Exists(roles))
    return condition


def is_named_to(reader, person: User, *, on_wiki: bool = False) -> bool:
    """Whether the reader is shown the person's name; `on_wiki`: beside what the wiki shows under that name."""
    if person.openness == User.Openness.OPEN or person.pk == reader.pk:
        return True
    if on_wiki and person.openness == User.Openness.WIKI:
        return True
    return person.pk in colleagues_of(reader)


def name_to(reader, person: User, *, on_wiki: bool = False) -> str:
    """The person's name, or words in its place."""
    return str(person) if is_named_to(reader, person, on_wiki=on_wiki) else _("a Wikimedian")


def colleagues_of(reader) -> set[int]:
    """Who has a role where the reader has one; at most one query, kept on the user object."""
    if not hasattr(reader, "_colleagues"):
        mine = {each["affiliate_id"] for each in memberships_of(reader)}
        roles = Membership.objects.current().filter(affiliate__in=sorted(mine))
        reader._colleagues = set(roles.values_list("user", flat=True)) if mine else set()
    return reader._colleagues
