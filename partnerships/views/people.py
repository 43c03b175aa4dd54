# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to what hangs on an advocate: contacts, posts, relations, addresses, consent and plan."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships import actions
from partnerships.forms.advocates import ConsentForm, PlanForm
from partnerships.forms.people import AddressForm, ContactForm, CorrectPostForm, NotePostForm, RelationForm
from partnerships.models import Address, Advocate, Contact, Institution, Post, Relation
from partnerships.views.answers import posted
from partnerships.views.asking import asked, edited, part
from privacy.contacts import shows_contacts


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def contact(request, pk):
    """Note that we were in touch."""
    advocate = edited(request, pk)
    return asked(
        request,
        advocate,
        ContactForm(**posted(request)),
        partial(actions.note_contact, advocate, by=request.user),
        _("The contact is noted."),
        title=_("Note a contact with %(name)s") % {"name": advocate},
        submit=_("Note it"),
    )


@require_POST
@shows_contacts
def spoke_today(request, pk):
    """One click: we were in touch today."""
    advocate = edited(request, pk)
    back = request.POST.get("back", "")
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = advocate.get_absolute_url()
    return _done(
        request, partial(actions.spoke_today, advocate, by=request.user), _("Noted: in touch today."), back
    )


@require_POST
@shows_contacts
def contact_take_back(request, pk):
    """Strike out a contact noted by mistake."""
    row = part(request, Contact.objects.all(), pk)
    return _done(
        request,
        partial(actions.take_back_contact, row, by=request.user),
        _("The contact is struck out."),
        row.advocate.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def post_note(request, pk):
    """Note what somebody is, or was, at one more institution."""
    advocate = edited(request, pk)
    worked_with = Institution.objects.filter(partnerships__affiliate=advocate.affiliate_id).distinct()
    form = NotePostForm(**posted(request), institutions=Institution.objects.visible_to(request.user))
    return asked(
        request,
        advocate,
        form,
        partial(actions.note_post, advocate, by=request.user),
        _("The post is noted."),
        title=_("Note a post of %(name)s") % {"name": advocate},
        worked_with=worked_with.order_by("name")[:200],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def post_correct(request, pk):
    """Correct the words or the days of a post."""
    row = part(request, Post.objects.select_related("institution"), pk)
    form = CorrectPostForm(**posted(request), initial=model_to_dict(row, fields=CorrectPostForm.base_fields))
    return asked(
        request,
        row.advocate,
        form,
        partial(actions.correct_post, row, by=request.user),
        _("The post is corrected."),
        row=row,
        title=_("Correct the post at %(institution)s") % {"institution": row.institution},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def relate(request, pk):
    """Note how somebody stands to another person the affiliate knows."""
    advocate = edited(request, pk)
    return asked(
        request,
        advocate,
        RelationForm(**posted(request), others=others_than(advocate)),
        partial(actions.relate, advocate, by=request.user),
        _("The relation is noted."),
        title=_("How %(name)s stands to others") % {"name": advocate},
    )


def others_than(advocate: Advocate):
    """The people the same affiliate knows."""
    return Advocate.objects.known().filter(affiliate=advocate.affiliate_id).exclude(pk=advocate.pk)


@require_POST
@shows_contacts
def relation_end(request, pk):
    """Say that a relation is no longer so."""
    row = part(request, Relation.objects.all(), pk)
    return _done(
        request,
        partial(actions.end_relation, row, by=request.user),
        _("The relation is ended."),
        row.advocate.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def address_add(request, pk):
    """Note one more way to reach somebody."""
    advocate = edited(request, pk)
    return asked(
        request,
        advocate,
        AddressForm(**posted(request)),
        partial(actions.add_address, advocate, by=request.user),
        _("The address is noted."),
        title=_("How to reach %(name)s") % {"name": advocate},
    )


@require_POST
@shows_contacts
def address_prefer(request, pk):
    """Use this address first."""
    row = part(request, Address.objects.all(), pk)
    return _done(
        request,
        partial(actions.prefer_address, row, by=request.user),
        _("This address is used first."),
        row.advocate.get_absolute_url(),
    )


@require_POST
@shows_contacts
def address_remove(request, pk):
    """Strike out an address."""
    row = part(request, Address.objects.all(), pk)
    return _done(
        request,
        partial(actions.remove_address, row, by=request.user),
        _("The address is struck out."),
        row.advocate.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def consent(request, pk):
    """Note the wiki account and the consent to note it."""
    advocate = edited(request, pk)
    fields = ("wiki_username", "wiki_consent_on", "wiki_consent_note", "version")
    form = ConsentForm(**posted(request), initial=model_to_dict(advocate, fields=fields))
    return asked(
        request,
        advocate,
        form,
        partial(actions.note_consent, advocate, by=request.user),
        _("The wiki account is noted with their consent."),
        title=_("Wiki account of %(name)s") % {"name": advocate},
        lede=_(
            "To link a person with a wiki account can harm them. Note it only when they agreed; it is shown "
            "to your affiliate alone, and goes when they take the consent back."
        ),
    )


@require_POST
@shows_contacts
def consent_withdraw(request, pk):
    """Take the consent back, and the account with it."""
    advocate = edited(request, pk)
    return _done(
        request,
        partial(actions.withdraw_consent, advocate, by=request.user),
        _("The consent is taken back and the wiki account is removed."),
        advocate.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def plan(request, pk):
    """Say how to win somebody back."""
    advocate = edited(request, pk)
    form = PlanForm(**posted(request), initial=model_to_dict(advocate, fields=("plan", "plan_on", "version")))
    return asked(
        request,
        advocate,
        form,
        partial(actions.plan_to_win_back, advocate, by=request.user),
        _("The plan is noted."),
        title=_("A plan to win %(name)s back") % {"name": advocate},
    )


def _done(request, act, said, back):
    """Do what one click asks, and go back; a refusal is said in its words."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    return redirect(back)
