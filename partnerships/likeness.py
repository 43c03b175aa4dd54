# SPDX-License-Identifier: GPL-3.0-or-later
"""How alike two institutions are: pure questions of their names, addresses, places and identifiers."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from math import asin, cos, radians, sin, sqrt

from django.utils.module_loading import import_string

# Words that say nothing about which institution it is.
_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "d",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "die",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "en",
        "et",
        "fur",
        "for",
        "het",
        "i",
        "in",
        "l",
        "la",
        "las",
        "le",
        "les",
        "lo",
        "los",
        "na",
        "of",
        "on",
        "s",
        "the",
        "und",
        "van",
        "von",
        "w",
        "y",
        "z",
    ]
)
# Words of the trade, in many languages, by what they say: a museum is not the library of the same name.
_TRADE = {
    word: f"={kind}"
    for kind, words in {
        "museum": "museum museums museo museos musee musees museu museet muzeum muzej museion muzeul muze "
        "музеи музей музеј музеjа متحف 博物館 博物馆",
        "library": "library libraries biblioteca bibliotecas bibliotheque bibliotheques bibliothek bibliotek "
        "biblioteka biblioteket knihovna bibliotheek библиотека библиотеката مكتبة 図書館 图书馆",
        "archive": "archive archives archivo archivos archiv arkiv archief archivio arhiv arhiva arquivo "
        "архив архива ارشيف 公文書館",
        "gallery": "gallery galleries galerie galerija galeria galleria galeri pinakothek kunsthalle галерея "
        "галерија معرض 美術館",
    }.items()
    for word in words.split()
}
# Where many institutions have their page: the same domain says nothing there.
_SHARED_DOMAINS = frozenset(
    [
        "facebook.com",
        "instagram.com",
        "twitter.com",
        "x.com",
        "youtube.com",
        "linkedin.com",
        "sites.google.com",
        "wordpress.com",
        "blogspot.com",
        "github.io",
        "wixsite.com",
        "tumblr.com",
        "wikipedia.org",
        "wikidata.org",
        "flickr.com",
        "linktr.ee",
    ]
)
_MOST_NAMES = 12
_ALIKE = 0.82
_NEAR_KM = 1.0


def folded(text: str) -> str:
    """The text without case and accents."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()


def words_of(name: str) -> list[str]:
    return re.findall(r"\w+", folded(name))


@lru_cache(maxsize=10_000)
def fingerprint(name: str) -> tuple[str, ...]:
    """The words that matter, sorted, without repeats; those of the trade by what they mean."""
    words = words_of(name)
    kept = {_TRADE.get(word, word) for word in words if word not in _EMPTY}
    return tuple(sorted(kept or set(words)))


def domain_of(website: str) -> str:
    """The host of an address, as the column `web_domain` holds it."""
    bare = re.sub(r"^[a-zA-Z]+://(www[0-9]*\.)?", "", website)
    return re.sub(r"[/:?#].*$", "", bare, flags=re.DOTALL).lower()


def name_likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """0 to 1, of two fingerprints. Different numbers or different trades are different institutions."""
    if one == other:
        return 1.0
    (words, trade), (other_words, other_trade) = _parted(one), _parted(other)
    if not words or not other_words or (trade and other_trade and not trade & other_trade):
        return 0.0
    if {w for w in words if w.isdigit()} != {w for w in other_words if w.isdigit()}:
        return 0.0
    if words == other_words:
        return 0.95
    matcher = SequenceMatcher(None, " ".join(words), " ".join(other_words), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _parted(words: tuple[str, ...]) -> tuple[list[str], set[str]]:
    return [w for w in words if w[0] != "="], {w for w in words if w[0] == "="}


@dataclass(frozen=True)
class Traits:
    """What of an institution is compared; made of a row, or of what somebody is typing."""

    name: str = ""
    names: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    domain: str = ""
    item: str = ""
    isil: str = ""
    viaf: str = ""
    ror: str = ""
    pk: int | None = None

    @cached_property
    def fingerprints(self) -> tuple[tuple[str, ...], ...]:
        """Of the name first, then of the names in other languages."""
        found = dict.fromkeys(fingerprint(name) for name in (self.name, *self.names[:_MOST_NAMES]) if name)
        return tuple(each for each in found if each)

    @cached_property
    def folded_place(self) -> str:
        return folded(self.place).strip()


def traits_of(institution) -> Traits:
    """Of a row, saved or not."""
    country = institution.country
    return Traits(
        name=institution.name,
        names=tuple(institution.names.values()),
        country=getattr(country, "code", country) or "",
        place=institution.place,
        latitude=_degrees(institution.latitude),
        longitude=_degrees(institution.longitude),
        domain=domain_of(institution.website),
        item=institution.wikidata_item or "",
        isil=institution.isil,
        viaf=institution.viaf,
        ror=institution.ror,
        pk=institution.pk,
    )


def _degrees(value) -> float | None:
    return None if value is None else float(value)


def signals(one: Traits, other: Traits) -> dict[str, int]:
    """{signal: weight} of what agrees, when it is enough for a hint; else {}.

    The item or an identifier is enough alone: it is the key. Else the name must agree with the web domain,
    the place or the country, or the domain with the place; with two different items all three must.
    """
    keys = {
        key: 100 if key == "item" else 95 for key in ("item", "isil", "viaf", "ror") if _same(one, other, key)
    }
    found = keys | _soft_signals(one, other)
    if keys:
        return found
    strong = {"name", "domain", "place"} & found.keys()
    enough = len(strong) >= 2 or {"name", "country"} <= found.keys()
    if one.item and other.item:
        enough = len(strong) == 3
    return found if enough else {}


def strength(found: dict[str, int]) -> int:
    """0 to 100."""
    return min(100, sum(found.values()))


def _same(one: Traits, other: Traits, field: str) -> bool:
    return bool(getattr(one, field)) and getattr(one, field) == getattr(other, field)


def _soft_signals(one: Traits, other: Traits) -> dict[str, int]:
    found = {}
    likeness = _best_likeness(one.fingerprints, other.fingerprints)
    if likeness >= _ALIKE:
        found["name"] = round(50 * likeness)
    if _same(one, other, "domain") and one.domain not in _SHARED_DOMAINS:
        found["domain"] = 30
    if is_near(one, other) or (_same(one, other, "folded_place") and one.country == other.country):
        found["place"] = 20
    elif _same(one, other, "country") and not (one.folded_place and other.folded_place):
        # Of two places one may be unknown; two different ones speak against it.
        found["country"] = 10
    return found


def _best_likeness(ours: tuple, theirs: tuple) -> float:
    if not ours or not theirs:
        return 0.0
    if set(ours) & set(theirs):
        return 1.0
    pairs = [(ours[0], each) for each in theirs] + [(each, theirs[0]) for each in ours[1:]]
    return max(name_likeness(*pair) for pair in pairs)


def is_near(one: Traits, other: Traits) -> bool:
    """Within a kilometre, as far as both places are known."""
    if one.latitude is None or other.latitude is None:
        return False
    latitudes = radians(one.latitude), radians(other.latitude)
    half = sin((latitudes[1] - latitudes[0]) / 2) ** 2
    turn = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half + cos(latitudes[0]) * cos(latitudes[1]) * turn))) <= _NEAR_KM


_told_apart: list[str] = []


def register_told_apart(path: str) -> None:
    """An app that remembers who is not the same names its function: pk → the pks known not to be it."""
    _told_apart.append(path)


def told_apart(pk: int) -> set[int]:
    """The institutions known not to be this one."""
    return {other for path in _told_apart for other in import_string(path)(pk)}


def blocks(traits: Iterable[Traits]) -> dict[str, list[int]]:
    """{key: pks}: institutions that share one, in groups small enough to compare each with each.

    Fingerprints find the same name; single words find the misspelled; domains and identifiers the renamed.
    """
    found: dict[str, list[int]] = {}
    for each in traits:
        keys = {f"f:{' '.join(print_)}" for print_ in each.fingerprints}
        keys |= {f"w:{word}" for print_ in each.fingerprints for word in print_ if len(word) > 3}
        keys |= {
            f"{key}:{getattr(each, key)}" for key in ("domain", "isil", "viaf", "ror") if getattr(each, key)
        }
        for key in keys:
            found.setdefault(key, []).append(each.pk)
    return {key: pks for key, pks in found.items() if 1 < len(pks) <= (200 if key[0] == "f" else 60)}
