# SPDX-License-Identifier: GPL-3.0-or-later
"""Translation pages stand beside the case study they translate, whichever comes first; nobody guesses by suffix."""

import pytest

from casestudies.mirroring import apply_many, translate_many
from casestudies.models import CaseStudy, Translation
from casestudies.parsing.translations import is_translation, parted, share_translated
from outreach import kinds
from outreach.models import Page
from outreach.sync import sync
from outreach.wiki.values import PageStub
from tests.factories import CaseStudyFactory, PageFactory
from tests.outreach.conftest import claimed_run
from tests.outreach.fake_wiki import FakeWiki

TITLE = "GLAM/Case studies/Museum of Ponds"
ENGLISH = "== Goals ==\nTo show the ponds to everybody who comes along.\n"
FRENCH = (
    "== Objectifs ==\nMontrer les étangs à tout le monde.\n"
    '<div lang="en" dir="ltr" class="mw-content-ltr">\nTo show the ponds.\n</div>\n'
)


@pytest.mark.parametrize(
    "title, parts",
    [
        (f"{TITLE}/fr", (TITLE, "fr")),
        (f"{TITLE}/zh-hans", (TITLE, "zh-hans")),
        (f"{TITLE}/be-x-old", (TITLE, "be-x-old")),
        (f"{TITLE}/IT", (f"{TITLE}/IT", "")),
        (f"{TITLE}/Success story", (f"{TITLE}/Success story", "")),
    ],
)
def test_a_translation_page_names_its_source_and_its_language(title, parts):
    assert parted(title) == parts


@pytest.mark.parametrize(
    "title", ["GLAM/Case studies/fr", "Case studies/Form/fr", "GLAM/Newsletter/fr", "fr", ""]
)
def test_translations_of_other_pages_are_none_of_ours(title):
    assert not is_translation(title)


@pytest.mark.parametrize(
    "text, share",
    [
        ("Tout est traduit ici.", 1.0),
        ("", 1.0),
        ('<div lang="en" dir="ltr" class="mw-content-ltr">\nNothing\n</div>', 0.0),
        ('abcd<span lang="en" dir="ltr" class="mw-content-ltr">efgh</span>', 0.5),
        ('abcd<div class="mw-content-ltr" lang=en>ef<div class="box">gh</div></div>', 0.5),
        ('<div class="box">abcd</div><div lang="fr" class="mw-content-ltr">efgh</div>', 1.0),
        ('abcd<div lang="en" class="mw-content-ltr">efgh', 0.5),
        ("abcd</div></div>", 1.0),
        ('<div lang="ar" dir="rtl" class="mw-content-rtl">أبجد</div>abcd', 0.5),
    ],
)
def test_how_much_is_translated_is_told_from_the_boxes_of_the_rest(text, share):
    assert share_translated(text, "fr") == share


def test_the_kind_takes_what_the_wiki_marks_and_nothing_else():
    kind = kinds.named("translation")

    assert kind.takes(PageStub(1, f"{TITLE}/fr", 1, translation=True))
    assert not kind.takes(PageStub(1, f"{TITLE}/fr", 1))
    assert not kind.takes(PageStub(1, f"{TITLE}/IT", 1, translation=True))
    assert not kind.takes(PageStub(1, "GLAM/Newsletter/May 2014/fr", 1, translation=True))
    assert kinds.kind_of(PageStub(1, f"{TITLE}/fr", 1)).name == "case-study", (
        "made by hand: a page like others"
    )


@pytest.fixture
def wiki(db):
    return FakeWiki()


def synced(wiki):
    sync(wiki, claimed_run())


def translate(wiki, title, text=FRENCH):
    page_id = wiki.write(title, text)
    wiki.translations.add(page_id)
    return page_id


def test_a_translation_is_joined_to_its_source_and_no_case_study_of_its_own(wiki):
    wiki.write(TITLE, ENGLISH)
    translate(wiki, f"{TITLE}/fr")

    synced(wiki)

    case_study, translation = CaseStudy.objects.get(), Translation.objects.get()
    assert (translation.case_study, translation.language, translation.title) == (
        case_study,
        "fr",
        "Museum of Ponds",
    )
    assert 0.5 < translation.share < 0.8
    assert translation.lead == "Montrer les étangs à tout le monde."
    assert translation.sections[0][:2] == ["goals", "Objectifs"]


def test_a_translation_waits_for_its_source(wiki):
    translate(wiki, f"{TITLE}/fr")
    synced(wiki)
    assert Translation.objects.get().case_study is None

    wiki.write(TITLE, ENGLISH)
    synced(wiki)

    assert Translation.objects.get().case_study == CaseStudy.objects.get()


def test_translations_made_by_hand_and_false_friends_are_case_studies(wiki):
    for title in (TITLE, f"{TITLE}/fr", f"{TITLE}/IT"):
        wiki.write(title, ENGLISH)

    synced(wiki)

    assert CaseStudy.objects.count() == 3
    assert not Translation.objects.exists()


def test_a_source_that_moves_keeps_its_translations(wiki):
    source = wiki.write(TITLE, ENGLISH)
    french = translate(wiki, f"{TITLE}/fr")
    synced(wiki)

    wiki.move(source, "GLAM/Case studies/Archived/Ponds")
    wiki.edit(french, FRENCH + "Encore.")
    synced(wiki)

    translation = Translation.objects.get()
    assert translation.case_study == CaseStudy.objects.get(state="mirrored")
    assert translation.case_study.page.title == "GLAM/Case studies/Archived/Ponds"


def test_a_translation_that_goes_is_gone_and_comes_back(wiki):
    wiki.write(TITLE, ENGLISH)
    french = translate(wiki, f"{TITLE}/fr")
    synced(wiki)
    wiki.delete(french)
    synced(wiki)
    assert not Translation.objects.exists()

    wiki.undelete(french)
    synced(wiki)

    assert Translation.objects.get().case_study == CaseStudy.objects.get()


def test_a_hidden_translation_leaves_no_text(wiki):
    wiki.write(TITLE, ENGLISH)
    french = translate(wiki, f"{TITLE}/fr")
    synced(wiki)

    wiki.hide(french)
    synced(wiki)

    assert not Translation.objects.exists()


def test_a_page_that_turns_out_to_be_a_translation_stops_being_a_case_study(wiki):
    wiki.write(TITLE, ENGLISH)
    french = wiki.write(f"{TITLE}/fr", FRENCH)
    synced(wiki)

    wiki.translations.add(french)
    synced(wiki)

    assert CaseStudy.objects.filter(state="mirrored").count() == 1
    assert Translation.objects.get().case_study.page.title == TITLE


def test_a_source_that_goes_takes_its_translations_along(wiki, client):
    source = wiki.write(TITLE, ENGLISH)
    translate(wiki, f"{TITLE}/fr")
    synced(wiki)
    case_study = CaseStudy.objects.get()
    assert client.get(case_study.get_absolute_url(), {"in": "fr"}).status_code == 200

    wiki.delete(source)
    synced(wiki)

    assert client.get(case_study.get_absolute_url(), {"in": "fr"}).status_code == 404


@pytest.mark.django_db
def test_a_translation_that_cannot_be_read_keeps_its_old_copy():
    page = PageFactory(kind="translation", title=f"{TITLE}/fr", text=FRENCH)
    translate_many([page])
    page.text = "{{" * 2000

    assert list(translate_many([page])) == [page.pk]
    assert Translation.objects.get().lead == "Montrer les étangs à tout le monde."


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 20])
def test_translations_cost_the_same_however_many(count, django_assert_max_num_queries):
    apply_many([PageFactory(title=f"{TITLE} {number}", text=ENGLISH) for number in range(count)])
    pages = [
        PageFactory(kind="translation", title=f"{TITLE} {number}/fr", text=FRENCH) for number in range(count)
    ]

    with django_assert_max_num_queries(8):
        translate_many(pages)

    assert Translation.objects.exclude(case_study=None).count() == count


# Reading


@pytest.fixture
def translated(db):
    page = PageFactory(title=TITLE, text=ENGLISH * 5)
    apply_many([page])
    translate_many(
        [
            PageFactory(kind="translation", title=f"{TITLE}/{code}", text=text, revision=4700 + number)
            for number, (code, text) in enumerate(
                {
                    "fr": FRENCH,
                    "ar": "== الأهداف ==\nإظهار البرك للجميع في المدينة كلها.",
                    "en": ENGLISH,
                }.items()
            )
        ]
    )
    return page.case_study


def test_the_reader_switches_languages(client, translated):
    html = client.get(translated.get_absolute_url()).content.decode()
    french = client.get(translated.get_absolute_url(), {"in": "fr"}).content.decode()
    arabic = client.get(translated.get_absolute_url(), {"in": "ar"}).content.decode()

    assert "?in=fr" in html
    assert "?in=en" not in html, "the source page's own language is no translation"
    assert "Montrer les étangs" in french
    assert "revision 4700" in french
    assert 'dir="rtl"' in arabic
    assert "إظهار البرك" in arabic


@pytest.mark.parametrize("language", ["xx", "", "FR", "../", "en", "\0"])
def test_a_language_there_is_not_shows_the_text_itself(client, translated, language):
    response = client.get(translated.get_absolute_url(), {"in": language})

    assert "To show the ponds to everybody" in response.content.decode()


def test_list_and_search_count_a_case_study_once(client, translated):
    assert client.get("/case-studies/").context["page_obj"].paginator.count == 1
    assert client.get("/case-studies/", {"q": "ponds"}).context["page_obj"].paginator.count == 1


def test_the_page_of_a_translation_is_not_lost_with_its_case_study(translated):
    assert Page.objects.filter(kind="translation").count() == 3


def test_a_translation_is_for_those_who_read_what_it_translates(volunteer, stranger):
    draft = CaseStudyFactory(author=volunteer)
    Translation.objects.create(case_study=draft, page=PageFactory(), language="fr", title="Un musée")

    assert Translation.objects.visible_to(volunteer).count() == 1
    assert not Translation.objects.visible_to(stranger).exists()
