# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the Wikidata item of one institution: looking for it, adding from it, linking, choosing field by field."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.limits import limited
from institutions.actions import items as actions
from institutions.actions import renewal
from institutions.errors import ItemMissing
from institutions.forms.items import (
    FieldForm,
    ItemAddForm,
    ItemSearchForm,
    LinkForm,
    UnlinkForm,
    initial_from,
    item_in,
)
from institutions.parsing.items import Reading
from institutions.permissions import may_make_quickstatements, may_renew_items
from institutions.reports import items as reports
from outreach.wiki.errors import WikiError
from partnerships.errors import ChangedMeanwhile, ItemTaken, LooksLikeAnother
from partnerships.models import Institution
from partnerships.permissions import may_add_institution, may_correct_institution
from partnerships.reports.duplicates import likely_duplicates
from work.actions import once
from work.errors import AlreadyDone

TELLING = ("name", "names", "country", "place", "latitude", "longitude", "website", "isil", "viaf", "ror")


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


def _look_for(words: str) -> dict:
    """The hits of a search as a page shows them: each with the institution that has it; or that nobody answered."""
    if len(words) < reports.SHORTEST_SEARCH and not item_in(words):
        return {"words": words, "hits": None, "is_silent": False}
    try:
        hits = reports.search(item_in(words) or words, _language())
    except WikiError:
        return {"words": words, "hits": None, "is_silent": True}
    known = reports.holders(hit.item for hit in hits)
    return {"words": words, "hits": [(hit, known.get(hit.item)) for hit in hits], "is_silent": False}


@require_safe
@vary_on_headers("HX-Request")
@limited("wiki.look_up")
def item_search(request):
    """Items by name, to add an institution from; a fragment while somebody types."""
    if not may_add_institution(request.user):
        raise PermissionDenied
    context = _look_for(ItemSearchForm(request.GET).words())
    template = "institutions/item_search.html"
    return render(request, f"{template}#hits" if request.htmx else template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("wiki.look_up", methods=("POST",))
def item_add(request):
    """Add an institution with the form filled in from its item; without an answer the form is empty and works."""
    if not may_add_institution(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _add(request)
    item = item_in(request.GET.get("item", ""))
    if item is None:
        return redirect("institutions:item-search")
    try:
        reading = reports.read_one(item)
        actions.refuse_other_things(reading)
        if holder := reports.holders([reading.item]).get(reading.item):
            raise ItemTaken(holder)
    except WikiError:
        form = ItemAddForm(initial={"wikidata_item": item})
        return render(request, "institutions/item_add.html", {"form": form, "is_silent": True})
    except ValidationError as refusal:
        context = {"refusal": refusal, "words": "", "hits": None, "is_silent": False}
        return render(request, "institutions/item_search.html", context)
    form = ItemAddForm(initial=initial_from(reading))
    return render(request, "institutions/item_add.html", {"form": form, "reading": reading})


def _add(request):
    form = ItemAddForm(request.POST)
    refusal = None
    if form.is_valid():
        facts = form.cleaned_data | {}
        is_another, reading = facts.pop("is_another", False), facts.pop("reading")
        try:
            facts["wikidata_item"], reading = _settle_item(facts["wikidata_item"], reading)
            with once(facts.pop("form_key"), by=request.user) as first:
                _refuse_alike(facts, is_another=is_another)
                institution = actions.add_from_item(reading, by=request.user, **facts)
                first.led_to = institution.get_absolute_url()
        except AlreadyDone as done:
            return redirect(done.led_to or "partnerships:institution-list")
        except ValidationError as error:
            form.add_error(None, error)
            refusal = error
        else:
            messages.success(request, _("The institution is added."))
            return redirect(institution)
    return render(request, "institutions/item_add.html", {"form": form, "refusal": refusal}, status=422)


def _settle_item(item: str | None, reading: Reading | None) -> tuple[str | None, Reading | None]:
    """The item to keep and what was read of it; a second look only when somebody wrote another item.

    Raises ItemMissing and its kin. When nobody answers, the item is kept unread.
    """
    if item is None or (reading and reading.item == item):
        return item, reading if item else None
    try:
        reading = reports.read_one(item)
    except WikiError:
        return item, None
    return reading.item, reading


def _refuse_alike(facts: dict, *, is_another: bool) -> None:
    asked = {name: facts[name] for name in TELLING if name in facts}
    if not is_another and (alike := likely_duplicates(**asked)):
        raise LooksLikeAnother(alike)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request, pk):
    """The item of one institution: find and link it, and choose field by field."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not may_correct_institution(request.user):
        raise PermissionDenied
    if request.method == "POST":
        form = LinkForm(request.POST)
        if form.is_valid() and (answer := _link(request, institution, form)):
            return answer
        return _item_page(request, institution, form)
    return _item_page(request, institution, LinkForm())


def _link(request, institution: Institution, form: LinkForm):
    """Link it and go to its page; None, with the refusal on the form, when that is not possible."""
    item, version = form.cleaned_data["item"], form.cleaned_data["version"]
    try:
        try:
            reading = reports.read_one(item)
        except WikiError:
            reading = None
        actions.link_item(institution, item, reading, version=version, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        form.refusal = refusal
        return None
    if reading:
        messages.success(request, _("The item is linked."))
    else:
        messages.warning(
            request, _("The item is linked. Wikidata did not answer; what it says is read later.")
        )
    return redirect("institutions:item", institution.pk)


def _item_page(request, institution: Institution, form):
    """The page; `form` is the one that was asked, whose refusal it shows."""
    institution.refresh_from_db()
    words = ItemSearchForm(request.GET).words()
    search = _look_for(words) if words else {"words": institution.name, "hits": None, "is_silent": False}
    refusal = getattr(form, "refusal", None)
    status = 409 if isinstance(refusal, ChangedMeanwhile) else 422 if form.errors else 200
    context = search | {
        "institution": institution,
        "form": form,
        "link_form": form if isinstance(form, LinkForm) else LinkForm(),
        "refusal": refusal,
        "standing": reports.standing_of(institution, language=_language()),
        "may_choose": True,
        "may_add": True,
        "may_renew": may_renew_items(request.user),
        "may_give": may_make_quickstatements(request.user),
    }
    return render(request, "institutions/item.html", context, status=status)


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def item_of(request, pk):
    """What Wikidata says of an institution, and where the two differ: a part of its page, open as that is."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    context = {
        "institution": institution,
        "standing": reports.standing_of(institution, language=_language()),
        "may_choose": may_correct_institution(request.user),
        "may_add": may_add_institution(request.user),
        "may_renew": may_renew_items(request.user),
        "may_give": may_make_quickstatements(request.user),
    }
    template = "institutions/item_of.html"
    return render(request, f"{template}#item" if request.htmx else template, context)


@require_POST
def item_unlink(request, pk):
    """Take the item away from the institution."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not may_correct_institution(request.user):
        raise PermissionDenied
    form = UnlinkForm(request.POST)
    return _do(
        request,
        institution,
        form,
        _("The item is taken away."),
        lambda asked: actions.unlink_item(institution, **asked),
    )


@require_POST
def item_field(request, pk):
    """Keep ours, take theirs, or let Wikidata fill the field again."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not may_correct_institution(request.user):
        raise PermissionDenied

    def choose(asked):
        if asked["choice"] == "theirs":
            actions.take_theirs(institution, asked["field"], version=asked["version"], by=asked["by"])
        else:
            actions.keep_ours(institution, asked["field"], keep=asked["choice"] == "keep", by=asked["by"])

    return _do(request, institution, FieldForm(request.POST), _("Your choice is kept."), choose)


def _do(request, institution: Institution, form, said: str, act):
    """Act on a complete form and go back to the item's page; refusals are said there."""
    if form.is_valid():
        try:
            act(form.cleaned_data | {"by": request.user})
        except ValidationError as refusal:
            form.add_error(None, refusal)
            form.refusal = refusal
        else:
            messages.success(request, said)
            return redirect("institutions:item", institution.pk)
    return _item_page(request, institution, form)


@require_POST
def item_renew(request, pk):
    """Read the item again now."""
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    if not may_renew_items(request.user):
        raise PermissionDenied
    if not institution.wikidata_item:
        messages.warning(request, _("The institution has no Wikidata item."))
        return redirect(institution)
    now = timezone.now()
    try:
        reading = reports.read_one(institution.wikidata_item)
    except ItemMissing:
        renewal.mark_missing(institution, institution.wikidata_item, now=now)
        messages.warning(request, _("Wikidata no longer has this item."))
    except WikiError:
        messages.warning(request, _("Wikidata did not answer in time. Nothing was changed."))
    else:
        renewal.apply_reading(institution, reading, by=request.user, now=now)
        messages.success(request, _("Read again from Wikidata."))
    return redirect(institution)
