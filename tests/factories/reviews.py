# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviews of filed case studies, open unless a trait says how they ended; and comments on the whole text."""

from datetime import timedelta

import factory
from django.utils import timezone

from reviews.models import Comment, Review
from tests.factories.casestudies import CaseStudyFactory
from tests.factories.people import UserFactory


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    case_study = factory.SubFactory(CaseStudyFactory, filed=True)
    reviewer = factory.SubFactory(UserFactory, is_wmf_staff=True)
    assigned_by = factory.SelfAttribute("reviewer")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))

    class Params:
        asks_changes = factory.Trait(
            state=Review.State.DECIDED,
            verdict=Review.Verdict.CHANGES,
            decided_at=factory.LazyFunction(timezone.now),
            version=1,
        )


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    case_study = factory.SubFactory(CaseStudyFactory, filed=True)
    author = factory.SubFactory(UserFactory, is_wmf_staff=True)
    text = "Say more."
    version = 1
