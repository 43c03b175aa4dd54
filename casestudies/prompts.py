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
