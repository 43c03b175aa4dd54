# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be typed into the fields of a form: generated from what each field says of itself, several at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django import forms
from hypothesis import strategies as st

# Kept as the page offers it; else a case would fail at its first field every time.
KEPT = object()
LEFT_OUT = None
ODD = st.sampled_from(
    ["\0", "a\0b", "\udcff", "\ud800", "متحف \u202eevil\u202c", "👩🏽‍🚒" * 40, "<script>alert(1)</script>", "{{ 7|add:7 }}",
     "%s %(x)s {x}", "'; --", "\r\n\r\n", "\u2066", "e\u0301" * 50, " ", "٣", "Ａ", "\ufeff", "\u0000\u0000"]
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["-1", "0", "-0", "1e400", "NaN", "Infinity", "9" * 30, "1" * 400, str(2**31), str(2**63), "0x10", "1_000", "٣", "½", "1,5", ""]
)  # fmt: skip
# Few, so that an end comes before its beginning as often as not.
DAYS = st.sampled_from(
    ["2025-01-01", "2025-12-31", "2026-06-15", "2030-01-01", "1999-12-31", "0001-01-01", "9999-12-31", "99999-01-01",
     "2025-02-30", "31/12/2025", "٢٠٢٥-٠١-٠١", "0000-00-00", "today", ""]
)  # fmt: skip
ADDRESSES = st.sampled_from(
    ["https://example.org/", "javascript:alert(1)", "https://[::1", "http://" + "a" * 600 + ".org", "https://exa mple/", "//x",
     "https://xn--/", "a@b", "somebody@example.org", "\"x y\"@example.org", "a@" + "b" * 300 + ".org", "@", "ü@ü.example"]
)  # fmt: skip
KEYS = st.sampled_from(["1", "2", "3", "-1", "0", "9" * 30, str(2**63), "banana", "", "\0"])
MANY = st.lists(KEYS, max_size=4)


def _texts(field):
    longest = getattr(field, "max_length", None) or 10_000
    some = st.text(st.characters(codec="utf-8"), max_size=60)
    return st.one_of(
        some, ODD, st.sampled_from([longest - 1, longest, longest + 1]).map("ж".__mul__), st.just("")
    )


def _choices(field):
    offered = (
        [str(value) for value, _label in _flat(field.choices)][:40] if not hasattr(field, "queryset") else []
    )
    if hasattr(field, "queryset") and field.queryset is not None:
        offered = [str(key) for key in field.queryset.values_list("pk", flat=True)[:20]]
    return st.one_of(*([st.sampled_from(offered)] * bool(offered)), KEYS)


def _flat(choices) -> Iterator[tuple]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _bounds(field):
    """At and just beyond what the field says are its ends."""
    ends = [
        end
        for end in (getattr(field, "min_value", None), getattr(field, "max_value", None))
        if end is not None
    ]
    near = [str(end + step) for end in ends if not callable(end) for step in (-1, 0, 1)]
    return st.one_of(NUMBERS, st.integers(-3, 400).map(str), *([st.sampled_from(near)] * bool(near)))


def values_of(field: forms.Field) -> st.SearchStrategy:
    """What somebody might send for one field: what it takes, what is just beyond, and what it is not meant for."""
    several = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    if isinstance(field, forms.BooleanField):
        own = st.sampled_from(["on", "", "false", "banana", LEFT_OUT])
    elif several:
        own = st.one_of(st.lists(_choices(field), max_size=3), MANY)
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        own = _choices(field)
    elif isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField):
        own = st.one_of(DAYS, st.dates().map(str))
    elif isinstance(field, forms.IntegerField):  # and its children for decimals and floats
        own = _bounds(field)
    elif isinstance(field, forms.URLField | forms.EmailField):
        own = st.one_of(ADDRESSES, _texts(field))
    else:
        own = _texts(field)
    return st.one_of(own, own, own, ODD, NUMBERS, st.just(LEFT_OUT), MANY)


def cases_of(fields: dict[str, forms.Field], base: dict) -> st.SearchStrategy:
    """Whole forms: each field as it was offered, or something for it. Most fields at once are other than offered."""
    spoilt = {
        name: st.one_of(values_of(field), values_of(field), st.just(KEPT))
        for name, field in sorted(fields.items())
    }
    return st.fixed_dictionaries(spoilt).map(
        lambda chosen: {
            name: value
            for name, value in (base | {n: v for n, v in chosen.items() if v is not KEPT}).items()
            if value is not LEFT_OUT
        }
    )


@contextmanager
def watched_forms() -> Iterator[dict[str, forms.Field]]:
    """{name as it is sent: field} of every form that is filled in while this lasts."""
    found: dict[str, forms.Field] = {}
    clean = forms.BaseForm.full_clean

    def full_clean(self):
        if self.is_bound:
            found.update(
                {self.add_prefix(name): field for name, field in self.fields.items() if not field.disabled}
            )
        return clean(self)

    with patch.object(forms.BaseForm, "full_clean", full_clean):
        yield found
