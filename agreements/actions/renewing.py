# SPDX-License-Identifier: GPL-3.0-or-later
"""An agreement that ends soon brings its partnership back to whoever leads it: renew, or let it end?"""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation
from django.utils.translation import gettext as _

from interface import words
from partnerships.models import Mou, Partnership
from teamwork.actions import make_task
from teamwork.models import Task

# The partner's side needs about as long to read, decide and sign.
_ANSWER_DAYS = 30


def ask_to_renew(*, today: date) -> int:
    """Give each lead a task for every agreement that ends soon with nothing to follow, once. How many tasks."""
    asked = Task.objects.filter(
        thread_kind=Partnership._meta.label_lower,
        thread_id=OuterRef("partnership"),
        origin=Concat(Value("renew-"), Cast(OuterRef("pk"), CharField()), output_field=CharField()),
    )
    ending = Mou.objects.to_renew(on=today).exclude(Exists(asked))
    return sum(
        _ask(mou, today)
        for mou in ending.select_related(
            "partnership__affiliate", "partnership__lead", "partnership__institution"
        ).iterator(chunk_size=100)
    )


def _ask(mou: Mou, today: date) -> bool:
    lead = mou.partnership.lead
    with translation.override(lead.language or settings.LANGUAGE_CODE):
        title = _("Renew “%(agreement)s”? It ends on %(day)s.") % {
            "agreement": mou.title[:200],
            "day": words.day(mou.ends_on),
        }
    make_task(
        mou.partnership,
        mou.partnership.affiliate,
        by=None,
        title=title,
        assignee=lead,
        due_on=max(today, mou.ends_on - timedelta(days=_ANSWER_DAYS)),
        origin=f"renew-{mou.pk}",
    )
    return True
