# SPDX-License-Identifier: GPL-3.0-or-later
"""The case studies most like a partnership, a case study, an institution or a wish: one query, however many there are.

A few hundred candidates are picked on indexes (the same institution, country, kind of institution, programme, what
comes next), and compared in `learning.likeness`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Func, OuterRef, QuerySet
from django.utils.translation import get_language

from casestudies.facts import Kind, Media, Programme, Tool
from casestudies.languages import NAMES as LANGUAGES
from casestudies.models import CaseStudy, Translation
from casestudies.regions import region_name
from interface import words
from learning import topics
from learning.likeness import BUT, BY_CODE, Facts, Likeness, Reason, most_alike
from partnerships.models import Institution, Partnership

OF_INSTITUTION, OF_COUNTRY, OF_KIND, OF_PROGRAMME, OF_TOPIC = 40, 80, 80, 60, 60
_ROW = (
    "pk", "title", "lead", "language", "country", "state", "kind", "outcome", "year", "programmes", "tools", "media",
    "partnership_id", "institution_id", "institution__kind", "institution__name", "institution__names",
    "institution__collection_domains", "gist__filled", "gist__topics", "gist__works",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alike:
    """A case study that is offered, and why, in the reader's words."""

    case_study: CaseStudy
    likeness: Likeness
    reasons: tuple[str, ...]
    but: tuple[str, ...]


def alike(ours: Facts, *, most: int) -> list[Alike]:
    """The public case studies most like ours, in one query."""
    rows = {row["pk"]: row for row in _rows(ours)}
    found = most_alike(ours, map(_facts_of_row, rows.values()), most)
    return [Alike(_study(rows[each.pk]), each, told(each), tuple(map(said_but, each.but))) for each in found]


def facts_of_partnership(partnership: Partnership, *, is_inside: bool) -> Facts:
    """What is known of a partnership. How many works it may open is said to those inside only."""
    topic = topics.next_in(partnership.phase)
    return Facts(
        partnership=partnership.pk,
        languages=_readers_languages(),
        topics=frozenset([topic] if topic else []),
        works=partnership.expected_works if is_inside else None,
        **_of_institution(partnership.institution),
    )


def facts_of_institution(institution: Institution) -> Facts:
    return Facts(languages=_readers_languages(), **_of_institution(institution))


def facts_of_wish(*, country: str, kind: str) -> Facts:
    """What somebody who has no institution yet would like."""
    return Facts(
        institution_kind=kind, country=country, languages=_readers_languages(), topics=frozenset(["contact"])
    )


def facts_of_case_study(case_study: CaseStudy) -> Facts:
    """Of one with its institution and gist fetched along. What comes next is no question of one that is written."""
    institution = case_study.institution
    about = _of_institution(institution) if institution else {"country": case_study.country.code or ""}
    gist = getattr(case_study, "gist", None)
    return Facts(
        pk=case_study.pk,
        languages=_readers_languages() | {case_study.language},
        kind=case_study.kind,
        year=case_study.year,
        programmes=frozenset(case_study.programmes),
        tools=frozenset(case_study.tools),
        media=frozenset(case_study.media),
        works=gist.works if gist else None,
        **about,
    )


def _of_institution(institution: Institution) -> dict:
    return {
        "institution": institution.pk,
        "institution_kind": institution.kind,
        "country": institution.country.code or "",
        "collects": frozenset(institution.collection_domains),
    }


def _readers_languages() -> frozenset[str]:
    return frozenset([get_language() or "en"])


def candidates(ours: Facts) -> QuerySet | None:
    """The numbers of the case studies worth comparing, each part small and read from an index; None without facts."""
    public = CaseStudy.objects.public().order_by("-pk").values("pk")
    parts = []
    if ours.institution:
        parts.append(public.filter(institution=ours.institution)[:OF_INSTITUTION])
    if ours.country:
        parts.append(public.filter(country=ours.country)[:OF_COUNTRY])
    if ours.institution_kind:
        parts.append(public.filter(institution__kind=ours.institution_kind)[:OF_KIND])
    if ours.programmes:
        parts.append(public.filter(programmes__overlap=sorted(ours.programmes))[:OF_PROGRAMME])
    if ours.kind:
        parts.append(public.filter(kind=ours.kind)[:OF_KIND])
    if ours.topics:
        parts.append(public.filter(gist__topics__overlap=sorted(ours.topics))[:OF_TOPIC])
    return parts[0].union(*parts[1:]) if parts else None


class _IsOneOf(Func):
    """`key = ANY (ARRAY (…))`: the rows are fetched by their keys, where `IN (SELECT …)` might read all to join them."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def _rows(ours: Facts) -> Iterable[dict]:
    picked = candidates(ours)
    if picked is None:
        return []
    translated = Translation.objects.filter(case_study=OuterRef("pk")).order_by("language").values("language")
    # Public ones only, as everybody may see them: there is nothing to ask of the reader.
    found = CaseStudy.objects.public().filter(_IsOneOf("pk", ArraySubquery(picked))).order_by()
    return found.values(*_ROW, also_in=ArraySubquery(translated))


def _facts_of_row(row: dict) -> Facts:
    return Facts(
        pk=row["pk"],
        partnership=row["partnership_id"],
        institution=row["institution_id"],
        institution_kind=row["institution__kind"] or "",
        country=str(row["country"] or ""),
        languages=frozenset([row["language"], *row["also_in"]]) - {""},
        kind=row["kind"],
        outcome=row["outcome"],
        year=row["year"],
        programmes=frozenset(row["programmes"]),
        tools=frozenset(row["tools"]),
        media=frozenset(row["media"]),
        collects=frozenset(row["institution__collection_domains"] or ()),
        topics=frozenset(row["gist__topics"] or ()),
        works=row["gist__works"],
        filled=None if row["gist__filled"] is None else len(row["gist__filled"]),
    )


def _study(row: dict) -> CaseStudy:
    """The row as a case study that is not to be saved, with its institution as far as a list names it."""
    study = CaseStudy(
        pk=row["pk"], title=row["title"], lead=row["lead"], language=row["language"], country=row["country"],
        state=row["state"], year=row["year"],
    )  # fmt: skip
    if row["institution_id"]:
        study.institution = Institution(
            pk=row["institution_id"], name=row["institution__name"], names=row["institution__names"]
        )
    return study


_WORDS = {
    "institution-kind": dict(Institution.Kind.choices),
    "topics": topics.NAMES,
    "kind": dict(Kind.choices),
    "programmes": dict(Programme.choices),
    "collects": dict(Institution.CollectionDomain.choices),
    "media": dict(Media.choices),
    "tools": dict(Tool.choices),
    "language": LANGUAGES,
}


def _what(reason: Reason) -> str:
    if reason.code == "country":
        return words.country(reason.values[0])
    if reason.code == "region":
        return region_name(reason.values[0])
    if reason.code == "works":
        return words.number(int(reason.values[0]))
    known = _WORDS.get(reason.code, {})
    return ", ".join(str(known.get(value, value)) for value in reason.values)


def told(likeness: Likeness) -> tuple[str, ...]:
    """The reasons in the reader's words; that a country lies in its own region goes without saying."""
    codes = {reason.code for reason in likeness.reasons}
    hidden = {"region"} if "country" in codes else set()
    return tuple(said(reason) for reason in likeness.reasons if reason.code not in hidden)


def said(reason: Reason) -> str:
    """The reason in the reader's words."""
    if reason.code == "complete":
        filled, of = (words.number(int(value)) for value in reason.values)
        return str(BY_CODE[reason.code].said) % {"filled": filled, "of": of}
    return str(BY_CODE[reason.code].said) % {"what": _what(reason)}


def said_but(reason: Reason) -> str:
    """What differs, in the reader's words."""
    return str(BUT[reason.code]) % {"what": _what(reason)}
