# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an address leads to this machine, where plain http is fine and no proxy is asked."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
