# SPDX-License-Identifier: GPL-3.0-or-later
"""What the form asks for in each section, after the questions of the outreach wiki's form, in our words."""

from django.utils.translation import gettext_lazy as _

from casestudies.models import SectionKey

PROMPTS = {
    SectionKey.SUMMARY: _("One to three paragraphs: what mattered most, for a reader who stops here."),
    SectionKey.CONTEXT: _(
        "What opportunity led to it, and did it take money or staff? Why did the partner see value in it, what had"
        " to be negotiated or agreed, and what earlier experience made it the sensible next step?"
    ),
    SectionKey.GOALS: _(
        "What was it meant to change? What did the partner itself want, how was success to be measured, and how did"
        " the goals shape the plan?"
    ),
    SectionKey.IMPLEMENTATION: _(
        "Step by step: who did what, with which tools, and where is it documented (in any language)?"
    ),
    SectionKey.OUTCOMES: _(
        "Were the goals met, and could you tell from the data? Give the numbers you have, and what numbers do not show."
    ),
    SectionKey.REFLECTION: _(
        "Which difficulties did you expect, which not? What would you do differently, and what would you advise?"
    ),
    SectionKey.RESOURCES: _("Related case studies, documentation, learning patterns, links."),
}

# A checklist for the writer: to look at, not to tick.
QUESTIONS = {
    SectionKey.SUMMARY: [
        _("Who worked with whom, where and when?"),
        _("What came of it, in one sentence?"),
        _("What should a reader remember who reads nothing else?"),
    ],
    SectionKey.CONTEXT: [
        _("How did it begin, and who took the first step?"),
        _("What did the partner hope to gain?"),
        _("What was there already: money, staff, an agreement, experience?"),
    ],
    SectionKey.GOALS: [
        _("What was to be different afterwards?"),
        _("Which of the goals were the partner's own?"),
        _("By what would you know that it worked?"),
    ],
    SectionKey.IMPLEMENTATION: [
        _("Which steps, in which order?"),
        _("Who did each of them, and how long did it take?"),
        _("Which tools did you use, and where are they documented?"),
        _("What would somebody need who wants to do the same?"),
    ],
    SectionKey.OUTCOMES: [
        _("Which goals were met, which were not?"),
        _("Which numbers do you have, and where do they come from?"),
        _("What changed that no number shows?"),
    ],
    SectionKey.REFLECTION: [
        _("What was harder than you thought?"),
        _("What helped?"),
        _("What would you do differently?"),
        _("What would you tell somebody who begins tomorrow?"),
    ],
    SectionKey.RESOURCES: [
        _("Where can one see the results?"),
        _("Which pages, reports or press articles tell more?"),
        _("Which other case studies are like this one?"),
    ],
}
