# SPDX-License-Identifier: GPL-3.0-or-later
"""What this app itself holds of people: what they agreed to, who read whose data, and wishes without names."""

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, purge

NO = DataClass.NOT_PERSONAL
ACCOUNT, COLLEAGUE, CONSENT = DataClass.ACCOUNT, DataClass.COLLEAGUE, DataClass.CONSENT
READING, SUPPRESSION, WORK = DataClass.READING, DataClass.SUPPRESSION, DataClass.NOTE_ON_WORK

classify("privacy.Statement", NO, kind=NO, texts=NO, changes=NO, published_by=COLLEAGUE)
classify("privacy.Acceptance", ACCOUNT, user=ACCOUNT, language=ACCOUNT, digest=ACCOUNT)
classify(
    "privacy.Consent",
    CONSENT,
    subject_kind=CONSENT,
    category=CONSENT,
    answer=CONSENT,
    source=CONSENT,
    note=CONSENT,
    by=COLLEAGUE,
)
classify("privacy.Assessment", WORK, purpose=WORK, necessity=WORK, balance=WORK, written_by=COLLEAGUE)
classify("privacy.Reading", READING, reader=READING, subject_kind=READING, how=READING, path=READING)
classify(
    "privacy.Erasure",
    SUPPRESSION,
    subject_kind=SUPPRESSION,
    digests=SUPPRESSION,
    fields=SUPPRESSION,
    left=SUPPRESSION,
    kept=WORK,
    counts=SUPPRESSION,
)
classify(
    "privacy.PersonSearch",
    READING,
    subject_kind=READING,
    asked_by=COLLEAGUE,
    digest=SUPPRESSION,
    at=NO,
    after=NO,
    hits=READING,
    perhaps=READING,
    files=READING,
    unread=READING,
)
classify("privacy.Suppression", SUPPRESSION, digest=SUPPRESSION, why=SUPPRESSION)

purge(
    "readings",
    READING,
    _("Who looked at whose contact data"),
    _("%(period)s after they looked"),
    after=Period(months=12),
    path="privacy.actions.readings.forget_readings",
)
purge(
    "searches",
    READING,
    _("Where a search found a person"),
    _("%(period)s after it was asked for"),
    after=Period(days=2),
    path="privacy.actions.searching.forget_searches",
)
purge(
    "consents",
    CONSENT,
    _("What somebody agreed or objected to"),
    _("%(period)s after it was noted"),
    after=Period(months=72),
    path="privacy.actions.consents.forget_answers",
)
