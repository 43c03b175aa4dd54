# SPDX-License-Identifier: GPL-3.0-or-later
"""The one timeline of a partnership: the journal's words, what changed beside each, and what they are about.

Moves, fields, notes, tasks, agreements, files, people and case studies stand in one list, narrowed by kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.naming import name_from
from journal.models import Entry
from journal.people import with_names
from partnerships.models import Advocate, Institution, Partnership, StageMove
from partnerships.reports.changes import Change, Raw, in_words, leads_in, may_be_put_back, raw_changes
from teamwork.models import Note

KINDS = {
    "moves": (
        gettext_lazy("Moves"),
        Q(verb__in=["partnership.opened", "partnership.moved", "partnership.undone"])
        | Q(verb__in=["partnership.over_limit", "partnership.checked"]),
    ),
    "fields": (
        gettext_lazy("Corrections"),
        Q(verb__in=["partnership.corrected", "partnership.planned", "partnership.step_done"])
        | Q(verb__in=["partnership.put_back", "partnership.removed", "partnership.restored"]),
    ),
    "notes": (gettext_lazy("Notes"), Q(verb__startswith="note.")),
    "tasks": (gettext_lazy("Tasks"), Q(verb__startswith="task.")),
    "agreements": (
        gettext_lazy("Agreements"),
        Q(verb__startswith="mou.") | Q(verb__startswith="commitment."),
    ),
    "people": (
        gettext_lazy("People"),
        Q(verb__startswith="advocate.") | Q(verb__startswith="colead.") | Q(verb="partnership.handed_over"),
    ),
    "stories": (gettext_lazy("Case studies"), Q(verb__startswith="casestudy.")),
}
# Of these nobody hears who may not read what the affiliate notes for itself.
INTERNAL_KINDS = ("notes", "tasks")
# The row history says the same, in the reader's language.
SAID_BY_CHANGES = {"partnership.moved", "partnership.planned"}
# What the journal stored there is in its writer's language or a column's name; something better is shown.
UNSAID = {"partnership.opened", "partnership.put_back", "partnership.corrected", "casestudy.linked"}
ICONS = {
    "partnership.opened": "add",
    "partnership.moved": "arrowNext",
    "partnership.undone": "undo",
    "partnership.put_back": "undo",
    "partnership.planned": "calendar",
    "partnership.step_done": "check",
    "partnership.removed": "trash",
    "mou.drafted": "article",
    "mou.signed": "success",
    "mou.put_back": "undo",
    "commitment.put_back": "undo",
    "commitment.settled": "check",
    "task.done": "check",
}
ICONS_OF = {
    "note": "speechBubbles",
    "task": "listBullet",
    "mou": "article",
    "advocate": "userAvatar",
    "colead": "userGroup",
    "casestudy": "articles",
}
LONGEST_NOTE = 300
# A user's name as `str(user)` gives it.
_FULL_NAME = Trim(Concat("first_name", Value(" "), "last_name"))
PERSON = Coalesce(NullIf("wiki_username", Value("")), NullIf(_FULL_NAME, Value("")), "username")
UNDO_DAYS = 30


@dataclass(frozen=True)
class Sight:
    """What of a partnership the reader may know and do."""

    with_notes: bool
    with_people: bool = False
    may_steer: bool = False


@dataclass
class Line:
    """One line of the timeline; `subject` is the kind and key of what it is about, for links."""

    at: datetime
    who: str
    text: str
    note: str
    icon_name: str
    changes: list[Change] = field(default_factory=list)
    subject: tuple[str, int] = ("", 0)
    name: str = ""
    undo: int | None = None

    @property
    def subject_kind(self) -> str:
        return self.subject[0].rpartition(".")[2]


def entries_of(partnership: Partnership, sight: Sight, *, kind: str = "") -> QuerySet[Entry]:
    """The lines of the journal on this partnership that the reader may know of, newest first.

    Case studies that are public stand in the thread of the institution.
    """
    here = Q(thread_kind=Partnership._meta.label_lower, thread_id=partnership.pk)
    there = Q(
        thread_kind=Institution._meta.label_lower,
        thread_id=partnership.institution_id,
        verb="casestudy.linked",
    )
    entries = Entry.objects.filter(here | there).exclude(verb__startswith="record.")
    if not sight.with_notes:
        for hidden in INTERNAL_KINDS:
            entries = entries.exclude(KINDS[hidden][1])
    if not sight.with_people:
        entries = entries.exclude(verb__startswith="advocate.")
    if kind in KINDS:
        entries = entries.filter(KINDS[kind][1])
    return entries.newest()


def timeline(
    entries: Iterable[Entry],
    partnership: Partnership,
    stages,
    sight: Sight,
    *,
    last_move: StageMove | None = None,
) -> list[Line]:
    """Lines for journal entries of the partnership, with the field changes of each; two or three queries.

    `stages` are those of its pipeline; `last_move` can be undone from its line.
    """
    entries = with_names(entries)
    raw = raw_changes(entries, partnership)
    names = _names(entries, {pk for changes in raw.values() for pk in leads_in(changes)}, sight)
    writer = _Writer(partnership, {stage.pk: stage.name for stage in stages}, names, sight)
    lines = [writer.write(entry, raw.get(entry.pk, [])) for entry in entries]
    return _with_undo(lines, entries, last_move) if sight.may_steer else lines


def _names(entries: list[Entry], leads: set[int], sight: Sight) -> dict[tuple[str, int], str]:
    """{(kind, key): words} of people, notes and advocates that the lines are about; one query."""
    wanted: dict[str, set[int]] = {"accounts.user": leads}
    for entry in entries:
        wanted.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    sources = [(User, PERSON)]
    if sight.with_notes:
        sources += [(Note, "text")]
    if sight.with_people:
        sources += [(Advocate, "name")]
    queries = [
        _said_by(model, words).filter(pk__in=keys)
        for model, words in sources
        if (keys := wanted.get(model._meta.label_lower))
    ]
    if not queries:
        return {}
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    person = User._meta.label_lower
    return {(kind, pk): name_from("", "", "", said) if kind == person else said for kind, pk, said in rows}


def _said_by(model, words) -> QuerySet:
    rows = model.objects.order_by().annotate(
        told_kind=Value(model._meta.label_lower, output_field=CharField()),
        told_key=F("pk"),
        told_words=Cast(words, TextField()),
    )
    if model is Note:
        rows = rows.kept()
    return rows.values_list("told_kind", "told_key", "told_words")


@dataclass(frozen=True)
class _Writer:
    """Writes lines for one reader."""

    partnership: Partnership
    stages: dict[int, str]
    names: dict[tuple[str, int], str]
    sight: Sight

    def write(self, entry: Entry, raw: list[Raw]) -> Line:
        changes = [self._change(entry, each) for each in raw]
        subject = (entry.subject_kind, entry.subject_id)
        name = self.names.get(subject, "")
        said = "" if name or (entry.verb in SAID_BY_CHANGES and changes) else _said(entry)
        words_of = {"verb": entry.sentence, "what": said}
        is_note = entry.subject_kind == Note._meta.label_lower
        note = Truncator(" ".join(name.split())).chars(LONGEST_NOTE) if is_note else entry.note
        return Line(
            at=entry.at,
            who=entry.who,
            text=_("%(verb)s: %(what)s") % words_of if said else str(entry.sentence),
            note=note if self.sight.with_notes else "",
            icon_name=ICONS.get(entry.verb) or ICONS_OF.get(entry.verb.partition(".")[0], "history"),
            changes=changes,
            subject=subject,
            name="" if is_note else name,
        )

    def _change(self, entry: Entry, raw: Raw) -> Change:
        people = {pk: name for (kind, pk), name in self.names.items() if kind == "accounts.user"}
        change = in_words(raw, stages=self.stages, people=people, with_notes=self.sight.with_notes)
        is_open = self.sight.may_steer and may_be_put_back(raw, self.partnership, at=entry.at)
        return replace(change, event=raw.event) if is_open else change


def _said(entry: Entry) -> str:
    """What the journal adds to its verb; words it stored in its writer's language are left to the changes."""
    if entry.verb in UNSAID or entry.verb.endswith(".corrected"):
        return ""
    if entry.verb == "commitment.settled":
        return entry.before
    if entry.before and entry.after:
        return _("%(before)s → %(after)s") % {"before": entry.before, "after": entry.after}
    return entry.before or entry.after


def _with_undo(lines: list[Line], entries: list[Entry], move: StageMove | None) -> list[Line]:
    """Put on the line of the latest move that it can be undone; an opening or an undoing cannot."""
    if move is None or move.source_id is None or move.undoes_id is not None:
        return lines
    for line, entry in zip(lines, entries, strict=True):
        # Both were written by one action: the move first, its line right after.
        is_it = entry.verb == "partnership.moved" and abs(entry.at - move.moved_at) < timedelta(seconds=5)
        if is_it and entry.at >= timezone.now() - timedelta(days=UNDO_DAYS):
            line.undo = move.pk
            break
    return lines
