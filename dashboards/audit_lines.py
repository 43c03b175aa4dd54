# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal as its readers may see it: an affiliate's administrators their own lines in words, the platform's
administrators everybody's in numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django import forms
from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate, Membership, User
from accounts.permissions import affiliate_ids, may
from interface.forms import QuickSelect
from journal.models import Entry
from journal.people import with_names
from journal.things import THINGS
from journal.verbs import VERBS

ACTION = "audit.read"
ROLE = "accounts.membership"
# Where a thing has a page of its own; others are named.
PAGES = {
    "partnerships.partnership": "partnerships:partnership",
    "partnerships.institution": "partnerships:institution",
    "casestudies.casestudy": "casestudies:case-study",
}


@dataclass(frozen=True)
class Line:
    """One line of the journal as this reader sees it; words are empty for whom only numbers are."""

    entry: Entry
    who: str
    what: str
    thing: str
    address: str
    affiliate: str
    before: str
    after: str
    note: str
    whom: str = ""


def lines_for(user) -> QuerySet[Entry]:
    """The lines somebody may read: all for the platform, else those of the affiliates they administer."""
    if may(user, ACTION):
        return Entry.objects.all()
    return Entry.objects.of_affiliates(affiliate_ids(user, ACTION))


class AuditFilter(forms.Form):
    """Narrows the journal; shrugs at nonsense in the address."""

    who = forms.CharField(
        label=_("Who"), required=False, max_length=150, help_text=_("a user name, or # and a number")
    )
    verb = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=lambda: [("", _("anything")), *sorted(VERBS.items(), key=lambda pair: str(pair[1]))],
        widget=QuickSelect,
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(label=_("To a"), required=False)
    number = forms.IntegerField(label=_("Its number"), required=False, min_value=1, max_value=2**62)
    affiliate = forms.ModelChoiceField(
        Affiliate.objects.none(), label=_("Affiliate"), required=False, empty_label=_("all affiliates")
    )
    request = forms.UUIDField(
        label=_("Number of the answer"), required=False, help_text=_("as it stands on a page that said no")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Affiliate.objects.all()
        if not may(user, ACTION):
            mine = mine.filter(pk__in=affiliate_ids(user, ACTION))
        self.fields["affiliate"].queryset = mine
        self.fields["kind"].choices = [("", _("anything")), *kinds()]

    def apply(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """The lines that match all that was asked."""
        self.is_valid()
        told = {name: value for name, value in self.cleaned_data.items() if value}
        if who := told.get("who"):
            entries = entries.filter(_person(who))
        if since := told.get("since"):
            entries = entries.filter(at__gte=_begin(since))
        if until := told.get("until"):
            entries = entries.filter(at__lt=_begin(until + timedelta(days=1)))
        if kind := told.get("kind"):
            entries = entries.filter(Q(subject_kind=kind) | Q(thread_kind=kind))
        if number := told.get("number"):
            entries = entries.filter(Q(subject_id=number) | Q(thread_id=number))
        if "affiliate" in told:
            entries = entries.filter(affiliate_id=told["affiliate"].pk)
        if "request" in told:
            entries = entries.filter(request_id=told["request"])
        return entries.filter(verb=told["verb"]) if "verb" in told else entries


def _begin(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _person(said: str) -> Q:
    number = said.removeprefix("#")
    if said.startswith("#") and number.isascii() and number.isdecimal() and len(number) < 19:
        return Q(actor=int(number))
    return Q(actor__username__iexact=said) | Q(actor__wiki_username__iexact=said)


def kinds() -> list[tuple[str, str]]:
    """What lines can be about, by its name in the reader's language."""
    return sorted(((kind, str(name)) for kind, name in THINGS.items()), key=lambda pair: pair[1])


def written(entries: Iterable[Entry], user) -> Iterator[Line]:
    """The lines as this reader sees them; at most three queries more, however many they are."""
    own = affiliate_ids(user, ACTION)
    entries = with_names(entries)
    affiliates = Affiliate.objects.in_bulk({e.affiliate_id for e in entries if e.affiliate_id})
    members = _members({e.subject_id for e in entries if e.subject_kind == ROLE})
    for entry in entries:
        in_words = entry.affiliate_id in own
        page = PAGES.get(entry.subject_kind)
        yield Line(
            entry=entry,
            who=_who(entry, in_words=in_words),
            what=str(entry.sentence),
            thing=thing_of(entry),
            address=reverse(page, args=[entry.subject_id]) if page and in_words else "",
            affiliate=_whose(entry, affiliates, in_words=in_words),
            before=entry.before if in_words else "",
            after=entry.after if in_words else "",
            note=entry.note if in_words else "",
            whom=_whom(members.get(entry.subject_id), in_words=in_words)
            if entry.subject_kind == ROLE
            else "",
        )


def _members(keys: set[int]) -> dict[int, User]:
    """{number of a role: who has it, or had it}; a role says of itself nothing but its own number."""
    rows = Membership.objects.select_related("user").filter(pk__in=keys) if keys else ()
    return {row.pk: row.user for row in rows}


def _whom(user: User | None, *, in_words: bool) -> str:
    if user is None:
        return ""
    return str(user) if in_words else f"#{user.pk}"


def _who(entry: Entry, *, in_words: bool) -> str:
    return entry.who if in_words or entry.actor_id is None else f"#{entry.actor_id}"


def _whose(entry: Entry, affiliates: dict[int, Affiliate], *, in_words: bool) -> str:
    if entry.affiliate_id is None:
        return ""
    return str(affiliates.get(entry.affiliate_id, "")) if in_words else f"#{entry.affiliate_id}"


def thing_of(entry: Entry) -> str:
    """`partnership #12`; "" for what happened to nothing of ours."""
    if not entry.subject_kind:
        return ""
    name = THINGS.get(entry.subject_kind) or _plain_name(entry.subject_kind)
    # Of an account that a line no longer tells of, the number is gone.
    return f"{name} #{entry.subject_id}" if entry.subject_id else str(name)


def _plain_name(kind: str) -> str:
    """Of what lines are seldom about: as the code calls it."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind
