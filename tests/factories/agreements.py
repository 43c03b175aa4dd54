# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of agreements: clauses, who signs, rights, templates."""

import factory

from agreements.models import AgreementTemplate, Clause, RightsTerm, Signatory
from tests.factories.partnerships import MouFactory
from tests.factories.people import AffiliateFactory


class ClauseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Clause

    mou = factory.SubFactory(MouFactory)
    kind = "aims"
    title = factory.Sequence("Clause {}".format)
    text = "We share."
    position = factory.Sequence(int)


class SignatoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Signatory

    mou = factory.SubFactory(MouFactory)
    side = Signatory.Side.INSTITUTION
    name = factory.Sequence("Signatory {}".format)


class RightsTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RightsTerm

    mou = factory.SubFactory(MouFactory)
    content_set = factory.Sequence("Posters {}".format)
    licence = RightsTerm.Licence.BY_SA


class AgreementTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementTemplate

    affiliate = factory.SubFactory(AffiliateFactory)
    name = factory.Sequence("Template {}".format)
    kind = "memorandum"
    language = "en"
    clauses = factory.LazyFunction(
        lambda: [{"kind": "aims", "title": "Aims", "text": "{institution} and {affiliate} share."}]
    )
