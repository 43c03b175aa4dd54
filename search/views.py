# SPDX-License-Identifier: GPL-3.0-or-later
"""The search page, the palette's answers, and the list of shortcuts."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.limits import limited
from search import commands, reports

HITS_IN_THE_PALETTE = 4
HITS_ON_THE_PAGE = 10


@login_not_required
@require_safe
@limited("search")
def search(request):
    """Everything found, kind by kind; `?kind=` shows more of one."""
    words = reports.tidy(request.GET.get("q", ""))
    only = request.GET.get("kind", "")
    found = reports.find(
        request.user, words, limit=reports.LOOKED_AT if only else HITS_ON_THE_PAGE, only=only
    )
    total = sum(len(each.hits) for each in found)
    context = {"words": words, "only": only, "found": found, "total": total}
    context["is_short"] = bool(words) and reports.is_short(words)
    return render(request, "search/search.html", context)


@login_not_required
@require_safe
@limited("search")
def palette(request):
    """Commands and the best hits, as options of the palette's list; a plain page where nobody asked by htmx."""
    words = reports.tidy(request.GET.get("q", ""))
    offered = commands.matching(commands.commands_for(request.user), words)
    found = reports.find(request.user, words, limit=HITS_IN_THE_PALETTE)
    context = {"words": words, "commands": offered, "found": found}
    context["count"] = len(offered) + sum(len(each.hits) for each in found)
    return render(request, "search/palette.html" + ("#options" if request.htmx else ""), context)


@login_not_required
@require_safe
def shortcuts(request):
    """Every shortcut there is, and where to switch them off."""
    offered = [each for each in commands.commands_for(request.user) if each.keys]
    return render(request, "search/shortcuts.html", {"commands": offered})
