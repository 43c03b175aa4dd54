# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of this app ask; nothing here saves."""

from casestudies.forms.bringing import BringForm
from casestudies.forms.brochure import CoverForm, CriteriaForm
from casestudies.forms.drafts import (
    SECTION_LIMIT,
    BeginForm,
    WriteForm,
    asks_for_same,
    written,
)
from casestudies.forms.filing import FilingForm, declared
from casestudies.forms.linking import DecisionForm, DecisionsForm, LinkForm, institutions_named
from casestudies.forms.pictures import PictureForm, PlaceForm
from casestudies.forms.publishing import ConflictForm, PublishForm
from casestudies.forms.together import AnswerForm, HoldForm, InviteForm
from casestudies.forms.wikitext import WHOLE_LIMIT, ReferenceForm, WikitextForm

__all__ = [
    "SECTION_LIMIT",
    "AnswerForm",
    "BeginForm",
    "BringForm",
    "ConflictForm",
    "CoverForm",
    "CriteriaForm",
    "DecisionForm",
    "DecisionsForm",
    "FilingForm",
    "HoldForm",
    "InviteForm",
    "LinkForm",
    "PictureForm",
    "PlaceForm",
    "PublishForm",
    "ReferenceForm",
    "WHOLE_LIMIT",
    "WikitextForm",
    "WriteForm",
    "asks_for_same",
    "declared",
    "institutions_named",
    "written",
]
