# SPDX-License-Identifier: GPL-3.0-or-later
"""What the text, the signatories and the keeping of agreements hold of people."""

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, purge

NO = DataClass.NOT_PERSONAL
WORK, COLLEAGUE = DataClass.NOTE_ON_WORK, DataClass.COLLEAGUE
SIGNATORY, DOCUMENT = DataClass.SIGNATORY, DataClass.DOCUMENT

classify("agreements.Progress", NO, note=WORK, evidence=WORK, made_by=COLLEAGUE)
classify("agreements.Clause", NO, kind=NO, title=DOCUMENT, text=DOCUMENT)
classify("agreements.Signatory", SIGNATORY, side=NO, name=SIGNATORY, post=SIGNATORY, advocate=SIGNATORY)
classify("agreements.LegalHold", NO, reason=WORK, held_by=COLLEAGUE, released_by=COLLEAGUE)
classify("agreements.RightsTerm", NO, content_set=NO, licence=NO, vrt_ticket=DOCUMENT, note=WORK)
classify("agreements.AgreementTemplate", NO, name=NO, kind=NO, language=NO, clauses=NO, plan=NO)

purge(
    "agreements",
    DOCUMENT,
    _("Texts and files of agreements"),
    _("%(period)s after the agreement ended or was replaced, unless somebody holds it for a dispute"),
    after=Period(months=72),
    path="agreements.actions.keeping.forget_texts",
)
purge(
    "signatories",
    SIGNATORY,
    _("Names of those who signed"),
    _("%(period)s after the agreement ended or was replaced, unless somebody holds it for a dispute"),
    after=Period(months=72),
    path="agreements.actions.keeping.forget_signatories_over",
)
purge(
    "files",
    DOCUMENT,
    _("Files that no agreement names any more"),
    _("%(period)s after they were stored"),
    after=Period(days=1),
    run="agreements.files",
    counted="deleted",
)
