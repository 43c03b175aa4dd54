# SPDX-License-Identifier: GPL-3.0-or-later
"""Countries in which being named as a Wikimedian can endanger somebody: who is not shown, which counts are not said.

`PROTECTED_COUNTRIES` names them. People of whom a page claims such a country stand in no list, page, export or API
for readers without a role, and are counted nowhere for them: every figure that a filter narrows is a figure of the
others, so no two of them differ by one of these people. The one exception is a country's own figure, which nothing
narrows; it is said from five up.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.permissions import may_somewhere
from interface import words

LEAST = 5


@dataclass(frozen=True, slots=True)
class Count:
    """A count as it may be told to somebody: `exact` is None where it is too small to be said."""

    exact: int | None

    def __str__(self):
        return str(_("fewer than 5")) if self.exact is None else words.number(self.exact)


def protected_countries() -> frozenset[str]:
    """The protected countries' ISO codes."""
    return frozenset(code.upper() for code in settings.PROTECTED_COUNTRIES)


def hidden_from(user) -> frozenset[str]:
    """The countries whose people this reader is not shown: none for whoever has a role."""
    countries = protected_countries()
    return frozenset() if not countries or may_somewhere(user, "contributor.see_protected") else countries


def is_hidden(country: str, user) -> bool:
    """Whether lists of people of this country are kept from this reader."""
    return country.upper() in hidden_from(user)


def told(count: int, user, *, country: str = "") -> Count:
    """A country's count as this reader may know it; whoever has a role knows all of them.

    Of a protected country none at all and four look alike. Elsewhere nobody is plainly nobody.
    """
    if may_somewhere(user, "contributor.see_protected") or count >= LEAST:
        return Count(count)
    return Count(None if count or country.upper() in protected_countries() else 0)
