# SPDX-License-Identifier: GPL-3.0-or-later
"""What a few typed words find among the records the reader may see, kind by kind."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.naming import named_to
from accounts.permissions import may_somewhere
from casestudies.models import CaseStudy
from casestudies.parsing.asking import SPACELESS
from casestudies.parsing.passages import marked, patterns_for
from casestudies.rendering import MARK_END, MARK_START, highlighted
from institutions.models import Suggestion
from interface import words as wording
from newsletter.models import Report
from outreach.models import Contributor
from partnerships.models import Advocate, Institution, Mou, Partnership
from teamwork.models import Note, Task

LONGEST = 200
# Fewer letters stand in half of all texts, and no index finds them inside a word; in scripts without spaces one
# letter is a word.
SHORTEST = 3
_SPACELESS = re.compile(f"[{SPACELESS}]")
# So many matches are looked at for the best ones; which of ten thousand "museum" comes first matters little.
LOOKED_AT = 60


@dataclass(frozen=True)
class Hit:
    """One record found: what it is called, what tells it from its namesakes, where it is.

    `marked` is the title with the words marked, where the kind can tell them.
    """

    title: str
    detail: str
    address: str
    marked: SafeString | str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name in the address, its label, an icon, how to find some, and where all are.

    `by_words`: an index finds its words or their beginnings, so that short names are found too.
    """

    name: str
    label: str
    icon: str
    find: Callable
    everything: str = ""
    by_words: bool = False


@dataclass(frozen=True)
class Found:
    """The best hits of one kind, and the address of its full list narrowed to the words."""

    kind: Kind
    hits: list[Hit]
    has_more: bool
    more: str


def tidy(text: str) -> str:
    """Typed words as they are searched for: one line, no NUL, of bounded length."""
    return " ".join(text.replace("\0", " ").split())[:LONGEST]


def is_short(words: str) -> bool:
    """Whether only what is found by the beginnings of words is looked for."""
    return len(words) < SHORTEST and not _SPACELESS.search(words)


def find(user, text: str, *, limit: int, only: str = "") -> list[Found]:
    """The best `limit` hits of each kind (or of the kind `only`); kinds without any are left out."""
    words = tidy(text)
    if not words:
        return []
    found = []
    for kind in KINDS:
        if (only and kind.name != only) or (is_short(words) and not kind.by_words):
            continue
        hits = _best(kind.find(user, words), words)
        if hits:
            more = f"{reverse(kind.everything)}?{urlencode({'q': words})}" if kind.everything else ""
            found.append(Found(kind, hits[:limit], len(hits) > limit, more))
    return found


def _best(hits: Iterable[Hit], words: str) -> list[Hit]:
    """Whole names first, then beginnings, then beginnings of words, then the short ones."""
    wanted = words.casefold()

    def rank(hit: Hit):
        title = hit.title.casefold()
        starts = title.startswith(wanted)
        inside = f" {wanted}" in title
        return (title != wanted, not starts, not inside, len(title), title)

    return sorted(hits, key=rank)


def _institutions(user, words):
    rows = Institution.objects.visible_to(user).search(words).order_by()
    for row in rows.only("name", "names", "place", "country")[:LOOKED_AT]:
        yield Hit(str(row), _where(row), row.get_absolute_url())


def _partnerships(user, words):
    rows = Partnership.objects.visible_to(user).filter(institution__in=Institution.objects.search(words))
    for row in rows.select_related("institution", "affiliate").order_by()[:LOOKED_AT]:
        detail = f"{row.affiliate} · {row.get_phase_display()}"
        yield Hit(str(row.institution), detail, row.get_absolute_url())


def _advocates(user, words):
    rows = Advocate.objects.visible_to(user).known().filter(name__icontains=words)
    for row in rows.select_related("affiliate").order_by()[:LOOKED_AT]:
        yield Hit(row.name, str(row.affiliate), row.get_absolute_url())


def _agreements(user, words):
    rows = Mou.objects.visible_to(user).filter(title__icontains=words)
    for row in rows.select_related("partnership__institution").order_by()[:LOOKED_AT]:
        yield Hit(row.title, str(row.partnership.institution), row.get_absolute_url())


def _tasks(user, words):
    rows = Task.objects.visible_to(user).open().filter(title__icontains=words)
    addresses = _addresses(user, rows.order_by()[:LOOKED_AT])
    return (Hit(row.title, about, address) for row, about, address in addresses)


def _notes(user, words):
    rows = Note.objects.visible_to(user).kept().filter(text__icontains=words).order_by()
    for row, about, address in _addresses(user, rows[:LOOKED_AT]):
        place = max(0, row.text.casefold().find(words.casefold()) - 30)
        yield Hit(" ".join(row.text[place : place + 120].split()), about, address)


def _addresses(user, rows):
    """Rows with the partnership they hang on; those on a record the reader does not see are left out."""
    rows = [row for row in rows if row.thread_kind == "partnerships.partnership"]
    partnerships = Partnership.objects.visible_to(user).select_related("institution", "affiliate")
    threads = partnerships.in_bulk({row.thread_id for row in rows}) if rows else {}
    for row in rows:
        if partnership := threads.get(row.thread_id):
            yield row, str(partnership.institution), partnership.get_absolute_url()


def _case_studies(user, words):
    rows = CaseStudy.objects.visible_to(user).search(words).exclude(state=CaseStudy.State.WITHDRAWN)
    patterns = patterns_for(words)
    for row in rows.only("title", "country", "language").order_by()[:LOOKED_AT]:
        where = wording.country(row.country.code) if row.country else ""
        title = highlighted(marked(row.title, patterns, (MARK_START, MARK_END)))
        yield Hit(row.title, where, row.get_absolute_url(), title)


def _reports(user, words):
    rows = Report.objects.visible_to(user).search(words).select_related("issue")
    for row in rows.only("headline", "name", "issue__appeared_on").order_by()[:LOOKED_AT]:
        yield Hit(str(row), f"{row.name} · {row.issue}", row.get_absolute_url())


def _contributors(user, words):
    rows = Contributor.objects.visible_to(user).filter(username__icontains=words)
    for row in rows.order_by()[:LOOKED_AT]:
        yield Hit(row.username, "", row.get_absolute_url())


def _suggestions(user, words):
    if not may_somewhere(user, "suggestion.see"):
        return
    rows = Suggestion.objects.open().filter(name__icontains=words)
    address = reverse("institutions:suggestion-list")
    for row in rows.order_by()[:LOOKED_AT]:
        yield Hit(row.name, _where(row), f"{address}?{urlencode({'q': row.name})}")


def _people(user, words):
    if not may_somewhere(user, "people.see"):
        return
    rows = User.objects.filter(
        named_to(user), is_active=True, restricted_at=None, wiki_username__icontains=words
    )
    address = reverse("dashboards:people")
    for row in rows.order_by()[:LOOKED_AT]:
        yield Hit(str(row), "", f"{address}?{urlencode({'q': str(row)})}")


def _where(row) -> str:
    country = wording.country(row.country.code) if row.country else ""
    return " · ".join(part for part in (row.place, country) if part)


KINDS = (
    Kind("institutions", _("Institutions"), "mapPin", _institutions, "partnerships:institution-list", True),
    Kind("partnerships", _("Partnerships"), "layout", _partnerships, "partnerships:partnership-list", True),
    Kind("advocates", _("Advocates"), "userAvatarOutline", _advocates, "partnerships:advocate-list"),
    Kind("agreements", _("Agreements"), "article", _agreements),
    Kind("tasks", _("Tasks"), "check", _tasks),
    Kind("notes", _("Notes"), "speechBubble", _notes),
    Kind("case-studies", _("Case studies"), "articles", _case_studies, "casestudies:list", True),
    Kind("reports", _("Newsletter reports"), "newspaper", _reports, "newsletter:list", True),
    Kind("people", _("People who worked with institutions"), "userGroup", _people, "dashboards:people"),
    Kind("contributors", _("Contributors"), "userAvatarOutline", _contributors, "outreach:contributor-list"),
    Kind(
        "suggestions", _("Suggested institutions"), "lightbulb", _suggestions, "institutions:suggestion-list"
    ),
)
