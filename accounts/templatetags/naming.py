# SPDX-License-Identifier: GPL-3.0-or-later
"""The name of somebody who signs in, as this reader may see it."""

from django import template

from accounts.naming import name_to

register = template.Library()


@register.simple_tag(takes_context=True)
def named(context, person, on_wiki=False):
    """`{% named case_study.author on_wiki %}`."""
    # The attribute: an include with `only` has no variables of the page.
    return name_to(context.request.user, person, on_wiki=bool(on_wiki))
