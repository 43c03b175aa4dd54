# SPDX-License-Identifier: GPL-3.0-or-later
"""One report, as its page says it, with where the text comes from."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from newsletter.models import Report
from newsletter.permissions import may_map_names
from outreach.attribution import attribution
from outreach.rendering import render as render_wikitext
from outreach.rendering.pieces import Budget


@dataclass(frozen=True)
class Written:
    """A section ready to be read; `anchor` is its place in the page."""

    anchor: str
    heading: str
    html: SafeString


@login_not_required
@require_safe
def report(request, pk):
    visible = Report.objects.visible_to(request.user).select_related("issue", "page__source")
    shown = get_object_or_404(
        visible.with_authors(request.user).prefetch_related("areas", "topics", "links"), pk=pk
    )
    links = sorted(shown.links.all(), key=lambda link: (link.host, link.position))
    context = {
        "report": shown,
        "sections": _written(shown),
        "hosts": [(host, list(some)) for host, some in groupby(links, key=lambda link: link.host)],
        "source": attribution(shown.page, request.user),
        "may_map": may_map_names(request.user),
    }
    return render(request, "newsletter/report.html", context)


def _written(shown: Report) -> list[Written]:
    budget, page = Budget(), shown.page
    return [
        Written(
            f"section-{place}",
            section["heading"],
            render_wikitext(section["text"], page_url=page.source.page_url, title=page.title, budget=budget),
        )
        for place, section in enumerate(shown.sections)
    ]
