# SPDX-License-Identifier: GPL-3.0-or-later
"""Words from a search box as a question to the full-text index of case studies, in whatever script they are."""

from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, TextField, Value

from casestudies.parsing.asking import Manner, Term, Wish, wishes_in


def asked(typed: str) -> SearchQuery | None:
    """The question; None where nothing in it is a word."""
    groups = [reduce(or_, map(_wished, group)) for group in wishes_in(typed)]
    return reduce(and_, groups) if groups else None


def _wished(wish: Wish) -> SearchQuery:
    if wish.is_unwanted:
        return reduce(or_, (~_sought(term) for term in wish.terms))
    return reduce(and_, map(_sought, wish.terms))


def _sought(term: Term) -> SearchQuery:
    if term.manner == Manner.PHRASE:
        folded = Func(Value(term.text), function="glam_fold", output_field=TextField())
        return SearchQuery(folded, config="simple", search_type="phrase")
    is_beginning = term.manner in (Manner.BEGINNING, Manner.LETTER)
    wanted = Func(Value(term.text), Value(is_beginning), function="glam_wanted", output_field=TextField())
    return SearchQuery(wanted, config="simple", search_type="raw")
