# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to advocates: their list, the page of one, introducing, correcting, keeping longer."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import affiliate_ids, may_somewhere
from partnerships import actions
from partnerships.filters.advocates import AdvocateFilter
from partnerships.forms.advocates import CorrectAdvocateForm, IntroduceAdvocateForm, RenewForm
from partnerships.forms.people import ContactForm
from partnerships.models import Advocate, Institution, Relation
from partnerships.permissions import may_edit_advocate
from partnerships.reports.advocates import WORDS, engagement_steps, warmths, with_warmth
from partnerships.views.answers import answer, posted, refuse
from partnerships.views.asking import asked, edited, seen
from privacy.contacts import note_shown, shows_contacts
from privacy.models import Reading
from work.actions import once
from work.errors import AlreadyDone

ROWS_A_PAGE = 50
FACTS = ("name", "engagement", "source", "source_note", "lawful_basis", "version")


@require_safe
@shows_contacts
def advocate_list(request):
    """The people whom the reader's affiliates know, with how warm the tie is and why."""
    if not may_somewhere(request.user, "advocate.see"):
        raise PermissionDenied
    visible = Advocate.objects.visible_to(request.user)
    is_restricted = request.GET.get("restricted") == "yes"
    known = (visible.restricted() if is_restricted else visible.known()).order_by("name", "pk")
    filters = AdvocateFilter(request.GET, queryset=known, request=request)
    found = filters.qs
    wanted = filters.form.cleaned_data.get("warmth") if filters.form.is_valid() else ""
    if wanted:
        # Warmth is drawn from the contacts by one function; an affiliate knows hundreds of people, not millions.
        few = found.only("pk", "last_contact_on", "engagement", "affiliate", "name")
        found = found.filter(pk__in=[pk for pk, each in warmths(few).items() if each.word == wanted])
    page = Paginator(found.for_page(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page": page,
        "advocates": with_warmth(page.object_list),
        "is_restricted": is_restricted,
        "has_restricted": visible.restricted().exists(),
        "is_filtered": any(request.GET.get(name) for name in filters.filters),
        "soon": timezone.localdate() + timedelta(days=settings.CONTACT_REMINDER_DAYS),
    }
    return render(request, "partnerships/advocate_list.html", context)


@require_safe
@shows_contacts
def advocate(request, pk):
    """One person: where they work, how to reach them, how warm the tie is and why, and what to do about it."""
    advocate = seen(request, pk)
    contacts = Paginator(advocate.contacts.select_related("by"), ROWS_A_PAGE)
    relations = Relation.objects.select_related("advocate", "other")
    may_edit = may_edit_advocate(request.user, advocate.affiliate_id) and not advocate.is_anonymous
    [advocate] = with_warmth([advocate])
    context = {
        "advocate": advocate,
        "may_edit": may_edit,
        "posts": advocate.posts.select_related("institution"),
        "addresses": advocate.addresses.all(),
        "relations": relations.filter(advocate=advocate),
        "related_by": relations.filter(other=advocate),
        "contacts": contacts.get_page(request.GET.get("page")),
        "steps": engagement_steps(advocate),
        "contact_form": ContactForm() if may_edit else None,
        "succeeded": relations.filter(other=advocate, kind=Relation.Kind.SUCCEEDS).exists(),
        "soon": timezone.localdate() + timedelta(days=settings.CONTACT_REMINDER_DAYS),
        "today": timezone.localdate(),
        "needs_plan": advocate.warmth.is_cool and advocate.engagement != Advocate.Engagement.LEFT,
        "has_left": advocate.engagement == Advocate.Engagement.LEFT,
        "word": WORDS[advocate.warmth.word],
    }
    note_shown(request, [advocate], Reading.How.PAGE)
    return render(request, "partnerships/advocate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def advocate_introduce(request, pk):
    """Note a person at an institution, known to one of the user's affiliates."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    affiliates = affiliate_ids(request.user, "advocate.edit")
    if not affiliates:
        raise PermissionDenied
    form = IntroduceAdvocateForm(
        **posted(request), affiliates=affiliates, initial={"engagement": Advocate.Engagement.NEUTRAL}
    )
    if form.is_valid():
        facts = form.cleaned_data | {}
        try:
            with once(facts.pop("form_key"), by=request.user) as first:
                advocate = actions.introduce_advocate(
                    institution, facts.pop("affiliate"), by=request.user, **facts
                )
                first.led_to = advocate.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or institution)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The advocate is introduced."))
            return redirect(advocate)
    return answer(request, "partnerships/advocate_introduce.html", form, institution=institution)


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def advocate_correct(request, pk):
    """Correct what is known of an advocate."""
    advocate = edited(request, pk)
    form = CorrectAdvocateForm(**posted(request), initial=model_to_dict(advocate, fields=FACTS))
    return asked(
        request,
        advocate,
        form,
        partial(actions.correct_advocate, advocate, by=request.user),
        _("The advocate is corrected."),
        title=_("Correct %(name)s") % {"name": advocate},
        lede=_("Known to %(affiliate)s only.") % {"affiliate": advocate.affiliate},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def advocate_renew(request, pk):
    """Keep somebody for another period, with a reason."""
    advocate = edited(request, pk)
    form = RenewForm(**posted(request), initial={"version": advocate.version})
    return asked(
        request,
        advocate,
        form,
        partial(actions.renew_advocate, advocate, by=request.user),
        _("They are kept longer."),
        title=_("Keep %(name)s longer") % {"name": advocate},
        lede=_("Each contact does this by itself. Without either, name, addresses and notes are forgotten."),
        submit=_("Keep them"),
    )
