# SPDX-License-Identifier: GPL-3.0-or-later
"""A guess about a mirrored case study and one about a draft, a translation, and a draft from the wiki."""

from casestudies.models import CaseStudy, Guess, Translation, WikiDraft
from tests.factories import PageFactory


def furnish(world):
    mirrored = CaseStudy.objects.get(pk=world.objects["mirrored"])
    draft = CaseStudy.objects.get(pk=world.objects["draft"])
    about = {"about": Guess.About.COUNTRY, "country": "FR", "confidence": 0.6, "reasons": ["country-text"]}
    world.objects["guess"] = Guess.objects.create(case_study=mirrored, **about).pk
    world.objects["guess of a draft"] = Guess.objects.create(case_study=draft, **about).pk
    Translation.objects.create(
        page=PageFactory(kind="translation", title=f"{mirrored.page.title}/fr"),
        case_study=mirrored,
        source_title=mirrored.page.title,
        language="fr",
        title="Musée",
    )
    WikiDraft.objects.create(asked_by=world.people["volun"], asked_for="User:Ada/Notes")
