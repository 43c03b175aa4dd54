# SPDX-License-Identifier: GPL-3.0-or-later
"""Words from a search box as a question to a full-text index without accents and stems, whatever the language."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, TextField, Value


def asked(words: str) -> SearchQuery:
    """The question: words as people type them, with quotes, `or` and a minus sign."""
    bare = Func(Value(words), function="glam_unaccent", output_field=TextField())
    return SearchQuery(bare, config="simple", search_type="websearch")
