# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the mirrored pages of case studies again from our copies, after the reading has learned something."""

from itertools import islice

from django.core.management.base import BaseCommand
from django.db import transaction

from casestudies.mirroring import apply_many
from outreach.models import Page

AT_ONCE = 200


class Command(BaseCommand):
    """Asks the wiki nothing; safe to run twice, beside a sync, and again after it was stopped."""

    help = "Read mirrored case studies again; what people said of them stays."

    def handle(self, **options):
        read = faults = 0
        present = Page.objects.present().filter(kind="case-study").order_by("pk")
        waiting = iter(list(present.values_list("pk", flat=True)))
        while keys := list(islice(waiting, AT_ONCE)):
            with transaction.atomic():
                # Held, so that a sync beside us does not store a newer text that we then write over.
                pages = list(Page.objects.present().filter(pk__in=keys).select_for_update())
                unread = apply_many(pages)
            for page in pages:
                if page.pk in unread:
                    self.stderr.write(f"{page}: {unread[page.pk]}")
            read += len(pages) - len(unread)
            faults += len(unread)
        self.stdout.write(f"{read} read, {faults} not readable")
