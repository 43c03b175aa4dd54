# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed of public case studies, narrowed as the list is."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from casestudies.feeds import NEWEST, CaseStudyFeed
from casestudies.filters import CaseStudyFilter
from casestudies.models import CaseStudy
from casestudies.reports.listing import light

MINUTES = 10


@login_not_required
@require_safe
@conditional_page
def case_study_feed(request):
    """The newest public ones that the list's filters leave: the same answer for everybody, so caches may keep it."""
    answer = CaseStudyFeed()(request, found=list(_found(request.GET)[:NEWEST]))
    answer["Content-Type"] = "application/atom+xml; charset=utf-8"
    patch_cache_control(answer, public=True, max_age=60 * MINUTES)
    return answer


def _found(asked):
    """What nobody in particular may see, whoever asks."""
    nobody = AnonymousUser()
    filters = CaseStudyFilter(asked, user=nobody)
    return light(filters.apply(CaseStudy.objects.visible_to(nobody)).order_by("-saved_at", "-pk"))
