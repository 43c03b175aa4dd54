# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up people, institutions and sentences; the same seed says the same."""

import random
from datetime import UTC, datetime, timedelta

USERS = [
    "Ada Example", "Borislav Sample", "Cleo Placeholder (WMNW)", "Dorothea Mockup", "Émile Exemple", "Fatima Numūna",
    "Gulliver Testcase", "Henrike Muster (WMLP)", "Ines Ejemplo", "Jonas Dummy", "Kaja Näidis", "Lorem Ipsumova",
    "Mirza Primjer", "Nadia Specimen", "Olamide Apeere", "Pretend Pete", "Quentin Fictif", "Rosa Beispiel",
    "Sven Påhitt", "Tereza Vzorová", "Uma Udaharan", "Vigdís Dæmi", "Wanda Zmyślona", "Ximena Inventada",
    "Yusuf Misal", "Zoltan Minta", "ArchiveOtter", "Catalogue cat", "Glasshouse99", "Пример Примеров", "مثال محمد",
    "仮名太郎",
]  # fmt: skip
IP_ADDRESSES = [
    "192.0.2.17",
    "198.51.100.4",
    "203.0.113.99",
    "2001:DB8:0:0:0:0:0:7",
]  # set aside for documentation
AFFILIATES = {"WMNW": "Wikimedia Nowhere", "WMLP": "Wikimedia Lilliput", "WUGEX": "Example User Group"}
KINDS = ["Museum", "Archive", "Library", "Gallery", "Herbarium", "Film Archive", "City Museum", "Botanical Garden",
         "Print Room", "Observatory", "Sound Archive", "Open-Air Museum"]  # fmt: skip
PLACES = ["Nowhere", "Erewhon", "Lilliput", "Blefuscu", "Brobdingnag", "Laputa", "Ruritania", "Graustark", "Utopia",
          "Atlantis", "Shangri-La", "Elbonia", "Freedonia", "Sylvania", "Cockaigne", "Barataria", "Zenda", "Ys",
          "Hyperborea", "Lyonesse"]  # fmt: skip
COUNTRIES = ["Norway", "Ghana", "Chile", "Japan", "Morocco", "Estonia", "India", "Canada", "Serbia", "Peru",
             "Kenya", "Portugal"]  # fmt: skip
_WHO = ["The curators", "Two volunteers", "Our group", "The host", "Students of the university", "The registrar",
        "A team of five", "The photographer", "Local editors", "The resident"]  # fmt: skip
_DID = ["photographed", "described", "uploaded", "catalogued", "transcribed", "released under a free licence",
        "checked the captions of", "chose", "measured the use of", "translated the labels of"]  # fmt: skip
_WHAT = ["{n} glass negatives", "a collection of {n} maps", "{n} letters from the attic", "the poster collection",
         "{n} herbarium sheets", "{n} hours of recordings", "the coin cabinet", "{n} portraits nobody had named",
         "the minutes of {n} meetings", "a box of {n} postcards"]  # fmt: skip
_HOW = ["before the season opened", "in the course of three weekends", "without any budget", "with a borrowed scanner",
        "during a one-day edit-a-thon", "after a long talk about rights", "with help from the affiliate",
        "although the heating failed", "and wrote down how", "while the reading room was closed"]  # fmt: skip
_COMMENTS = ["typo", "more figures", "added a picture", "", "/* Outcomes */ updated", "rv test", "links", "copyedit",
             "translated a part", "as agreed at the meeting"]  # fmt: skip


class Words:
    """A source of words and moments; everything it says follows from its seed."""

    def __init__(self, seed: int):
        self.dice = random.Random(seed)

    def user(self) -> str:
        """An account's name."""
        return self.dice.choice(USERS)

    def editor(self) -> str:
        """An account's name or, one time in twelve, an IP address."""
        return self.dice.choice(IP_ADDRESSES) if self.dice.randrange(12) == 0 else self.user()

    def moment(self) -> datetime:
        """A moment from 2009 on, with room for a history before today."""
        return datetime(2009, 3, 1, tzinfo=UTC) + timedelta(minutes=self.dice.randrange(13 * 365 * 24 * 60))

    def comment(self) -> str:
        """An edit summary, sometimes none."""
        return self.dice.choice(_COMMENTS)

    def institution(self) -> str:
        """Such as "Print Room of Zenda"."""
        return f"{self.dice.choice(KINDS)} of {self.dice.choice(PLACES)}"

    def country(self) -> str:
        """A real country, so that areas can be told; nothing said of it is true."""
        return self.dice.choice(COUNTRIES)

    def sentence(self) -> str:
        """A sentence on what people do with collections."""
        what = self.dice.choice(_WHAT).format(n=self.dice.randint(3, 4000))
        return f"{self.dice.choice(_WHO)} {self.dice.choice(_DID)} {what} {self.dice.choice(_HOW)}."

    def paragraph(self, sentences: int = 3) -> str:
        """Sentences in a row, one of them with a link or a reference."""
        said = [self.sentence() for _ in range(sentences)]
        extra = ["", " See [[:commons:Category:Made-up pictures]].", "<ref>Annual report, made up.</ref>",
                 " [https://example.org/report The report] tells more.", " '''That was new.'''"]  # fmt: skip
        return " ".join(said) + self.dice.choice(extra)
