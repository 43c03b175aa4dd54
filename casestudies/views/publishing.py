# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing a case study on the wiki: what will be sent, the order, and how far it is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.credentials import is_connected
from accounts.limits import limited
from casestudies import actions
from casestudies.actions.publishing import is_on_wiki, people_to_ask_about, waits_for_review, wikitext_of
from casestudies.actions.rewriting import sections_of
from casestudies.advice import advice_for
from casestudies.forms import PublishForm, asks_for_same
from casestudies.models import CaseStudy
from casestudies.permissions import may_publish
from casestudies.same_title import same_titles
from outreach import actions as outreach
from outreach import previews
from outreach.actions.publications import REPEATABLE
from outreach.models import Source
from outreach.rendering import render as render_wikitext
from outreach.wiki.errors import WikiError
from work.actions import once
from work.errors import AlreadyDone

HOME = "GLAM/Case studies/"


def own_case_study(request, pk) -> CaseStudy:
    """The case study, if it is this user's to publish: unseen is 404, seen but another's is 403."""
    found = get_object_or_404(
        CaseStudy.objects.visible_to(request.user).select_related("institution", "page__source"), pk=pk
    )
    if not may_publish(request.user, found):
        raise PermissionDenied
    return found


def edition_of(case_study: CaseStudy):
    """Its edition with the latest order; None before the first one."""
    return getattr(case_study, "edition", None)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request, pk):
    case_study = own_case_study(request, pk)
    edition = edition_of(case_study)
    if edition and edition.conflict_at:
        return redirect("casestudies:conflict", pk=pk)
    if edition and edition.publication and edition.publication.is_open:
        return redirect("casestudies:publication", pk=pk)
    hints = people_to_ask_about(case_study, reader=request.user)
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        initial=_beginning(case_study),
        fixed_title=case_study.page.title if edition and is_on_wiki(edition) else "",
        names_people=bool(hints),
    )
    if not form.fixed_title:
        asks_for_same(form.fields["title"], but=case_study.pk)
    if request.method != "POST":
        return _ask(request, case_study, form, hints)
    if form.is_valid() and _is_free(form) and is_connected(request.user):
        try:
            with once(form.cleaned_data["form_key"], by=request.user) as first:
                actions.publish_case_study(
                    case_study,
                    title=form.wiki_title,
                    summary=form.cleaned_data["summary"],
                    version=form.cleaned_data["version"],
                    people_named=form.cleaned_data.get("people_named", ""),
                    by=request.user,
                )
                first.led_to = reverse("casestudies:publication", args=[pk])
        except AlreadyDone:
            return redirect("casestudies:publication", pk=pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("casestudies:publication", pk=pk)
    return _ask(request, case_study, form, hints, status=422)


def _beginning(case_study: CaseStudy) -> dict:
    name = case_study.institution or case_study.title
    return {
        "title": f"{HOME}{name}"[:255],
        "summary": _("A case study, written with GLAMwiki"),
        "version": case_study.version,
    }


def _is_free(form: PublishForm) -> bool:
    """Whether the title is free, as far as can be known now; the wiki itself refuses in any case."""
    if form.fixed_title:
        return True
    try:
        is_taken = previews.exists(form.cleaned_data["title"])
    except WikiError:
        return True
    if is_taken:
        form.add_error(
            "title",
            ValidationError(_("The wiki has a page of this title already. Choose another."), code="exists"),
        )
    return not is_taken


def _ask(request, case_study, form, hints, status=200):
    context = {
        "case_study": case_study,
        "form": form,
        "same": [] if form.fixed_title else same_titles(form["title"].value() or "", but=case_study.pk),
        "people_hints": hints,
        "is_connected": is_connected(request.user),
        "is_empty": not any(each.text.strip() for each in sections_of(case_study)),
        "source": Source.objects.order_by("pk").first(),
        "waits_for_review": waits_for_review(case_study, edition_of(case_study)),
    }
    return render(request, "casestudies/publish.html", context, status=status)


@require_safe
@limited("wiki.preview")
def preview(request, pk):
    """What will be sent, as the wiki shows it; as we do, where the wiki does not answer in three seconds."""
    case_study = own_case_study(request, pk)
    text = wikitext_of(case_study)
    title = case_study.page.title if case_study.page else _beginning(case_study)["title"]
    try:
        html, is_the_wikis = previews.preview(text, title=title), True
    except WikiError:
        html, is_the_wikis = render_wikitext(text), False
    context = {"case_study": case_study, "html": html, "is_the_wikis": is_the_wikis, "wikitext": text}
    template = "casestudies/preview.html#preview" if request.htmx else "casestudies/preview.html"
    return render(request, template, context)


def _ordered(request, pk):
    case_study = own_case_study(request, pk)
    edition = edition_of(case_study)
    if edition is None or edition.publication is None:
        raise Http404
    return case_study, edition, edition.publication


@require_safe
def publication(request, pk):
    """How far the latest order is; while it is under way the page asks for itself."""
    case_study, edition, order = _ordered(request, pk)
    context = {
        "case_study": case_study,
        "edition": edition,
        "publication": order,
        "advice": advice_for(order),
        "may_try_again": order.state in REPEATABLE,
        "may_give_up": not order.is_doubtful and order.state in ("waiting", *REPEATABLE),
    }
    template = "casestudies/publication.html#progress" if request.htmx else "casestudies/publication.html"
    return render(request, template, context)


@require_POST
def publish_again(request, pk):
    """The author says that what stood in the way is gone."""
    return _decide(request, pk, outreach.try_again)


@require_POST
def give_up(request, pk):
    return _decide(request, pk, outreach.cancel)


def _decide(request, pk, decide):
    _case_study, _edition, order = _ordered(request, pk)
    try:
        decide(order)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("casestudies:publication", pk=pk)
