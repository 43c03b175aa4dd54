# SPDX-License-Identifier: GPL-3.0-or-later
"""A likely pair, a pair told apart, a merge and a removed institution."""

from institutions.actions.duplicates import tell_apart
from institutions.actions.merges import merge_institutions
from institutions.actions.removal import remove_institution
from institutions.models import LikelyDuplicate
from tests.factories import InstitutionFactory


def furnish(world):
    by = world.people["coord"]
    first, second, third, fourth, fifth = (InstitutionFactory() for _n in range(5))
    LikelyDuplicate.objects.create(first=first, second=second, signals={"name": 50, "place": 20}, strength=70)
    world.objects["told apart"] = tell_apart(first, third, by=by).pk
    world.objects["merge"] = merge_institutions(third, fourth, by=by).pk
    world.objects["merged away"] = fourth.pk
    world.objects["removed"] = remove_institution(fifth, version=1, by=world.people["admin"]).pk
