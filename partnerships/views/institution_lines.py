# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of the list of institutions as HTML.

Fifty lines of seven cells take a template ten times as long as one `format_html` each.
"""

from collections.abc import Iterable
from functools import cache

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interface import words
from partnerships.filters.institutions import Listed
from partnerships.models import Institution

_LINE = (
    '<tr><th scope="row"><a href="{{address}}"><bdi>{{name}}</bdi></a></th>'
    '<td data-label="{kind}">{{kind}}</td><td data-label="{country}">{{country}}</td>'
    '<td data-label="{place}"><bdi>{{place}}</bdi></td><td data-label="{item}">{{item}}</td>'
    '<td data-label="{open}" class="table__number">{{number}}</td></tr>\n'
)


def draw_lines(institutions: Iterable[Listed]) -> SafeString:
    """One row of the table for each."""
    language = get_language() or ""
    kinds = {value: str(label) for value, label in Institution.Kind.choices}
    address = reverse("partnerships:institution", args=[0])
    number = cache(words.number)
    line = _line()
    drawn = (
        format_html(
            line,
            address=address.replace("/0/", f"/{each.pk}/"),
            name=each.names.get(language, each.name),
            kind=kinds.get(each.kind, each.kind),
            country=words.country(each.country),
            place=each.place,
            item=_item(each.wikidata_item),
            number=number(each.open_partnerships),
        )
        for each in institutions
    )
    return format_html_join("", "{}", ((each,) for each in drawn))


def _line() -> str:
    """A line with the labels that narrow screens show, which are the same on each."""
    labels = {
        "kind": _("Kind"),
        "country": _("Country"),
        "place": _("Place"),
        "item": _("Wikidata"),
        "open": _("Open partnerships"),
    }
    # Each stands in a form that is formatted once more.
    escaped = {
        name: conditional_escape(text).replace("{", "{{").replace("}", "}}") for name, text in labels.items()
    }
    return _LINE.format(**escaped)


def _item(item: str | None) -> SafeString | str:
    shape = '<a href="https://www.wikidata.org/wiki/{}" rel="noreferrer">{}</a>'
    return format_html(shape, item, item) if item else ""
