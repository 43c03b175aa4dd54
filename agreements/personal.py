# SPDX-License-Identifier: GPL-3.0-or-later
"""What the text, the signatories and the keeping of agreements hold of people."""

from privacy.classes import DataClass
from privacy.registry import classify

NO = DataClass.NOT_PERSONAL
WORK, COLLEAGUE = DataClass.NOTE_ON_WORK, DataClass.COLLEAGUE
SIGNATORY, DOCUMENT = DataClass.SIGNATORY, DataClass.DOCUMENT

classify("agreements.Progress", NO, note=WORK, evidence=WORK, made_by=COLLEAGUE)
classify("agreements.Clause", NO, kind=NO, title=DOCUMENT, text=DOCUMENT)
classify("agreements.Signatory", SIGNATORY, side=NO, name=SIGNATORY, post=SIGNATORY, advocate=SIGNATORY)
classify("agreements.RightsTerm", NO, content_set=NO, licence=NO, vrt_ticket=DOCUMENT, note=WORK)
classify("agreements.AgreementTemplate", NO, name=NO, kind=NO, language=NO, clauses=NO, plan=NO)
