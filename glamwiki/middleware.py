# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps signed-in pages out of every cache."""

from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.decorators import sync_only_middleware


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
