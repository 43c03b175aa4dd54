# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping a list's filters under a name, changing and throwing them away."""

from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from accounts.models import Affiliate
from journal import actions as journal
from teamwork.actions.rows import locked, write_changes
from teamwork.errors import AffiliateMissing, NoSuchPage, ViewNameMissing, ViewNameTaken, ViewTooLong
from teamwork.models import SavedView
from teamwork.pages import is_known

LONGEST_QUERY, LONGEST_NAME = 2000, 100
# Where one stands in a list is no part of a view of it.
PASSING = {"page", "cursor", "column", "form_key", "csrfmiddlewaretoken"}


@journal.recorded
def save_view(
    page: str,
    name: str,
    query: str,
    *,
    by,
    reach: str = SavedView.Reach.MINE,
    affiliate: Affiliate | None = None,
) -> SavedView:
    """Keep a page's query string as a view.

    Raises NoSuchPage, ViewNameMissing, ViewNameTaken, ViewTooLong or AffiliateMissing.
    """
    if not is_known(page):
        raise NoSuchPage
    view = SavedView(
        page=page, name=_name(name), query=canonical_query(query), owner=by, **_reach(reach, affiliate)
    )
    _guarded(view.name, lambda: view.save(force_insert=True))
    journal.record("view.saved", view, by=by)
    return view


@journal.recorded
def correct_view(
    view: SavedView,
    *,
    version: int,
    by,
    name: str,
    reach: str,
    affiliate: Affiliate | None = None,
    query: str | None = None,
) -> SavedView:
    """Rename a view, or show it to more or fewer people. Raises ChangedMeanwhile and what `save_view` does."""
    view = locked(view, version=version)
    values = {"name": _name(name), **_reach(reach, affiliate)}
    if query is not None:
        values["query"] = canonical_query(query)
    if _guarded(values["name"], lambda: write_changes(view, **values)):
        journal.record("view.saved", view, by=by)
    return view


@journal.recorded
def forget_view(view: SavedView, *, by) -> None:
    """Throw a view away; the list itself is not touched."""
    journal.record("view.forgotten", view, by=by)
    SavedView.objects.filter(pk=view.pk).delete()


def _guarded(name: str, write):
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        raise ViewNameTaken(name) from error


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise ViewNameMissing
    return name


def canonical_query(query: str) -> str:
    """The query string in one canonical form, without what passes; so that equal filters compare equal."""
    pairs = parse_qsl(query.lstrip("?")[: 4 * LONGEST_QUERY], max_num_fields=None)
    kept = urlencode([(key, value) for key, value in pairs if key not in PASSING and "\0" not in key + value])
    if len(kept) > LONGEST_QUERY:
        raise ViewTooLong
    return kept


def _reach(reach: str, affiliate: Affiliate | None) -> dict:
    if reach == SavedView.Reach.AFFILIATE and affiliate is None:
        raise AffiliateMissing
    return {"reach": reach, "affiliate": affiliate if reach == SavedView.Reach.AFFILIATE else None}
