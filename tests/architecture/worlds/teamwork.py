# SPDX-License-Identifier: GPL-3.0-or-later
"""What people wrote and planned on the private partnership, and what the coordinator follows and keeps."""

from partnerships.models import Partnership
from teamwork.models import Mention
from tests.factories import FollowingFactory, NoteFactory, NoticeFactory, SavedViewFactory, TaskFactory


def furnish(world):
    private = Partnership.objects.get(pk=world.objects["private"])
    coordinator = world.people["coord"]
    note = NoteFactory(on=private, author=coordinator, text="Secret note")
    Mention.objects.create(note=note, user=world.people["viewer"])
    world.objects |= {
        "note": note.pk,
        "task": TaskFactory(on=private, assignee=coordinator, title="Secret task").pk,
        "following": FollowingFactory(on=private, user=coordinator).pk,
        "notice": NoticeFactory(on=private, user=coordinator, words={"who": "Secret", "record": "Secret"}).pk,
        "view": SavedViewFactory(owner=coordinator, name="Secret view").pk,
        "lent view": SavedViewFactory(
            owner=coordinator, reach="affiliate", affiliate=private.affiliate, name="Secret but lent"
        ).pk,
    }
