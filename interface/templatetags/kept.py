# SPDX-License-Identifier: GPL-3.0-or-later
"""`{% kept … %}`: the parts of a page's frame that are the same for many, written once and kept in the process."""

from django import template
from django.conf import settings
from django.template import Node
from django.urls import get_script_prefix
from django.utils.translation import get_language

register = template.Library()

# Of one block; more combinations than this are nobody's frame.
MOST_VERSIONS = 64


class KeptNode(Node):
    """Draws its content once for each language and each combination of the values it was given."""

    def __init__(self, nodelist, values):
        self.nodelist = nodelist
        self._values = values
        self._drawn: dict[tuple, str] = {}

    def render(self, context):
        values = tuple(_hashable(value.resolve(context)) for value in self._values)
        key = (get_language(), settings.ROOT_URLCONF, get_script_prefix(), values)
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= MOST_VERSIONS:
                self._drawn.clear()
            drawn = self._drawn[key] = self.nodelist.render(context)
        return drawn


def _hashable(value):
    return tuple(sorted(value.items())) if isinstance(value, dict) else value


@register.tag
def kept(parser, token):
    """`{% kept doors current %}…{% endkept %}`: kept by the language and those values.

    Whatever else decides what stands inside must be named: another reader gets the same words. So nothing of
    one person belongs there: no name, no token, no number.
    """
    values = [parser.compile_filter(each) for each in token.split_contents()[1:]]
    nodelist = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(nodelist, values)
