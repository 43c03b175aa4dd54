# SPDX-License-Identifier: GPL-3.0-or-later
"""What those who run the platform are told of the line to the wiki: that it fails, and that it is well again."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outreach.models import Source
from teamwork import notices
from teamwork.actions import tell

FAILING, WELL = "sync.failing", "sync.well"
WHY = _("You get this mail because you look after the platform.")

notices.register(
    FAILING,
    _("The sync with %(wiki)s failed three times in a row. The last time: %(why)s"),
    icon_name="alert",
    mail_reason=WHY,
)
notices.register(WELL, _("The sync with %(wiki)s is well again."), icon_name="success", mail_reason=WHY)


def tell_operators(kind: str, source: Source, *, key: str, why: str = "") -> None:
    """Tell platform administrators and WMF staff once per key, here and by mail."""
    operators = User.objects.filter(Q(is_platform_admin=True) | Q(is_wmf_staff=True), is_active=True)
    tell(
        operators,
        kind=kind,
        record=source,
        key=key,
        words={"wiki": str(source), "why": why},
        address=reverse("dashboards:sync-health"),
        mail=True,
    )
