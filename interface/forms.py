# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes every Django form look like Codex, however a template prints it.

`FORM_RENDERER` names the class below, so `{{ form }}`, `{{ form.name }}` and `{% field form.name %}` all get it.
"""

from functools import lru_cache

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.forms.widgets import Select
from django.template import loader
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interface import controls

_OWN_TEMPLATES = {
    "django/forms/errors/list/default.html": "components/forms/errors.html",
    "django/forms/widgets/checkbox.html": "components/forms/checkbox.html",
    "django/forms/widgets/checkbox_select.html": "components/forms/choices.html",
    "django/forms/widgets/radio.html": "components/forms/choices.html",
}
_NO_CODEX_LOOK = {"hidden", "file", "color", "range", "image"}


def _codex_class(widget: dict) -> str:
    """The Codex class of a widget's element, "" where Codex has none."""
    kind = widget.get("type")
    if kind in ("checkbox", "radio"):
        return f"cdx-{kind}__input"
    if kind:
        return "" if kind in _NO_CODEX_LOOK else "cdx-text-input__input"
    name = widget["template_name"].rpartition("/")[2]
    return {"textarea.html": "cdx-text-area__textarea", "select.html": "cdx-select"}.get(name, "")


def _dress(widget: dict) -> None:
    """Add the Codex class to a widget's context, and to those of the widgets it is made of."""
    wanted = _codex_class(widget)
    attrs = widget.get("attrs", {})
    if wanted and wanted not in (attrs.get("class") or "").split():
        attrs["class"] = f"{attrs.get('class') or ''} {wanted}".strip()
    for part in widget.get("subwidgets", []):
        _dress(part)
    for _name, options, _index in widget.get("optgroups", []):
        for option in options:
            if option.get("type") in ("checkbox", "radio"):
                _dress(option)


class QuickSelect(Select):
    """A `<select>` of many fixed choices, such as countries: its options are written once and kept.

    Any other select is written without templates too (`CodexRenderer`), but anew each time.
    """

    def render(self, name, value, attrs=None, renderer=None):
        given = self.build_attrs(self.attrs, attrs)
        given["class"] = f"{given.get('class', '')} cdx-select".strip()
        chosen = "" if value is None else str(value)
        return format_html(_SELECT, flatatt({"name": name} | given), self._options(chosen))

    def _options(self, chosen: str) -> SafeString:
        return _options(tuple(map(_plain, self.choices)), chosen)


def _plain(choice: tuple) -> tuple[str, str]:
    """The choice in the reader's words; one that is plain already, as hundreds of countries are, stays itself."""
    code, label = choice
    is_plain = type(choice) is tuple and type(code) is str and type(label) is str
    return choice if is_plain else (str(code), str(label))


_SELECT = "<select{}>{}</select>"
_OPTION = '<option value="{}"{}>{}</option>'
_SELECTED = flatatt({"selected": True})


@lru_cache(maxsize=512)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    return format_html_join(
        "", _OPTION, ((code, _SELECTED if code == chosen else "", label) for code, label in choices)
    )


def _draw_select(widget: dict) -> SafeString:
    """Django's select.html in one go: its templates include one for each option, which takes most of a page's time."""
    groups = []
    for name, options, _index in widget["optgroups"]:
        drawn = format_html_join("", "<option{}>{}</option>", map(_option, options))
        groups.append(format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn)
    attrs = flatatt({"name": widget["name"]} | widget["attrs"])
    return format_html(_SELECT, attrs, format_html_join("", "{}", ((group,) for group in groups)))


def _option(option: dict) -> tuple[str, str]:
    # As Django writes it: numbers as they are, an empty value too.
    return flatatt({"value": str(option["value"])} | option["attrs"]), option["label"]


def is_optional(bound) -> bool:
    """Whether to say “optional”: not in forms where every field is, such as filters."""
    if bound.field.required:
        return False
    return any(each.required for each in bound.form.fields.values())


class CodexRenderer(DjangoTemplates):
    """Django's own widget templates with Codex classes, and our templates for fields, forms and errors."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"

    def get_template(self, template_name):
        """Ours come from the project's engine (with its tags), Django's from Django."""
        template_name = _OWN_TEMPLATES.get(template_name, template_name)
        if template_name.startswith("components/"):
            return loader.get_template(template_name)
        return super().get_template(template_name)

    def render(self, template_name, context, request=None):
        """Render a widget, field, form or error list."""
        if "widget" in context:
            _dress(context["widget"])
            if template_name == "django/forms/widgets/select.html":
                return _draw_select(context["widget"])
            if controls.is_input(template_name):
                return controls.draw_input(context["widget"])
        bound = context.get("field")
        if template_name == self.field_template_name and controls.is_plain(bound):
            return controls.draw_field(bound, is_optional=is_optional(bound))
        return super().render(template_name, context, request)
