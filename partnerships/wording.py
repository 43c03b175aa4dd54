# SPDX-License-Identifier: GPL-3.0-or-later
"""All that an advocate is, or was, known by: what an erasure looks for."""

from django.db.models import Q, QuerySet

from partnerships.models import Address, Advocate
from privacy.wording import MAIL, NAME, PHONE, WEB, WIKI, Word, Wording

# Who somebody is stands here: another's row may say the same name, and is not the erased person's.
NAMES = {"partnerships.advocate": ("name", "wiki_username"), "partnerships.address": ("value",)}
_KINDS = {Address.Kind.EMAIL: MAIL, Address.Kind.PHONE: PHONE, Address.Kind.WEB: WEB}


def words_of(advocate: Advocate, *kinds: str) -> Wording:
    """Names, addresses and wiki names, those of before too; only those of the `kinds` if any are given.

    A shared mailbox or a front desk is the institution's, and no word for the person.
    """
    rows, past = Advocate.objects.filter(pk=advocate.pk), Advocate.pgh_event_model.objects.filter
    before = past(pgh_obj_id=advocate.pk)
    names = {*rows.values_list("name", flat=True), *before.values_list("name", flat=True)}
    wikis = {*rows.values_list("wiki_username", flat=True), *before.values_list("wiki_username", flat=True)}
    forgotten = f"Former contact #{advocate.pk}"
    words = [Word(name, NAME) for name in names - {forgotten}]
    words += [Word(name, WIKI) for name in wikis]
    own = Address.objects.filter(advocate=advocate)
    gone = Address.pgh_event_model.objects.filter(advocate_id=advocate.pk)
    for addresses in (own, gone):
        own_ones = addresses.exclude(label=Address.Label.SHARED).values_list("kind", "value")
        words += [Word(value, _KINDS.get(kind, NAME)) for kind, value in own_ones if value]
    return Wording(word for word in words if not kinds or word.kind in kinds)


def known_by(wording: Wording, *, by_name: bool) -> Q:
    """The condition on advocates that one of the words is theirs: an address or a wiki account, or with `by_name` a name."""
    same = Q(pk__in=[])
    for word in wording.words:
        if word.kind in (MAIL, PHONE, WEB):
            same |= Q(addresses__value__iexact=word.text)
        elif word.kind == WIKI:
            same |= Q(wiki_username__iexact=word.text)
        elif by_name:
            same |= Q(name__iexact=word.text)
    return same


def perhaps_same(advocate: Advocate) -> QuerySet[Advocate]:
    """Other rows of the affiliate that may be the same person: noted twice, or only called so."""
    same = known_by(words_of(advocate), by_name=True)
    rows = Advocate.objects.filter(
        pk__in=Advocate.objects.filter(same, affiliate=advocate.affiliate_id).values("pk")
    )
    return rows.filter(anonymised_at=None).exclude(pk=advocate.pk).order_by("pk")
