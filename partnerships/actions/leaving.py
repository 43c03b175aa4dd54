# SPDX-License-Identifier: GPL-3.0-or-later
"""An advocate leaves an institution: the post ends, and all they stood for is passed on or knowingly left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from journal.actions import record, recorded
from partnerships.actions.advocates import introduce_advocate, known
from partnerships.actions.posts import check_days, note_post, relate
from partnerships.actions.rows import locked, write_changes
from partnerships.actions.timelines import thread_of
from partnerships.errors import ChoicesMissing, ListChanged, NotAtInstitution, NotBetweenThese
from partnerships.models import Advocate, Commitment, Mou, Partnership, Post, Relation
from teamwork.actions import drop_task, make_task
from teamwork.models import Task


@dataclass(frozen=True)
class Open:
    """One thing an advocate stood for: a commitment, an agreement in force or a task about them."""

    key: str
    row: Commitment | Mou | Task
    partnership: Partnership
    stamp: str

    @property
    def kind(self) -> str:
        return self.key.split("-")[0]


@dataclass(frozen=True)
class Fate:
    """What becomes of it: passed to the successor, or left with the words why. `stamp` is what was seen."""

    is_passed: bool
    note: str = ""
    stamp: str = ""


def stands_for(advocate: Advocate, institution_id: int) -> list[Open]:
    """Agreements in force, open commitments and tasks about them, in their affiliate's partnerships there.

    A commitment is theirs when it names them, in a partnership their affiliate co-leads too, or nobody.
    """
    named = Commitment.objects.open().filter(advocate=advocate)
    own = Q(affiliate=advocate.affiliate_id)
    partnerships = {
        each.pk: each
        for each in Partnership.objects.kept()
        .filter(own | Q(pk__in=named.values("mou__partnership")), institution=institution_id)
        .select_related("institution", "affiliate", "lead")
    }
    led = [pk for pk, each in partnerships.items() if each.affiliate_id == advocate.affiliate_id]
    mous = Mou.objects.in_force().filter(partnership__in=led)
    theirs = Q(advocate=advocate) | Q(advocate=None, mou__partnership__in=led)
    commitments = (
        Commitment.objects.open()
        .filter(theirs, mou__partnership__in=partnerships, mou__superseded_on=None)
        .select_related("mou")
    )
    tasks = Task.objects.open().filter(
        thread_kind=Partnership._meta.label_lower,
        thread_id__in=partnerships,
        origin=f"advocate-{advocate.pk}",
    )
    return [
        *(Open(f"agreement-{m.pk}", m, partnerships[m.partnership_id], str(m.version)) for m in mous),
        *(
            Open(
                f"commitment-{c.pk}",
                c,
                partnerships[c.mou.partnership_id],
                f"{c.version}|{c.what}|{c.due_on}",
            )
            for c in commitments
        ),
        *(Open(f"task-{t.pk}", t, partnerships[t.thread_id], str(t.version)) for t in tasks),
    ]


@recorded
def leave_institution(
    post: Post,
    *,
    by,
    ended_on: date,
    successor: Advocate | None = None,
    successor_name: str = "",
    fates: Mapping[str, Fate] = {},
) -> Advocate | None:
    """End a post and settle the fate of everything its holder stood for there; returns the successor.

    The successor is somebody known already, or is introduced by name. Raises NotAtInstitution,
    ChoicesMissing, ListChanged when other things are open than `fates` speak of, DayInFuture,
    EndsBeforeItBegins or NotBetweenThese; then nothing has changed.
    """
    advocate = known(post.advocate)
    post = Post.objects.select_for_update(of=["self"]).select_related("institution").get(pk=post.pk)
    if post.ended_on:
        raise NotAtInstitution
    check_days(post.started_on, ended_on)
    open_things = stands_for(advocate, post.institution_id)
    _check(open_things, fates, has_successor=bool(successor or successor_name))
    write_changes(post, ended_on=ended_on)
    successor = _succeed(advocate, post, successor, successor_name, by=by)
    _settle(advocate, open_things, fates, successor, by=by)
    if not advocate.posts.filter(ended_on=None).exists():
        write_changes(advocate, engagement=Advocate.Engagement.LEFT)
    record("advocate.left", advocate, by=by, about=thread_of(advocate, post.institution), after=ended_on)
    return successor


def _check(open_things: list[Open], fates: Mapping[str, Fate], *, has_successor: bool) -> None:
    changed = {
        each.key for each in open_things if each.key not in fates or fates[each.key].stamp != each.stamp
    } | (set(fates) - {each.key for each in open_things})
    if changed:
        raise ListChanged(changed)
    if any(not fate.is_passed and not fate.note.strip() for fate in fates.values()):
        raise ChoicesMissing
    if any(fate.is_passed for fate in fates.values()) and not has_successor:
        raise ChoicesMissing


def _succeed(advocate: Advocate, post: Post, successor: Advocate | None, name: str, *, by) -> Advocate | None:
    """Whoever takes over has a post there, and is noted as the one who succeeds."""
    if successor is None and name:
        successor = introduce_advocate(
            post.institution,
            advocate.affiliate,
            by=by,
            name=name,
            post=post.title,
            role=post.role,
            source=Advocate.Source.INTRODUCED,
        )
    if successor is None:
        return None
    if successor.pk == advocate.pk or successor.affiliate_id != advocate.affiliate_id:
        raise NotBetweenThese
    if not successor.posts.filter(institution=post.institution_id, ended_on=None).exists():
        note_post(successor, post.institution, by=by, title=post.title, role=post.role)
    succeeds = {"kind": Relation.Kind.SUCCEEDS, "ended_on": None}
    if not successor.relations.filter(other=advocate, **succeeds).exists():
        relate(successor, advocate, by=by, kind=Relation.Kind.SUCCEEDS)
    return successor


def _settle(advocate, open_things, fates, successor, *, by) -> None:
    passed: dict[int, list[Open]] = {}
    for thing in open_things:
        fate = fates[thing.key]
        if fate.is_passed:
            passed.setdefault(thing.partnership.pk, []).append(thing)
        if thing.kind == "commitment":
            # Whoever is gone is no longer named, and whoever takes over is.
            named = locked(thing.row, version=thing.row.version)
            write_changes(named, advocate_id=successor.pk if fate.is_passed else None)
        # A task about somebody who is gone is over either way; passed on, the task below takes its place.
        if thing.kind == "task":
            drop_task(thing.row, by=by, why=_("They left the institution."))
        record(
            "advocate.passed_on" if fate.is_passed else "advocate.left_open",
            advocate,
            by=by,
            about=thing.partnership,
            before=f"#{advocate.pk}: {thing.row}",
            after=f"#{successor.pk}" if fate.is_passed else "",
            note=fate.note.strip(),
        )
    for things in passed.values():
        partnership = things[0].partnership
        make_task(
            partnership,
            partnership.affiliate,
            by=by,
            title=_("Agree with advocate #%(number)s on what they take over") % {"number": successor.pk},
            assignee=partnership.lead,
            origin=f"advocate-{successor.pk}",
        )
