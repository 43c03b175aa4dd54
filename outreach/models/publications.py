# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders to write on a wiki, each a row from the click to the wiki's answer."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outreach.models.sources import Source

# Longer than a worker that publishes may live (`outreach.tasks`): the clock ends it before.
SENDING_LOST_AFTER = timedelta(minutes=6)


class PublicationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=Publication.OPEN)

    def due(self, *, now):
        """Those to be sent, the longest due first."""
        return self.filter(state=Publication.State.WAITING, due_at__lte=now).order_by("due_at", "pk")

    def lost(self, *, now):
        """Those whose worker went away while it had them."""
        return self.filter(state=Publication.State.SENDING, claimed_at__lt=now - SENDING_LOST_AFTER)


class Publication(models.Model):
    """One text to be put on a wiki in its author's name: a new page, or (`page_id`) a change to one.

    `kind` names who gave the order (`outreach.publishing.register`). While `is_doubtful`, the wiki may have made
    the edit though no answer came: whoever sends it again looks for it first. Tokens never come here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("on its way")
        PUBLISHED = "published", _("published")
        CONFLICT = "conflict", _("changed on the wiki meanwhile")
        EXISTS = "exists", _("there is such a page already")
        GONE = "gone", _("gone from the wiki")
        MOVED = "moved", _("a redirect by now")
        PARKED = "parked", _("refused by the wiki")
        NO_ACCESS = "no-access", _("no access to the account")
        GIVEN_UP = "given-up", _("not reached in a day")
        CANCELLED = "cancelled", _("cancelled")

    OPEN = (State.WAITING.value, State.SENDING.value)

    kind = models.CharField(max_length=30)
    source = models.ForeignKey(Source, models.PROTECT, related_name="publications")
    title = models.CharField(max_length=255)
    page_id = models.BigIntegerField(default=0, help_text="0: it is to be a new page.")
    base_revision = models.BigIntegerField(default=0, help_text="The revision the text was made from.")
    text = models.TextField()
    sha1 = models.CharField(max_length=40)
    summary = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="publications")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_doubtful = models.BooleanField(default=False)
    ordered_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=60, blank=True, help_text="Why it waits or ended, as a word.")
    words = models.TextField(blank=True, help_text="The wiki's own words, or the client's.")
    revision = models.BigIntegerField(default=0, help_text="The revision it made.")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "waiting", "sending", "published", "conflict", "exists", "gone", "moved", "parked",
                        "no-access", "given-up", "cancelled",
                    ]
                ),
                name="publication_state_known",
            ),
            # Two clicks, one edit.
            models.UniqueConstraint(
                fields=["source", "title"],
                condition=Q(state__in=["waiting", "sending"]),
                name="publication_one_open_per_title",
            ),
            # One edit at a time on a wiki, whichever worker and whichever author.
            models.UniqueConstraint(
                fields=["source"], condition=Q(state="sending"), name="publication_one_on_its_way"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(page_id__gt=0), name="publication_published_has_page"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="publication_due")]

    def __str__(self):
        return f"{self.title} ({self.state})"

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def is_new_page(self):
        """Whether it makes a page; after it did, `page_id` says which, and there is still no base."""
        return not self.base_revision
