# SPDX-License-Identifier: GPL-3.0-or-later
"""The admin on a host name of its own, or on none: on every other host its addresses lead nowhere, for everybody."""

from django.conf import settings
from django.http import Http404
from django.http.request import split_domain_port
from django.utils.decorators import sync_only_middleware


@sync_only_middleware
def admin_elsewhere(get_response):
    """Before anybody is asked who they are: a redirect to the sign-in would tell that there is something."""

    def answer(request):
        return get_response(request)

    def process_view(request, _view, _args, _kwargs):
        here, _port = split_domain_port(request.get_host())
        if (
            settings.ADMIN_HOST
            and "admin" in request.resolver_match.app_names
            and here != settings.ADMIN_HOST
        ):
            raise Http404

    answer.process_view = process_view
    return answer
