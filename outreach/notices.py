# SPDX-License-Identifier: GPL-3.0-or-later
"""What people are told of their own wiki accounts."""

from django.utils.translation import gettext_lazy as _

from teamwork import notices

SUSPENDED, RESUMED = "wiki.suspended", "wiki.resumed"

notices.register(
    SUSPENDED,
    _(
        "Your wiki account is blocked on the wiki or gone from it. Until that ends nothing is published in its name."
    ),
    icon_name="lock",
)
notices.register(
    RESUMED,
    _("Your wiki account is in order again: case studies can be published in its name."),
    icon_name="check",
)
