# SPDX-License-Identifier: GPL-3.0-or-later
"""What case studies and their drafts hold of people."""

from django.utils.translation import gettext_lazy as _

from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import classify, purge

NO, STUDY = DataClass.NOT_PERSONAL, DataClass.CASE_STUDY
COLLEAGUE, WIKI = DataClass.COLLEAGUE, DataClass.WIKI_PUBLIC

classify("casestudies.CaseStudy_contributors", WIKI, contributor=WIKI)
classify(
    "casestudies.CaseStudy",
    STUDY,
    title=STUDY,
    state=NO,
    author=COLLEAGUE,
    campaign=STUDY,
    campaign_url=STUDY,
    kind=NO,
    outcome=NO,
    programmes=NO,
    tools=NO,
    media=NO,
    country=NO,
    language=NO,
    lead=STUDY,
    search_text=STUDY,
    people_named=STUDY,
    search=STUDY,
)
classify("casestudies.CoAuthor", STUDY, user=COLLEAGUE, invited_by=COLLEAGUE)
classify("casestudies.Edition", STUDY, title=STUDY, base_text=STUDY)
classify("casestudies.KnownRevision", NO, origin=NO)
classify("casestudies.Guess", NO, about=NO, country=NO, reasons=STUDY, state=NO, decided_by=COLLEAGUE)
classify("casestudies.Section", STUDY, key=NO, heading=STUDY, text=STUDY)
classify("casestudies.Hold", NO, section=NO, held_by=COLLEAGUE)
classify(
    "casestudies.LinkedFigure",
    NO,
    counts=NO,
    unit=NO,
    source_kind=NO,
    source_words=STUDY,
    linked_by=COLLEAGUE,
)
classify(
    "casestudies.Picture",
    STUDY,
    name=STUDY,
    asked_as=STUDY,
    section=NO,
    caption=STUDY,
    added_by=COLLEAGUE,
    state=NO,
    reason=NO,
    licence=NO,
    licence_url=NO,
    author=WIKI,
    description_url=NO,
    thumb_url=NO,
)
classify("casestudies.Reading", NO, figures=STUDY, images=STUDY, links=STUDY, wiki_links=STUDY)
classify(
    "casestudies.Translation",
    WIKI,
    source_title=WIKI,
    language=NO,
    title=WIKI,
    lead=WIKI,
    sections=WIKI,
    search_text=WIKI,
    search=WIKI,
)
classify(
    "casestudies.WikiDraft",
    STUDY,
    asked_by=COLLEAGUE,
    asked_for=STUDY,
    state=NO,
    reason=NO,
    title=STUDY,
    wiki_url=NO,
)

purge(
    "drafts",
    STUDY,
    _("Drafts that nobody writes on"),
    _("%(period)s after they were last saved"),
    after=Period(months=12),
    path="casestudies.actions.idle.forget_idle",
)
purge(
    "wiki-drafts",
    STUDY,
    _("What was asked for from the wiki and not brought"),
    _("%(period)s after the answer"),
    after=Period(days=90),
    path="casestudies.actions.idle.forget_refused",
)
