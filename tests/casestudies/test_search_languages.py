# SPDX-License-Identifier: GPL-3.0-or-later
"""Words are found in every script, however they are written, in titles, sections and translations."""

import random
from importlib import import_module

import pytest

from casestudies import filters
from casestudies.mirroring import translate_many
from casestudies.models import CaseStudy, Translation
from casestudies.parsing.asking import SPACELESS
from tests.factories import CaseStudyFactory, PageFactory

pytestmark = pytest.mark.django_db


def mirrored(title="A case study", **values):
    return CaseStudyFactory(mirrored=True, title=title, **values)


def found(words) -> list[str]:
    return sorted(CaseStudy.objects.search(words).values_list("title", flat=True))


TEXTS = {
    "ar": "تعاون المَتْحَفُ الوطنيّ مع أصدقاء الأرشيـــف في إدارة المجموعات الفنّية",
    "fa": "کتاب‌خانهٔ ملی ایران عکس‌های قدیمی را بارگذاری کرد",
    "ja": "東京国立博物館は、写真をウィキメディア・コモンズに公開しました。",
    "zh": "故宫博物院与维基媒体社群合作上传了馆藏照片。",
    "ko": "국립중앙박물관에서 사진을 공개했다",
    "th": "พิพิธภัณฑสถานแห่งชาติเผยแพร่ภาพถ่ายเก่าให้ทุกคนใช้ได้",
    "km": "សារមន្ទីរជាតិបានផ្សព្វផ្សាយរូបថត",
    "hi": "राष्ट्रीय संग्रहालय ने हिन्दी विकिपीडिया के लिए चित्र दिए",
    "ru": "Государственный Эрмитаж загрузил фотографии; ещё одна ёлка",
    "de": "Die Museumsinsel und das Straßenbahnmuseum öffneten ihre Gemäldesammlung.",
    "tr": "İstanbul Araştırmaları Enstitüsü ışık ve gölge arşivini açtı",
    "vi": "Bảo tàng Lịch sử Việt Nam mở kho ảnh",
    "el": "Το Εθνικό Αρχαιολογικό Μουσείο άνοιξε τις συλλογές",
    "he": "הַסִּפְרִיָּה הלאומית פתחה את אוספיה",
    "bn": "জাতীয় জাদুঘর ছবি প্রকাশ করেছে",
}


@pytest.mark.parametrize(
    "language, words",
    [
        ("ar", "المتحف"),
        ("ar", "الأرشيف"),
        ("ar", "الارشيف"),
        ("ar", "الوطني"),
        ("ar", "اداره"),
        ("ar", '"ادارة المجموعات"'),
        ("fa", "کتابخانه"),
        ("fa", "كتابخانة"),
        ("fa", "عکس‌های قدیمی"),
        ("ja", "博物館"),
        ("ja", "写真"),
        ("ja", "ｳｨｷﾒﾃﾞｨｱ"),
        ("ja", "国立 コモンズ"),
        ("ja", "館"),
        ("ja", "「国立博物館」"),
        ("zh", "博物院"),
        ("zh", "馆藏"),
        ("zh", "故宫 照片"),
        ("ko", "박물관"),
        ("ko", "국립중앙박물관"),
        ("th", "พิพิธภัณฑสถาน"),
        ("th", "ภาพถ่าย"),
        ("th", "แห่งชาติ"),
        ("km", "រូបថត"),
        ("hi", "संग्रहालय"),
        ("hi", "हिन्दी"),
        ("hi", "राष्ट्रीय विकिपीडिया"),
        ("ru", "эрмитаж"),
        ("ru", "ФОТОГРАФИИ"),
        ("ru", "елка"),
        ("de", "museum"),
        ("de", "Strassenbahn"),
        ("de", "gemäldesammlung"),
        ("de", "Gemalde"),
        ("tr", "istanbul"),
        ("tr", "ISTANBUL"),
        ("tr", "İSTANBUL"),
        ("tr", "arastirmalari"),
        ("tr", "IŞIK"),
        ("vi", "bao tang"),
        ("vi", "BẢO TÀNG"),
        ("el", "μουσειο"),
        ("el", "ΑΡΧΑΙΟΛΟΓΙΚΟ"),
        ("he", "הספריה"),
        ("bn", "জাদুঘর"),
    ],
)
def test_words_of_a_language_are_found_in_its_text_alone(language, words):
    for each, text in TEXTS.items():
        mirrored(each, search_text=text, language=each)

    assert found(words) == [language]


@pytest.mark.parametrize("words", ["京都美", "院物", "東館", "科学", "ถ่ายกับ"])
def test_letters_that_do_not_stand_together_are_not_found(words):
    for each, text in TEXTS.items():
        mirrored(each, search_text=text, language=each)

    assert found(words) == []


@pytest.mark.parametrize(
    "words, titles",
    [
        ("maps", ["Maps and scans", "Maps of towns", "Old maps"]),
        ("maps scans", ["Maps and scans"]),
        ("map", ["Maps and scans", "Maps of towns", "Old maps"]),
        ("maps -scans", ["Maps of towns", "Old maps"]),
        ("maps -scan", ["Maps and scans", "Maps of towns", "Old maps"]),
        ('maps -"of towns"', ["Maps and scans", "Old maps"]),
        ('"maps of"', ["Maps of towns"]),
        ("“maps of”", ["Maps of towns"]),
        ('"maps of', ["Maps of towns"]),
        ("old or towns", ["Maps of towns", "Old maps"]),
        ("or maps", ["Maps and scans", "Maps of towns", "Old maps"]),
        ("maps or", ["Maps and scans", "Maps of towns", "Old maps"]),
        ("ma", []),
        ("&|!():* <-> '\\ \"", []),
        ("-", []),
        ("maps '':* \\", ["Maps and scans", "Maps of towns", "Old maps"]),
        ("o'ld", []),
        ("   ", ["Maps and scans", "Maps of towns", "Old maps"]),
    ],
)
def test_quotes_minus_and_or_say_what_is_wanted(words, titles):
    for title in ("Maps and scans", "Maps of towns", "Old maps"):
        mirrored(title)

    assert found(words) == titles


@pytest.mark.parametrize(
    "text",
    [
        "<museum>",
        "library/museum/archive",
        "1990-museum",
        "a.museum.b",
        "the-museum",
        "at@museum",
        "x_museum",
    ],
)
@pytest.mark.parametrize("words", ["museum", "muse", "-library", '"museum"'])
def test_a_word_is_found_whatever_stands_against_it(text, words):
    mirrored(search_text=text)

    assert len(found(words)) == (words != "-library" or "library" not in text)
    assert found(text) == ["A case study"]


def test_years_of_a_span_are_found_one_by_one():
    mirrored(search_text="from 1990-2000")

    for words in ("1990", "2000", "1990-2000", '"1990 2000"'):
        assert found(words) == ["A case study"], words


def test_a_scripts_words_can_be_unwanted():
    mirrored("a", search_text="東京国立博物館")
    mirrored("b", search_text="東京国立公文書館")

    assert found("東京 -博物館") == ["b"]
    assert found('東京 -"公文書"') == ["a"]


def test_a_translation_leads_to_its_case_study():
    study = mirrored("Museum of Ponds")
    mirrored("Museum of Rivers")
    for language, title, text in (
        ("fr", "Musée des étangs", "des grenouilles"),
        ("ja", "池の博物館", "蛙の写真"),
    ):
        Translation.objects.create(
            page=PageFactory(kind="translation"),
            case_study=study,
            source_title="x",
            language=language,
            title=title,
            search_text=text,
        )

    for words in ("etangs", "grenouille", "博物館", "蛙", "musée grenouilles", "ponds"):
        assert found(words) == ["Museum of Ponds"], words
    assert found("musée 写真") == []
    assert found("museum") == ["Museum of Ponds", "Museum of Rivers"]


def test_a_translation_of_nothing_yet_is_no_answer():
    Translation.objects.create(
        page=PageFactory(kind="translation"), source_title="x", language="fr", title="Musée", search_text=""
    )

    assert found("musée") == []


def test_the_longest_text_of_a_script_without_spaces_can_be_kept():
    letters = random.Random(6)
    text = "".join(chr(letters.randrange(0x4E00, 0x9FFF)) for _n in range(150_000))
    words = " ".join(chr(letters.randrange(0x900, 0x939)) * 2 for _n in range(50_000))

    study = mirrored("Long", search_text=text)
    mirrored("Long and mixed", search_text=text[:100_000] + words)

    assert found(text[100:110]) == ["Long", "Long and mixed"]
    assert CaseStudy.objects.get(pk=study.pk).search_text == text


LIST = "/case-studies/"


def row(client, words):
    (found,) = client.get(LIST, {"q": words}).context["page_obj"]
    return found


@pytest.mark.parametrize(
    "words, text, shown",
    [
        ("prefecture", "La Préfecture aide", "La <mark>Préfecture</mark> aide"),
        ("museum", "Die Museumsinsel", "Die <mark>Museumsinsel</mark>"),
        ("strasse", "Die Straße", "Die <mark>Straße</mark>"),
        ("المتحف", "في المَتْحَف اليوم", "في <mark>المَتْحَف</mark> اليوم"),
        ("الارشيف", "من الأرشيـــف هنا", "من <mark>الأرشيـــف</mark> هنا"),
        ("کتابخانه", "در کتاب‌خانه ملی", "در <mark>کتاب‌خانه</mark> ملی"),
        ("博物館", "東京国立博物館は", "東京国立<mark>博物館</mark>は"),
        ("ภาพถ่าย", "เผยแพร่ภาพถ่ายเก่า", "เผยแพร่<mark>ภาพถ่าย</mark>เก่า"),
        ("हिन्दी", "में हिन्दी का", "में <mark>हिन्दी</mark> का"),
        ("ЕЛКА", "ещё ёлка", "ещё <mark>ёлка</mark>"),
        ("ISTANBUL", "bu İstanbul ışık", "bu <mark>İstanbul</mark> ışık"),
        ('"of towns" maps', "maps, of towns", "<mark>maps</mark>, <mark>of towns</mark>"),
        ("maps -sea", "maps", "<mark>maps</mark>"),
        ("scan", "<b>scans</b> & more", "&lt;b&gt;<mark>scans</mark>&lt;/b&gt; &amp; more"),
    ],
)
def test_what_is_found_is_marked_however_it_is_written(client, words, text, shown):
    mirrored(search_text=text)

    assert row(client, words).passage.text == shown


def test_a_passage_is_cut_from_the_section_that_says_most_and_says_which(client):
    study = mirrored(
        lead="A museum opened.",
        search_text="The museum opened.\nWhy A museum.\nScans "
        + "word " * 200
        + "museum scanner "
        + "end " * 200,
    )
    for position, (key, heading) in enumerate((("summary", ""), ("goals", "Why"), ("outcomes", "Scans"))):
        study.sections.create(key=key, heading=heading, text="x", position=position)

    passage = row(client, "museum scanner").passage

    assert passage.section == "Scans"
    assert "<mark>museum</mark> <mark>scanner</mark>" in passage.text
    assert passage.text.startswith("… ")
    assert passage.text.endswith(" …")
    assert len(passage.text) < 350
    assert row(client, "museum").passage.section == ""
    html = client.get(LIST, {"q": "museum scanner"}).content.decode()
    assert "in “Scans”" in html


def test_the_section_is_named_by_the_form_where_the_page_gives_it_no_heading(client):
    study = mirrored(search_text="Nothing here\nWe had a scanner")
    study.sections.create(key="summary", text="Nothing here", position=0)
    study.sections.create(key="goals", text="", position=1)
    study.sections.create(key="reflection", text="We had a scanner", position=2)

    assert row(client, "scanner").passage.section == "Reflection and lessons learned"


def test_a_passage_of_a_translation_says_its_language_and_leads_there(client):
    study = mirrored("Ponds", lead="A pond", search_text="A pond")
    Translation.objects.create(
        page=PageFactory(kind="translation"),
        case_study=study,
        source_title="x",
        language="fr",
        title="Étangs",
        sections=[["goals", "Objectifs", "des grenouilles vertes"]],
        search_text="Objectifs des grenouilles vertes",
    )

    passage = row(client, "grenouille").passage

    assert (passage.language, passage.section) == ("fr", "Objectifs")
    assert passage.text == "des <mark>grenouilles</mark> vertes"
    html = client.get(LIST, {"q": "grenouille"}).content.decode()
    assert f'<a href="{study.get_absolute_url()}?in=fr">in the translation: français</a>' in html
    assert '<p lang="fr" dir="auto">' in html


@pytest.mark.parametrize("gap", ["", "word " * 60])
def test_no_passage_shows_an_address(client, gap):
    mirrored(search_text=f"scanner {gap}ada.lovelace@museum.example scanner (ada (at) museum.example) {gap}")

    text = row(client, "scanner").passage.text
    assert "ada" not in text
    assert "museum.example" not in text
    for words in ("ada", "lovelace museum"):
        for found_row in client.get(LIST, {"q": words}).context["page_obj"]:
            assert "ada" not in found_row.passage.text


def test_a_title_is_marked_and_a_text_cannot_act(client):
    mirrored(
        "<script>alert(1)</script> Scanner", search_text="scanner \ue000<img src=x onerror=alert(1)>\ue001"
    )

    html = client.get(LIST, {"q": "scanner"}).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>Scanner</mark>" in html
    assert "<img src=x" not in html


def test_mirroring_a_translation_gives_it_its_words():
    page = PageFactory(
        kind="translation",
        title="GLAM/Case studies/Museum of Ponds/fr",
        text="== Objectifs ==\nDes [[étang|étangs]] {{Modèle|caché}} [mailto:ada@museum.example Ada]",
    )

    translate_many([page])

    text = Translation.objects.get().search_text
    assert "Des  étangs" in text or "Des étangs" in text
    assert "caché" not in text
    assert "ada@" not in text


def test_very_many_matches_are_not_ranked_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(filters, "RANKED", 1)
    mirrored("Scanner", search_text="x")
    mirrored("Elsewhere", search_text="scanner")

    response = client.get(LIST, {"q": "scanner"})

    assert [each.title for each in response.context["page_obj"]] == ["Elsewhere", "Scanner"]
    assert "too many to rank" in response.content.decode()


def test_what_is_asked_for_and_what_is_indexed_know_the_same_scripts_without_spaces():
    indexed = import_module("casestudies.migrations.0012_search_in_many_languages").SPACELESS

    assert indexed.encode().decode("unicode_escape") == SPACELESS
