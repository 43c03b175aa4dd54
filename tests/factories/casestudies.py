# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies: a draft by default, or one mirrored from the wiki."""

import factory

from casestudies.models import CaseStudy
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
        filed = factory.Trait(state=CaseStudy.State.FILED)
