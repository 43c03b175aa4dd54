# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine read, guides, and the volunteer's first path, for which the viewer is asked; the coordinator offers."""

from casestudies.models import CaseStudy
from tests.factories import (
    FirstPathFactory,
    GistFactory,
    GuideFactory,
    MentorFactory,
    MentorshipFactory,
    ObstacleFactory,
)


def furnish(world) -> None:
    mirrored = CaseStudy.objects.get(pk=world.objects["mirrored"])
    GistFactory(case_study=mirrored)
    path = FirstPathFactory(user=world.people["volun"])
    world.objects |= {
        "obstacle": ObstacleFactory(case_study=mirrored).pk,
        "guide": GuideFactory().pk,
        "unpublished guide": GuideFactory(is_published=False).pk,
        "first path": path.pk,
        "mentorship": MentorshipFactory(path=path, mentor=world.people["viewer"]).pk,
        "mentor": MentorFactory(user=world.people["coord"]).user_id,
    }
