# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft that a coordinator of another affiliate writes along, which a viewer is invited to; a hold and a picture of it."""

from datetime import timedelta

from django.utils import timezone

from casestudies.models import Hold
from tests.factories import CaseStudyFactory
from tests.factories.together import CoAuthorFactory, PictureFactory


def furnish(world) -> None:
    people = world.people
    joint = CaseStudyFactory(author=people["volun"], title="Written along")
    published = CaseStudyFactory(published=True, author=people["volun"])
    share = CoAuthorFactory(case_study=joint, user=people["other"], writing=True)
    CoAuthorFactory(case_study=published, user=people["other"], writing=True)
    Hold.objects.create(
        case_study=joint,
        section="goals",
        held_by=people["other"],
        ends_at=timezone.now() + timedelta(days=1),
    )
    world.objects |= {
        "joint": joint.pk,
        "joint and published": published.pk,
        "share": share.pk,
        "invitation": CoAuthorFactory(case_study=joint, user=people["viewer"]).pk,
        "picture": PictureFactory(case_study=joint, free=True).pk,
    }
