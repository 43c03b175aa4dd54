# SPDX-License-Identifier: GPL-3.0-or-later
"""What this app holds of somebody who signs in, for the file they take along."""

from casestudies.models import CaseStudy, CoAuthor, Section


def own_case_studies(user) -> dict[str, list[dict]]:
    """The case studies they began, with their texts, and those they were asked to write on."""
    mine = CaseStudy.objects.filter(author=user).order_by("pk")
    texts = Section.objects.filter(case_study__author=user).order_by("case_study", "pk")
    shared = CoAuthor.objects.filter(user=user).order_by("pk")
    return {
        "case studies": list(mine.values("pk", "title", "state", "begun_at", "saved_at")),
        "texts of case studies": list(texts.values("case_study", "key", "heading", "text")),
        "writing together": list(shared.values("case_study", "invited_at", "accepted_at", "ended_at")),
    }
