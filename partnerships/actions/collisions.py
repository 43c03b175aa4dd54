# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling two affiliates that both are in touch with one institution: who, how far, whom to ask; no more."""

from django.utils.translation import gettext_lazy as _

from partnerships.actions.co_leads import answering_for
from partnerships.models import Partnership
from partnerships.stages import Phase
from teamwork import notices
from teamwork.actions import tell


def _in_readers_language(words: dict) -> dict:
    phases = dict(Phase.choices)
    return words | {"phase": phases.get(words.get("phase"), words.get("phase", ""))}


notices.register(
    "partnership.second_affiliate",
    _("%(affiliate)s is in touch with “%(record)s” too (%(phase)s). Ask %(who)s."),
    reading=_in_readers_language,
    icon_name="userGroup",
)


def tell_of_second_affiliate(opened: Partnership, *, by) -> None:
    """Part of opening a partnership: where another affiliate has one open, both sides are told of the other.

    Nobody is told of a confidential one.
    """
    others = Partnership.objects.kept().open().filter(institution=opened.institution_id)
    others = others.exclude(affiliate=opened.affiliate_id).select_related("affiliate", "lead")
    for other in others.order_by("pk"):
        if not opened.is_confidential:
            _tell(other.affiliate_id, about=opened, by=by, key=f"{opened.pk}-{other.pk}-there", mail=True)
        if not other.is_confidential:
            _tell(opened.affiliate_id, about=other, by=None, key=f"{opened.pk}-{other.pk}-here", mail=False)


def _tell(to: int, *, about: Partnership, by, key: str, mail: bool) -> None:
    tell(
        answering_for(to),
        kind="partnership.second_affiliate",
        record=about.institution,
        key=f"second-affiliate-{key}",
        words={
            "affiliate": about.affiliate,
            "record": about.institution,
            "phase": about.phase,
            "who": about.lead,
        },
        address=about.institution.get_absolute_url(),
        mail=mail,
        by=by,
    )
