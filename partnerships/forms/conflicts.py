# SPDX-License-Identifier: GPL-3.0-or-later
"""When somebody else saved meanwhile: a merge field by field, and a question where both changed the same.

A form of any tracked row with a `version` can use it. `facts_of(row)` gives a form's initial values; it is
asked of the row as it is now and of its history's event, which has the same fields. A form may name in
`belong_together` fields that make sense only as a whole, such as a step and its day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _

from interface import words
from journal import versions

Facts = Callable[[object], dict]


@dataclass(frozen=True)
class Dispute:
    """A field that both changed: what it was, what they saved, what the editor wrote."""

    field: forms.BoundField
    before: str
    theirs: str
    mine: str
    who: str
    at: datetime | None
    is_text: bool

    @property
    def both(self) -> str:
        """What a merged text begins with: theirs, then mine."""
        return f"{self.theirs}\n\n{self.mine}" if self.theirs and self.mine else self.theirs or self.mine


def merge(form: forms.Form, row, *, version: int, facts_of: Facts) -> list[Dispute]:
    """Carry the form's answers, begun at `version`, over to the row as it is now.

    What only they changed is taken over into the form's data, what only the editor changed stays. Returns
    the fields that both changed, each differently; the form then holds the row's present version.
    """
    then = versions.as_of(row, version)
    before, now = facts_of(then) if then else None, facts_of(row)
    writings = versions.writings_since(row, then) if then else {}
    form.data = form.data.copy()
    disputes = []
    for group in _groups(form, now):
        mine = {bound.name: bound.data for bound in group}
        they = before is None or any(_differs(b.field, before[b.name], now[b.name]) for b in group)
        we = before is None or any(_differs(b.field, before[b.name], mine[b.name]) for b in group)
        for bound in (b for b in group if they and _differs(b.field, now[b.name], mine[b.name])):
            if we:
                disputes.append(_dispute(bound, before, now, writings.get(bound.name)))
            else:
                _put(form, bound, now[bound.name])
    form.data[form.add_prefix("version")] = str(row.version)
    return disputes


def decide(form: forms.Form, row, *, facts_of: Facts) -> bool:
    """Put the choices of a page of disputes into the form's data; False when one was left open."""
    data = form.data
    names = [name for name in getattr(data, "getlist", lambda _key: [])("conflict") if name in form.fields]
    if not names:
        return True
    version = data.get(form.add_prefix("version"), "")
    seen = versions.as_of(row, int(version)) if version.isascii() and version.isdecimal() else None
    form.data = data.copy()
    for name in names:
        keep = data.get(f"keep-{name}")
        if keep == "both":
            form.data[form.add_prefix(name)] = data.get(f"both-{name}", "")
        elif keep == "theirs" and seen is not None:
            _put(form, form[name], facts_of(seen)[name])
        elif keep != "mine":
            return False
    return True


def _groups(form: forms.Form, facts: dict) -> Iterable[list[forms.BoundField]]:
    """The visible fields that the facts know, those that belong together in one list."""
    left = {bound.name: bound for bound in form.visible_fields() if bound.name in facts}
    for names in getattr(form, "belong_together", ()):
        if group := [left.pop(name) for name in names if name in left]:
            yield group
    yield from ([bound] for bound in left.values())


def _differs(field: forms.Field, one, other) -> bool:
    """Whether two values differ for the reader: a browser sends line breaks in its own way."""
    return field.has_changed(_plain(one), _plain(field.prepare_value(other)))


def _plain(value):
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _put(form: forms.Form, bound: forms.BoundField, value) -> None:
    """Write a value into the form's data the way a browser would send it."""
    if isinstance(bound.field, forms.BooleanField):
        form.data.setlist(bound.html_name, ["on"] if value else [])
        return
    sent = bound.field.widget.format_value(bound.field.prepare_value(value))
    values = sent if isinstance(sent, list) else [sent]
    form.data.setlist(bound.html_name, ["" if each is None else str(each) for each in values])


def _dispute(bound: forms.BoundField, before: dict | None, now: dict, writing) -> Dispute:
    mine = bound.form.cleaned_data.get(bound.name, "") if bound.form.is_valid() else bound.data
    return Dispute(
        field=bound,
        before=readable(bound.field, before[bound.name]) if before else "",
        theirs=readable(bound.field, now[bound.name]),
        mine=readable(bound.field, mine),
        who=writing.who if writing else "",
        at=writing.at if writing else None,
        is_text=isinstance(bound.field, forms.CharField),
    )


def readable(field: forms.Field, value) -> str:
    """A value as a person reads it: a choice by its label, a day in letters, yes or no."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return words.day(value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))
    return "" if value is None else str(value).replace("\r\n", "\n")
