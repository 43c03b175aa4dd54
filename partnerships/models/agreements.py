# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements and the commitments in them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.history import tracked
from journal.models import Entry
from partnerships.models.pipeline import Partnership
from partnerships.models.sharing import shared_scope
from partnerships.stages import CLOSED

# How long before its end an agreement asks to be renewed: time enough for a board that meets each quarter.
RENEW_WITHIN_DAYS = 90
TIME_TO_DECIDE = 30
LONGEST_NOTICE = 730
FOR_EVER = date.max
# The line of the journal by which somebody said that an agreement may run out; it is not asked about again.
LET_END = "mou.let_end"


def warning_days():
    """So many days before its end an agreement asks: a month before the last day to give notice, or our own."""
    days = Greatest(F("notice_days") + TIME_TO_DECIDE, RENEW_WITHIN_DAYS)
    return ExpressionWrapper(days * timedelta(days=1), output_field=models.DurationField())


class MouQuerySet(models.QuerySet):
    def visible_to(self, user):
        paths = {"affiliate": "partnership__affiliate", "partnership": "partnership"}
        return self.kept().filter(shared_scope(user, "mou.see", **paths))

    def kept(self):
        """Of partnerships that are not removed."""
        return self.filter(partnership__removed_at=None)

    def in_force(self, *, on=None):
        """Signed, begun, not ended and not replaced on that day (default: today)."""
        on = on or timezone.localdate()
        begun = Q(starts_on=None) | Q(starts_on__lte=on)
        current = Q(superseded_on=None) | Q(superseded_on__gt=on)
        return self.filter(begun, current, Q(ends_on=None) | Q(ends_on__gte=on), state=Mou.State.SIGNED)

    def expiring(self, *, within_days, on=None):
        """In force, and ending within so many days."""
        on = on or timezone.localdate()
        return self.in_force(on=on).filter(ends_on__lte=on + timedelta(days=within_days))

    def to_renew(self, *, on=None):
        """Ending soon in a partnership that goes on, with nothing drafted or signed to follow, not let go."""
        day = on or timezone.localdate()
        return self.kept().in_force(on=day).exclude(partnership__phase__in=CLOSED).filter(_asks(day))

    def standings(self, *, on=None):
        """Rows of `standing` of those signed and begun, the longest first: `renew`, `in_force` or `ended`.

        One without an end lasts for ever; one that was replaced stands no more.
        """
        day = on or timezone.localdate()
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        current = Q(superseded_on=None) | Q(superseded_on__gt=day)
        standing = Case(
            When(ends_on__lt=day, then=Value("ended")),
            When(_asks(day), then=Value("renew")),
            default=Value("in_force"),
        )
        return (
            self.filter(begun, current, state=Mou.State.SIGNED)
            .annotate(last_day=Coalesce("ends_on", FOR_EVER), standing=standing)
            .order_by("-last_day")
            .values("standing")
        )

    def let_end(self):
        """Those of which somebody said that they may run out."""
        return self.filter(Exists(_said_to_end()))


def _asks(day) -> Q:
    """Ends within its own time of warning, nothing lasts longer or is drafted to, and nobody let it go."""
    longer = Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on"))
    successor = Mou.objects.filter(longer, partnership=OuterRef("partnership"), superseded_on=None)
    return Q(ends_on__lte=day + warning_days()) & ~Q(Exists(successor)) & ~Q(Exists(_said_to_end()))


def _said_to_end():
    """The line of the journal about the agreement of the outer query, found through its partnership's thread."""
    return Entry.objects.filter(
        thread_kind=Partnership._meta.label_lower,
        thread_id=OuterRef("partnership"),
        subject_kind=Mou._meta.label_lower,
        subject_id=OuterRef("pk"),
        verb=LET_END,
    )


@tracked()
class Mou(models.Model):
    """A letter, memorandum of understanding or partnership agreement. Signed, its terms are locked."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("letter")
        MEMORANDUM = "memorandum", _("memorandum of understanding")
        AGREEMENT = "agreement", _("partnership agreement")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SIGNED = "signed", _("signed")

    class Scan(models.TextChoices):
        """What the scanner said of the document; one that waits or is infected is not handed out."""

        NONE = "none", _("not scanned")
        WAITING = "waiting", _("waiting for the scanner")
        CLEAN = "clean", _("clean")
        INFECTED = "infected", _("infected")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="mous")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MEMORANDUM)
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    document = models.FileField(_("document"), upload_to="mous/", blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    document_scan = models.CharField(max_length=10, choices=Scan, default=Scan.NONE)
    language = models.CharField(_("language of the text"), max_length=20, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("notice period in days"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("amends")
    )
    superseded_on = models.DateField(_("replaced on"), null=True, blank=True)
    public_summary = models.TextField(_("public summary"), blank=True)
    is_summary_public = models.BooleanField(_("summary is public"), default=False)
    has_conflict_of_interest = models.BooleanField(_("conflict of interest"), default=False)
    has_paid_editing = models.BooleanField(_("paid editing"), default=False)
    is_exclusive = models.BooleanField(_("exclusive"), default=False)
    flags_note = models.TextField(_("how these are handled"), blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField(default=timezone.now)

    objects = MouQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "signed"]), name="mou_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft", signed_on=None) | Q(state="signed", signed_on__isnull=False),
                name="mou_signed_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="mou_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(notice_days=None) | Q(notice_days__lte=LONGEST_NOTICE),
                name="mou_notice_in_bounds",
            ),
            models.CheckConstraint(condition=~Q(amends=F("pk")), name="mou_amends_another"),
            models.UniqueConstraint(
                fields=["amends"], condition=Q(state="signed"), name="mou_one_signed_amendment"
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(state="signed"), name="mou_expiring")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("agreements:mou", args=[self.pk])

    @property
    def notice_on(self):
        """The last day on which notice of its end can be given; None without an end or a notice period."""
        if not self.ends_on or self.notice_days is None:
            return None
        return self.ends_on - timedelta(days=self.notice_days)

    @property
    def warning_days(self):
        """The twin of the function of this name, for one agreement."""
        return max((self.notice_days or 0) + TIME_TO_DECIDE, RENEW_WITHIN_DAYS)

    @property
    def days_left(self):
        return (self.ends_on - timezone.localdate()).days if self.ends_on else None

    @property
    def standing(self):
        """`draft`, `coming`, `in_force`, `replaced` or `ended`: what it is today."""
        today = timezone.localdate()
        if self.state == self.State.DRAFT:
            return "draft"
        if self.superseded_on and self.superseded_on <= today:
            return "replaced"
        if self.starts_on and self.starts_on > today:
            return "coming"
        return "ended" if self.ends_on and self.ends_on < today else "in_force"
