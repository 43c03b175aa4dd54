# SPDX-License-Identifier: GPL-3.0-or-later
"""A tie and a dispute, whose account is secret."""

from institutions.actions.judgements import raise_dispute
from institutions.actions.ties import make_tie
from partnerships.models import Institution
from tests.factories import InstitutionFactory


def furnish(world) -> None:
    institution = Institution.objects.get(pk=world.objects["institution"])
    tie = make_tie(institution, InstitutionFactory(), by=world.people["coord"])
    dispute = raise_dispute(
        institution,
        world.people["coord"].affiliate,
        by=world.people["coord"],
        kind="legal",
        title="Secret quarrel",
        account="Secret account",
    )
    world.objects |= {"tie": tie.pk, "dispute": dispute.pk}
