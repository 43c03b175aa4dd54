# SPDX-License-Identifier: GPL-3.0-or-later
"""What every page knows: the version, and which doors this person finds in the menu."""

from django.conf import settings

from accounts.permissions import may_somewhere


def site(request):
    user = getattr(request, "user", None)
    if user is None:
        return {"version": settings.VERSION}
    return {
        "version": settings.VERSION,
        "doors": {
            "board": may_somewhere(user, "move.see"),
            "advocates": may_somewhere(user, "advocate.see"),
            "tasks": may_somewhere(user, "task.see"),
            "sync": may_somewhere(user, "sync.see"),
            "movement": may_somewhere(user, "dashboard.movement"),
            "audit": may_somewhere(user, "audit.read"),
            "system": may_somewhere(user, "system.see"),
            "affiliate_dashboard": may_somewhere(user, "dashboard.affiliate"),
            "affiliates": may_somewhere(user, "affiliate.list"),
            "add_institution": may_somewhere(user, "institution.add"),
            "merge": may_somewhere(user, "institution.merge"),
            "items": may_somewhere(user, "item.renew"),
            "people": may_somewhere(user, "people.see"),
            "pipelines": may_somewhere(user, "stage.see"),
            "agreements": may_somewhere(user, "mou.see"),
            "templates": may_somewhere(user, "template.edit"),
            "disputes": may_somewhere(user, "dispute.read"),
            "removed": may_somewhere(user, "partnership.remove"),
            "steer": may_somewhere(user, "partnership.steer"),
        },
    }
