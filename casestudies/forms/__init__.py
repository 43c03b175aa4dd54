# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of this app ask; nothing here saves."""

from casestudies.forms.brochure import CoverForm, CriteriaForm
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

__all__ = [
    "SECTION_LIMIT",
    "BeginForm",
    "BringForm",
    "ConflictForm",
    "CoverForm",
    "CriteriaForm",
    "DecisionForm",
    "DecisionsForm",
    "LinkForm",
    "PublishForm",
    "WriteForm",
    "institutions_named",
    "written",
]
