# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of where partnerships stand on the wikis, as far as people are in it."""

from privacy.classes import DataClass
from privacy.registry import classify

NO, COLLEAGUE = DataClass.NOT_PERSONAL, DataClass.COLLEAGUE

classify("presence.Place", NO, kind=NO, wiki=NO, identifier=NO, label=NO, added_by=COLLEAGUE)
classify("presence.CategoryRecord", NO, state=NO, reason=NO, moved_to=NO)
classify("presence.CategoryNode", NO, name=NO, parent=NO)
classify("presence.CategoryCount", NO)
classify("presence.ListingRequest", NO, asked_by=COLLEAGUE, task=NO, outcome=NO)
