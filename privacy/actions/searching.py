# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching texts and files for a person, on the worker: a window of rows or one file at a time.

What was found is written with how far the search is, so that a killed worker's successor goes on there. A place that
is not got through in three tries is named as unread, and the search goes on behind it.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.one_step import hold_rights
from journal.actions import record, recorded
from privacy.actions.batches import delete, in_batches
from privacy.files import columns_of_files, named_in_file, rows_with_files
from privacy.models import PersonSearch
from privacy.scanning import columns, is_history, scanned, tables, window_after
from privacy.subjects import is_own, listed, may_search, row_of, words_of
from privacy.wording import Wording
from work import actions as work
from work.errors import AlreadyUnderWay
from work.models import Run

KIND = "privacy.search"
WINDOW = 20_000
MOST_TRIES = 3
MOST_HITS = 2_000
MOST_PERHAPS = 200
_FILE, _END = "file:", "end"


@recorded
def ask_for_search(subject, *, by) -> PersonSearch:
    """Have all texts and files searched for the person; asked twice while it waits, it is one search."""
    ours = PersonSearch.objects.of(subject)
    if standing := ours.waiting().first():
        return standing
    try:
        with transaction.atomic():
            search = PersonSearch.objects.create(
                subject_kind=subject._meta.label_lower,
                subject_id=subject.pk,
                affiliate_id=getattr(subject, "affiliate_id", None),
                asked_by=by,
                digest=digest_of(words_of(subject)),
            )
    except IntegrityError:  # two at once
        return ours.order_by("-pk").first()
    ours.exclude(pk=search.pk).delete()
    record("person.searched", subject, by=by)
    begin_searching()
    return search


def digest_of(wording: Wording) -> str:
    """A keyed hash of all the words together: whether a search was for the words of today."""
    return hmac.new(
        f"search:{settings.SECRET_KEY}".encode(), wording.pattern.encode(), hashlib.sha256
    ).hexdigest()


def begin_searching() -> None:
    """Wake a worker if anybody waits. A run under way takes the new ones along, or the clock calls again."""
    if PersonSearch.objects.waiting().exists():
        try:
            work.queue(KIND)
        except AlreadyUnderWay:
            return


def forget_searches(before: datetime) -> Iterator[int]:
    """Those asked for before the moment."""
    yield from in_batches(PersonSearch.objects.filter(asked_at__lt=before), delete)


def search_all(run: Run) -> None:
    """Do what waits, the longest waiting first, and what is asked for meanwhile."""
    count = run.counts.get("searches", 0)
    while search := PersonSearch.objects.waiting().order_by("pk").first():
        _search(search, run)
        count += 1
        work.advance(run, progress=run.progress, searches=count)
    work.finish(run)
    begin_searching()  # somebody may have asked between our last look and the end


@dataclass
class _Found:
    """What one step found, the key it came to, and whether nothing is behind that; how many places it ended."""

    after: object = None
    is_last: bool = False
    places: int = 0
    hits: list = field(default_factory=list)
    perhaps: list = field(default_factory=list)
    files: list = field(default_factory=list)
    unread: list = field(default_factory=list)

    @property
    def is_something(self) -> bool:
        """Whether anything would be lost: what was found, or the work on a file."""
        return bool(self.hits or self.perhaps or self.files or self.unread or (self.places and self.after))


def _search(search: PersonSearch, run: Run) -> None:
    subject, places = row_of(search.subject_kind, search.subject_id), _places()
    # Where a search broke off, each place is written down before it is searched: so one that breaks it is known.
    pace = _Pace(is_careful=search.at in places)
    begun = {"tries": search.tries + 1} if pace.is_careful else _beginning(search, places)
    # Who loses the right to it loses it before the search begins, or after.
    with transaction.atomic():
        hold_rights(search.asked_by_id)
        is_allowed = subject and may_search(User.objects.get(pk=search.asked_by_id), subject)
        changes = begun if is_allowed else {"ended_at": timezone.now(), "was_refused": True}
        if not _write(search, run, **changes) or not is_allowed:
            return
    wording = words_of(subject)
    while search.at != _END:
        behind = places[places.index(search.at) + 1]
        if not _search_place(search, run, behind, subject, wording, pace):
            return
    _write(search, run, ended_at=timezone.now(), done=search.places)


def _beginning(search: PersonSearch, places: list[str]) -> dict:
    files = (rows_with_files(model, column.name, search.affiliate_id) for model, column in columns_of_files())
    count = sum(not place.startswith(_FILE) for place in places[:-1]) + sum(rows.count() for rows in files)
    nothing = {"hits": [], "perhaps": [], "files": [], "unread": [], "more": 0}
    return {"at": places[0], "after": "", "tries": 1, "done": 0, "places": count} | nothing


def _places() -> list[str]:
    """All there is to look into, in an order that stays: tables, then columns of files."""
    named = [model._meta.label_lower for model in tables() if columns(model)]
    files = [f"{_FILE}{model._meta.label_lower}.{column.name}" for model, column in columns_of_files()]
    return [*named, *files, _END]


@dataclass
class _Pace:
    """How often it is written down how far the search is: with what was found, and else once a second."""

    is_careful: bool
    written_at: float = 0.0

    def is_due(self, found: "_Found") -> bool:
        now = time.monotonic()
        if not (self.is_careful or found.is_something or now - self.written_at > 1):
            return False
        self.written_at = now
        return True


def _search_place(
    search: PersonSearch, run: Run, behind: str, subject, wording: Wording, pace: _Pace
) -> bool:
    """Search where it is and go to the place `behind`. Whether it goes on: it may be thrown away meanwhile."""
    place, is_files = search.at, search.at.startswith(_FILE)
    leaving = {"at": behind, "after": "", "tries": 1}
    if search.tries > MOST_TRIES:
        table = ".".join(place.removeprefix(_FILE).split(".")[:2])
        return _write(search, run, **leaving, unread=[*search.unread, [f"{table}:", "", [], "stuck"]])
    for found in (_in_files if is_files else _in_table)(search, place, subject, wording):
        here = {"at": place, "after": str(found.after), "tries": 1}
        came = leaving if found.is_last else here
        changes = _more(search, found) | came
        if pace.is_due(found):
            if not _write(search, run, **changes):
                return False
        else:  # nothing was found: whoever comes after us looks once more
            _set(search, changes)
    return True


def _in_table(search: PersonSearch, place: str, subject, wording: Wording) -> Iterator[_Found]:
    model, doubtful = apps.get_model(place), wording.doubtful()
    shows_words = not is_history(model) and place in listed(search.subject_kind)
    after = _key(model, search.after)
    while True:
        until = window_after(model, after, WINDOW)
        found = _Found(after=until, is_last=until is None, places=until is None)
        found.hits = _hits(wording, model, search, subject, (after, until))
        if shows_words and doubtful:
            found.perhaps = _hits(doubtful, model, search, subject, (after, until))
        yield found
        if until is None:
            return
        after = until


def _hits(wording: Wording, model, search: PersonSearch, subject, window) -> list:
    rows = scanned(wording, model, affiliate=search.affiliate_id, window=window)
    # Of several columns the last: names and titles come first in a row, texts behind.
    return [[hit.key, hit.columns[-1]] for hit in rows if not is_own(hit, subject)]


def _in_files(search: PersonSearch, place: str, subject, wording: Wording) -> Iterator[_Found]:
    label, _dot, column = place.removeprefix(_FILE).rpartition(".")
    model = apps.get_model(label)
    rows, after = rows_with_files(model, column, search.affiliate_id), _key(model, search.after)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    while row := rows.first():
        told = named_in_file(getattr(row, column), wording)
        found, key = _Found(after=row.pk, places=1), f"{label}:{row.pk}"
        if told.parts:
            found.files = [[key, column, told.parts, ""]]
        if told.why:
            found.unread = [[key, column, told.unread, told.why]]
        yield found
        rows = rows.filter(pk__gt=row.pk)
    yield _Found(is_last=True)


def _key(model, said: str):
    return model._meta.pk.to_python(said) if said else None


def _more(search: PersonSearch, found: _Found) -> dict:
    """What the search knows with what this step found. A table is one place, however many windows it has."""
    room = max(0, MOST_HITS - len(search.hits))
    return {
        "done": search.done + found.places,
        "hits": search.hits + found.hits[:room],
        "more": search.more + len(found.hits[room:]),
        "perhaps": (search.perhaps + found.perhaps)[:MOST_PERHAPS],
        "files": search.files + found.files,
        "unread": search.unread + found.unread,
    }


def _write(search: PersonSearch, run: Run, **changes) -> bool:
    """Write what changed, with the run's heartbeat. False when the search is gone; NoLongerOurs as ever."""
    with transaction.atomic():
        if not PersonSearch.objects.waiting().filter(pk=search.pk).update(**changes):
            return False
        work.advance(run, progress=run.progress + 1)
    _set(search, changes)
    return True


def _set(search: PersonSearch, changes: dict) -> None:
    for name, value in changes.items():
        setattr(search, name, value)
