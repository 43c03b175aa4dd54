# SPDX-License-Identifier: GPL-3.0-or-later
"""The one permission table: role × action × kind of object. What is not in it is refused.

Roles and reach:
- everyone (signed in or not) is `public`; everyone signed in is also `volunteer`;
- `viewer`, `coordinator`, `admin` come from memberships and reach the objects of that affiliate only;
- `wmf` and `platform` come from the user's flags and reach as far as the table says;
- `elevated` is a platform administrator for half an hour, with a reason that stands in the journal
  (`accounts.elevation`): whatever they change needs it, and whatever of others' they read. Without it they only look
  after the platform: its health, its syncs, the versions of its statements.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache

from django.db.models import Q


class Reach(StrEnum):
    """How far a role's permission goes."""

    ALL = "all"  # every object of the kind
    OWN_AFFILIATE = "affiliate"  # objects of the affiliates where the user has the role
    OWN = "own"  # objects the user made
    SHARED = "shared"  # objects the user made, or makes together with who made them
    PUBLISHED = "published"  # objects marked public
    OPEN = "open"  # objects not marked confidential


ALL, AFFILIATE, OWN, PUBLISHED = Reach.ALL, Reach.OWN_AFFILIATE, Reach.OWN, Reach.PUBLISHED
SHARED, OPEN = Reach.SHARED, Reach.OPEN

POLICY: dict[str, dict[str, Reach]] = {
    # Institutions are facts about the world, open to all.
    "institution.see": {"public": ALL},
    "institution.add": {"coordinator": ALL, "admin": ALL},
    "institution.correct": {"coordinator": ALL, "admin": ALL},
    "institution.remove": {"admin": ALL, "elevated": ALL},
    "institution.merge": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    "item.renew": {"coordinator": ALL, "admin": ALL, "elevated": ALL},
    # Where an institution stands on the wikis; the places of a partnership go with the partnership.
    "place.see": {"public": PUBLISHED, "viewer": ALL, "coordinator": ALL, "admin": ALL, "wmf": ALL},
    "place.edit": {"coordinator": ALL, "admin": ALL},
    "quickstatements.make": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    "tie.edit": {"coordinator": ALL, "admin": ALL},
    "suggestion.see": {"public": ALL},
    "suggestion.make": {"volunteer": ALL},
    "suggestion.vote": {"volunteer": ALL},
    "suggestion.answer": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    # What an affiliate thinks of an institution is its own; of a dispute know those who must.
    "alignment.see": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "alignment.edit": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "dispute.see": {"admin": AFFILIATE},
    "dispute.read": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "dispute.raise": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    # Advocates are people: only those who work with them.
    "advocate.see": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "advocate.edit": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    # What a person may ask for: a copy is made by administrators, for the person.
    "advocate.export": {"admin": AFFILIATE},
    # Partnerships.
    "partnership.see": {
        "public": PUBLISHED,
        "viewer": AFFILIATE,
        "coordinator": AFFILIATE,
        "admin": AFFILIATE,
        "wmf": OPEN,
    },
    "stage.see": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE, "wmf": ALL},
    "move.see": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE, "wmf": OPEN},
    "partnership.notes": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "partnership.open": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "partnership.steer": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "partnership.remove": {"admin": AFFILIATE},
    "pipeline.edit": {"admin": AFFILIATE},
    # Several affiliates lead one partnership: either side asks, the other answers.
    "colead.propose": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "colead.answer": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    # Working together on a record; notes are an affiliate's own, as its internal notes are.
    "note.see": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "note.write": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "note.remove": {"admin": AFFILIATE},  # those of others too; each removes their own
    "task.see": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "task.edit": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "record.follow": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE, "wmf": OPEN},
    "view.save": {"volunteer": OWN},
    "view.affiliate": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "view.lend": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "view.share": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    # Agreements: the record is for those who see the partnership, the document for its affiliate.
    "mou.see": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE, "wmf": OPEN},
    "mou.document": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE},
    "mou.edit": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    "mou.hold": {"admin": AFFILIATE},  # for a dispute or the law, against its period
    "template.edit": {"coordinator": AFFILIATE, "admin": AFFILIATE},
    # What waits for somebody, and the feed of their dates.
    "today.see": {"volunteer": OWN},
    "feed.make": {"volunteer": OWN},
    # Case studies. Co-authors write the text; whose it is decides who they are, and speaks for it.
    "casestudy.see": {
        "public": PUBLISHED,
        "volunteer": SHARED,
        "viewer": AFFILIATE,
        "coordinator": AFFILIATE,
        "admin": AFFILIATE,
        "wmf": OPEN,
    },
    "casestudy.begin": {"volunteer": ALL},
    "brochure.make": {"volunteer": ALL},  # of public ones only
    "casestudy.write": {"volunteer": SHARED},
    "casestudy.lead": {"volunteer": OWN},  # invite co-authors and let them go, take over a hold, withdraw
    "coauthor.answer": {"volunteer": OWN},  # accept, decline, leave: for oneself alone
    "casestudy.publish": {"volunteer": OWN},  # on the wiki, as oneself
    "casestudy.review": {"coordinator": AFFILIATE, "admin": AFFILIATE, "wmf": OPEN},  # nobody their own
    "review.assign": {"coordinator": AFFILIATE, "admin": AFFILIATE, "wmf": OPEN},
    "casestudy.link": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    # What is learned from case studies; a first path and offering to be a mentor are everybody's own.
    "obstacle.note": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    "guide.edit": {"admin": ALL, "wmf": ALL},
    "path.walk": {"volunteer": OWN},
    "mentor.offer": {"volunteer": OWN},
    # The mirror of a public wiki.
    "contributor.see": {"public": ALL},
    # Countries where being named can endanger somebody: their people are for those who have a role.
    "contributor.see_protected": {
        "viewer": ALL,
        "coordinator": ALL,
        "admin": ALL,
        "wmf": ALL,
        "elevated": ALL,
    },
    "contributor.export": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    "claim.decide": {"coordinator": ALL, "admin": ALL, "wmf": ALL},
    "report.see": {"public": ALL},
    "areaname.map": {"wmf": ALL, "elevated": ALL},
    "sync.see": {"coordinator": ALL, "admin": ALL, "wmf": ALL, "platform": ALL},
    "sync.start": {"wmf": ALL, "elevated": ALL},
    # Wikimedians who have worked with institutions, for their colleagues.
    "people.see": {"viewer": ALL, "coordinator": ALL, "admin": ALL, "wmf": ALL},
    "profile.edit": {"volunteer": OWN},
    "account.close": {"volunteer": OWN, "elevated": ALL},
    # Dashboards.
    "dashboard.movement": {"wmf": ALL},
    "dashboard.affiliate": {"viewer": AFFILIATE, "coordinator": AFFILIATE, "admin": AFFILIATE, "wmf": ALL},
    # People and roles.
    "affiliate.found": {"elevated": ALL},
    "affiliate.list": {"admin": AFFILIATE, "platform": ALL},
    "membership.grant": {"admin": AFFILIATE, "elevated": ALL},
    "platform.elevate": {"platform": ALL},
    "token.make": {"volunteer": OWN},
    "records.read": {"elevated": ALL},
    "system.see": {"platform": ALL},
    # Personal data: what is said of them, who looked at them, why they are kept.
    # What everybody is asked to agree to binds everybody: it is published in an elevated session.
    "statement.list": {"platform": ALL},
    "statement.publish": {"elevated": ALL},
    "reading.see": {"admin": AFFILIATE},
    "assessment.write": {"admin": AFFILIATE},
    # An affiliate's administrators read their own journal; the platform's read all, without the words, when elevated.
    "audit.read": {"admin": AFFILIATE, "elevated": ALL},
}


# What other apps read with each membership, so that it costs no query of its own: {name: makes the expression}.
_READ_ALONG: dict[str, Callable] = {}


def read_along(name: str, expression: Callable) -> None:
    """Have `memberships_of` give `name` with each membership: what `expression()` is for it."""
    _READ_ALONG[name] = expression
    _current.cache_clear()


@cache
def _current(memberships):
    """The current rows with what is read along; kept, because every page asks and making the query is its cost."""
    along = {name: expression() for name, expression in _READ_ALONG.items()}
    current = memberships._default_manager.filter(ended_at=None).annotate(**along)
    return current.values("role", "affiliate_id", *along)


# Actions that a role alone does not open, and what else must be so: {action: asks of the user}.
_WITHHELD: dict[str, Callable] = {}


def withhold(*actions: str, unless: Callable) -> None:
    """Refuse these actions to whoever has the role, as long as `unless(user)` is not so."""
    _WITHHELD.update(dict.fromkeys(actions, unless))


def memberships_of(user) -> list[dict]:
    """The current memberships: role, affiliate_id and what is read along; in the query for the roles."""
    roles_of(user)
    return getattr(user, "_memberships", [])


def roles_of(user) -> dict[str, set[int] | None]:
    """{role: ids of the affiliates it holds in, None for everywhere}; one query, kept on the user object.

    Whoever comes with a token for one affiliate (`within`) has the roles there and no others.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return {"public": None}
    if not hasattr(user, "_roles"):
        only = getattr(user, "_within", None)
        roles: dict[str, set[int] | None] = {"public": None}
        current = _current(user.memberships.model).filter(user=user.pk)
        user._memberships = list(current if only is None else current.filter(affiliate=only))
        for membership in user._memberships:
            roles.setdefault(membership["role"], set()).add(membership["affiliate_id"])
        if only is None:
            everywhere = {
                "volunteer": True,
                "wmf": user.is_wmf_staff,
                "platform": user.is_platform_admin,
                "elevated": user.is_platform_admin and user.is_elevated,
            }
            roles |= {role: None for role, holds in everywhere.items() if holds}
        user._roles = roles
    return user._roles


def within(user, affiliate_id: int) -> None:
    """From now on this user object has the roles in that affiliate alone, and what everybody may."""
    user._within = affiliate_id
    forget_roles(user)


def forget_roles(user) -> None:
    """Have the roles of this user object asked for again."""
    for kept in ("_roles", "_memberships"):
        if hasattr(user, kept):
            delattr(user, kept)


def as_ordered(may_ask: Callable) -> Callable:
    """`may_ask(user)`, for asking it again when a worker begins what they ordered.

    The elevated session in which a platform administrator gave the reason may be over by then; the office may not.
    """

    def may_still(user) -> bool:
        was_elevated, user.is_elevated = user.is_elevated, True
        forget_roles(user)
        try:
            return may_ask(user)
        finally:
            user.is_elevated = was_elevated
            forget_roles(user)

    return may_still


def _grants(user, action: str) -> list[tuple[Reach, set[int] | None]]:
    table, roles = POLICY.get(action, {}), roles_of(user)
    if action in _WITHHELD and not _WITHHELD[action](user):
        return []
    return [(reach, roles[role]) for role, reach in table.items() if role in roles]


def may(
    user,
    action: str,
    *,
    affiliate_id: int | None = None,
    owner_id: int | None = None,
    shared: bool = False,
    published=False,
    is_open: bool = False,
) -> bool:
    """Whether the user may do `action` to an object of that affiliate, owner and openness.

    `shared` says that the owner has taken the user in, `is_open` that it is not confidential.
    """
    for reach, affiliates in _grants(user, action):
        if reach == ALL:
            return True
        if reach == AFFILIATE and affiliate_id is not None and affiliate_id in (affiliates or ()):
            return True
        if reach in (OWN, SHARED) and owner_id is not None and owner_id == user.pk:
            return True
        if reach == SHARED and shared:
            return True
        if reach == PUBLISHED and published:
            return True
        if reach == OPEN and is_open:
            return True
    if affiliate_id is not None and getattr(user, "is_authenticated", False):
        user.refused_in = affiliate_id  # for `accounts.refusals`, should the answer be a no
    return False


def may_somewhere(user, action: str) -> bool:
    """Whether there is any object the user may do `action` to: for menus, never for a write."""
    return bool(_grants(user, action))


def reaches_open_ones(user, action: str) -> bool:
    """Whether the user may do `action` to whatever is not confidential."""
    return any(reach == OPEN for reach, _ids in _grants(user, action))


def affiliate_ids(user, action: str) -> set[int]:
    """The affiliates in which the user may do `action`."""
    return {pk for reach, ids in _grants(user, action) if reach == AFFILIATE for pk in ids or ()}


def scope(
    user,
    action: str,
    *,
    affiliate: str = "affiliate",
    owner: str | None = None,
    shared: Q | None = None,
    published: Q | None = None,
    is_open: Q | None = None,
) -> Q:
    """The condition that narrows a query to what the user may do `action` to.

    `affiliate` and `owner` are the paths to the affiliate and the maker; `shared`, `published` and `is_open` the
    conditions of those the user was taken into, of the public ones and of those that are not confidential (`Q()`:
    nothing here is). A reach whose path or condition is not given grants nothing.
    """
    condition = Q(pk__in=[])
    for reach, affiliates in _grants(user, action):
        if reach == ALL:
            return Q()
        if reach == AFFILIATE and affiliates:
            condition |= Q(**{f"{affiliate}__in": sorted(affiliates)})
        if reach in (OWN, SHARED) and owner:
            condition |= Q(**{owner: user.pk})
        if reach == SHARED and shared is not None:
            condition |= shared
        if reach == PUBLISHED and published is not None:
            condition |= published
        if reach == OPEN and is_open is not None:
            if not is_open:
                return Q()
            condition |= is_open
    return condition
