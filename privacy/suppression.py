# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an address asked not to be contacted: asked by every send and by every introduction."""

from email.utils import parseaddr

from privacy.errors import AddressSuppressed
from privacy.hashing import digests
from privacy.models import Suppression
from privacy.wording import MAIL, PHONE

_KINDS = {"email": MAIL, "phone": PHONE}


def is_suppressed(address: str, kind: str = MAIL) -> bool:
    """Whether nothing may go to this address."""
    if kind == MAIL:
        address = parseaddr(address)[1] or address
    return bool(address) and Suppression.objects.filter(digest__in=digests(address, kind)).exists()


def refuse_suppressed(*addresses: tuple[str, str]) -> None:
    """Raise AddressSuppressed if one of these (kind as advocates' addresses have it, value) is on the list."""
    if any(is_suppressed(value, _KINDS[kind]) for kind, value in addresses if kind in _KINDS):
        raise AddressSuppressed
