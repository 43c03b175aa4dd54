# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from Commons: named any way people name files, looked up in batches, free ones put into the text."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies import actions, tasks
from casestudies.actions.pictures import RUN_KIND, refuse_unfit
from casestudies.actions.publishing import wikitext_of
from casestudies.actions.rewriting import sections_of
from casestudies.errors import (
    NotADraft,
    PictureNotFit,
    PicturePlaced,
    PicturesUnfit,
    PictureThere,
    SectionHeld,
    TooManyPictures,
)
from casestudies.models import CaseStudy, Picture
from casestudies.parsing import ParsedSection
from casestudies.parsing.revising import are_same, compose, read, revise
from journal.models import Entry
from outreach import connection
from outreach.models import Publication
from outreach.wiki.errors import WikiUnavailable
from outreach.wiki.files import Files
from teamwork.models import Notice
from tests.factories import CaseStudyFactory
from tests.factories.together import CoAuthorFactory, PictureFactory
from tests.outreach.fake_commons import FREE, CommonsLine
from work import actions as work
from work.models import Run

# The list


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


@pytest.fixture
def commons(monkeypatch):
    line = CommonsLine()
    monkeypatch.setattr(connection, "connect_files", lambda *, beat: Files(line))
    return line


def check():
    run = Run.objects.filter(kind=RUN_KIND, state="queued").first() or work.queue(RUN_KIND)
    tasks.check_pictures(run.pk)
    run.refresh_from_db()
    return run


def url(name, pk):
    return reverse(f"casestudies:{name}", args=[pk])


@pytest.mark.django_db
def test_a_picture_is_a_row_first_and_a_worker_asks(draft, volunteer, commons):
    commons.files["Scanner.jpg"] = FREE

    picture = actions.add_picture(draft, "Scanner.jpg", by=volunteer)

    assert (picture.state, Run.objects.get().kind) == ("waiting", RUN_KIND)
    assert commons.asked == []
    run = check()
    picture.refresh_from_db()
    assert (run.state, picture.state, picture.author, picture.licence) == (
        "done", "known", "Ada & Bea", "CC BY-SA 4.0",
    )  # fmt: skip
    assert picture.checked_at
    assert Entry.objects.latest("pk").verb == "picture.added"


@pytest.mark.django_db
def test_missing_unfree_and_tagged_ones_are_told_apart_with_what_to_do(draft, commons):
    commons.files = {"Poster.jpg": {"LicenseShortName": {"value": "©"}}, "Bare.jpg": {}, "Tagged.jpg": FREE}
    commons.tagged = {"Tagged.jpg"}
    for name in ("Nowhere.jpg", "Poster.jpg", "Bare.jpg", "Tagged.jpg"):
        PictureFactory(case_study=draft, name=name)

    check()

    said = {row.name: (row.state, row.reason) for row in Picture.objects.all()}
    assert said == {
        "Nowhere.jpg": ("missing", "missing"),
        "Poster.jpg": ("not-free", "licence"),
        "Bare.jpg": ("not-free", "no-licence"),
        "Tagged.jpg": ("not-free", "deletion"),
    }
    assert all(row.reason_in_words.endswith((".", "freely.")) for row in Picture.objects.all())


@pytest.mark.django_db
def test_a_redirect_is_followed_and_two_names_of_one_file_are_one(draft, commons):
    commons.files["New name.jpg"] = FREE
    commons.redirects = {"Old name.jpg": "New name.jpg", "Older.jpg": "New name.jpg"}
    PictureFactory(case_study=draft, name="Old name.jpg")
    PictureFactory(case_study=draft, name="Older.jpg")

    check()

    picture = Picture.objects.get()
    assert (picture.name, picture.asked_as, picture.state) == ("New name.jpg", "Old name.jpg", "known")


@pytest.mark.django_db
def test_a_second_name_stays_where_the_text_calls_the_file_so(draft, volunteer, commons):
    commons.files["Poster.jpg"] = {"LicenseShortName": {"value": "©"}}
    commons.redirects = {"Old.jpg": "Poster.jpg", "Older.jpg": "Poster.jpg"}
    for name in ("Poster.jpg", "Old.jpg", "Older.jpg"):
        PictureFactory(case_study=draft, name=name)
    draft = actions.save_case_study(
        draft, version=1, by=volunteer, sections={"goals": "[[File:Older.jpg|thumb]]"}
    )

    check()

    said = set(Picture.objects.values_list("name", "state"))
    assert said == {("Poster.jpg", "not-free"), ("Older.jpg", "not-free")}
    assert actions.add_named_pictures(draft, by=volunteer) == 0
    with pytest.raises(PicturesUnfit):
        refuse_unfit(draft)


@pytest.mark.django_db
def test_who_writes_is_told_too_of_a_picture_that_the_text_calls_by_its_old_name(draft, volunteer, commons):
    PictureFactory(case_study=draft, free=True, name="New.jpg", asked_as="Old.jpg")
    actions.save_case_study(draft, version=1, by=volunteer, sections={"goals": "[[File:Old.jpg|thumb]]"})
    Picture.objects.update(checked_at=timezone.now() - timedelta(days=31))

    check()

    assert Notice.objects.get().user == volunteer


@pytest.mark.django_db
def test_a_hundred_and_one_cost_three_requests(draft, commons):
    for number in range(101):
        PictureFactory(case_study=CaseStudyFactory() if number % 50 == 0 else draft, name=f"N{number}.jpg")

    run = check()

    assert [len(titles) for titles in commons.asked] == [50, 50, 1]
    assert (run.progress, run.counts["requests"]) == (101, 3)


@pytest.mark.django_db
def test_commons_not_answering_fails_the_run_in_words_and_the_rows_wait(draft, commons):
    PictureFactory(case_study=draft)
    commons.error = WikiUnavailable("The wiki does not answer.")

    run = check()

    assert (run.state, run.error) == ("failed", "The wiki does not answer.")
    assert Picture.objects.get().state == "waiting"
    tasks.begin_check()
    assert Run.objects.filter(kind=RUN_KIND, state="queued").exists()


@pytest.mark.django_db
def test_what_was_answered_is_asked_anew_after_a_month(draft, commons):
    picture = PictureFactory(case_study=draft, free=True, name="A.jpg")
    assert not Picture.objects.due(now=timezone.now()).exists()

    Picture.objects.update(checked_at=timezone.now() - timedelta(days=31))
    check()

    picture.refresh_from_db()
    assert picture.state == "missing"
    assert not Notice.objects.exists()  # no text shows it


@pytest.mark.django_db
def test_all_who_write_are_told_when_a_picture_they_show_is_free_no_more(draft, volunteer, commons):
    ada = CoAuthorFactory(case_study=draft, writing=True).user
    picture = PictureFactory(case_study=draft, free=True, name="A.jpg")
    actions.place_picture(picture, section="goals", caption="", by=volunteer)
    Picture.objects.update(checked_at=timezone.now() - timedelta(days=31))
    commons.files["A.jpg"] = FREE
    commons.tagged = {"A.jpg"}

    check()

    assert set(Notice.objects.values_list("user", "kind")) == {
        (volunteer.pk, "picture.unfit"),
        (ada.pk, "picture.unfit"),
    }


@pytest.mark.django_db
def test_the_list_refuses_in_words(draft, volunteer):
    actions.add_picture(draft, "A.jpg", by=volunteer)
    with pytest.raises(PictureThere):
        actions.add_picture(draft, "A.jpg", by=volunteer)
    with pytest.raises(NotADraft):
        actions.add_picture(CaseStudyFactory(filed=True), "A.jpg", by=volunteer)
    PictureFactory.create_batch(49, case_study=draft)
    with pytest.raises(TooManyPictures):
        actions.add_picture(draft, "B.jpg", by=volunteer)


# The text


@pytest.mark.django_db
def test_a_free_picture_is_put_below_the_text_of_a_section(draft, volunteer):
    actions.save_case_study(draft, version=1, by=volunteer, sections={"goals": "Reach\n\nthe schools"})
    picture = PictureFactory(case_study=draft, free=True, name="Scanner.jpg")

    saved = actions.place_picture(picture, section="goals", caption="The scanner", by=volunteer)

    text = "Reach\n\nthe schools\n\n[[File:Scanner.jpg|thumb|The scanner]]"
    assert saved.sections.get(key="goals").text == text
    assert saved.version == 3
    assert Entry.objects.latest("pk").verb == "picture.placed"
    with pytest.raises(PicturePlaced):
        actions.place_picture(picture, section="goals", caption="", by=volunteer)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["waiting", "missing", "not-free"])
def test_what_is_not_known_to_be_free_is_not_put_anywhere(draft, volunteer, state):
    picture = PictureFactory(case_study=draft, state=state, checked_at=timezone.now())

    with pytest.raises(PictureNotFit):
        actions.place_picture(picture, section="goals", caption="", by=volunteer)

    assert not draft.sections.exclude(text="").exists()


@pytest.mark.django_db
def test_a_picture_goes_into_no_section_that_another_is_writing(draft, volunteer):
    ada = CoAuthorFactory(case_study=draft, writing=True).user
    actions.take_hold(draft, "goals", by=ada)
    picture = PictureFactory(case_study=draft, free=True)

    with pytest.raises(SectionHeld):
        actions.place_picture(picture, section="goals", caption="", by=volunteer)


@pytest.mark.django_db
def test_the_files_a_text_names_are_asked_about_together(draft, volunteer):
    text = "[[Datei:one.jpg|mini|Ein]]\n<gallery>\nFile:Two.png|Zwei\n</gallery>"
    actions.save_case_study(draft, version=1, by=volunteer, sections={"goals": text})
    PictureFactory(case_study=draft, name="One.jpg")

    assert actions.add_named_pictures(draft, by=volunteer) == 1
    assert sorted(Picture.objects.values_list("name", flat=True)) == ["One.jpg", "Two.png"]
    assert actions.add_named_pictures(draft, by=volunteer) == 0


def accepted(draft, **sections):
    saved = actions.save_case_study(draft, version=1, by=draft.author, sections=sections)
    CaseStudy.objects.filter(pk=saved.pk).update(state="accepted")
    return saved


@pytest.mark.django_db
@pytest.mark.parametrize("trait", ["unfree", "missing", "known by its old name"])
def test_a_text_that_shows_what_cannot_be_used_is_not_published(draft, volunteer, trait):
    saved = accepted(draft, goals="[[File:Poster_one.jpg|thumb]]")
    state = "missing" if trait == "missing" else "not-free"
    name, old = ("Other.jpg", "Poster one.jpg") if "old" in trait else ("Poster one.jpg", "")
    PictureFactory(case_study=draft, name=name, asked_as=old, state=state, checked_at=timezone.now())

    with pytest.raises(PicturesUnfit) as refusal:
        actions.publish_case_study(saved, title="GLAM/X", summary="", version=saved.version, by=volunteer)

    assert name in refusal.value.messages[0]
    assert not Publication.objects.exists()


@pytest.mark.django_db
def test_an_unfit_picture_that_the_text_does_not_show_stands_in_nobodys_way(draft, volunteer):
    saved = accepted(draft, goals="Reach")
    PictureFactory(case_study=draft, unfree=True)

    assert actions.publish_case_study(saved, title="GLAM/X", summary="", version=saved.version, by=volunteer)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "caption", ["", "The scanner", "الماسح الضوئي", "スキャナー、2024年", "a = b", "it's 50 % “done”"]
)
def test_a_placed_picture_goes_round_the_wiki_and_comes_back_the_same(draft, volunteer, caption):
    actions.save_case_study(draft, version=1, by=volunteer, sections={"goals": "Reach", "outcomes": "Forty"})
    picture = PictureFactory(case_study=draft, free=True, name="Scanner (2024), old.jpg")
    placed = actions.place_picture(picture, section="goals", caption=caption, by=volunteer)

    page = wikitext_of(placed)

    ours = sections_of(placed)
    assert are_same(read(page), ours)
    assert picture.name in page
    assert compose(read(page)) == compose(ours)
    # Changed elsewhere on the page, the picture stays as it is.
    other = [ParsedSection("outcomes", "", "Fifty"), *(each for each in ours if each.key != "outcomes")]
    assert are_same(read(revise(page, other)), other)


# Pages


@pytest.fixture
def signed_in(client, volunteer):
    client.force_login(volunteer)
    return client


@pytest.mark.django_db
def test_the_page_adds_by_address_and_says_what_commons_said(signed_in, draft, commons):
    commons.files["Scanner.jpg"] = FREE

    sent = {"name": "https://commons.wikimedia.org/wiki/File:scanner.jpg"}
    assert signed_in.post(url("pictures", draft.pk), sent).status_code == 302
    waiting = signed_in.get(url("pictures", draft.pk), headers={"HX-Request": "true"}).text
    check()
    page = signed_in.get(url("pictures", draft.pk)).text

    assert 'hx-trigger="every 3s"' in waiting
    assert "<html" not in waiting
    for said in ("Scanner.jpg", "Ada &amp; Bea", "CC BY-SA 4.0", "Put into the text"):
        assert said in page
    assert 'hx-trigger="every 3s"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["", "Scanner", "https://evil.example/A.jpg", "<script>.jpg", "x" * 2000, "a\x00.jpg"]
)
def test_a_bad_name_is_said_at_its_field(signed_in, draft, name):
    response = signed_in.post(url("pictures", draft.pk), {"name": name})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["name"]
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_a_picture_is_placed_and_taken_off_by_the_door(signed_in, draft):
    picture = PictureFactory(case_study=draft, free=True, name="Scanner.jpg")
    sent = {"what": "place", "section": "goals", "caption": "The  scanner"}

    assert signed_in.post(url("picture", picture.pk), sent).status_code == 302
    assert draft.sections.get(key="goals").text == "[[File:Scanner.jpg|thumb|The scanner]]"
    again = signed_in.post(url("picture", picture.pk), sent)
    assert again.status_code == 422
    assert "shows “Scanner.jpg” already" in again.text
    assert signed_in.post(url("picture", picture.pk), {"what": "remove"}).status_code == 302
    assert not Picture.objects.exists()
    assert "Scanner.jpg" in draft.sections.get(key="goals").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"what": "place"},
        {"what": "place", "section": "other"},
        {"what": "place", "section": "goals", "caption": "a]] {{evil}}"},
        {"what": "place", "section": "goals", "caption": "x" * 301},
        {"what": "place", "section": "goals", "caption": "Signed ~~~~"},
        {"what": "place", "section": "goals", "caption": "Left"},
        {"what": "place", "section": "goals", "caption": "300px"},
        {"what": "place", "section": "goals", "caption": "alt=x"},
        {"what": "burn"},
    ],
)
def test_nonsense_about_a_picture_is_422(signed_in, draft, sent):
    picture = PictureFactory(case_study=draft, free=True)

    assert signed_in.post(url("picture", picture.pk), sent).status_code == 422
    assert not draft.sections.exclude(text="").exists()


@pytest.mark.django_db
def test_author_and_licence_stand_below_the_section_that_shows_it(client, signed_in, draft, volunteer):
    picture = PictureFactory(case_study=draft, free=True, name="Scanner.jpg", author="<b>Ada</b>")
    PictureFactory(case_study=draft, free=True, name="Elsewhere.jpg")
    actions.place_picture(picture, section="goals", caption="", by=volunteer)

    html = client.get(draft.get_absolute_url()).text

    assert '<ul class="credits' in html
    assert "&lt;b&gt;Ada&lt;/b&gt;" in html
    assert "CC BY-SA 4.0" in html
    assert "Elsewhere.jpg" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 10])
def test_the_page_costs_the_same_however_many(signed_in, draft, count, django_assert_num_queries):
    PictureFactory.create_batch(count, case_study=draft, free=True)

    with django_assert_num_queries(6):  # session, user, roles, study, pictures, texts
        signed_in.get(url("pictures", draft.pk))


@pytest.mark.django_db
def test_pictures_go_with_their_case_study(draft):
    PictureFactory(case_study=draft)

    CaseStudy.objects.filter(pk=draft.pk).delete()

    assert not Picture.objects.exists()
