# SPDX-License-Identifier: GPL-3.0-or-later
"""Obstacles, guides, first paths and mentors."""

import factory
from django.utils import timezone

from learning.models import FirstPath, Gist, Guide, Mentor, Mentorship, Obstacle
from learning.parsing import VERSION
from partnerships.stages import Phase
from tests.factories.casestudies import CaseStudyFactory
from tests.factories.people import UserFactory


class GistFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gist

    case_study = factory.SubFactory(CaseStudyFactory, mirrored=True)
    version = factory.SelfAttribute("case_study.version")
    parser = VERSION


class ObstacleFactory(factory.django.DjangoModelFactory):
    """One that a machine read in a mirrored case study."""

    class Meta:
        model = Obstacle

    case_study = factory.SubFactory(CaseStudyFactory, mirrored=True)
    theme = "staff"
    met = factory.Sequence("The staff had no time, {} times.".format)
    section = "reflection"
    origin = Obstacle.Origin.MACHINE
    state = Obstacle.State.OPEN
    confidence = 0.7

    class Params:
        said = factory.Trait(
            origin=Obstacle.Origin.PERSON,
            state=Obstacle.State.CONFIRMED,
            confidence=1,
            decided_at=factory.LazyFunction(timezone.now),
        )


class GuideFactory(factory.django.DjangoModelFactory):
    """A published one."""

    class Meta:
        model = Guide

    code = factory.Sequence("guide-{:05d}".format)  # in the order they are made
    phase = Phase.CONTACTED
    title = factory.Sequence("How to write letter {}".format)
    text = "Write to a ''named'' person."
    is_published = True


class FirstPathFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FirstPath

    user = factory.SubFactory(UserFactory)


class MentorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mentor

    user = factory.SubFactory(UserFactory)
    languages = factory.LazyFunction(lambda: ["en"])


class MentorshipFactory(factory.django.DjangoModelFactory):
    """A request that waits."""

    class Meta:
        model = Mentorship

    path = factory.SubFactory(FirstPathFactory)
    mentor = factory.SubFactory(UserFactory)

    class Params:
        accepted = factory.Trait(
            state=Mentorship.State.ACCEPTED, answered_at=factory.LazyFunction(timezone.now)
        )
