# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions, advocates, pipelines, partnerships and agreements."""

from datetime import date

import factory

from partnerships.actions import make_pipeline
from partnerships.models import Advocate, Commitment, Institution, Mou, Partnership, Pipeline
from partnerships.stages import Phase
from tests.factories.people import AffiliateFactory, member


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence("Museum of Examples {}".format)
    kind = Institution.Kind.MUSEUM
    country = "FR"


class AdvocateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Advocate

    institution = factory.SubFactory(InstitutionFactory)
    affiliate = factory.SubFactory(AffiliateFactory)
    name = factory.Sequence("Advocate {}".format)


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
