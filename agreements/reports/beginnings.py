# SPDX-License-Identifier: GPL-3.0-or-later
"""What an agreement may begin from, and what is to be done once it is signed: ready-made, and an affiliate's own."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.languages import name_of
from agreements.models import AgreementTemplate
from agreements.packs import PLANS, READY_MADE, ReadyMade, Step
from interface import words
from partnerships.models import Mou


@dataclass
class Beginnings:
    """Texts by key, and their labels in groups for a choice."""

    texts: dict[str, ReadyMade | AgreementTemplate]
    groups: list[tuple[str, list[tuple[str, str]]]]


@dataclass
class Plans:
    """Steps by key, their labels in groups, and the keys that are ticked unless somebody unticks them."""

    steps: dict[str, Step] = field(default_factory=dict)
    groups: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    usual: list[str] = field(default_factory=list)


def beginnings(user) -> Beginnings:
    """The texts the user may begin an agreement from: their affiliates' own first."""
    own = {f"own-{template.pk}": template for template in _own(user)}
    ready = {f"ready-{key}": text for key, text in READY_MADE.items()}
    groups = [(_("Your templates"), own), (_("Ready-made"), ready)]
    return Beginnings(
        texts=own | ready,
        groups=[
            (label, [(key, _labelled(text)) for key, text in texts.items()])
            for label, texts in groups
            if texts
        ],
    )


def _own(user):
    return AgreementTemplate.objects.visible_to(user).current()


def _labelled(text) -> str:
    kind = Mou.Kind(text.kind).label
    return f"{text.name} ({kind}, {name_of(text.language)})"


def plans(user, mou: Mou) -> Plans:
    """What is usually done after such an agreement is signed. An own plan of its kind is ticked, else ours."""
    found = Plans()
    own = [each for each in _own(user).filter(kind=mou.kind) if each.plan]
    for template in own:
        steps = [Step(each["title"], each["after_days"]) for each in template.plan]
        _add(found, f"own-{template.pk}", template.name, steps)
    _add(found, "ready", _("Ready-made"), PLANS.get(mou.kind, ()))
    prefix = f"own-{_closest(own, mou.language).pk}-" if own else "ready-"
    found.usual = [key for key in found.steps if key.startswith(prefix)]
    return found


def _closest(templates: list[AgreementTemplate], language: str) -> AgreementTemplate:
    return next((each for each in templates if each.language == language), templates[0])


def _add(plans: Plans, key: str, label: str, steps) -> None:
    keyed = {f"{key}-{number}": step for number, step in enumerate(steps, start=1)}
    plans.steps |= keyed
    plans.groups.append((label, [(name, step_words(step)) for name, step in keyed.items()]))


def step_words(step: Step) -> str:
    """“Meet to plan (after 14 days)”."""
    after = ngettext("after %(days)s day", "after %(days)s days", step.after_days) % {
        "days": words.number(step.after_days)
    }
    return f"{step.title} ({after})"
