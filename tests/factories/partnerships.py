# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions, advocates, pipelines, partnerships and agreements."""

from datetime import date

import factory

from partnerships.actions import make_pipeline
from partnerships.models import Address, Advocate, Commitment, Institution, Mou, Partnership, Pipeline, Post
from partnerships.stages import Phase
from tests.factories.people import AffiliateFactory, member


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence("Museum of Examples {}".format)
    kind = Institution.Kind.MUSEUM
    country = "FR"


class AdvocateFactory(factory.django.DjangoModelFactory):
    """Somebody with an open post at `institution`; `post`, `email` and `phone` become rows of their own."""

    class Meta:
        model = Advocate

    institution = factory.SubFactory(InstitutionFactory)
    affiliate = factory.SubFactory(AffiliateFactory)
    name = factory.Sequence("Advocate {}".format)
    wiki_consent_on = factory.LazyAttribute(
        lambda advocate: date(2025, 1, 1) if getattr(advocate, "wiki_username", "") else None
    )

    @classmethod
    def _create(cls, model_class, *args, institution, post="", email="", phone="", **kwargs):
        advocate = super()._create(model_class, *args, **kwargs)
        Post.objects.create(advocate=advocate, institution=institution, title=post)
        for kind, value in (("email", email), ("phone", phone)):
            if value:
                Address.objects.create(advocate=advocate, kind=kind, value=value, is_preferred=True)
        return advocate


class PipelineFactory(factory.django.DjangoModelFactory):
    """A pipeline with the default stages."""

    class Meta:
        model = Pipeline

    affiliate = factory.SubFactory(AffiliateFactory)

    @classmethod
    def _create(cls, model_class, *args, affiliate, **kwargs):
        return make_pipeline(affiliate, by=None, **kwargs)


class PartnershipFactory(factory.django.DjangoModelFactory):
    """A partnership in the stage of `phase`, in its affiliate's pipeline (made when there is none)."""

    class Meta:
        model = Partnership

    institution = factory.SubFactory(InstitutionFactory)
    affiliate = factory.SubFactory(AffiliateFactory)
    phase = Phase.IDENTIFIED
    origin = Partnership.Origin.AFFILIATE
    lead = factory.LazyAttribute(lambda partnership: member("coordinator", partnership.affiliate))
    pipeline = factory.LazyAttribute(
        lambda partnership: (
            partnership.affiliate.pipelines.first() or PipelineFactory(affiliate=partnership.affiliate)
        )
    )
    stage = factory.LazyAttribute(
        lambda partnership: partnership.pipeline.stages.get(phase=partnership.phase)
    )


class MouFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mou

    partnership = factory.SubFactory(PartnershipFactory)
    title = factory.Sequence("Memorandum {}".format)

    class Params:
        signed = factory.Trait(state=Mou.State.SIGNED, signed_on=date(2025, 1, 1))


class CommitmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commitment

    mou = factory.SubFactory(MouFactory)
    party = Commitment.Party.INSTITUTION
    what = factory.Sequence("Release {} images".format)
