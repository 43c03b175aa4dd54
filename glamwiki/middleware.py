# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed-in pages: out of every cache, in the person's own time; and one page for what is not there."""

from django.http import Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.decorators import sync_only_middleware
from django.views.defaults import page_not_found


@sync_only_middleware
def private_pages(get_response):
    """Answers to a signed-in person are `private, no-store`; fragments never stand in for whole pages."""

    def answer(request):
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


@sync_only_middleware
def own_time(get_response):
    """Pages of somebody who chose a time zone speak of their own days and hours."""

    def answer(request):
        user = request.user
        if not (user.is_authenticated and user.time_zone):
            return get_response(request)
        with timezone.override(user.zone):
            return get_response(request)

    return answer


@sync_only_middleware
def missing_pages(get_response):
    """What a view does not find is answered by our page with DEBUG on too: a newcomer's `make run` has it on."""

    def answer(request):
        return get_response(request)

    def process_exception(request, exception):
        return page_not_found(request, exception) if isinstance(exception, Http404) else None

    answer.process_exception = process_exception
    return answer
