# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed of public case studies, narrowed as the list is."""

import hashlib
from datetime import UTC, datetime

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from casestudies.feeds import NEWEST, CaseStudyFeed
from casestudies.filters import CaseStudyFilter
from casestudies.models import CaseStudy

MINUTES = 10
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@login_not_required
@require_safe
def case_study_feed(request):
    """The newest public ones that the list's filters leave: the same answer for everybody, so caches may keep it."""
    found = list(_found(request.GET)[:NEWEST])
    answer = CaseStudyFeed()(request, found=found, never=NEVER)
    answer["Content-Type"] = "application/atom+xml; charset=utf-8"
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    newest = max((each.saved_at for each in found), default=NEVER)
    answer["Last-Modified"] = http_date(newest.timestamp())
    patch_cache_control(answer, public=True, max_age=60 * MINUTES)
    return get_conditional_response(
        request, etag=answer["ETag"], last_modified=int(newest.timestamp()), response=answer
    )


def _found(asked):
    """What nobody in particular may see, whoever asks."""
    nobody = AnonymousUser()
    public = CaseStudy.objects.visible_to(nobody)
    filters = CaseStudyFilter(asked, user=nobody)
    narrowed = filters.apply(public).order_by("-saved_at", "-pk")
    return narrowed.select_related("author", "page__source").defer(
        "search", "search_text", "page__text", "page__categories", "page__templates"
    )
