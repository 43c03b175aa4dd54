# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the wiki is and who we say we are: checked before the first byte leaves."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import mwclient

from outreach.wiki.errors import WikiMisconfigured

WIKI_SETTING = "WIKI_URL"


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of WIKI_URL that mwclient wants."""

    scheme: str
    host: str
    path: str
    loopback: bool

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}"


def read_address(url: str, *, setting: str = WIKI_SETTING) -> Address:
    """Take WIKI_URL, or another setting of its kind, apart: scheme, host and the folder that holds api.php.

    Raises WikiMisconfigured for anything but http(s), for plain http to another machine, and for
    addresses with a password, a query or a fragment.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise WikiMisconfigured(f"{setting} is not an address: {error}.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WikiMisconfigured(f"{setting} must look like https://outreach.wikimedia.org/w/.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise WikiMisconfigured(
            f"{setting} must hold a host and a path only: no password, query or fragment."
        )
    loopback = _is_loopback(parts.hostname)
    if parts.scheme == "http" and not loopback:
        raise WikiMisconfigured(f"{setting} must begin with https:// for a wiki on another machine.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = parts.path.removesuffix("api.php").rstrip("/") + "/"
    return Address(parts.scheme, host if port is None else f"{host}:{port}", path, loopback)


def user_agent(address: Address, *, contact: str, version: str) -> str:
    """Return the User-Agent that Wikimedia's etiquette asks for: tool, its operator, its library.

    Raises WikiMisconfigured if the wiki is a real one and OPERATOR_CONTACT names nobody to write to.
    """
    contact = contact.strip()
    reachable = "@" in contact or contact.startswith(("https://", "http://"))
    if not address.loopback and not reachable:
        raise WikiMisconfigured(
            f"OPERATOR_CONTACT must be set to an e-mail address or a web address before we may ask {address.host}."
        )
    if not contact.isprintable() or not contact.isascii():
        raise WikiMisconfigured("OPERATOR_CONTACT must be one line of plain ASCII letters and signs.")
    return f"glamwiki/{version} ({contact or 'local use'}) mwclient/{mwclient.__version__}"


def _is_loopback(hostname: str) -> bool:
    if hostname == "localhost":
        return True
    try:
        return ip_address(hostname).is_loopback
    except ValueError:
        return False
