# SPDX-License-Identifier: GPL-3.0-or-later
"""An agreement on paper: what stands on it, in its own language, and the PDF drawn from the same page."""

import unicodedata

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.tenants import across_affiliates
from agreements.languages import direction_of, is_code
from agreements.models import Signatory
from agreements.parsing import blocks
from interface.paper import PdfNotPossible, document, turn
from partnerships.models import Commitment, Mou

# Thirty pages, drawn in two seconds or so; what is longer is left to the reader's own printer.
LONGEST = 60_000
STYLES = "agreement-print.css"
# Marks that keep a title of one direction from stirring a sentence of the other.
_ISOLATE, _POP = "\u2068", "\u2069"


def language_of(mou: Mou) -> str:
    """The language of the paper's own words: the agreement's, or the platform's where it is not known."""
    return mou.language if is_code(mou.language) else settings.LANGUAGE_CODE


@across_affiliates("the paper names whom its promises name, whichever of the leads knows them")
def paper(mou: Mou) -> dict:
    """All that stands on the paper. Needs the agreement's partnership with institution and affiliate.

    Call it, and show what it returns, in the language of the agreement. Six queries, one more for an amendment.
    """
    clauses = [(clause, blocks(clause.text)) for clause in mou.clauses.all()]
    commitments = list(
        # A recurring commitment is a chain; the paper says once what is promised.
        mou.commitments.filter(previous=None)
        .select_related("user", "advocate")
        .order_by("party", "due_on", "pk")
    )
    signatories = list(mou.signatories.all())
    return {
        "mou": mou,
        "partnership": mou.partnership,
        "language": language_of(mou),
        "direction": _direction(mou),
        "is_draft": mou.state == Mou.State.DRAFT,
        "amended": _amended(mou),
        "clauses": clauses,
        "rights": list(mou.rights_terms.all()),
        "promises": _by(Commitment.Party, commitments, "party"),
        "signatures": [
            (side, [each for each in signatories if each.side == side.value]) for side in Signatory.Side
        ],
    }


def pdf(mou: Mou) -> bytes:
    """The agreement as a PDF in its own language. Raises PdfNotPossible."""
    with translation.override(language_of(mou)):
        page = render_to_string("agreements/pdf.html", paper(mou))
    if len(page) > LONGEST:
        raise PdfNotPossible("long")
    with turn():
        return document(page, styles=STYLES).write_pdf()


def _by(parties, rows: list, name: str) -> list[tuple]:
    """The rows under the party they belong to, in the order of the parties; a party without rows is left out."""
    groups = ((party.label, [row for row in rows if getattr(row, name) == party.value]) for party in parties)
    return [(label, group) for label, group in groups if group]


def _direction(mou: Mou) -> str:
    """“rtl” or “ltr”: of the language, or of the title's first letter that has a direction."""
    known = direction_of(mou.language)
    if known in ("rtl", "ltr"):
        return known
    strong = (unicodedata.bidirectional(letter) for letter in mou.title)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def _amended(mou: Mou) -> list[tuple]:
    """Title and day of the signatures of the agreements this one amends, the nearest first."""
    if not mou.amends_id:
        return []
    others = {each.pk: each for each in Mou.objects.filter(partnership=mou.partnership_id)}
    chain, at = [], others.pop(mou.amends_id, None)
    while at:
        chain.append((f"{_ISOLATE}{at.title}{_POP}", at.signed_on))
        at = others.pop(at.amends_id, None)
    return chain
