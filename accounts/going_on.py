# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses to go on to that a request names."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def ours(request: HttpRequest, address: str | None) -> str:
    """The address, if it is one of this site, from its root; empty otherwise."""
    is_ours = (
        address
        and address.startswith("/")
        and url_has_allowed_host_and_scheme(
            address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
    )
    return address if is_ours else ""
