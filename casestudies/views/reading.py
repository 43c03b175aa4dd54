# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader: a case study with its sections, and where the text comes from."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from casestudies.actions.publishing import waits_for_review
from casestudies.actions.rewriting import sections_of
from casestudies.languages import NAMES, direction_of
from casestudies.models import (
    CaseStudy,
    Guess,
    Section,
    SectionKey,
    Translation,
    WikiDraft,
)
from casestudies.parsing.revising import are_same, read
from casestudies.permissions import may_link, may_publish, may_write
from outreach.attribution import attribution
from outreach.models import Source
from outreach.rendering import render as render_wikitext
from outreach.rendering.pieces import Budget

FIGURES = 30
NOT_WITHDRAWN = (CaseStudy.State.WITHDRAWN, CaseStudy.State.PUBLISHED)


@dataclass(frozen=True)
class Written:
    """A section ready to be read; `anchor` is its place in the page.

    `is_ours`: the heading is the form's, in the reader's language, and not the text's own.
    """

    anchor: str
    heading: str
    is_ours: bool
    html: SafeString


@login_not_required
@require_safe
def case_study(request, pk):
    shown = get_object_or_404(
        CaseStudy.objects.visible_to(request.user).select_related(
            "page__source", "institution", "author", "affiliate", "reading", "edition__publication"
        ),
        pk=pk,
    )
    translations = list(
        Translation.objects.visible_to(request.user).to_read(shown).select_related("page__source")
    )
    translation = _chosen(translations, request.GET.get("in", ""))
    sections = _translated(translation) if translation else list(shown.sections.all())
    language = translation.language if translation else shown.language
    can_link = may_link(request.user, shown)
    edition = getattr(shown, "edition", None)
    context = {
        "case_study": shown,
        "translation": translation,
        "translations": [(each, NAMES.get(each.language, each.language)) for each in translations],
        "own_language": NAMES.get(shown.language, shown.language),
        "language": language,
        "is_public": shown.state in CaseStudy.PUBLIC_STATES,
        "figures": _figures_of(shown),
        "guesses": _guesses_of(shown) if can_link else [],
        "country_guess": _country_guess(shown),
        "brought_from": _brought_from(shown, request.user),
        "sections": _written(shown, sections),
        "empty_sections": [section for section in sections if not section.text.strip()],
        "direction": direction_of(language),
        "may_edit": shown.can_be_written and may_write(request.user, shown),
        "may_withdraw": shown.state not in NOT_WITHDRAWN and may_write(request.user, shown),
        "may_link": can_link,
        "may_publish": shown.state != CaseStudy.State.WITHDRAWN and may_publish(request.user, shown),
        "waits_for_review": waits_for_review(shown, edition),
        "edition": edition,
        "is_changed_here": bool(edition and edition.base_text)
        and not are_same(sections_of(shown), read(edition.base_text)),
        "source": attribution(translation.page if translation else shown.page, request.user)
        if shown.page
        else None,
    }
    return render(request, "casestudies/case_study.html", context)


def _chosen(translations: list[Translation], language: str) -> Translation | None:
    """The translation somebody asked to read, with its text; anything else is the case study's own language."""
    return next((each for each in translations if each.language == language), None)


def _translated(translation: Translation) -> list[Section]:
    """The sections of a translation as rows that are not saved."""
    return [
        Section(key=key, heading=heading, text=text, position=position)
        for position, (key, heading, text) in enumerate(translation.sections)
    ]


def _figures_of(shown: CaseStudy) -> list[dict]:
    reading = getattr(shown, "reading", None)  # one that nothing was read in has none
    return reading.figures[:FIGURES] if reading else []


def _guesses_of(shown: CaseStudy) -> list[Guess]:
    return list(Guess.objects.filter(case_study=shown).open().for_list())


def _country_guess(shown: CaseStudy) -> Guess | None:
    """The open guess by which the country stands there, for the reader to be told that it is one."""
    if not shown.country or shown.institution_id:
        return None
    about = {"about": Guess.About.COUNTRY, "country": shown.country.code, "state": Guess.State.OPEN}
    return Guess.objects.filter(case_study=shown, **about).first()


def _brought_from(shown: CaseStudy, user) -> WikiDraft | None:
    """Where on the wiki a draft was brought from, for its author."""
    if shown.page_id or not user.is_authenticated:
        return None
    return WikiDraft.objects.visible_to(user).filter(case_study=shown).order_by("pk").first()


def _written(shown: CaseStudy, sections: list[Section]) -> list[Written]:
    page_url, title = _wiki_of(shown)
    budget = Budget()
    return [
        Written(
            f"section-{section.position}",
            "" if _opens(section) else str(section),
            not section.heading,
            render_wikitext(section.text, page_url=page_url, title=title, budget=budget),
        )
        for section in sections
        if section.text.strip()
    ]


def _opens(section: Section) -> bool:
    """Whether it is what a wiki page says before its first heading."""
    return section.position == 0 and section.key == SectionKey.OTHER and not section.heading


def _wiki_of(shown: CaseStudy) -> tuple[str, str]:
    """Where links lead: to the wiki of the page; for our own text to the one we mirror."""
    if shown.page:
        return shown.page.source.page_url, shown.page.title
    first = Source.objects.order_by("pk").values_list("page_url", flat=True).first()
    return first or "", ""
