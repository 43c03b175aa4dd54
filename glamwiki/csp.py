# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a form of ours may lead: here, and to the wiki that signs people in."""

from urllib.parse import urlsplit


def sign_in_origins(address: str) -> list[str]:
    """The origins that the way to sign in leads through, for `form-action`.

    A browser holds every redirect after a form to the policy. Wikimedia's wikis send on whoever is not signed in
    there yet to hosts of their own.
    """
    parts = urlsplit(address)
    family = [f"https://{name}.wikimedia.org" for name in ("auth", "login")]
    is_wikimedia = (parts.hostname or "").endswith(".wikimedia.org")
    return [f"{parts.scheme}://{parts.netloc}", *(family if is_wikimedia else [])]
