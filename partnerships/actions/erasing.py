# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing an advocate: the row, what hangs on it, its past, and the words in every other text.

One transaction. What may have to stay is named with its reason; what is left to be cut by hand becomes a task.
"""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.tenants import across_affiliates
from journal.actions import forget_words, record, recorded
from journal.forgetting import emptied
from partnerships.actions.rows import locked, write_changes
from partnerships.actions.timelines import partnership_of, thread_of
from partnerships.errors import NobodyAnyMore
from partnerships.forgetting import forget_elsewhere, what_binds
from partnerships.models import Address, Advocate, Contact, Mou
from partnerships.wording import NAMES, known_by, perhaps_same, words_of
from privacy.actions import erase_words, note_erasure, note_restriction, suppress, withdraw_mails
from privacy.models import Erasure, Suppression
from privacy.wording import MAIL, PHONE, WEB, WIKI, Wording
from teamwork.actions import make_task, tell

DAYS_TO_CUT = 30
MOST_NAMED = 12  # agreements in the title of a task


@recorded
def erase_advocate(
    advocate: Advocate,
    *,
    by,
    left: Collection[str] = (),
    hold: str = "",
    files: Collection[str] | None = None,
    also: Collection[int] = (),
) -> Erasure:
    """Erase the person because they asked for it: everywhere, for good, and no mail goes to them any more.

    `left` are the rows to be cut by hand (a task says so); `hold` is why agreements that bind keep the name.
    `files` are those that a search found to name them, or could not read: no machine cuts a file, a task says so
    too. Without a search (None) all documents of the institutions where they work are looked through. `also` are
    the numbers of other rows of the affiliate that somebody says are the same person.
    The administrators of other affiliates that know the same person are told that there was a request.
    Raises NobodyAnyMore.
    """
    advocate = locked(advocate, version=None)
    if advocate.is_anonymous:
        raise NobodyAnyMore
    wording = words_of(advocate)
    twice = list(perhaps_same(advocate).filter(pk__in=also)) if also else []
    kept = [each.key for each in what_binds(advocate, wording)] if hold.strip() else []
    reason = wording.without(hold.strip(), _instead(advocate))
    _tell_others(advocate, wording)
    suppress(wording.words, why=Suppression.Why.ERASED, is_noted=True)
    counts = forget(advocate, wording, left=[*left, *kept], kept=kept)
    _ask_to_cut(advocate, left, files, by=by)
    record("advocate.erased", advocate, by=by, about=thread_of(advocate))
    for other in twice:
        erase_advocate(other, by=by, left=left, hold=hold, files=())
    return note_erasure(
        advocate,
        wording,
        left=sorted(left),
        kept=[{"row": key, "reason": reason} for key in kept],
        suppresses=True,
        counts=counts,
    )


@across_affiliates("the past of rows that are gone is found by no wall")
def forget(
    advocate: Advocate, wording: Wording, *, left: Collection[str] = (), kept: Collection[str] = ()
) -> dict[str, int]:
    """Empty the locked row, what hangs on it and its past, then write over the words everywhere else.

    Posts, days and how they stood to us remain, for the figures. {table: rows} of what was written over.
    """
    advocate.addresses.all().delete()
    advocate.contacts.exclude(note="").update(note="")
    write_changes(
        advocate,
        name=f"Former contact #{advocate.pk}",
        wiki_username="",
        wiki_consent_on=None,
        wiki_consent_note="",
        source_note="",
        plan="",
        plan_on=None,
        restricted_at=None,
        anonymised_at=timezone.now(),
    )
    forget_in_history(
        advocate, name=advocate.name, wiki_username="", wiki_consent_note="", source_note="", plan=""
    )
    _forget_past(advocate, Address, value="")
    _forget_past(advocate, Contact, note="")
    forget_words(advocate)
    forget_elsewhere(advocate, kept)
    withdraw_mails([word.text for word in wording.words if word.kind == MAIL])
    return erase_words(wording, _instead(advocate), affiliate=advocate.affiliate_id, left=left, names=NAMES)


def erase_again(advocate: Advocate, erasure: Erasure) -> None:
    """After a restore: the same once more. Nobody is told twice."""
    advocate = locked(advocate, version=None)
    if erasure.fields:
        _erase_fields(advocate, erasure.fields, erasure.left)
        return
    kept = [each["row"] for each in erasure.kept]
    forget(advocate, words_of(advocate), left=[*erasure.left, *kept], kept=kept)


@recorded
def erase_fields(advocate: Advocate, *, by, fields: Collection[str]) -> Erasure:
    """Erase only what the person names, and keep the rest: `email`, `phone`, `other`, `wiki`, `words`.

    Raises NobodyAnyMore.
    """
    advocate = locked(advocate, version=None)
    if advocate.is_anonymous:
        raise NobodyAnyMore
    wording = words_of(advocate)
    counts = _erase_fields(advocate, fields)
    record(
        "advocate.erased_in_part", advocate, by=by, about=thread_of(advocate), after=", ".join(sorted(fields))
    )
    return note_erasure(advocate, wording, fields=sorted(fields), counts=counts)


_KINDS = {"email": [MAIL], "phone": [PHONE], "other": [WEB], "wiki": [WIKI]}
_ADDRESSES = {
    "email": [Address.Kind.EMAIL],
    "phone": [Address.Kind.PHONE],
    "other": [Address.Kind.WEB, Address.Kind.OTHER],
}


@across_affiliates("the past of rows that are gone is found by no wall")
def _erase_fields(advocate: Advocate, fields: Collection[str], left: Collection[str] = ()) -> dict[str, int]:
    kinds = [kind for field in fields for kind in _KINDS.get(field, ())]
    wording = words_of(advocate, *kinds) if kinds else Wording([])
    for field in fields:
        if field in _ADDRESSES:
            advocate.addresses.filter(kind__in=_ADDRESSES[field]).delete()
            _forget_past(advocate, Address, Q(kind__in=_ADDRESSES[field]), value="")
        elif field == "wiki":
            write_changes(advocate, wiki_username="", wiki_consent_on=None, wiki_consent_note="")
            forget_in_history(advocate, wiki_username="", wiki_consent_note="")
        elif field == "words":
            advocate.contacts.exclude(note="").update(note="")
            _forget_past(advocate, Contact, note="")
            write_changes(advocate, source_note="", plan="")
            forget_in_history(advocate, source_note="", plan="")
            forget_words(advocate)
    return erase_words(
        wording, f"former detail #{advocate.pk}", affiliate=advocate.affiliate_id, left=left, names=NAMES
    )


@recorded
def restrict_advocate(advocate: Advocate, *, by, restricted: bool) -> bool:
    """Keep the person out of lists, queues, reminders and exports, or back in. Whether that is news.

    Raises NobodyAnyMore.
    """
    advocate = locked(advocate, version=None)
    if advocate.is_anonymous:
        raise NobodyAnyMore
    if bool(advocate.restricted_at) == restricted:
        return False
    write_changes(advocate, restricted_at=timezone.now() if restricted else None)
    note_restriction(advocate, restricted=restricted)
    verb = "advocate.restricted" if restricted else "advocate.unrestricted"
    record(verb, advocate, by=by, about=thread_of(advocate))
    return True


@recorded
def note_export(advocate: Advocate, *, by) -> None:
    """Write down that a copy of all we hold of the person was made."""
    record("advocate.exported", advocate, by=by, about=thread_of(advocate))


def forget_in_history(advocate: Advocate, **values) -> None:
    """Write the values over every line of the row's history. The caller has locked the row."""
    emptied(Advocate.pgh_event_model.objects.filter(pgh_obj_id=advocate.pk), **values)


def _forget_past(advocate: Advocate, model, only: Q | None = None, **values) -> None:
    emptied(model.pgh_event_model.objects.filter(only or Q(), advocate_id=advocate.pk), **values)


def _instead(advocate: Advocate) -> str:
    return f"former contact #{advocate.pk}"


@across_affiliates("others who know the person hear of the erasure; what they know is not told to anybody")
def _tell_others(advocate: Advocate, wording: Wording) -> None:
    """Say to those who know the same person elsewhere that there was a request, and not what we knew."""
    same = known_by(wording, by_name=False)
    others = Advocate.objects.filter(same, anonymised_at=None).exclude(affiliate=advocate.affiliate_id)
    for other in others.distinct().order_by("pk"):
        admins = Membership.objects.current().filter(affiliate=other.affiliate_id, role=Membership.Role.ADMIN)
        tell(
            User.objects.filter(is_active=True, pk__in=admins.values("user")).order_by("pk"),
            kind="advocate.erasure_elsewhere",
            record=other,
            key=f"erasure-elsewhere-{other.pk}-{timezone.localdate()}",
            words={"number": other.pk},
            address=f"{other.get_absolute_url()}data/",
            mail=True,
        )


def _ask_to_cut(advocate: Advocate, left: Collection[str], files: Collection[str] | None, *, by) -> None:
    """Give whoever erases a task for what no machine cuts, where there is a partnership to hang it on."""
    partnership = partnership_of(advocate)
    if partnership is None or by is None:
        return
    named = {"number": advocate.pk}
    asked = []
    if left:
        asked.append(("erasure", _("Cut by hand what still names former contact #%(number)s") % named))
    if mous := _to_look_through(advocate, files):
        which = ", ".join(f"#{pk}" for pk in mous[:MOST_NAMED]) + ("…" if len(mous) > MOST_NAMED else "")
        title = _("Look into the documents of agreements %(which)s: do they name former contact #%(number)s?")
        asked.append(("erasure-documents", title % {"which": which, **named}))
    for origin, title in asked:
        make_task(
            partnership,
            advocate.affiliate,
            by=by,
            title=title,
            assignee=by,
            due_on=timezone.localdate() + timedelta(days=DAYS_TO_CUT),
            origin=f"{origin}-{advocate.pk}",
        )


def _to_look_through(advocate: Advocate, files: Collection[str] | None) -> list[int]:
    """The numbers of the agreements whose documents somebody opens."""
    documents = Mou.objects.filter(partnership__affiliate=advocate.affiliate_id).exclude(document="")
    if files is None:
        documents = documents.filter(partnership__institution__in=advocate.posts.values("institution"))
    else:
        start = f"{Mou._meta.label_lower}:"
        documents = documents.filter(
            pk__in=[key.removeprefix(start) for key in files if key.startswith(start)]
        )
    return list(documents.order_by("pk").values_list("pk", flat=True))
