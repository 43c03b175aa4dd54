# SPDX-License-Identifier: GPL-3.0-or-later
"""The choices of a filter, remembered for a minute: finding them reads every row that could be shown."""

import logging

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.translation import get_language
from redis.exceptions import RedisError

from accounts.naming import name_from
from interface import words

logger = logging.getLogger(__name__)

REMEMBER_SECONDS = 60


def remembered_choices(key: str, partnerships, *, is_inside=lambda affiliate_id: True) -> tuple[list, list]:
    """`lead_and_country_choices`, at most a minute old.

    `key` names what `partnerships` and `is_inside` depend on. They only fill the menus: what a reader may
    ask for is decided by the filter itself.
    """
    key = f"choices:{key}:{get_language()}"
    try:
        kept = cache.get(key)
        if kept is not None:
            leads, countries = kept
            return [tuple(each) for each in leads], [tuple(each) for each in countries]
        choices = lead_and_country_choices(partnerships, is_inside=is_inside)
        cache.set(key, [[list(each) for each in menu] for menu in choices], REMEMBER_SECONDS)
    except RedisError as error:
        logger.warning("The cache did not answer (%s): looking for the choices anew.", error)
        choices = lead_and_country_choices(partnerships, is_inside=is_inside)
    return choices


def lead_and_country_choices(
    partnerships: QuerySet, *, is_inside=lambda affiliate_id: True
) -> tuple[list, list]:
    """Who leads and where the institutions are, as choices of a filter; one query.

    Leads are named only for the affiliates of which `is_inside(affiliate_id)` says so.
    """
    rows = (
        partnerships.order_by()
        .values_list(
            "affiliate",
            "institution__country",
            "lead",
            "lead__wiki_username",
            "lead__first_name",
            "lead__last_name",
            "lead__username",
        )
        .distinct()
    )
    leads, countries = {}, {}
    for affiliate_id, country, pk, *name in rows:
        if country:
            countries[country] = words.country(country)
        if is_inside(affiliate_id):
            leads[str(pk)] = name_from(*name)
    return _by_label(leads), _by_label(countries)


def _by_label(choices: dict) -> list[tuple[str, str]]:
    return sorted(choices.items(), key=lambda choice: choice[1].casefold())
