# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of our kinds a Wikidata item is, by the classes it is an instance of (P31)."""

from collections.abc import Iterable, Mapping

PERSON = "person"
WIKI_PAGE = "wiki page"

# What is no institution at all, whatever else it may be called.
NOT_INSTITUTIONS = {
    "Q5": PERSON,
    "Q4167410": WIKI_PAGE,  # disambiguation page
    "Q4167836": WIKI_PAGE,  # category
    "Q11266439": WIKI_PAGE,  # template
    "Q13406463": WIKI_PAGE,  # list article
    "Q17362920": WIKI_PAGE,  # duplicated page
}

# The order matters: a museum that is also a heritage site is a museum.
_CLASSES = {
    "museum": (
        "Q33506 Q207694 Q16735822 Q17431399 Q588140 Q1970365 Q3329412 Q756102 Q2087181 Q1078570 Q2772772"
        " Q2516357"
    ),
    "archive": "Q166118 Q2122214",
    "library": "Q7075 Q28564 Q22806 Q856234 Q212805 Q385994",
    "gallery": "Q1007870",
    "broadcaster": "Q15265344 Q1616075 Q14350 Q1126006",
    "university": "Q3918 Q875538 Q38723 Q3914 Q2385804",
    "science": "Q31855 Q414147 Q955824 Q167346",
    "government": "Q327333 Q2659904 Q192350",
    "heritage": "Q1030034 Q839954 Q210272",
}
KIND_OF_CLASS = {name: kind for kind, classes in _CLASSES.items() for name in classes.split()}
_ORDER = list(_CLASSES)


def kind_of(classes: Iterable[str], classes_above: Mapping[str, tuple[str, ...]]) -> str:
    """The kind these classes speak for; where none does, those one level above are asked. "" if none is known."""
    classes = tuple(classes)
    above = tuple(higher for each in classes for higher in classes_above.get(each, ()))
    for level in (classes, above):
        if kinds := {KIND_OF_CLASS[each] for each in level if each in KIND_OF_CLASS}:
            return min(kinds, key=_ORDER.index)
    return ""


def what_else(classes: Iterable[str]) -> str:
    """PERSON or WIKI_PAGE when an item of these classes is no institution, else ""."""
    return next((NOT_INSTITUTIONS[each] for each in classes if each in NOT_INSTITUTIONS), "")
