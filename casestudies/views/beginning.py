# SPDX-License-Identifier: GPL-3.0-or-later
"""Beginning a case study: what it is about, and whether there is such a one."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Select
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import limited
from casestudies import actions
from casestudies.forms import BeginForm, institutions_named
from casestudies.models import CaseStudy
from casestudies.permissions import may_begin
from casestudies.same_title import same_titles
from partnerships.models import Institution, Partnership
from work.actions import once
from work.errors import AlreadyDone

# What beginning asks besides what the case study is about.
BESIDE_FACTS = {"form_key", "is_another"}


@require_http_methods(["GET", "HEAD", "POST"])
@limited("casestudy.begin", methods=("POST",))
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
