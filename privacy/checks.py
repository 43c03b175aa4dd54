# SPDX-License-Identifier: GPL-3.0-or-later
"""System checks of how long personal data are kept: what would only show when a period is over."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from privacy.registry import class_of, every_field, purges, unclassified
from privacy.retention import KEEPING

SHORT, LONG = 14, 5 * 365


@register(Tags.security)
def every_column_is_kept_for_a_known_time(app_configs, **kwargs):
    """Each column is in a class, each class that holds one has its row, and each timed one a purge."""
    found = [
        Error(
            f"Nobody said what {name} holds of people.",
            hint="Classify it in the app's module personal.",
            id="privacy.E001",
        )
        for name in unclassified()
    ]
    held = {class_of(model, field) for model, field in every_field()} - {None}
    purged = {purge.of for purge in purges()}
    for data_class in sorted(held - KEEPING.keys() - {"not_personal"}):
        found.append(Error(f"The class {data_class} has no row in privacy.retention.", id="privacy.E002"))
    for data_class in sorted(held & KEEPING.keys()):
        if KEEPING[data_class].is_timed and data_class not in purged:
            found.append(
                Error(f"The class {data_class} is never thrown away: no purge is of it.", id="privacy.E003")
            )
    return found


@register(Tags.security)
def contacts_are_kept_for_a_sensible_time(app_configs, **kwargs):
    days, reminder = settings.CONTACT_RETENTION_DAYS, settings.CONTACT_REMINDER_DAYS
    found = []
    if reminder >= days:
        found.append(
            Warning(
                f"CONTACT_REMINDER_DAYS ({reminder}) is no shorter than CONTACT_RETENTION_DAYS ({days}): "
                "everybody is announced as running out from their first day.",
                id="privacy.W001",
            )
        )
    if days < SHORT:
        found.append(
            Warning(
                f"CONTACT_RETENTION_DAYS is {days}: people are forgotten before a letter is answered.",
                id="privacy.W002",
            )
        )
    if days > LONG:
        found.append(
            Warning(
                f"CONTACT_RETENTION_DAYS is {days}, more than five years: longer than one can explain to them.",
                id="privacy.W003",
            )
        )
    return found
