# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from casestudies.views import (
    bringing,
    brochure,
    changes,
    conflicts,
    facts,
    feed,
    figures,
    guessing,
    linked_data,
    linking,
    listing,
    papers,
    publishing,
    reading,
    titles,
    writing,
)

app_name = "casestudies"
urlpatterns = [
    path("", listing.case_study_list, name="list"),
    path("feed.atom", feed.case_study_feed, name="feed"),
    path("brochure/", brochure.brochure, name="brochure"),
    path("brochure/print/", brochure.brochure_print, name="brochure-print"),
    path("brochure/pdf/", brochure.brochure_pdf, name="brochure-pdf"),
    path("begin/", writing.begin, name="begin"),
    path("same-title/", titles.same_title, name="same-title"),
    path("of-institution/<int:pk>/", listing.of_institution, name="of-institution"),
    path("from-wiki/", bringing.bring, name="bring"),
    path("guesses/", guessing.guess_list, name="guess-list"),
    path("guesses/decide/", guessing.guesses_decide, name="guesses-decide"),
    path("guesses/<int:pk>/", guessing.guess, name="guess"),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path("<int:pk>.jsonld", linked_data.case_study_linked, name="case-study-linked"),
    path("<int:pk>.pdf", papers.case_study_pdf, name="pdf"),
    path("<int:pk>.wikitext", papers.case_study_wikitext, name="wikitext"),
    path("<int:pk>/", reading.case_study, name="case-study"),
    path("<int:pk>/write/", writing.write, name="write"),
    path("<int:pk>/autosave/", writing.autosave, name="autosave"),
    path("<int:pk>/file/", writing.file, name="file"),
    path("<int:pk>/facts/", facts.facts, name="facts"),
    path("<int:pk>/figures/", figures.figures, name="figures"),
    path("<int:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("<int:pk>/publish/", publishing.publish, name="publish"),
    path("<int:pk>/preview/", publishing.preview, name="preview"),
    path("<int:pk>/publication/", publishing.publication, name="publication"),
    path("<int:pk>/publication/again/", publishing.publish_again, name="publish-again"),
    path("<int:pk>/publication/give-up/", publishing.give_up, name="give-up-publishing"),
    path("<int:pk>/conflict/", conflicts.conflict, name="conflict"),
    path("<int:pk>/changes/", changes.changes, name="changes"),
    path("<int:pk>/link/", linking.link, name="link"),
]
