# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists whose filters can be kept as views: each app names its own when it starts."""

from django.utils.translation import gettext_lazy as _

_PAGES: dict[str, object] = {}


def register(page: str, label) -> None:
    """`page` is the URL name of a list (`partnerships:board`), `label` what people call it."""
    _PAGES[page] = label


def is_known(page: str) -> bool:
    return page in _PAGES


def label_of(page: str) -> str:
    return str(_PAGES.get(page, page))


register("teamwork:task-list", _("Tasks"))
