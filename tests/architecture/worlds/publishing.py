# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study that was published and then changed on both sides; its last order is parked."""

from django.utils import timezone

from casestudies.models import Section
from tests.factories import CaseStudyFactory, EditionFactory, PageFactory
from tests.factories.outreach import PublicationFactory


def furnish(world):
    author = world.people["volun"]
    page = PageFactory(text="== Goals ==\n\nTheirs.")
    study = CaseStudyFactory(published=True, author=author, page=page)
    Section.objects.create(case_study=study, key="goals", text="Ours.")
    EditionFactory(
        case_study=study,
        base_text="== Goals ==\n\nCommon.",
        conflict_at=timezone.now(),
        publication=PublicationFactory(source=page.source, by=author, state="parked", code="blocked"),
    )
    world.objects["published"] = study.pk
