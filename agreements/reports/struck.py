# SPDX-License-Identifier: GPL-3.0-or-later
"""What was struck from a draft, in a reader's words: what it was, who struck it and when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from agreements.struck import KINDS, Struck, struck_from
from journal.versions import actors_in
from partnerships.models import Mou

_LABELS = {
    "clause": _("Clause"),
    "rights": _("Set of content"),
    "signatory": _("Somebody who signs"),
    "commitment": _("Commitment"),
}


@dataclass(frozen=True)
class Line:
    """One thing that was struck; `who` is "" where nobody is known to have done it."""

    struck: Struck
    who: str

    @property
    def at(self) -> datetime:
        return self.struck.at

    @property
    def label(self):
        return _LABELS[self.struck.kind]

    @property
    def words(self) -> str:
        return self.struck.words or self._code

    @property
    def detail(self) -> str:
        """What tells it from others: the text, the licence, the post, whose promise it was."""
        by_code = self.struck.kind in ("rights", "commitment")
        return self._code if by_code else self.struck.besides

    @property
    def _code(self) -> str:
        kind = KINDS[self.struck.kind]
        field = kind.model._meta.get_field(kind.code)
        return str(dict(field.flatchoices).get(self.struck.code, self.struck.code))


def struck_panel(mou: Mou, *, may_edit: bool) -> dict:
    """What `agreements/_struck.html` shows as `panel`; one query where nothing was struck, at most seven.

    Only of a draft, and only for those who may put it back: {mou, lines}
    """
    if not may_edit or mou.state != Mou.State.DRAFT:
        return {"mou": mou, "lines": []}
    rows = struck_from(mou)
    actors = actors_in(row.context for row in rows)
    return {"mou": mou, "lines": [Line(row, actors.get(row.context, "")) for row in rows]}
