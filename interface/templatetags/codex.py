# SPDX-License-Identifier: GPL-3.0-or-later
"""Template tags for what every page is made of; built in, so templates need not load them."""

from contextlib import suppress
from datetime import datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi

from interface import charts, controls, icons, words
from interface.addresses import web_address
from interface.forms import is_optional

register = template.Library()

# A state is never told by colour alone: each kind carries its own sign.
KIND_ICONS = {
    "progressive": "infoFilled",
    "success": "success",
    "warning": "alert",
    "error": "error",
    "notice": "infoFilled",
}


@register.simple_tag
def icon(name, size="medium", label=""):
    """`{% icon "userGroup" %}`: a Codex icon; with `label` it speaks, without it is decoration."""
    return icons.draw(
        name, size=size, label=str(label), lang=get_language() or "en", rtl=bool(get_language_bidi())
    )


@register.simple_tag
def kind_icon(kind, size="small"):
    """The icon that goes with a kind of message or badge; "" for a neutral one."""
    return icon(KIND_ICONS[kind], size) if kind in KIND_ICONS else ""


@register.filter
def message_kind(message):
    """The Codex kind of a Django message: debug and info are notices."""
    return message.level_tag if message.level_tag in ("success", "warning", "error") else "notice"


@register.inclusion_tag("components/badge.html")
def badge(label, kind="", icon_name=""):
    """`{% badge _("Signed") "success" %}`: a chip; kinds: success, warning, error, progressive, subtle or none."""
    return {"label": label, "kind": kind, "icon_name": icon_name or KIND_ICONS.get(kind, "")}


@register.simple_tag
def field(bound_field):
    """`{% field form.name %}`: label, help, control and error of one field."""
    return bound_field.as_hidden() if bound_field.is_hidden else bound_field.as_field_group()


@register.filter
def wants_wrapper(bound_field):
    """The Codex box around a control (`cdx-text-input`, `cdx-text-area`), "" if it has none."""
    return controls.box_of(bound_field.field.widget)


@register.filter
def is_single_checkbox(bound_field):
    """Whether the label stands after the control."""
    return bound_field.field.widget.template_name.endswith("/checkbox.html")


register.filter(is_optional)
register.filter(web_address)


@register.filter
def anchor(bound_field):
    """The id a link in the error summary leads to: the control, or the first of a group."""
    return bound_field.id_for_label or f"{bound_field.auto_id}_0"


@register.inclusion_tag("components/forms/error_summary.html")
def error_summary(form):
    """`{% error_summary form %}`: all errors of a form on top, linked to their fields; nothing if there are none.

    A form printed whole after this does not show its summary a second time.
    """
    form.summary_shown = True
    return {"form": form}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page_obj):
    """`{% pager page_obj %}`: links to the pages of a list; keeps the other parameters of the address."""
    pages = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "request": context["request"],
        "page_obj": page_obj,
        "pages": list(pages),
        "ellipsis": page_obj.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/bar_rows.html")
def bar_rows(rows):
    """`{% bar_rows rows %}`: (label, count, address) as lines of text with a bar each, for narrow screens."""
    return {"rows": charts.bar_rows(rows)}


@register.simple_tag(takes_context=True)
def here(context, *addresses):
    """The longest of these addresses that the present one begins with: the part of the site one is in."""
    path = context["request"].path if "request" in context else ""
    return max((each for each in addresses if each and path.startswith(each)), key=len, default="")


@register.simple_tag(takes_context=True)
def section(context, *names):
    """`here` of the pages with these names; one that has no address is left out."""
    return here(context, *_addresses(names, settings.ROOT_URLCONF, get_script_prefix()))


@lru_cache(maxsize=64)
def _addresses(names, _urlconf, _prefix):
    """Kept for each table of addresses and prefix: every page asks."""
    found = []
    for name in names:
        with suppress(NoReverseMatch):
            found.append(reverse(name))
    return tuple(found)


@register.inclusion_tag("components/nav_link.html")
def nav_link(address, label, icon_name, current):
    """`{% nav_link url label icon current %}`: one entry of the navigation; nothing without an address."""
    return {"address": address, "label": label, "icon_name": icon_name, "is_current": address == current}


@register.filter
def number(value):
    """A number with the reader's separators; a missing one is a dash."""
    return "–" if value in (None, "") else words.number(value)


@register.filter
def percent(share):
    """A share (0 to 1) in per cent."""
    return "–" if share in (None, "") else words.percent(share)


@register.filter
def country_name(code):
    """The name of an ISO 3166-1 country in the reader's language."""
    return words.country(getattr(code, "code", code)) if code else ""


@register.filter
def day(value):
    """A date in the reader's language, in a `<time>` that machines read."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words.day(value))


@register.filter
def month(value):
    """The month of a day, in the reader's language; empty for None."""
    return words.month(value) if value else ""


@register.filter
def moment(value: datetime):
    """Date and time in the reader's language and zone, in a `<time>` that machines read."""
    if not value:
        return ""
    stamp = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html(
        '<time datetime="{}">{}</time>', stamp.isoformat(timespec="seconds"), words.moment(value)
    )


@register.filter
def ago(value: datetime):
    """How long ago a moment was, in a `<time>` that machines read; the moment itself is its tooltip."""
    if not value:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        timezone.localtime(value).isoformat(timespec="seconds"),
        words.moment(value),
        words.ago(value),
    )
