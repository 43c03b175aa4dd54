# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages of other apps show of privacy."""

from django import template
from django.template.defaultfilters import stringfilter

from journal.scrubbing import scrubbed
from privacy.asking import must_sign

register = template.Library()
# For whatever a program said of its own failure: a mail server's no quotes the address it was about.
register.filter("scrubbed", stringfilter(scrubbed))


@register.inclusion_tag("privacy/_sign_first.html", takes_context=True)
def sign_first(context):
    """A line that leads to the confidentiality statement; nothing once it is signed."""
    request = context.request
    return {
        "must_sign": request.user.is_authenticated and must_sign(request.user),
        "here": request.get_full_path(),
    }
