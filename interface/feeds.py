# SPDX-License-Identifier: GPL-3.0-or-later
"""Atom that is well-formed whatever stands in the texts: one sign that XML does not know would break a feed for all."""

import re

from django.utils.feedgenerator import Atom1Feed

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def in_xml(value):
    """The text, or the texts of a list, without what XML cannot hold; anything else as it is."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, (list, tuple)):
        return [in_xml(each) for each in value]
    return value


class Atom(Atom1Feed):
    """Atom whose entries hold nothing that XML does not know."""

    def add_item(self, title, link, description, **more):
        kept = {name: in_xml(value) for name, value in more.items()}
        super().add_item(in_xml(title), in_xml(link), in_xml(description), **kept)
