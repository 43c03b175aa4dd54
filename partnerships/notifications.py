# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is told of what: rows in the outbox, written with the change; the worker sends them."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from work.actions import post


def tell_lead_of_move(partnership, source, target, *, by) -> None:
    """Mail to the lead when somebody else moved the partnership; in the lead's language."""
    lead = partnership.lead
    if lead.pk == by.pk or not lead.email:
        return
    with translation.override(lead.language or settings.LANGUAGE_CODE):
        words = {
            "who": str(by),
            "institution": str(partnership.institution),
            "source": source.name,
            "target": target.name,
        }
        subject = _("%(institution)s is now in “%(target)s”") % words
        body = (
            _("%(who)s moved the partnership with %(institution)s from “%(source)s” to “%(target)s”.") % words
        )
    post(
        "mail",
        key=f"partnership-moved-{partnership.pk}-{partnership.version}",
        payload={
            "to": lead.email,
            "subject": " ".join(subject.split()),
            "body": f"{body}\n\n{settings.SITE_URL.rstrip('/')}{partnership.get_absolute_url()}\n",
        },
    )
