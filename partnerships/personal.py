# SPDX-License-Identifier: GPL-3.0-or-later
"""What institutions, advocates, pipelines, partnerships, agreements and commitments hold of people."""

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import PARTNERSHIP_CLOSED, Period
from privacy.registry import classify, people, purge

NO = DataClass.NOT_PERSONAL
ADVOCATE, PERSON, WORK = DataClass.ADVOCATE, DataClass.NOTE_ON_PERSON, DataClass.NOTE_ON_WORK
WIKI_LINK, COLLEAGUE, DOCUMENT = DataClass.WIKI_LINK, DataClass.COLLEAGUE, DataClass.DOCUMENT

people("partnerships.Advocate")

classify(
    "partnerships.Institution",
    NO,
    name=NO,
    names=NO,
    kind=NO,
    country=NO,
    place=NO,
    website=NO,
    wikidata_item=NO,
    sector=NO,
    collection_domains=NO,
    isil=NO,
    viaf=NO,
    ror=NO,
    commons_category=NO,
    web_domain=NO,
    name_key=NO,
    search=NO,
)

# Advocates. `engagement` is one of five words for how somebody stands to the partnership, kept as long as they are.
classify(
    "partnerships.Advocate",
    ADVOCATE,
    name=ADVOCATE,
    wiki_username=WIKI_LINK,
    engagement=ADVOCATE,
    source=ADVOCATE,
    source_note=ADVOCATE,
    lawful_basis=ADVOCATE,
    wiki_consent_on=WIKI_LINK,
    wiki_consent_note=WIKI_LINK,
    plan=PERSON,
    plan_on=PERSON,
)
classify("partnerships.Post", ADVOCATE, advocate=ADVOCATE, title=ADVOCATE, role=ADVOCATE)
classify("partnerships.Address", ADVOCATE, advocate=ADVOCATE, kind=ADVOCATE, label=ADVOCATE, value=ADVOCATE)
classify(
    "partnerships.Contact",
    ADVOCATE,
    advocate=ADVOCATE,
    channel=ADVOCATE,
    direction=ADVOCATE,
    note=PERSON,
    by=COLLEAGUE,
)
classify("partnerships.Relation", ADVOCATE, advocate=ADVOCATE, other=ADVOCATE, kind=ADVOCATE)

# The pipeline
classify("partnerships.Pipeline", NO, name=NO, names=NO)
classify("partnerships.Stage_leads_to", NO)
classify(
    "partnerships.Stage",
    NO,
    phase=NO,
    names=NO,
    guidance=NO,
    colour=NO,
    checklist=NO,
    needs=NO,
    plan=NO,
)
classify(
    "partnerships.Partnership",
    NO,
    phase=NO,
    lead=COLLEAGUE,
    origin=NO,
    summary=WORK,
    notes=WORK,
    next_step=WORK,
    effort=NO,
    effort_note=WORK,
    checked=NO,
)
classify("partnerships.StageMove", NO, by=COLLEAGUE, note=WORK)
classify("partnerships.CoLead", NO, state=NO, message=WORK, proposed_by=COLLEAGUE, answered_by=COLLEAGUE)

# Agreements
classify(
    "partnerships.Mou",
    NO,
    kind=NO,
    title=WORK,
    state=NO,
    link=DOCUMENT,
    document=DOCUMENT,
    document_name=DOCUMENT,
    document_scan=NO,
    language=NO,
    public_summary=WORK,
    flags_note=WORK,
)
classify(
    "partnerships.Commitment",
    NO,
    party=NO,
    user=COLLEAGUE,
    advocate=ADVOCATE,
    what=WORK,
    unit=NO,
    recurrence=NO,
    state=NO,
    reason=WORK,
)


# What is thrown away, and when
def _since() -> str:
    """In the words of the platform's setting."""
    if settings.CONTACT_RETENTION_FROM == PARTNERSHIP_CLOSED:
        return gettext("%(period)s after the partnership closed")
    return gettext("%(period)s after the last contact")


classify(
    "partnerships.Notice",
    ADVOCATE,
    advocate=ADVOCATE,
    how=ADVOCATE,
    language=ADVOCATE,
    message_key=ADVOCATE,
    note=PERSON,
    by=COLLEAGUE,
)

purge(
    "advocates",
    ADVOCATE,
    _("People at institutions"),
    lazy(_since, str)(),
    after=lambda: Period(days=settings.CONTACT_RETENTION_DAYS),
    run="partnerships.retention",
    counted="forgotten",
)
purge(
    "contact-notes",
    PERSON,
    _("Notes on talks"),
    _("%(period)s after they were written"),
    after=Period(months=14),
    path="partnerships.actions.old_notes.forget_old_notes",
)
purge(
    "plans",
    PERSON,
    _("Plans to win somebody back"),
    _("%(period)s after their day"),
    after=Period(months=14),
    path="partnerships.actions.old_notes.forget_old_plans",
)
purge(
    "closed-partnerships",
    WORK,
    _("Notes, plans, reasons and tasks of a partnership"),
    _("%(period)s after it closed"),
    after=Period(months=72),
    path="partnerships.actions.old_words.forget_words_of_closed",
)
