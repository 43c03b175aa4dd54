# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes, tasks and followings on a partnership: what `teamwork` is told about it, and which lists have views."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import affiliate_ids, may
from partnerships.models import Partnership
from partnerships.models.sharing import participants_of
from partnerships.permissions import may_read_notes, may_steer, readers_of, steerers_of
from teamwork import pages, records


def _seen(user, ids) -> dict[int, Partnership]:
    return Partnership.objects.visible_to(user).for_record().in_bulk(list(ids))


def may_follow(user, partnership) -> bool:
    """The affiliates that lead it and the foundation's staff; whoever reads a public one does not."""
    return may_read_notes(user, partnership) or may(
        user,
        "record.follow",
        affiliate_id=partnership.affiliate_id,
        is_open=not partnership.is_confidential,
    )


def readers(partnership):
    """Who may be named in a note on it, by name."""
    return readers_of(partnership).order_by("wiki_username", "pk")


def writers(partnership):
    """Who may be given a task on it, by name."""
    return steerers_of(partnership).order_by("wiki_username", "pk")


def affiliate_for(user, partnership, action: str) -> int:
    """The leading affiliate for which the user does `action`: the opening one where that is theirs."""
    own = affiliate_ids(user, action)
    if partnership.affiliate_id in own:
        return partnership.affiliate_id
    return min(own & participants_of(partnership), default=partnership.affiliate_id)


records.register(
    "partnerships.partnership",
    records.RecordKind(
        label=_("partnership"),
        seen=_seen,
        may_read=may_read_notes,
        may_write=may_steer,
        may_follow=may_follow,
        readers=readers,
        writers=writers,
        affiliate_for=affiliate_for,
        notes_page="partnerships:notes",
        tasks_page="partnerships:tasks",
        follow_page="partnerships:follow",
    ),
)

pages.register("partnerships:board", _("Board"))
pages.register("partnerships:partnership-list", _("Partnerships"))
pages.register("partnerships:institution-list", _("Institutions"))
pages.register("partnerships:move-list", _("Moves"))
