# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies as people might write them, made by chance from a seed: sections in many scripts, with what wikitext has."""

import random
from dataclasses import dataclass
from itertools import pairwise

from casestudies.parsing import FORM

SAID = {
    "en": "the museum opened its store rooms for thirty volunteers who described old maps and letters",
    "de": "das Archiv öffnete für größere Gruppen die Depots über Jahre hinweg und prüfte Überreste",
    "fr": "la bibliothèque a numérisé des œuvres déjà libres de droits à côté de l’atelier",
    "tr": "müze gönüllülerle İstanbul’da çalıştı ve ışık altında eski haritaları taradı",
    "ru": "музей открыл хранилище для добровольцев которые описали старые карты и письма",
    "ar": "فتح المتحف مخازنه أمام المتطوعين فوصفوا الخرائط القديمة والرسائل في أسبوعين",
    "he": "המוזיאון פתח את המחסנים בפני מתנדבים שתיארו מפות ישנות ומכתבים",
    "fa": "موزه انبارهای خود را به روی داوطلبان گشود و نقشه‌های کهن را می‌نوشتند",
    "ur": "عجائب گھر نے رضاکاروں کے لیے پرانے نقشے کھول دیے",
    "ja": "博物館は 収蔵庫を ボランティアに 公開し、 古い地図と 手紙を 記録した。",
    "zh": "博物馆 向志愿者 开放库房， 他们 描述了 古老的地图 和信件。",
    "ko": "박물관은 자원봉사자에게 수장고를 열어 오래된 지도를 기록했다",
    "hi": "संग्रहालय ने स्वयंसेवकों के लिए पुराने नक्शे और पत्र खोले",
    "th": "พิพิธภัณฑ์ เปิดคลัง ให้อาสาสมัคร บันทึก แผนที่เก่า",
    "ka": "მუზეუმმა მოხალისეებს ძველი რუკები გაუხსნა",
    "am": "ሙዚየሙ ለበጎ ፈቃደኞች ካርታዎችን ከፈተ",
}
WORDS = {language: said.split() for language, said in SAID.items()}
UNSPACED = {"ja", "zh", "th"}
# What people put into names and sentences: apostrophes, marks of direction, signs beyond the first plane.
ODD = [
    "O’Neill’s “Own”",
    "L'Aquila",
    "100 %",
    "a–b",
    "\u200fA\u200e",
    "🏛️",
    "𐎀𐎁",
    "1 < 2 & 3 > 2",
    "C#/F#",
    "½",
]


@dataclass(frozen=True)
class Written:
    """What somebody wrote: {key of the form: wikitext}; sections they left empty are not in it."""

    language: str
    title: str
    sections: dict[str, str]


def written(count: int, *, seed: int) -> list[Written]:
    """So many case studies, each script as often as any other; the same for the same seed."""
    chance = random.Random(seed)
    languages = sorted(WORDS)
    return [_study(chance, languages[number % len(languages)], number) for number in range(count)]


def _study(chance: random.Random, language: str, number: int) -> Written:
    keys = sorted(chance.sample(list(FORM), chance.randint(1, len(FORM))), key=list(FORM).index)
    name = f"{_sentence(chance, language, 3)} {chance.choice(['', chance.choice(ODD[:3])])} {number}"
    sections = {
        key: "\n\n".join(chance.choice(BLOCKS)(chance, language) for _ in range(chance.randint(1, 5)))
        for key in keys
    }
    return Written(language, " ".join(name.split()), sections)


def _sentence(chance: random.Random, language: str, most: int = 14) -> str:
    words = WORDS[language]
    between = "" if language in UNSPACED else " "
    return between.join(chance.choice(words) for _ in range(chance.randint(2, most)))


def _paragraph(chance, language):
    parts = [_sentence(chance, language), chance.choice(ODD), _sentence(chance, language)]
    return " ".join([*parts, chance.choice(["", "'''fett''' ''schräg''", "<small>x</small>"])]).rstrip() + "."


def _list(chance, language):
    sign = chance.choice("*#")
    depth = [1]
    for _ in range(chance.randint(1, 5)):
        depth.append(max(1, min(3, depth[-1] + chance.choice((-1, 0, 1)))))
    assert all(after - before < 2 for before, after in pairwise(depth))
    return "\n".join(f"{sign * level} {_sentence(chance, language, 6)}" for level in depth)


def _table(chance, language):
    rows = "\n".join(f"|-\n| {_sentence(chance, language, 3)} || {chance.randint(0, 9999)}" for _ in range(3))
    return f'{{| class="wikitable"\n! {_sentence(chance, language, 2)} !! n\n{rows}\n|}}'


def _reference(chance, language):
    note = _sentence(chance, language, 4)
    return f"{_sentence(chance, language)}.<ref>{note}, [https://example.org/{chance.randint(1, 99)} {note}]</ref>"


def _links(chance, language):
    return f"[[{_sentence(chance, language, 2)}|{_sentence(chance, language, 2)}]], https://example.org/a?b=c&d=e#f"


def _picture(chance, language):
    return f"[[File:Map {chance.randint(1, 99)}.jpg|thumb|{_sentence(chance, language, 4)}]]\n{_sentence(chance, language)}."


def _gallery(chance, language):
    lines = "\n".join(f"File:Map {number}.jpg|{_sentence(chance, language, 3)}" for number in range(3))
    return f"<gallery>\n{lines}\n</gallery>"


def _heading(chance, language):
    return f"=== {chance.randint(1, 9)} {chance.choice(WORDS[language])} ===\n{_sentence(chance, language)}."


def _quote(chance, language):
    return f"<blockquote>\n{_sentence(chance, language)}\n</blockquote>\n: {_sentence(chance, language, 5)}"


def _template(chance, language):
    return f"{{{{Quote|text={_sentence(chance, language, 5)}|by=[[User:Example]]}}}}"


def _unread(chance, language):
    return f"<nowiki>{{{{not a template}}}} == no heading ==</nowiki> <!-- {_sentence(chance, language, 3)} --> x"


BLOCKS = [
    _paragraph, _paragraph, _paragraph, _list, _table, _reference, _links, _picture, _gallery, _heading, _quote, _template,
    _unread,
]  # fmt: skip
