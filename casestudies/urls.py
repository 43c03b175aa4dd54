# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from casestudies.views import (
    bringing,
    changes,
    conflicts,
    guessing,
    linked_data,
    linking,
    listing,
    publishing,
    reading,
    sections,
    wikitext,
    writing,
)

app_name = "casestudies"
urlpatterns = [
    path("", listing.case_study_list, name="list"),
    path("begin/", writing.begin, name="begin"),
    path("of-institution/<int:pk>/", listing.of_institution, name="of-institution"),
    path("from-wiki/", bringing.bring, name="bring"),
    path("guesses/", guessing.guess_list, name="guess-list"),
    path("guesses/decide/", guessing.guesses_decide, name="guesses-decide"),
    path("guesses/<int:pk>/", guessing.guess, name="guess"),
    path("<int:pk>.jsonld", linked_data.case_study_linked, name="case-study-linked"),
    path("<int:pk>/", reading.case_study, name="case-study"),
    path("<int:pk>/write/", writing.write, name="write"),
    path("<int:pk>/write/check/", sections.write_check, name="write-check"),
    path("<int:pk>/write/preview/", wikitext.write_preview, name="write-preview"),
    path("<int:pk>/write/wikitext/", wikitext.write_wikitext, name="write-wikitext"),
    path("<int:pk>/write/<slug:slug>/", sections.write_section, name="write-section"),
    path("<int:pk>/autosave/", writing.autosave, name="autosave"),
    path("<int:pk>/file/", writing.file, name="file"),
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
