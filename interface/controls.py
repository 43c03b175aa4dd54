# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain fields and inputs drawn in one go: their templates, included one in another, took most of a filter bar's time.

What stands here is what `components/forms/field.html` and Django's `input.html` say for the plain case; groups of
choices, checkboxes and whatever else is rare still go through the templates.
"""

from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_BOXED = frozenset(
    {"text", "number", "email", "url", "password", "date", "time", "search", "tel", "datetime-local"}
)
_INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("date", "email", "hidden", "input", "number", "password", "search", "text", "url")
)


def box_of(widget) -> str:
    """The Codex box around a control (`cdx-text-input`, `cdx-text-area`), "" if it has none."""
    if getattr(widget, "input_type", "") in _BOXED:
        return "cdx-text-input"
    return "cdx-text-area" if widget.template_name.endswith("/textarea.html") else ""


def is_input(template_name: str) -> bool:
    """Whether Django would draw it as one `<input>` with nothing around it."""
    return template_name in _INPUTS


def draw_input(widget: dict) -> SafeString:
    """`<input>` of a widget's context, its attributes in Django's order."""
    value = {} if widget["value"] is None else {"value": str(widget["value"])}
    return format_html(
        "<input{}>", flatatt({"type": widget["type"], "name": widget["name"]} | value | widget["attrs"])
    )


def is_plain(bound) -> bool:
    """Whether a bound field is a label above one control: no group, no checkbox."""
    return not bound.use_fieldset and not bound.field.widget.template_name.endswith("/checkbox.html")


def draw_field(bound, *, is_optional: bool) -> SafeString:
    """Label, help, control and errors of a plain field."""
    errors, box = bound.errors, box_of(bound.field.widget)
    control = bound.as_widget()
    if box:
        state = f" {box}--status-error" if errors else ""
        control = format_html('<div class="{}{}">{}</div>', box, state, control)
    return format_html(
        '<div class="cdx-field"><div class="cdx-label"><label class="cdx-label__label" for="{}">'
        '<span class="cdx-label__label__text">{}</span>{}</label></div>{}{}{}</div>',
        bound.id_for_label,
        bound.label,
        _optional() if is_optional else "",
        _help(bound) if bound.help_text else "",
        control,
        errors if errors else "",
    )


def _optional() -> SafeString:
    return format_html('<span class="cdx-label__label__optional-flag"> {}</span>', _("(optional)"))


def _help(bound) -> SafeString:
    name = format_html(' id="{}_helptext"', bound.auto_id) if bound.auto_id else ""
    return format_html('<div class="cdx-field__help-text"{}>{}</div>', name, bound.help_text)
