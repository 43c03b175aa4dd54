# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares in the writing of a case study: an invitation by default, one that was accepted, one that is over."""

import factory
from django.utils import timezone

from casestudies.models import CoAuthor, Picture
from tests.factories.casestudies import CaseStudyFactory
from tests.factories.people import UserFactory


class CoAuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoAuthor

    case_study = factory.SubFactory(CaseStudyFactory)
    user = factory.SubFactory(UserFactory)
    invited_by = factory.SelfAttribute("case_study.author")

    class Params:
        writing = factory.Trait(accepted_at=factory.LazyFunction(timezone.now))
        ended = factory.Trait(ended_at=factory.LazyFunction(timezone.now))


class PictureFactory(factory.django.DjangoModelFactory):
    """A picture that Commons has not been asked about yet."""

    class Meta:
        model = Picture

    case_study = factory.SubFactory(CaseStudyFactory)
    name = factory.Sequence("Scanner {}.jpg".format)

    class Params:
        free = factory.Trait(
            state="known",
            checked_at=factory.LazyFunction(timezone.now),
            licence="CC BY-SA 4.0",
            licence_url="https://creativecommons.org/licenses/by-sa/4.0",
            author="Ada",
            description_url="https://commons.wikimedia.org/wiki/File:Scanner.jpg",
        )
        unfree = factory.Trait(
            state="not-free", checked_at=factory.LazyFunction(timezone.now), reason="licence"
        )
