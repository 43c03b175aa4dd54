# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages of a draft give to the browser of whoever writes."""

import base64

from django import template
from django.utils.crypto import salted_hmac

register = template.Library()


@register.filter
def draft_seal(user) -> str:
    """The key that seals what this person's browser keeps of unsaved texts: the same at each sign-in, theirs alone."""
    seal = salted_hmac("casestudies.draft_seal", str(user.pk), algorithm="sha256").digest()
    return base64.b64encode(seal).decode()
