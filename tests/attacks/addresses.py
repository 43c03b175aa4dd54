# SPDX-License-Identifier: GPL-3.0-or-later
"""Every door of the house as attackers find it: with the objects of the doors' world, and all names of its inputs."""

import importlib
import pkgutil
from dataclasses import dataclass, replace

import django_filters
from django import forms
from django.apps import apps
from rest_framework.serializers import ModelSerializer

from tests.architecture import matrix
from tests.architecture.test_nonsense import NAMES
from tests.architecture.test_rules import APPS

# Its pages show rows as Django's admin does: drawn by Django, tried by the matrix.
LEFT_TO_DJANGO = "admin:"
# How the table of doors says that somebody stays outside.
# Who tries a door, the first of them whom it lets in.
INSIDE = ("coord", "admin", "plat", "wmf", "volun", "anon")
SHUT = {"in", "key", "401", "403", "404", "405"}


@dataclass(frozen=True)
class Door:
    """One address with its name and the object in it."""

    name: str
    subject: str
    address: str
    person: str = "coord"

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api:")


def doors_for(world, method: str = "GET") -> list[Door]:
    """The doors that take this method, the sign-out and Django's admin left out."""
    routes = dict(matrix.PLAIN)
    return [
        Door(name, subject, matrix.fill(routes[name], world.objects.get(subject, subject)))
        for (name, subject), methods in matrix.TABLE.items()
        if not name.startswith(LEFT_TO_DJANGO) and method in methods and name != "logout"
    ]


def open_doors(world, method: str = "GET", *, every_object: bool = False) -> list[Door]:
    """Those that let somebody in, each with who: of a page with many objects one for each way it answers.

    What stays shut reads nothing that is sent: a hundred payloads at a 404 are not a hundred cases.
    """
    found: dict[tuple[str, str, str], Door] = {}
    for door in doors_for(world, method):
        answers = matrix.TABLE[door.name, door.subject][method]
        who = next((person for person in INSIDE if answers[person] not in SHUT), None)
        if who and "readyz" not in door.name:
            kind = (door.name, door.subject if every_object else answers[who], who)
            found.setdefault(kind, replace(door, person=who))
    return list(found.values())


def _modules():
    for name in APPS:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if found.name.rsplit(".", 1)[-1] != "__main__" and {"forms", "filters", "serializers"} & set(
                found.name.split(".")
            ):
                yield importlib.import_module(found.name)


def _classes(base):
    found = list(base.__subclasses__())
    for each in found:
        found += [more for more in each.__subclasses__() if more not in found]
    return [each for each in found if each.__module__.split(".")[0] in APPS]


def asked_fields() -> list[tuple[str, forms.Field]]:
    """(form.field, field) of every form of ours: a name that several share comes once for each."""
    list(_modules())
    return [
        (f"{form.__name__}.{name}", field)
        for form in _classes(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
    ]


def our_serializers() -> list[type]:
    """Every shape of the API that has a model, however it is reached."""
    list(_modules())
    return [each for each in _classes(ModelSerializer) if hasattr(each, "Meta")]


def form_fields() -> dict[str, forms.Field]:
    """Every field of every form of ours, by name (one of those that share it)."""
    list(_modules())
    return {
        name: field
        for form in _classes(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
    }


def parameters() -> list[str]:
    """Every name by which an address can narrow, order or steer a page."""
    list(_modules())
    filters = {name for each in _classes(django_filters.FilterSet) for name in each.base_filters}
    return sorted({*NAMES, *filters, *form_fields(), "ordering", "order_by", "fields", "format", "search"})


def our_models():
    """The models of ours, without the history that triggers write."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
    ]
