# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of this app ask; nothing here saves."""

from casestudies.forms.drafts import (
    SECTION_LIMIT,
    BeginForm,
    BringForm,
    DecisionForm,
    DecisionsForm,
    LinkForm,
    WriteForm,
    institutions_named,
    written,
)
from casestudies.forms.publishing import ConflictForm, PublishForm
from casestudies.forms.wikitext import WHOLE_LIMIT, ReferenceForm, WikitextForm

__all__ = [
    "SECTION_LIMIT",
    "BeginForm",
    "BringForm",
    "ConflictForm",
    "DecisionForm",
    "DecisionsForm",
    "LinkForm",
    "PublishForm",
    "ReferenceForm",
    "WHOLE_LIMIT",
    "WikitextForm",
    "WriteForm",
    "institutions_named",
    "written",
]
