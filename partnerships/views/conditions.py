# SPDX-License-Identifier: GPL-3.0-or-later
"""Building conditions joined by “all” and “any” without JavaScript: a page whose form leads back to the list."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import may_somewhere
from partnerships import reports
from partnerships.filters.conditions import (
    COMPARISONS,
    DAY,
    FIELDS,
    MOST_GROUPS,
    MOST_ROWS,
    NUMBER,
    PERSON,
    read_conditions,
    read_rows,
)
from partnerships.models import Partnership

# The lists that understand conditions, by the word in this page's address.
LISTS = {"board": "partnerships:board", "list": "partnerships:partnership-list"}
OWN = {"for", "g", "f", "c", "v", "match", "where", "new", "add", "drop", "apply", "page", "column"}


@dataclass(frozen=True)
class Row:
    """A row being written: what it asks about, what may stand in it, and what does."""

    number: int
    field: str
    label: str
    comparison: str
    text: str
    group: str
    comparisons: list[tuple[str, str]]
    choices: list[tuple[str, str]]
    input_type: str


@require_safe
def conditions(request):
    """Rows of field, comparison and value. `add` and `drop` show the form again, `apply` leads to the list."""
    if not may_somewhere(request.user, "move.see"):
        raise PermissionDenied
    target = request.GET.get("for", "")
    target = target if target in LISTS else "list"
    kept = _kept(request.GET)
    if "apply" in request.GET:
        for name, value in read_rows(request.GET).parameters():
            kept.appendlist(name, value)
        query = kept.urlencode()
        return redirect(reverse(LISTS[target]) + (f"?{query}" if query else ""))
    leads, _countries = reports.remembered_choices(
        f"conditions:{request.user.pk}", Partnership.objects.inside_for(request.user).kept()
    )
    context = {
        "rows": [_row(number, *parts, leads) for number, parts in enumerate(_parts(request.GET))],
        "fields": [(name, field.label) for name, field in FIELDS.items()],
        "match": "any" if request.GET.get("match") == "any" else "all",
        "groups": range(1, MOST_GROUPS + 1),
        "kept": [(name, value) for name, values in kept.lists() for value in values],
        "target": target,
        "back": reverse(LISTS[target]) + (f"?{kept.urlencode()}" if kept else ""),
        "most": MOST_ROWS,
    }
    return render(request, "partnerships/conditions.html", context)


def _kept(address: QueryDict) -> QueryDict:
    """What else stands in the address of the list."""
    kept = QueryDict(mutable=True)
    for name, values in address.lists():
        if name not in OWN:
            kept.setlist(name, [value for value in values if value])
    return kept


def _parts(address: QueryDict) -> list[tuple[str, str, str, str]]:
    """(group, field, comparison, text) of the rows so far, without the one dropped and with the one added."""
    if "f" in address:
        rows = list(zip(*(address.getlist(name) for name in "gfcv"), strict=False))
    else:
        rows = [
            (str(row.group), row.field, row.comparison, row.text) for row in read_conditions(address).rows
        ]
    dropped, new = address.get("drop"), address.get("new")
    rows = [row for number, row in enumerate(rows) if str(number) != dropped and row[1] in FIELDS]
    if "add" in address and new in FIELDS:
        rows.append(("0", new, FIELDS[new].kind.comparisons[0], ""))
    return rows[:MOST_ROWS]


def _row(number: int, group: str, name: str, comparison: str, text: str, leads: list) -> Row:
    field = FIELDS[name]
    return Row(
        number=number,
        field=name,
        label=field.label,
        comparison=comparison,
        text=text[:200],
        group=group,
        comparisons=[(code, COMPARISONS[code]) for code in field.kind.comparisons],
        choices=leads if field.kind is PERSON else field.choices(),
        input_type={NUMBER: "number", DAY: "date"}.get(field.kind, "text"),
    )
