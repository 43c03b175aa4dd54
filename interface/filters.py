# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters that several apps need."""

from django import forms
from django_filters import NumberFilter


class ById(NumberFilter):
    """Narrows by the number of a related row without looking whether there is such a row.

    The usual filter answers 400 for a row that does not exist and nothing for a hidden one: that tells.
    """

    field_class = forms.IntegerField
