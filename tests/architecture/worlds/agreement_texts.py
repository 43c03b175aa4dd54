# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of the draft, a template of affiliate A, and an agreement that everybody may read a summary of."""

from partnerships.models import Mou, Partnership
from tests.factories import MouFactory
from tests.factories.agreements import (
    AgreementTemplateFactory,
    ClauseFactory,
    RightsTermFactory,
    SignatoryFactory,
)


def furnish(world) -> None:
    mou = Mou.objects.get(pk=world.objects["mou"])
    public = Partnership.objects.get(pk=world.objects["public"])
    summary = {
        "is_summary_public": True,
        "public_summary": "For all",
        "flags_note": "Secret",
        "kind": "letter",
    }
    opened = MouFactory(partnership=public, signed=True, **summary)
    for each in (mou, opened):
        SignatoryFactory(mou=each, name="Secret signatory")
        RightsTermFactory(mou=each, note="Secret note")
    # Struck, and to be put back: shown to those alone who write the draft.
    ClauseFactory(mou=mou, title="Secret struck clause", text="Secret struck text").delete()
    SignatoryFactory(mou=mou, name="Secret struck signatory").delete()
    template = AgreementTemplateFactory(affiliate=world.people["coord"].affiliate, name="Secret template")
    world.objects |= {
        "clause": ClauseFactory(mou=mou).pk,
        "rights": mou.rights_terms.get().pk,
        "signatory": mou.signatories.get().pk,
        "agreement template": template.pk,
        "open mou": opened.pk,
    }
