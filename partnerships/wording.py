# SPDX-License-Identifier: GPL-3.0-or-later
"""All that an advocate is, or was, known by: what an erasure looks for."""

from partnerships.models import Address, Advocate
from privacy.wording import MAIL, NAME, PHONE, WEB, WIKI, Word, Wording

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
