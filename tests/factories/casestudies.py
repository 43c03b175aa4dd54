# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies: a draft by default, one mirrored from the wiki, or one of ours that is published there."""

import factory
from django.utils import timezone

from casestudies.models import CaseStudy, Edition
from tests.factories.outreach import PageFactory
from tests.factories.people import UserFactory


class CaseStudyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseStudy

    title = factory.Sequence("How we worked together {}".format)
    author = factory.SubFactory(UserFactory)

    class Params:
        mirrored = factory.Trait(
            state=CaseStudy.State.MIRRORED, page=factory.SubFactory(PageFactory), author=None
        )
        # What filing asks for is answered.
        declared = factory.Trait(
            licence_agreed_at=factory.LazyFunction(timezone.now), people_named=CaseStudy.People.AGREED
        )
        filed = factory.Trait(state=CaseStudy.State.FILED)
        handed_back = factory.Trait(state=CaseStudy.State.CHANGES)
        accepted = factory.Trait(state=CaseStudy.State.ACCEPTED)
        published = factory.Trait(state=CaseStudy.State.PUBLISHED, page=factory.SubFactory(PageFactory))


class EditionFactory(factory.django.DjangoModelFactory):
    """A case study that both sides agree on."""

    class Meta:
        model = Edition

    case_study = factory.SubFactory(CaseStudyFactory, published=True)
    title = factory.SelfAttribute("case_study.page.title")
    base_revision = factory.SelfAttribute("case_study.page.revision")
    base_text = factory.SelfAttribute("case_study.page.text")
    based_at = factory.LazyFunction(timezone.now)
