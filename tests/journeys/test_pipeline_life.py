# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a partnership that begins as somebody's wish and ends up led by two affiliates, page by page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Advocate, CoLead, Institution, Mou, Partnership, Pipeline
from teamwork.models import Notice
from tests.factories import MouFactory
from tests.institutions.wikidata import CLOUDS, wikidata

__all__ = ["wikidata"]
pytestmark = pytest.mark.django_db

WISH = "Museum of Imaginary Clouds"
WHY = "They hold every cloud since 1890."
ADVOCATE, SUCCESSOR = "Perpetua Zirconium", "Balthasar Nimbus"
NOTE = "They want to see a pilot first."
TASK = "Send the list of clouds"
IN_A_WEEK = (timezone.localdate() + timedelta(days=7)).isoformat()
TODAY = timezone.localdate().isoformat()


@pytest.fixture
def steward(coordinator, sign_in):
    coordinator.wiki_username = "Clara Cumulus"
    coordinator.save(update_fields=["wiki_username"])
    return sign_in(coordinator)


@pytest.fixture
def chief(affiliate_admin, sign_in):
    return sign_in(affiliate_admin)


@pytest.fixture
def institution(volunteer, steward, sign_in, wikidata):
    """Wished for by a volunteer, taken up by a coordinator, filled in from Wikidata; its address."""
    page = sign_in(volunteer).open("/institutions/").follow("Suggestions").follow("Suggest an institution")
    wished = page.send(name=WISH, country="France", why=WHY)
    assert WHY in wished.text

    page = steward.open("/institutions/").follow("Suggestions").follow(WISH).follow("Take up")
    page = page.send(kind="museum", name=WISH)
    assert "The institution is added, and the suggestion taken up." in page.text
    there = page.path

    page = steward.open(f"{there}item/of/").follow("Find its item")
    page = page.send("Link this item", item=CLOUDS)
    assert page.status == 200, page.text
    return there


@pytest.fixture
def pipeline(chief):
    """Made from a pack by the affiliate's administrator; the second stage asks for a summary."""
    page = chief.open("/").follow("Pipelines").follow("Make a pipeline")
    page = page.send("Make it", pack="small", name="Small and quick")
    made = Pipeline.objects.get(pk=int(page.path.split("/")[-2]))
    stage = made.stages.get(phase="contacted")
    page = chief.open(f"/stages/{stage.pk}/correct/").send("Save", needs="summary")
    assert "The stage is changed." in page.text
    return made


@pytest.fixture
def partnership(steward, institution, pipeline):
    """Opened in the new pipeline; its address."""
    page = steward.open(institution).follow("Open a partnership")
    page = page.send("Open the partnership", origin="the institution")
    assert "The partnership is open. Plan the next step." in page.text
    return page.path


def _introduce(steward, institution) -> str:
    page = steward.open(institution).follow("Add an advocate")
    page = page.send(name=ADVOCATE, post="Curator", email="perpetua@museum.example", engagement="champion")
    assert ADVOCATE in page.text
    return Advocate.objects.get(name=ADVOCATE).get_absolute_url()


def _work_together(steward, partnership, viewer) -> None:
    """A note that names a colleague, a task with a day."""
    viewer.wiki_username = "Viola Viewer"
    viewer.save(update_fields=["wiki_username"])
    page = steward.open(f"{partnership}notes/").send("Write the note", text=f"{NOTE} @Viola Viewer")
    assert NOTE in page.text
    page = steward.open(f"{partnership}tasks/").send(title=TASK, due_on=IN_A_WEEK)
    assert TASK in page.text


def test_wish_becomes_an_institution_that_wikidata_describes(institution, volunteer, sign_in):
    row = Institution.objects.get()

    assert (row.wikidata_item, row.kind) == (CLOUDS, "museum")
    assert row.website
    assert set(row.names) >= {"ar"}
    wish = sign_in(volunteer).open("/suggestions/?state=any").follow(WISH)
    assert "Taken up as" in wish.text


def test_stage_asks_at_the_gate_and_the_move_goes_through_once_answered(steward, partnership, pipeline):
    talking = str(pipeline.stages.get(phase="contacted").pk)
    gate = steward.open(partnership).follow("Move to another stage")

    refused = gate.send("Move", stage=talking)
    kept = Partnership.objects.get()
    moved = refused.send("Move", stage=talking, summary="Clouds for everybody")

    assert (refused.status, kept.phase, kept.summary) == (422, "identified", "")
    assert "a summary" in refused.text.lower()
    assert "is now in “Talking”." in moved.text
    assert Partnership.objects.get().summary == "Clouds for everybody"


def test_note_reaches_whom_it_names_and_the_task_its_owner(steward, partnership, viewer, sign_in):
    _work_together(steward, partnership, viewer)

    told = sign_in(viewer).open("/notices/")

    assert "Clara Cumulus" in told.text
    mine = steward.open("/tasks/")
    assert TASK in mine.text
    done = mine.send(form="/finish/")
    assert done.status == 200
    assert TASK in steward.open(f"{partnership}?kind=tasks").text


def _part_with(steward, institution, partnership) -> None:
    """An advocate who stands for an agreement leaves, and hands it to a successor."""
    advocate = _introduce(steward, institution)
    MouFactory(partnership=Partnership.objects.get(), signed=True)
    page = steward.open(advocate).send(
        "Note it", happened_on=TODAY, channel="call", note="Rang about the clouds."
    )
    assert "The contact is noted." in page.text
    leaving = steward.open(advocate).follow(f"They leave {Institution.objects.get()}")
    line = next(name for form in leaving.forms for name in form.choices if name.endswith("-choice"))
    refused = leaving.send("Note that they left", ended_on=TODAY)
    left = leaving.send("Note that they left", ended_on=TODAY, successor_name=SUCCESSOR, **{line: "passed"})

    assert (refused.status, left.status) == (422, 200), left.text
    assert Mou.objects.count() == 1
    assert SUCCESSOR in steward.open(f"{partnership}people/").text


def test_advocate_leaves_and_nothing_they_stood_for_is_lost(steward, institution, partnership):
    _part_with(steward, institution, partnership)

    theirs = steward.open(Advocate.objects.get(name=ADVOCATE).get_absolute_url())
    assert not any(label.startswith("They leave") for label, _address in theirs.links)
    assert Advocate.objects.at(Institution.objects.get()).get().name == SUCCESSOR


def _lead_together(steward, theirs, institution, partnership) -> None:
    """Another affiliate hears who is here already, asks to join, and is let in."""
    hidden = theirs.status(partnership)
    opening = theirs.open(institution).follow("Open a partnership")
    assert "Another affiliate works with this institution already." in opening.text
    assert "Clara Cumulus" in opening.text
    assert NOTE not in opening.source
    asking = next(page for label, page in opening.links if label.startswith("Propose to lead together"))
    asked = theirs.open(asking).send(message="Let us carry the clouds together.")
    assert "The proposal is on its way." in asked.text

    told = steward.open(asked.path).send("Lead it together")

    assert (hidden, theirs.status(partnership)) == (404, 200), told.text
    assert NOTE in theirs.open(f"{partnership}notes/").text


def test_second_affiliate_is_told_asks_and_joins(
    steward, stranger, institution, partnership, sign_in, viewer
):
    _work_together(steward, partnership, viewer)

    _lead_together(steward, sign_in(stranger), institution, partnership)

    assert CoLead.objects.get().state == "accepted"
    assert Notice.objects.filter(user=stranger).exists()


def _merge_and_undo(steward, partnership) -> None:
    """The same institution, added a second time under another name, becomes one with the first, and two again."""
    page = steward.open("/institutions/add/")
    warned = page.send("Add the institution", name=WISH, kind="museum", country="France")
    added = warned.send("Add the institution", name=f"{WISH}, annexe", is_another=True)
    assert (warned.status, added.status) == (422, 200), added.text
    first = Partnership.objects.get().institution_id
    second = Institution.objects.latest("pk").pk

    merged = steward.open(f"/institutions/{second}/merge/{first}/").send("Merge them")
    moved = Partnership.objects.get().institution_id
    undone = steward.open("/institutions/merges/").follow("Undo").send("Make them two again")

    assert (merged.status, moved) == (200, second), merged.text
    assert (undone.status, Partnership.objects.get().institution_id) == (200, first), undone.text


def test_record_tells_the_whole_life(steward, stranger, viewer, institution, partnership, pipeline, sign_in):
    _work_together(steward, partnership, viewer)
    steward.open("/tasks/").send(form="/finish/")
    _part_with(steward, institution, partnership)
    _lead_together(steward, sign_in(stranger), institution, partnership)
    talking = str(pipeline.stages.get(phase="contacted").pk)
    steward.open(f"{partnership}move/").send("Move", stage=talking)
    steward.open(f"{partnership}move/?stage={talking}").send("Move", summary="Clouds for everybody")
    _merge_and_undo(steward, partnership)

    told = steward.open(partnership).text

    assert "Talking" in told
    for words in (NOTE, TASK, SUCCESSOR, "Clouds for everybody"):
        assert words in told, words
    for kind in ("moves", "notes", "tasks", "people"):
        page = steward.open(f"{partnership}?kind={kind}")
        assert page.response.context["lines"], kind
