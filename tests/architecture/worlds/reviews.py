# SPDX-License-Identifier: GPL-3.0-or-later
"""The filed case study is reviewed by the coordinator, who has commented on it."""

from casestudies.models import CaseStudy
from tests.factories import CommentFactory, ReviewFactory


def furnish(world):
    filed = CaseStudy.objects.get(pk=world.objects["filed"])
    reviewer = world.people["coord"]
    world.objects["review"] = ReviewFactory(case_study=filed, reviewer=reviewer).pk
    world.objects["comment"] = CommentFactory(case_study=filed, author=reviewer, section="summary").pk
