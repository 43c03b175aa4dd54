# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides: written, corrected, published, offered at their phase and in the reader's language."""

import pytest
from django.test import Client
from django.urls import reverse

from journal.models import Entry
from learning.actions import guides as actions
from learning.errors import ChangedMeanwhile, GuideThere
from learning.models import Guide
from learning.starter import GUIDES
from partnerships.stages import Phase
from tests.factories import GuideFactory, InstitutionFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
WRITTEN = {
    "code": "letter",
    "language": "en",
    "phase": "contacted",
    "institution_kind": "",
    "title": "A letter",
    "text": "Be '''short'''.",
    "position": 1,
}


@pytest.fixture
def as_wmf(client, wmf_staff):
    client.force_login(wmf_staff)
    return client


def test_a_guide_is_written_once_however_often_one_clicks(as_wmf, wmf_staff):
    address = reverse("learning:guide-add")
    key = as_wmf.get(address).context["form"]["form_key"].value()

    for _click in range(2):
        as_wmf.post(
            address, WRITTEN | {"form_key": key, "links": "Help | https://a.example/\nhttps://b.example/"}
        )

    guide = Guide.objects.get()
    assert guide.links == [["Help", "https://a.example/"], ["https://b.example/", "https://b.example/"]]
    assert (guide.edited_by, guide.is_published) == (wmf_staff, False)
    assert Entry.objects.get().verb == "guide.made"


def test_links_that_are_none_are_refused(as_wmf):
    address = reverse("learning:guide-add")
    key = as_wmf.get(address).context["form"]["form_key"].value()

    response = as_wmf.post(address, WRITTEN | {"form_key": key, "links": "Evil | javascript:alert(1)"})

    assert response.status_code == 422
    assert not Guide.objects.exists()


def test_two_guides_of_one_code_are_two_languages(wmf_staff):
    actions.make_guide(by=wmf_staff, **WRITTEN)
    actions.make_guide(by=wmf_staff, **WRITTEN | {"language": "ar"})

    with pytest.raises(GuideThere):
        actions.make_guide(by=wmf_staff, **WRITTEN)
    with pytest.raises(GuideThere):
        actions.correct_guide(Guide.objects.get(language="ar"), by=wmf_staff, version=1, language="en")

    assert Guide.objects.count() == 2


def test_correcting_publishes_and_records(wmf_staff):
    guide = GuideFactory(is_published=False)

    actions.correct_guide(guide, by=wmf_staff, version=1, is_published=True, title="Better")

    guide.refresh_from_db()
    assert (guide.is_published, guide.title, guide.version) == (True, "Better", 2)
    assert Entry.objects.get().verb == "guide.corrected"


def test_of_two_who_correct_the_second_sees_what_is_there(as_wmf, wmf_staff):
    guide = GuideFactory(code="letter")
    actions.correct_guide(guide, by=wmf_staff, version=1, title="Theirs")

    with pytest.raises(ChangedMeanwhile):
        actions.correct_guide(guide, by=wmf_staff, version=1, title="Mine")
    response = as_wmf.post(reverse("learning:guide-correct", args=[guide.pk]), WRITTEN | {"version": 1})

    assert response.status_code == 409
    assert "Theirs" in response.text


def test_saying_the_same_writes_nothing(wmf_staff):
    guide = GuideFactory()

    actions.correct_guide(guide, by=wmf_staff, version=99, title=guide.title)

    assert not Entry.objects.exists()


def test_text_is_shown_as_wikitext_and_never_as_it_came(client):
    guide = GuideFactory(text="Be '''short'''. <script>alert(1)</script>")

    page = client.get(guide.get_absolute_url()).text

    assert "<b>short</b>" in page or "<strong>short</strong>" in page
    assert "<script>alert" not in page


def test_the_starter_set_is_laid_out_once_and_leaves_changes_alone(as_wmf, wmf_staff):
    GuideFactory(code="first-letter", title="Our own")

    for _click in range(2):
        as_wmf.post(reverse("learning:guide-starters"))

    assert Guide.objects.count() == len(GUIDES)
    assert Guide.objects.get(code="first-letter", language="en").title == "Our own"
    assert Entry.objects.filter(verb="guide.made").count() == len(GUIDES) - 1


def test_every_open_phase_has_a_starter_guide_in_both_languages():
    written = {(guide["phase"], guide["language"]) for guide in GUIDES}

    assert written == {(phase.value, language) for phase in Phase for language in ("en", "ar")}


def test_partnership_is_offered_what_helps_in_its_phase(client, coordinator):
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate,
        institution=InstitutionFactory(kind="museum"),
        phase=Phase.CONTACTED,
        lead=coordinator,
    )
    GuideFactory(title="For all")
    GuideFactory(title="For museums", institution_kind="museum")
    GuideFactory(title="For archives", institution_kind="archive")
    GuideFactory(title="Later", phase=Phase.ACTIVE)
    GuideFactory(title="Unfinished", is_published=False)
    client.force_login(coordinator)

    response = client.get(reverse("learning:guides-for-partnership", args=[partnership.pk]))

    assert [guide.title for guide in response.context["guides"]] == ["For all", "For museums"]
    assert response.context["themes"][0][0] == "control"


def test_each_guide_is_shown_once_in_the_readers_language(client):
    GuideFactory(code="a", title="English A")
    GuideFactory(code="a", title="Arabic A", language="ar")
    GuideFactory(code="b", title="English B")
    GuideFactory(code="c", title="French C", language="fr")

    def titles():
        phases = client.get(reverse("learning:guides")).context["phases"]
        return [guide.title for _phase, guides in phases for guide in guides]

    assert titles() == ["English A", "English B", "French C"]
    client.cookies["django_language"] = "ar"
    assert titles() == ["Arabic A", "English B", "French C"]


def test_a_translation_begins_from_its_origin(as_wmf):
    guide = GuideFactory(code="letter")

    form = as_wmf.get(reverse("learning:guide-add"), {"of": guide.pk}).context["form"]

    assert form["code"].value() == "letter"
    assert as_wmf.get(reverse("learning:guide-add"), {"of": "x" * 99}).context["form"]["code"].value() is None


def test_a_translation_that_is_still_written_is_offered_to_those_alone_who_write(as_wmf):
    shown = GuideFactory(code="letters", language="en")
    GuideFactory(code="letters", language="fr", is_published=False)
    address = reverse("learning:guide", args=[shown.pk])

    assert Client().get(address).context["others"] == []
    assert [each.language for each, _name in as_wmf.get(address).context["others"]] == ["fr"]
