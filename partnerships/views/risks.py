# SPDX-License-Identifier: GPL-3.0-or-later
"""Two slots of a partnership's page: its risks, and the people at the institution."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import may
from partnerships.models import Advocate, Partnership
from partnerships.permissions import may_edit_advocate, may_read_notes, may_steer
from partnerships.reports.advocates import with_warmth
from partnerships.reports.risks import risks_of
from privacy.contacts import note_shown


def _partnership(request, pk):
    partnership = get_object_or_404(Partnership.objects.visible_to(request.user).for_record(), pk=pk)
    if not may_read_notes(request.user, partnership):
        raise PermissionDenied
    return partnership


@require_safe
def risks(request, pk):
    """What may break the partnership, each with the verb that leads to its cure."""
    partnership = _partnership(request, pk)
    sees_people = may(request.user, "advocate.see", affiliate_id=partnership.affiliate_id)
    found = risks_of([partnership]).get(partnership.pk, [])
    context = {
        "partnership": partnership,
        "risks": [each for each in found if sees_people or not each.about_people],
        "may_cure": may_steer(request.user, partnership),
    }
    return render(request, _template(request, "risks"), context)


@require_safe
def people(request, pk):
    """The advocates at the institution whom the reader may see, with how warm the ties are."""
    partnership = _partnership(request, pk)
    here = Advocate.objects.visible_to(request.user).at(partnership.institution_id)
    advocates = with_warmth(here.select_related("affiliate").prefetch_related("addresses"))
    for advocate in advocates:
        advocate.may_edit = may_edit_advocate(request.user, advocate.affiliate_id)
    context = {
        "partnership": partnership,
        "advocates": advocates,
        "may_introduce": may_steer(request.user, partnership),
    }
    note_shown(request, advocates)
    return render(request, _template(request, "people"), context)


def _template(request, name: str) -> str:
    """The fragment for the slot, or a whole page for the link inside it."""
    fragment = request.htmx and not request.htmx.history_restore_request
    return f"partnerships/_record_{name}.html" if fragment else f"partnerships/record_{name}.html"
