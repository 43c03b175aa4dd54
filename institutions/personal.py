# SPDX-License-Identifier: GPL-3.0-or-later
"""What the register of institutions holds of people."""

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, purge

NO, WORK, COLLEAGUE = DataClass.NOT_PERSONAL, DataClass.NOTE_ON_WORK, DataClass.COLLEAGUE

classify("institutions.LikelyDuplicate", NO, signals=NO)
classify("institutions.NotDuplicate", NO, by=COLLEAGUE, reason=WORK)
classify(
    "institutions.Merge",
    NO,
    by=COLLEAGUE,
    undone_by=COLLEAGUE,
    choices=NO,
    before=NO,
    moved=NO,
    # Whole rows that a constraint forbade, of whatever table: with the notes in them.
    dropped=WORK,
)
classify(
    "institutions.ItemRecord",
    NO,
    item=NO,
    standing=NO,
    former_item=NO,
    labels=NO,
    aliases=NO,
    parent_items=NO,
)
classify("institutions.SourcedFact", NO, field=NO, value=NO, item=NO, statement=NO)
classify("institutions.Alignment", NO, level=NO, reason=WORK, mitigations=WORK)
classify("institutions.Dispute_readers", COLLEAGUE, user=COLLEAGUE)
classify(
    "institutions.Dispute",
    WORK,
    kind=NO,
    title=WORK,
    account=WORK,
    outcome=WORK,
    state=NO,
    raised_by=COLLEAGUE,
)
classify(
    "institutions.Suggestion",
    NO,
    name=NO,
    country=NO,
    place=NO,
    website=NO,
    wikidata_item=NO,
    why=WORK,
    by=COLLEAGUE,
    state=NO,
    answer=WORK,
)
classify("institutions.Vote", COLLEAGUE, user=COLLEAGUE)
classify("institutions.Tie", NO, kind=NO)

purge(
    "merges",
    WORK,
    _("What a merge of two institutions left out"),
    _("%(period)s after the merge, when it can no longer be undone"),
    after=Period(days=31),
    path="institutions.actions.merges.forget_dropped",
)
