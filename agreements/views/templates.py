# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the texts that agreements begin from."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import model_to_dict
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import may_somewhere
from agreements import actions
from agreements.forms.templates import CorrectTemplateForm, MakeTemplateForm
from agreements.forms.texts import RemoveForm
from agreements.languages import direction_of, name_of
from agreements.models import AgreementTemplate
from agreements.packs import PLANS, READY_MADE, Step
from agreements.parsing import blocks
from agreements.reports.beginnings import step_words
from agreements.views.mous import visible_mou
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Mou
from partnerships.permissions import may_edit_mou
from partnerships.views.answers import answer, posted, refuse, show_what_is_there
from work.actions import once
from work.errors import AlreadyDone

PAGE_SIZE = 50
FIELDS = ("name", "kind", "language")
# A shorter name would be found inside other words.
SHORTEST_NAME = 5


@require_safe
def template_list(request):
    """The affiliate's own texts, and the ready-made ones."""
    _authorise(request.user)
    own = AgreementTemplate.objects.visible_to(request.user).select_related("affiliate")
    page = Paginator(own.order_by("retired_at", "name", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    for each in page:
        each.language_name = name_of(each.language)
    ready = [(each, Mou.Kind(each.kind).label, name_of(each.language)) for each in READY_MADE.values()]
    return render(request, "agreements/template_list.html", {"page": page, "ready": ready})


def _authorise(user) -> None:
    if not may_somewhere(user, "template.edit"):
        raise PermissionDenied


def _editable(user, pk) -> AgreementTemplate:
    """Whoever sees a template may change it."""
    visible = AgreementTemplate.objects.visible_to(user).select_related("affiliate")
    return get_object_or_404(visible, pk=pk)


@require_safe
def template(request, pk):
    """One template to read."""
    return _show(request, _editable(request.user, pk), RemoveForm())


def _show(request, template: AgreementTemplate, form):
    context = {
        "text": template,
        "language_name": name_of(template.language),
        "direction": direction_of(template.language),
        "clauses": [(each, blocks(each["text"])) for each in template.clauses],
        "steps": [step_words(Step(each["title"], each["after_days"])) for each in template.plan],
    }
    return answer(request, "agreements/template.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def template_make(request):
    """Make a template from nothing, from an agreement (?agreement=) or from a ready-made text (?ready=)."""
    _authorise(request.user)
    initial = _beginning(request)
    form = MakeTemplateForm(**posted(request), initial=initial, user=request.user)
    if form.is_valid():
        contents = form.cleaned_data | {}
        try:
            with once(contents.pop("form_key"), by=request.user) as first:
                made = actions.make_template(contents.pop("affiliate"), by=request.user, **contents)
                first.led_to = reverse("agreements:template", args=[made.pk])
        except AlreadyDone as done:
            return redirect(done.led_to or "agreements:template-list")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The template is there. New agreements can begin from it."))
            return redirect("agreements:template", made.pk)
    return answer(request, "agreements/template_make.html", form)


def _beginning(request) -> dict:
    """What the form holds at first, by the address; nothing when it names nothing."""
    if ready := READY_MADE.get(request.GET.get("ready", "")):
        plan = [{"title": str(step.title), "after_days": step.after_days} for step in PLANS[ready.kind]]
        return {
            "name": ready.name,
            "kind": ready.kind,
            "language": ready.language,
            "clauses": ready.clauses,
            "plan": plan,
        }
    number = request.GET.get("agreement", "")
    if not number:
        return {"kind": Mou.Kind.MEMORANDUM, "language": translation.get_language()}
    if not (number.isdecimal() and len(number) < 19):
        raise Http404
    return _from_agreement(request.user, int(number))


def _from_agreement(user, pk: int) -> dict:
    mou = visible_mou(user, pk)
    if not may_edit_mou(user, mou.partnership):
        raise PermissionDenied
    with translation.override(mou.language or translation.get_language()):
        names = {
            "{institution}": str(mou.partnership.institution),
            "{affiliate}": str(mou.partnership.affiliate),
        }
    clauses = [
        {"kind": each.kind, "title": _opened(each.title, names), "text": _opened(each.text, names)}
        for each in mou.clauses.all()
    ]
    return {
        "name": mou.title[:200],
        "kind": mou.kind,
        "language": mou.language or translation.get_language(),
        "clauses": clauses,
    }


def _opened(text: str, names: dict[str, str]) -> str:
    """The text with the names of its parties left open again."""
    for place, name in names.items():
        if len(name) >= SHORTEST_NAME:
            text = text.replace(name, place)
    return text


@require_http_methods(["GET", "HEAD", "POST"])
def template_correct(request, pk):
    """Change a template."""
    template = _editable(request.user, pk)
    form = CorrectTemplateForm(**posted(request), initial=_values(template))
    if form.is_valid():
        try:
            actions.correct_template(template, by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            template = _editable(request.user, pk)
            show_what_is_there(form, model_to_dict(template, fields=FIELDS), version=template.version)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, _("The template is corrected. Agreements begun from it stay as they are.")
            )
            return redirect("agreements:template", template.pk)
    return answer(request, "agreements/template_correct.html", form, text=template)


def _values(template: AgreementTemplate) -> dict:
    return model_to_dict(template, fields=(*FIELDS, "version", "clauses", "plan"))


@require_POST
def template_retire(request, pk):
    """Offer a template no longer."""
    template = _editable(request.user, pk)
    form = RemoveForm(request.POST)
    if form.is_valid():
        try:
            actions.retire_template(template, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The template is out of use."))
            return redirect("agreements:template-list")
    return _show(request, template, form)
