# SPDX-License-Identifier: GPL-3.0-or-later
"""Words are found in every script, however they are written, in titles, sections and translations."""

import random

import pytest

from casestudies.models import CaseStudy, Translation
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
