# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a case study: begin, write with autosave, file, withdraw."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Select
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casestudies import actions
from casestudies.errors import ChangedMeanwhile, NamesPeople
from casestudies.forms import (
    BeginForm,
    FilingForm,
    WriteForm,
    asks_for_same,
    declared,
    institutions_named,
    written,
)
from casestudies.models import CaseStudy
from casestudies.named_people import people_in
from casestudies.permissions import may_begin, may_lead, may_write
from casestudies.same_title import same_titles
from partnerships.models import Institution, Partnership
from work.actions import once
from work.errors import AlreadyDone

# What beginning asks besides what the case study is about.
BESIDE_FACTS = {"form_key", "is_another"}


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    if not may_begin(request.user):
        raise PermissionDenied
    if request.htmx and request.method != "POST":
        return render(request, "casestudies/begin.html#choices", _lookup(request, request.GET))

    if request.method != "POST" or "look" in request.POST:
        return _ask_to_begin(request, BeginForm(initial=_beginning(request), user=request.user))
    form = BeginForm(request.POST, user=request.user)
    if form.is_valid() and not _is_in_the_way(form):
        facts = {name: value for name, value in form.cleaned_data.items() if name not in BESIDE_FACTS}
        try:
            with once(form.cleaned_data["form_key"], by=request.user) as first:
                case_study = actions.begin_case_study(by=request.user, **facts)
                first.led_to = _after_beginning(request, case_study)
        except AlreadyDone as done:
            return redirect(done.led_to or "casestudies:list")
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(first.led_to)
    return _ask_to_begin(request, form, status=422)


def _is_in_the_way(form: BeginForm) -> bool:
    """Whether the wiki has such a page and nobody said that this is another."""
    is_taken = not form.cleaned_data["is_another"] and bool(same_titles(form.cleaned_data["title"]))
    if is_taken:
        form.add_error(
            "title",
            ValidationError(
                _("There is such a page: look at it, or say that yours is another."), code="same"
            ),
        )
    return is_taken


def _after_beginning(request, case_study: CaseStudy) -> str:
    """To the text; or first to where an institution is suggested that we do not know, and from there to the text."""
    address = reverse("casestudies:write", args=[case_study.pk])
    name = request.POST.get("institution_q", "").replace("\0", "").strip()[:300]
    if request.POST.get("then") != "suggest" or not name:
        return address
    asked = urlencode({"name": name, "country": case_study.country.code, "back": address})
    return f"{reverse('institutions:suggest')}?{asked}"


def _beginning(request) -> dict:
    """What the form starts with: what was typed before a look-up, or what the link that led here says."""
    given = request.POST if request.method == "POST" else request.GET
    initial = {name: value for name, value in given.items() if name in BeginForm.base_fields and value}
    partnership = _one(Partnership, request.user, initial.get("partnership"))
    if partnership and "institution" not in initial:
        initial["institution"] = partnership.institution_id
    if "affiliate" not in initial:
        initial["affiliate"] = partnership.affiliate_id if partnership else _own_affiliate(request.user)
    return initial


def _own_affiliate(user) -> int | None:
    own = list(user.memberships.current().values_list("affiliate_id", flat=True)[:2])
    return own[0] if len(own) == 1 else None


def _one(model, user, pk):
    return model.objects.visible_to(user).filter(pk=pk).first() if str(pk or "").isdecimal() else None


def _lookup(request, given) -> dict:
    """What the institution look-up shows: the words, what they find, and what is chosen already."""
    words = given.get("institution_q", "")
    chosen = _one(Institution, request.user, given.get("institution"))
    found = [each for each in institutions_named(request.user, words) if each != chosen]
    return {"words": words, "found": found, "chosen": chosen}


def _ask_to_begin(request, form, status=200):
    given = request.POST if request.method == "POST" else form.initial
    partnership = _one(Partnership, request.user, form["partnership"].value())
    if partnership:
        none = form.fields["partnership"].empty_label
        form.fields["partnership"].widget = Select(choices=[("", none), (partnership.pk, str(partnership))])
    context = {"form": form, "same": same_titles(form["title"].value() or "")} | _lookup(request, given)
    return render(request, "casestudies/begin.html", context, status=status)


def _own_draft(request, pk) -> CaseStudy:
    """The case study, if it is this user's to write on: unseen is 404, seen but another's is 403."""
    case_study = get_object_or_404(
        CaseStudy.objects.visible_to(request.user).select_related("institution"), pk=pk
    )
    if not may_write(request.user, case_study):
        raise PermissionDenied
    return case_study


def _form_for(request, case_study: CaseStudy) -> WriteForm:
    form = WriteForm(
        request.POST if request.method == "POST" else None,
        initial=written(case_study),
        user=request.user,
        institution=case_study.institution,
        kept=case_study.partnership_id,
    )
    asks_for_same(form.fields["title"], but=case_study.pk)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    case_study = _own_draft(request, pk)
    if request.method != "POST" and not case_study.can_be_written:
        return redirect(case_study)

    form = _form_for(request, case_study)
    if request.method != "POST":
        return _show(request, case_study, form)
    if form.is_valid():
        try:
            actions.save_case_study(case_study, by=request.user, **_typed(form))
        except ValidationError as refusal:
            return _refuse(request, case_study, form, refusal)
        messages.success(request, _("The draft is saved."))
        return redirect("casestudies:write", pk=pk)
    return _show(request, case_study, form, status=422)


@require_POST
def autosave(request, pk):
    """Answers a line for the form's status, and the new version beside it."""
    case_study = _own_draft(request, pk)
    form = _form_for(request, case_study)
    refusal, status = None, 422
    if form.is_valid():
        try:
            case_study = actions.save_case_study(case_study, by=request.user, quietly=True, **_typed(form))
            status = 200
        except ValidationError as error:
            refusal = error
            status = 409 if isinstance(error, ChangedMeanwhile) else 422
    context = {
        "case_study": case_study,
        "form": form,
        "refusal": refusal,
        "status": status,
        "empty_fields": _empty(form),
    }
    return render(request, "casestudies/_saved.html", context, status=status)


@require_POST
def file(request, pk):
    """Saves what stands in the form and files it, both or neither. Without a form it files what is saved."""
    case_study = _own_draft(request, pk)
    if case_study.state == CaseStudy.State.FILED:
        return redirect(case_study)  # the second click of two

    form, filing = _form_for(request, case_study), FilingForm(request.POST)
    if not (form.is_valid() & filing.is_valid()):
        return _show(request, case_study, form, status=422, filing=filing)
    try:
        with transaction.atomic():
            saved = actions.save_case_study(case_study, by=request.user, quietly=True, **_typed(form))
            filed = actions.file_case_study(
                saved, version=saved.version, by=request.user, **filing.cleaned_data
            )
    except NamesPeople as refusal:
        filing.add_error("people_named", refusal)
        return _show(request, case_study, form, status=422, filing=filing)
    except ValidationError as refusal:
        return _refuse(request, case_study, form, refusal, filing=filing)
    messages.success(request, _("The case study is filed. Thank you for writing it down."))
    if empty := [str(section) for section in filed.sections.all() if not section.text.strip()]:
        messages.warning(request, _("Still empty: %(sections)s.") % {"sections": ", ".join(empty)})
    return redirect(filed)


@require_POST
def withdraw(request, pk):
    case_study = _own_draft(request, pk)
    if not may_lead(request.user, case_study):
        raise PermissionDenied
    try:
        actions.withdraw_case_study(case_study, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The case study is withdrawn; only you still see it."))
    return redirect("casestudies:list")


def _typed(form: WriteForm) -> dict:
    cleaned = form.cleaned_data
    return {"version": cleaned["version"], "seen": cleaned["seen"], "sections": form.sections} | form.about


def _refuse(request, case_study, form, refusal, filing=None):
    """The form again with all that was typed; after a conflict also what is saved, and a second try counts."""
    form.add_error(None, refusal)
    if not isinstance(refusal, ChangedMeanwhile):
        return _show(request, case_study, form, status=422, filing=filing)
    form.catch_up(refusal.current)
    return _show(request, refusal.current, form, status=409, saved_there=True, filing=filing)


def _show(request, case_study, form, status=200, saved_there=False, filing=None):
    standing = {f"section_{each.key}": each.text for each in case_study.sections.all()}
    context = {
        "case_study": case_study,
        "form": form,
        "filing": filing or FilingForm(initial=declared(case_study)),
        # Asked about when it is to be filed; typing is not disturbed by it.
        "people_hints": people_in(case_study, reader=request.user, texts=_texts(form)) if filing else (),
        "same": same_titles(form["title"].value() or "", but=case_study.pk),
        "rows": [(field, standing.get(field.name, "")) for field in form.section_fields()],
        "empty_fields": _empty(form),
        "saved_there": saved_there,
    }
    return render(request, "casestudies/write.html", context, status=status)


def _texts(form) -> list[str]:
    """Title and sections as they stand in the form, saved or not."""
    return [field.value() or "" for field in (form["title"], *form.section_fields())]


def _empty(form) -> list:
    """The fields of the sections that say nothing yet."""
    return [field for field in form.section_fields() if not (field.value() or "").strip()]
