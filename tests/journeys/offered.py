# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of the doors' world offer to send, and what a person who fills it all in would send."""

import uuid
from urllib.parse import urljoin

from tests.architecture.matrix import PLAIN, TABLE, fill
from tests.journeys.visitor import Form, Page

# Whoever comes first of those the door is open to.
SENDERS = ("coord", "admin", "volun", "wmf", "plat")
SHUT = {"in", "key", "401", "403", "404", "405"}
# Not forms of ours to fill in: signing out, the language, a sync that would leave the house.
LEFT_OUT = ("api:", "logout", "set_language", "sign-in", "login", "readyz", "csp")

# Fields of doors whose form the pages of this world do not show.
INSTITUTION = ("name", "kind", "country", "place", "names", "website", "latitude", "longitude", "form_key")
UNSEEN = {
    "accounts:affiliates": ("name", "code", "country"),
    "casestudies:autosave": ("title", "language", "country", "section_summary", "version"),
    "casestudies:write": ("title", "language", "country", "section_summary", "version"),
    "institutions:item-add": (*INSTITUTION, "wikidata_item", "reading", "is_another"),
    "institutions:item-field": ("field", "choice", "version"),
    "institutions:item-unlink": ("version",),
    "partnerships:bulk": ("partnership", "do", "stage", "note", "lead", "next_step", "next_step_on", "back"),
    "partnerships:next-step-done": ("version",),
    "partnerships:undo": ("back",),
    "partnerships:undo-move": ("back",),
}

# Pages whose form stands there only once something was searched for.
NEED_A_SEARCH = ("/ties/make/", "/merge/", "/join/", "/link/")
NO_FORM = Form("", "post")


def _doors() -> list[tuple[str, str, str, str]]:
    """(name, route, object, sender) of every door somebody may send a form to."""
    found = []
    for name, route in PLAIN:
        for (door, subject), methods in TABLE.items():
            answers = methods.get("POST", {})
            sender = next((each for each in SENDERS if answers.get(each, "405") not in SHUT), None)
            if door == name and sender and not name.startswith(LEFT_OUT):
                found.append((name, route, subject, sender))
    return found


DOORS = _doors()


def offered(world, only=None) -> dict[tuple[str, str], Form]:
    """{(sender, address): Form}: what the pages of the world offer to send; `only` those of some doors' pages."""
    found = {}
    for name, route in PLAIN:
        if only and name not in only:
            continue
        for (door, subject), methods in TABLE.items():
            if door == name and not name.startswith(LEFT_OUT):
                address = fill(route, world.objects.get(subject, subject))
                readers = [each for each in SENDERS if methods.get("GET", {}).get(each) == "200"]
                # Coordinators and administrators see different buttons; of the others one is enough.
                for reader in [each for each in readers if each in ("coord", "admin")] or readers[:1]:
                    collect(world.clients[reader], reader, address, found)
    return found


def collect(client, reader, address, found) -> None:
    """Read the forms of one page into `found`: of those for one address the one with most fields."""
    for place in (address, address + "?q=museum") if address.endswith(NEED_A_SEARCH) else (address,):
        answer = client.get(place)
        offered = Page(None, answer).forms if not answer.streaming else ()
        for form in (each for each in offered if each.method == "post"):
            for target in {form.action, *(button.action for button in form.buttons if button.action)}:
                path = urljoin(address, target or address).partition("?")[0]
                if len(names_of(form)) > len(names_of(found.get((reader, path), NO_FORM))):
                    found[reader, path] = form


def names_of(form) -> frozenset:
    named = {button.name for button in form.buttons if button.name}
    return frozenset(form.values) | frozenset(form.choices) | frozenset(form.boxes) | named


# What stands in a field of that name where the page leaves it empty, so that only the bad value is wrong.
GOOD = {
    "kind": "museum",
    "country": "FR",
    "names": "de: Ein Museum",
    "website": "https://example.org/",
    "wikidata_item": "Q42",
    "item": "Q42",
    "email": "somebody@example.org",
    "isil": "",
    "viaf": "",
    "ror": "",
    "latitude": "",
    "longitude": "",
    "link": "",
    "reading": "",
    "plan": "",
    "target_days": "30",
    "wip_limit": "5",
    "expected_works": "10",
    "query": "",
    "page": "board",
    "value": "somebody@example.org",
    "institution": "",
}


def filled(form) -> dict:
    """What a person who fills in everything would send."""
    pressed = {button.name: button.value for button in reversed(form.buttons)}
    data = {name: form.values.get(name) or good(form, name, pressed) for name in names_of(form)}
    data.pop("csrfmiddlewaretoken", None)
    if "form_key" in data:
        data["form_key"] = str(uuid.uuid4())
    return data


def good(form, name, pressed):
    if name in form.choices:
        return next((each.value for each in form.choices[name] if each.value and not each.is_disabled), "")
    if name.endswith("_on"):
        return "2026-06-15"
    return GOOD.get(name) or form.boxes.get(name) or pressed.get(name, "Something")
