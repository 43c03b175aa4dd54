# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written to the keepers of the allow-list of Commons Impact Metrics; in English, as they work in it."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Facts:
    """What a request says of a category. `counted_on` is "" where nothing has been counted."""

    category: str
    address: str
    institution: str
    item: str = ""
    affiliate: str = ""
    contact: str = ""
    files: int = 0
    tree_files: int = 0
    tree_categories: int = 0
    counted_on: str = ""


def title_of(facts: Facts) -> str:
    return f"Add Category:{facts.category} to the Commons Impact Metrics allow-list"


def text_of(facts: Facts) -> str:
    """The request in Phabricator's markup, with what is known filled in and what is not left out."""
    about = [
        f"* Category: {facts.address}",
        f"* Institution: {facts.institution}"
        + (f" (https://www.wikidata.org/wiki/{facts.item})" * bool(facts.item)),
    ]
    if facts.affiliate:
        about.append(f"* Affiliate that works with it: {facts.affiliate}")
    if facts.contact:
        about.append(f"* Contact on the wikis: {facts.contact}")
    if facts.counted_on:
        about.append(
            f"* Files on {facts.counted_on}: {facts.files} in the category itself, {facts.tree_files} in it and "
            f"the {facts.tree_categories - 1} categories found below it (a file in two of them counts twice)"
        )
    return "\n".join(
        [
            "Please add this category to the allow-list of Commons Impact Metrics, so that the use and the "
            "views of its files are measured:",
            "",
            *about,
            "",
            "The category holds what the institution contributed to Wikimedia Commons. We report its reach to "
            "the institution.",
        ]
    )


def form_address(host: str, facts: Facts, tags: list[str]) -> str:
    """The address of a new task's form, filled in. Only people open it; nothing is sent by us."""
    asked = {"title": title_of(facts), "description": text_of(facts)}
    if tags:
        asked["tags"] = ",".join(tags)
    return f"https://{host}/maniphest/task/edit/form/1/?{urlencode(asked, quote_via=quote)}"
