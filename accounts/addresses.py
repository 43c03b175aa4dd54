# SPDX-License-Identifier: GPL-3.0-or-later
"""From which network address a request comes, whatever it claims."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings

# A household or an office holds at least so much of the network, and could take a new address for each request.
ONE_SITE_BITS = 64


def address_of(request) -> str:
    """The address our own proxies saw, of which there are TRUSTED_PROXY_COUNT; without proxies the other end's.

    Each proxy adds to `X-Forwarded-For` whom it heard, on the right; what stands left of that is anybody's claim.
    A request with too few of them came past the proxies: it counts as the other end's.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    count = settings.TRUSTED_PROXY_COUNT
    if count:
        said = request.headers.get("x-forwarded-for", "").split(",")
        seen = said[-count] if len(said) >= count and said[-count].strip() else seen
    return _site_of(seen.strip())


def _site_of(text: str) -> str:
    """The address in one spelling; of IPv6 its network. What is no address is one bucket of all such."""
    host = text.strip("[]") if text.count(":") != 1 else text.partition(":")[0]
    try:
        address = ip_address(host.partition("]")[0].partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((address, ONE_SITE_BITS), strict=False).network_address)
    return str(address)
