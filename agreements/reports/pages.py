# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of long lists that are read by index: nobody walks to the thousandth page, nor is all of it counted."""

from functools import cached_property

from django.core.paginator import Paginator

MOST_ROWS = 1000


class FirstRows(Paginator):
    """Pages of the first thousand rows; `is_cut` says that there are more, to be found by narrowing the list."""

    @cached_property
    def _found(self) -> int:
        return self.object_list.values("pk")[: MOST_ROWS + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._found, MOST_ROWS)

    @property
    def is_cut(self) -> bool:
        return self._found > MOST_ROWS
