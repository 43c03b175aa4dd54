# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed on the wiki since both sides last agreed, and the revisions we know of."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casestudies.models import CaseStudy
from casestudies.permissions import may_publish
from interface.differences import compared

A_PAGE = 50


@login_not_required
@require_safe
def changes(request, pk):
    shown = get_object_or_404(
        CaseStudy.objects.visible_to(request.user)
        .filter(page__isnull=False)
        .select_related("page__source", "edition"),
        pk=pk,
    )
    edition = getattr(shown, "edition", None)
    has_base = edition is not None and bool(edition.base_text)
    is_changed = has_base and edition.base_text.strip() != shown.page.text.strip()
    page = Paginator(shown.known_revisions.all(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "case_study": shown,
        "edition": edition,
        "has_base": has_base,
        "paragraphs": compared(edition.base_text, shown.page.text) if is_changed else [],
        "page": page,
        "revisions": [(each, shown.page.address_at(each.revision)) for each in page],
        "may_publish": may_publish(request.user, shown),
    }
    return render(request, "casestudies/changes.html", context)
