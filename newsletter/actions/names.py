# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying what area a report's name stands for."""

from collections.abc import Sequence

from django.utils import timezone

from journal.actions import record, recorded
from newsletter.actions.mirror import name_key, one_at_a_time, state_areas
from newsletter.errors import AreaNotSaid
from newsletter.models import AreaName, Report, ReportArea
from newsletter.models.names import AreaClasses
from partnerships.errors import ChangedMeanwhile

NEEDS = {
    AreaClasses.COUNTRY: (1, 1, False),
    AreaClasses.COUNTRIES: (2, 50, False),
    AreaClasses.REGION: (0, 50, True),
    AreaClasses.THEMATIC: (0, 0, True),
    AreaClasses.EDITORIAL: (0, 0, False),
}


@recorded
def map_name(
    name: str,
    *,
    by,
    area_class: str,
    countries: Sequence[str] = (),
    label: str = "",
    version: int | None = None,
) -> AreaName:
    """Say it once for all reports of this name, those to come too; said again, it replaces what was said.

    A country is one code, several are several; a region or a theme has a name. `version` is that of what the
    editor saw, None if nothing was said yet. Raises AreaNotSaid or ChangedMeanwhile.
    """
    least, most, is_named = NEEDS.get(AreaClasses(area_class), (1, 0, False))
    countries, label = list(dict.fromkeys(countries)), " ".join(label.split())[:100]
    if not least <= len(countries) <= most or is_named != bool(label):
        raise AreaNotSaid(AreaClasses(area_class).label)
    one_at_a_time()
    key = name_key(name)
    before = AreaName.objects.select_for_update().filter(name=key).first()
    if version != (before.version if before else None):
        raise ChangedMeanwhile
    said = {
        "version": before.version + 1 if before else 1,
        "area_class": area_class,
        "countries": countries,
        "label": label,
        "mapped_by": by,
        "mapped_at": timezone.now(),
    }
    mapping, _new = AreaName.objects.update_or_create(name=key, defaults=said)
    _say_of_reports(mapping)
    record(
        "areaname.mapped",
        mapping,
        by=by,
        before=before.get_area_class_display() if before else "",
        after=f"{key}: {mapping.get_area_class_display()} {label or ', '.join(countries)}".strip(),
    )
    return mapping


def _say_of_reports(mapping: AreaName) -> None:
    """Reports of the name that stand already; their digest is forgotten, so that the next sync agrees."""
    # The database folds case by other rules than names do (ß), so that names are compared here.
    named = Report.objects.order_by().values_list("pk", "name")
    pks = [pk for pk, name in named if name_key(name) == mapping.name]
    Report.objects.filter(pk__in=pks).update(area_class=mapping.area_class, reading="")
    ReportArea.objects.filter(report__in=pks).delete()
    state_areas((report, mapping.areas) for report in Report.objects.filter(pk__in=pks).only("pk"))
