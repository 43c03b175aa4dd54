# SPDX-License-Identifier: GPL-3.0-or-later
"""Guesses about a mirrored case study and a draft, a translation, a draft from the wiki, and figures taken in."""

from datetime import date

from casestudies.models import CaseStudy, Guess, LinkedFigure, Translation, WikiDraft
from tests.factories import PageFactory


def furnish(world):
    mirrored = CaseStudy.objects.get(pk=world.objects["mirrored"])
    draft = CaseStudy.objects.get(pk=world.objects["draft"])
    about = {"about": Guess.About.COUNTRY, "country": "FR", "confidence": 0.6, "reasons": ["country-text"]}
    world.objects["guess"] = Guess.objects.create(case_study=mirrored, **about).pk
    world.objects["guess of a draft"] = Guess.objects.create(case_study=draft, **about).pk
    for name, study in (("figure of a draft", draft.pk), ("figure of a filed one", world.objects["filed"])):
        figure = LinkedFigure.objects.create(
            case_study_id=study,
            counts=LinkedFigure.Counts.TOTAL,
            amount=5,
            counted_on=date(2024, 5, 1),
            source_kind="partnerships.partnership",
            source_id=1,
            linked_by=world.people["volun"],
        )
        world.objects[name] = figure.pk
    Translation.objects.create(
        page=PageFactory(kind="translation", title=f"{mirrored.page.title}/fr"),
        case_study=mirrored,
        source_title=mirrored.page.title,
        language="fr",
        title="Musée",
    )
    WikiDraft.objects.create(asked_by=world.people["volun"], asked_for="User:Ada/Notes")
