# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader: a case study with its sections, and where the text comes from."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from casestudies.languages import direction_of
from casestudies.models import CaseStudy, Section, SectionKey
from casestudies.permissions import may_link, may_write
from outreach.attribution import attribution
from outreach.models import Source
from outreach.rendering import render as render_wikitext
from outreach.rendering.pieces import Budget


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
            "page__source", "institution", "author", "affiliate"
        ),
        pk=pk,
    )
    sections = list(shown.sections.all())
    context = {
        "case_study": shown,
        "sections": _written(shown, sections),
        "empty_sections": [section for section in sections if not section.text.strip()],
        "direction": direction_of(shown.language),
        "may_edit": shown.state == CaseStudy.State.DRAFT and may_write(request.user, shown),
        "may_withdraw": shown.state != CaseStudy.State.WITHDRAWN and may_write(request.user, shown),
        "may_link": may_link(request.user, shown),
        "source": attribution(shown.page, request.user) if shown.page else None,
    }
    return render(request, "casestudies/case_study.html", context)


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
