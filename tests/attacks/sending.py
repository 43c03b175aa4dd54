# SPDX-License-Identifier: GPL-3.0-or-later
"""What each door is sent so that it writes: what its page offers, filled in until it is taken, or what is written here."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.architecture.matrix import fill
from tests.journeys.offered import DOORS, filled, good, offered

PDF = b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
# Beyond what the page offers: what a person would choose who wants it done. A list is done several ways.
SAID: dict[str, list[dict]] = {
    "accounts:affiliates": [{"name": "Affiliate of Ponds", "kind": "user_group", "code": "ponds", "country": "FR"}],
    "accounts:people": [{"username": "{volun}", "role": "coordinator"}],
    "accounts:elevate": [{"reason": "Somebody asked for a correction."}],
    "teamwork:view-save": [{"page": "partnerships:board", "query": "stale=1", "affiliate": ""}],
    "teamwork:view-correct": [{"affiliate": "", "reach": "mine", "name": "Another name"}],
    "presence:add-to-partnership": [{"what": "https://commons.wikimedia.org/wiki/Category:Ponds"}],
    "presence:add-to-institution": [{"what": "https://commons.wikimedia.org/wiki/Category:Ponds"}],
    "presence:listing-ask": [{"task": "https://phabricator.wikimedia.org/T12345"}],
    "agreements:mou-draft": [{"document": PDF, "link": "", "language": "en", "notice_days": "30"}],
    "agreements:mou-correct": [{"document": PDF, "link": "", "notice_days": "30"}],
    "agreements:mou-sign": [{"starts_on": "2030-01-01", "ends_on": "2031-01-01", "is_late": "on"}],
    "agreements:rights-add": [{"vrt_ticket": ""}],
    "agreements:rights-correct": [{"vrt_ticket": "", "note": "Another"}],
    "partnerships:advocate-plan": [{"plan_on": "2027-06-15", "plan": "Ring them"}],
    "partnerships:post-note": [{"institution": "{institution}"}],
    "partnerships:bulk": [
        {"partnership": "{private}", "do": "plan", "next_step": "Ring", "next_step_on": "2027-01-01"},
        {"partnership": "{private}", "do": "hand", "lead": "{admin}"},
        {"partnership": ["{private}", "{public}"], "do": "hide"},
    ],
    "partnerships:partnership-correct": [{"is_confidential": None, "notes": "Other notes"}],
    "partnerships:edit-public": [{"is_confidential": None, "is_public": "on"}, {"is_public": None, "is_confidential": "on"}],
    "partnerships:edit-notes": [{"notes": "Other notes"}],
    "partnerships:edit-lead": [{"lead": "{admin}"}],
    "partnerships:edit-origin": [{"origin": "institution"}],
    "casestudies:bring": [{"title": "User:Ada/Draft"}],
    "casestudies:coauthors": [{"name": "{viewer}"}],
    "casestudies:pictures": [{"name": "Scanner.jpg"}],
    "casestudies:autosave": [{"version": "1", "title": "Another title", "language": "en", "section_summary": "More."}],
    "casestudies:begin": [{"look": "", "partnership": "", "institution_q": "", "affiliate": ""}],
    "learning:guide-add": [{"links": "https://example.org/ A page"}],
    "learning:guide-correct": [{"links": "", "title": "Another title"}],
    "newsletter:map-name": [{"name": "The Ponds", "area_class": "country", "countries": "FR", "label": ""}],
    "institutions:suggestion-take-up": [{"isil": "", "viaf": "", "ror": "", "latitude": "", "longitude": ""}],
    "partnerships:institution-add": [{"isil": "", "viaf": "", "ror": "", "latitude": "", "longitude": ""}],
    "reviews:comment": [{"section": "", "thread": "", "quote": "", "text": "Say more."}],
}  # fmt: skip
# Names that carry what the page was like, not what somebody wrote.
_STEADY = {"version", "form_key", "back", "next", "seen", "q", "revision"}
_TRIES = 5


@dataclass(frozen=True)
class Sending:
    """One way to send something to one door."""

    name: str
    subject: str
    sender: str
    address: str
    data: dict

    def __str__(self):
        return f"{self.name} ({self.subject}) by {self.sender}"

    def __call__(self, client) -> HttpResponse:
        """Send it: every time as for the first time, with a form key of its own."""
        data = {key: _as_sent(value) for key, value in self.data.items() if value is not None}
        if "form_key" in data:
            data["form_key"] = str(uuid.uuid4())
        if self.name.startswith("api:"):
            return client.post(self.address, data, content_type="application/json")
        return client.post(self.address, data)


def _as_sent(value):
    if isinstance(value, bytes):
        return SimpleUploadedFile("terms.pdf", value, "application/pdf")
    return value


def sendings(world, forms, tried: Callable, doors=DOORS) -> Iterator[Sending]:
    """Of each door the ways to send something to it that write, as `tried(sending)` says; else the last one tried.

    `tried` returns (whether it wrote, the answer).
    """
    for name, route, subject, sender in doors:
        address = fill(route, world.objects.get(subject, subject))
        form = forms.get((sender, address))
        found = {}
        for data in _ways(world, name, form):
            found |= _accepted(Sending(name, subject, sender, address, data), form, tried)
        yield from found.values() or [Sending(name, subject, sender, address, {})]


def _ways(world, name, form) -> Iterator[dict]:
    base = _untouched(form)
    for said in SAID.get(name, ()):
        yield base | {key: _named(world, value) for key, value in said.items()}
        yield (filled(form) if form else {}) | {key: _named(world, value) for key, value in said.items()}
    yield base
    yield {key: _changed(key, value, form) for key, value in base.items()}
    if form:
        full = filled(form)
        for button in form.buttons:
            if button.name and not button.action:
                yield base | {button.name: button.value}
        yield full


def _untouched(form) -> dict:
    values = dict(form.values) if form else {}
    values.pop("csrfmiddlewaretoken", None)
    return values


def _named(world, value):
    """{admin}: the number or the name of somebody or something of the world."""
    if isinstance(value, list):
        return [_named(world, each) for each in value]
    if not isinstance(value, str) or not value.startswith("{"):
        return value
    key = value.strip("{}")
    if key in {"volun", "viewer"}:
        return world.people[key].username
    return str(world.people[key].pk if key in world.people else world.objects[key])


def _changed(name, value, form):
    is_free = form and name not in form.choices and name not in form.boxes and isinstance(value, str)
    is_free = is_free and name not in _STEADY and not name.endswith(("_on", "_version", "-seen", "_FORMS"))
    return f"{value} again" if is_free and value and not value.isdigit() else value


def _accepted(sending: Sending, form, tried) -> dict:
    """{what was written: the sending} when it is taken, after mending what the page complains of; else {}."""
    data, base = dict(sending.data), _untouched(form)
    for _again in range(_TRIES):
        each = Sending(sending.name, sending.subject, sending.sender, sending.address, data)
        wrote, answer = tried(each)
        if wrote:
            return {wrote: each}
        errors = _errors(answer) - {"__all__"}
        mended = {name: _mended(name, data, base, form) for name in errors}
        if not errors or all(data.get(name) == value for name, value in mended.items()):
            return {}
        data = data | mended
    return {}


def _mended(name, data, base, form):
    was = data.get(name)
    if was not in (None, "") and was != base.get(name, ""):
        return base.get(name, "")
    if name == "form_key":
        return str(uuid.uuid4())
    if name == "version":
        return "1"
    return good(form, name, {}) if form else "Something"


def _errors(answer) -> set[str]:
    if answer.status_code != 422 or not answer.context:
        return set()
    form = answer.context.get("form")
    return set(getattr(form, "errors", ()) or ())


__all__ = ["DOORS", "Sending", "offered", "sendings"]
