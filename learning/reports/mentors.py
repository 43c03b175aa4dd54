# SPDX-License-Identifier: GPL-3.0-or-later
"""Who could be somebody's mentor: those who offer it first, then those of the directory who have done it before."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.naming import colleagues_of, named_to
from casestudies.languages import NAMES
from interface import words
from learning.models import FirstPath, Mentor, Mentorship
from outreach.models import Claim, Contribution, Contributor
from outreach.protection import hidden_from
from outreach.rendering.links import Links
from partnerships.models import Institution

MOST_OFFERED = 20
MOST_OF_DIRECTORY = 20
MENTORS_READ = 300


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who could help, and why. `user` is their number here, if they can be asked here; else the talk page."""

    name: str
    reasons: tuple[str, ...]
    user: int | None = None
    talk_address: str = ""
    contributor: Contributor | None = None
    is_asked: bool = False


def offered(user, path: FirstPath) -> list[Suggestion]:
    """Those who offer to help and have room, the best fitting first; two queries."""
    asked = set(path.mentorships.open().values_list("mentor", flat=True))
    mentors = visible_mentors(user).free().exclude(user=path.user_id).select_related("user")
    wished, kind, language = path.country.code or "", path.institution_kind, get_language() or "en"
    fits = Q(countries=[]) | Q(countries__contains=[wished]) if wished else Q()
    fits &= Q(kinds=[]) | Q(kinds__contains=[kind]) if kind else Q()
    found = []
    for mentor in mentors.filter(fits).order_by("since_at", "pk")[:MENTORS_READ]:
        reasons = []
        if wished and wished in mentor.countries:
            reasons.append(_("helps in %(country)s") % {"country": words.country(wished)})
        if kind and kind in mentor.kinds:
            reasons.append(_("knows this kind of institution: %(kind)s") % {"kind": _kind(kind)})
        if language in mentor.languages:
            reasons.append(_("speaks %(language)s") % {"language": NAMES.get(language, language)})
        suggestion = Suggestion(
            str(mentor.user), tuple(reasons), user=mentor.user_id, is_asked=mentor.user_id in asked
        )
        found.append((-len(reasons), len(found), suggestion))
    return [suggestion for *_order, suggestion in sorted(found, key=lambda row: row[:2])[:MOST_OFFERED]]


def visible_mentors(user):
    """Offers this reader is shown: not of those who name a country where that can endanger them, but to who has a role."""
    hidden = hidden_from(user)
    mentors = Mentor.objects.filter(_offers_to(user))
    return mentors.exclude(countries__overlap=sorted(hidden)) if hidden else mentors


def _offers_to(reader) -> Q:
    """Who offers help wants to be asked; but whoever wants no name shown is asked by their own affiliates only."""
    is_open = ~Q(user__openness=User.Openness.PRIVATE)
    return is_open | Q(user=reader.pk) | Q(user__in=colleagues_of(reader))


def of_directory(user, path: FirstPath) -> list[Suggestion]:
    """Those of the contributor directory who worked on case studies of such institutions, or are in that country.

    Only whom the reader is shown there; who asked to be left out is in no directory. Three queries.
    """
    wished, kind = path.country.code or "", path.institution_kind
    if not wished and not kind:
        return []
    work = Contribution.objects.on_present_pages().filter(page__case_study__isnull=False)
    if kind:
        work = work.filter(page__case_study__institution__kind=kind)
    else:
        work = work.filter(page__case_study__country=wished)
    there = Claim.objects.standing().filter(kind=Claim.Kind.COUNTRY, key=wished).values("contributor")
    has_worked = Q(pk__in=work.values("contributor"))
    is_there = Q(pk__in=there) if wished else Q(pk__in=[])
    contributors = (
        Contributor.objects.visible_to(user)
        .exclude(standing__in=[Contributor.Standing.MISSING, Contributor.Standing.BLOCKED])
        .exclude(username=path.user.wiki_username)
        .filter(has_worked | is_there)
        .annotate(studies=Count("contributions__page", filter=Q(contributions__in=work), distinct=True))
        .select_related("source")
        .order_by("-studies", "username", "pk")[:MOST_OF_DIRECTORY]
    )
    contributors = list(contributors)
    in_country = set(there.filter(contributor__in=contributors).values_list("contributor", flat=True))
    accounts = _accounts_of((each.username for each in contributors), user)
    asked = set(path.mentorships.open().values_list("mentor", flat=True))
    return [
        Suggestion(
            each.username,
            _reasons(each, wished, kind, is_there=each.pk in in_country),
            user=accounts.get(each.username),
            talk_address=Links(each.source.page_url).page(f"User talk:{each.username}"),
            contributor=each,
            is_asked=accounts.get(each.username) in asked,
        )
        for each in contributors
    ]


def _reasons(contributor, wished: str, kind: str, *, is_there: bool) -> tuple[str, ...]:
    reasons = []
    if contributor.studies and kind:
        reasons.append(
            _("worked on case studies of this kind of institution: %(kind)s") % {"kind": _kind(kind)}
        )
    elif contributor.studies:
        reasons.append(_("worked on case studies from %(country)s") % {"country": words.country(wished)})
    if is_there:
        reasons.append(_("a page places them in %(country)s") % {"country": words.country(wished)})
    return tuple(reasons)


def _kind(kind: str) -> str:
    return str(dict(Institution.Kind.choices).get(kind, kind))


def _accounts_of(names, reader) -> dict[str, int]:
    """{wiki username: user} of those whose account here the wiki vouches for, and who let the reader see it."""
    users = User.objects.filter(
        named_to(reader),
        is_active=True,
        restricted_at=None,
        wiki_account__isnull=False,
        wiki_username__in=list(names),
    )
    return dict(users.exclude(wiki_username="").values_list("wiki_username", "pk"))


def askable(user, pk: int) -> User | None:
    """The person, if they may be asked: they offer it, or stand in the directory as this reader sees it."""
    whom = User.objects.filter(is_active=True, pk=pk).first()
    if whom is None:
        return None
    if visible_mentors(user).filter(user=whom).exists():
        return whom
    has_account = whom.wiki_username and _accounts_of([whom.wiki_username], user)
    seen = Contributor.objects.visible_to(user).filter(username=whom.wiki_username)
    return whom if has_account and seen.exists() else None


def mentees_of(user):
    """Requests that wait for somebody's answer, and the newcomers they help."""
    rows = Mentorship.objects.visible_to(user).open().filter(mentor=user.pk)
    return rows.select_related("path__user", "path__institution").order_by("state", "asked_at", "pk")
