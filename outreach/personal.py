# SPDX-License-Identifier: GPL-3.0-or-later
"""What the mirror of the wikis, its contributors and what waits to be published hold of people."""

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, people, purge

NO, WIKI = DataClass.NOT_PERSONAL, DataClass.WIKI_PUBLIC
COLLEAGUE, STUDY = DataClass.COLLEAGUE, DataClass.CASE_STUDY
SUPPRESSION, FAULT = DataClass.SUPPRESSION, DataClass.FAULT

people("outreach.Contributor")

classify("outreach.Source", NO, host=NO, name=NO, page_url=NO, licence_name=NO, licence_url=NO)
classify(
    "outreach.Page",
    WIKI,
    title=WIKI,
    kind=NO,
    state=NO,
    text=WIKI,
    sha1=NO,
    redirects_to=WIKI,
    categories=WIKI,
    templates=WIKI,
    properties=WIKI,
    fault=WIKI,
)
classify(
    "outreach.Claim",
    WIKI,
    contributor=WIKI,
    kind=WIKI,
    key=WIKI,
    value=WIKI,
    state=WIKI,
    decided_by=COLLEAGUE,
    item=WIKI,
)
classify("outreach.Evidence", WIKI, shape=NO)
classify("outreach.Contributor", WIKI, username=WIKI, former_names=WIKI, standing=WIKI)
classify("outreach.Contribution", WIKI, contributor=WIKI, role=WIKI)
classify(
    "outreach.Publication",
    STUDY,
    kind=NO,
    title=STUDY,
    text=STUDY,
    sha1=NO,
    summary=STUDY,
    by=COLLEAGUE,
    state=NO,
    code=NO,
    words=STUDY,
)
classify("outreach.Removal", SUPPRESSION, digest=SUPPRESSION, way=SUPPRESSION)
classify("outreach.SyncRun", NO, reasons=FAULT)

purge(
    "errors-of-syncs",
    FAULT,
    _("What could not be read of a wiki"),
    _("%(period)s after the run ended"),
    after=Period(days=30),
    path="outreach.actions.runs.forget_reasons",
)
