# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of case studies, and what Commons says of them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models.sections import SectionKey
from casestudies.models.studies import CaseStudy

ASKED_ANEW_AFTER = timedelta(days=30)


class PictureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case_study__in=CaseStudy.objects.visible_to(user).values("pk"))

    def due(self, *, now):
        """Not asked about yet, or so long ago that Commons may have deleted it meanwhile."""
        return self.filter(
            Q(state=Picture.State.WAITING) | Q(checked_at__lt=now - ASKED_ANEW_AFTER)
        ).order_by("checked_at", "pk")

    def unfit(self):
        """What must not be published: not there, or not free."""
        return self.filter(state__in=[Picture.State.MISSING, Picture.State.NOT_FREE])


class Picture(models.Model):
    """What Commons says of one file that a case study shows, or is to show.

    The text is the one place that says where a picture stands: `[[File:…|thumb|caption]]` in a section, put there
    at the press of a button or by hand, published with it and read back with it. So nothing has to be composed on the
    way out or taken apart on the way in, the round trip is that of the text, and somebody who moves the picture on
    the wiki moves it here. `section` and `caption` only wait for that button; the rest is Commons' answer.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Commons is asked")
        KNOWN = "known", _("free")
        MISSING = "missing", _("not on Commons")
        NOT_FREE = "not-free", _("not free")

    REASONS = {
        "missing": _("Commons has no file of that name. Look at the spelling, or upload it there first."),
        "licence": _(
            "Its licence does not let everybody use it for anything. Choose another file, or ask its author to release it"
            " freely."
        ),
        "no-licence": _(
            "Commons names no licence for it. Choose another file, or see to it that its page names one."
        ),
        "deletion": _(
            "Somebody on Commons asks for it to be deleted. Choose another file, or wait for the decision there."
        ),
    }

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="pictures")
    name = models.CharField(_("file"), max_length=240, help_text="On Commons, without its namespace.")
    asked_as = models.CharField(max_length=240, blank=True, help_text="The name that led here by a redirect.")
    section = models.CharField(_("section"), max_length=20, choices=SectionKey, blank=True)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why it is not to be used; a code or words."
    )
    licence = models.CharField(max_length=120, blank=True)
    licence_url = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=300, blank=True)
    description_url = models.CharField(max_length=1000, blank=True)
    thumb_url = models.CharField(max_length=1000, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case_study", "name"], name="picture_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "known", "missing", "not-free"]), name="picture_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(checked_at__isnull=False), name="picture_answer_has_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["checked_at", "id"], name="picture_asked_long_ago"),
            models.Index(fields=["id"], condition=Q(state="waiting"), name="picture_waiting"),
        ]

    def __str__(self):
        return f"File:{self.name}"

    @property
    def names(self) -> set[str]:
        """What a text may call it: its name, and the one that led here."""
        return {self.name, self.asked_as} - {""}

    @property
    def wikitext(self) -> str:
        """As it stands in a section."""
        return "|".join(filter(None, [f"[[File:{self.name}", "thumb", self.caption])) + "]]"

    @property
    def reason_in_words(self) -> str:
        """Why it is not to be used, and what to do; a wiki's own words where it gave some."""
        return str(self.REASONS.get(self.reason, self.reason))

    @property
    def is_fit(self) -> bool:
        """Whether Commons says that it is there and free."""
        return self.state == self.State.KNOWN
