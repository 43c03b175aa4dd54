# SPDX-License-Identifier: GPL-3.0-or-later
"""Advocates: the people at institutions through whom partnerships live."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from partnerships.models.institutions import Institution


class AdvocateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "advocate.see"))

    def known(self):
        """Not made anonymous, nor restricted: those of whom lists, queues and reminders may speak."""
        return self.filter(anonymised_at=None, restricted_at=None)

    def restricted(self):
        """Kept, and nothing more is done with them."""
        return self.filter(anonymised_at=None, restricted_at__isnull=False)

    def at(self, institution):
        """Those with an open post at the institution (or its key); `post`, `role` and `since` are that post's."""
        at = institution.pk if isinstance(institution, Institution) else institution
        return (
            self.known()
            .filter(posts__institution=at, posts__ended_on=None)
            .annotate(post=F("posts__title"), role=F("posts__role"), since=F("posts__started_on"))
        )

    def running_out(self, *, by):
        """Those whose time with us is over on that day, unless somebody renews it."""
        return self.known().filter(keep_until_on__lte=by)

    def for_page(self):
        """With all that a line in a list tells of them: two more queries, however many there are."""
        return self.select_related("affiliate").prefetch_related(
            "addresses",
            models.Prefetch("posts", Post.objects.filter(ended_on=None).select_related("institution")),
        )


@tracked()
class Advocate(models.Model):
    """A person who speaks for the partnership at an institution or several; needs no account.

    Known to one affiliate only: two affiliates that know the same person keep a record each. Where they
    work stands in posts, how to reach them in addresses. `last_contact_on` repeats the newest contact, so
    that lists can be ordered by it. While `restricted_at` stands they are kept, and nothing else. After `keep_until_on` the name and all that leads to it are forgotten.
    """

    class Engagement(models.TextChoices):
        CHAMPION = "champion", _("champion")
        SUPPORTER = "supporter", _("supporter")
        NEUTRAL = "neutral", _("neutral")
        COOLING = "cooling", _("cooling")
        LEFT = "left", _("left")

    class Source(models.TextChoices):
        MET = "met", _("met in person")
        INTRODUCED = "introduced", _("introduced by somebody")
        THEMSELVES = "themselves", _("they wrote to us")
        PUBLIC = "public", _("a public page of the institution")
        EVENT = "event", _("an event")
        WIKI = "wiki", _("a wiki page")
        OTHER = "other", _("otherwise")

    class LawfulBasis(models.TextChoices):
        LEGITIMATE_INTEREST = "interest", _("legitimate interest in the partnership")
        CONSENT = "consent", _("their consent")

    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    wiki_username = models.CharField(_("wiki username"), max_length=255, blank=True)
    engagement = models.CharField(
        _("engagement"), max_length=20, choices=Engagement, default=Engagement.NEUTRAL
    )
    last_contact_on = models.DateField(_("last contact"), null=True, blank=True)
    source = models.CharField(_("how we know them"), max_length=20, choices=Source, default=Source.OTHER)
    source_note = models.CharField(_("in words"), max_length=300, blank=True)
    lawful_basis = models.CharField(
        _("lawful basis"), max_length=20, choices=LawfulBasis, default=LawfulBasis.LEGITIMATE_INTEREST
    )
    wiki_consent_on = models.DateField(_("consent to note the wiki account"), null=True, blank=True)
    wiki_consent_note = models.CharField(_("how it was given"), max_length=300, blank=True)
    plan = models.TextField(_("plan to win them back"), max_length=5000, blank=True)
    plan_on = models.DateField(_("look again on"), null=True, blank=True)
    keep_until_on = models.DateField(_("kept until"), null=True, blank=True)
    restricted_at = models.DateTimeField(_("use restricted since"), null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AdvocateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(engagement__in=["champion", "supporter", "neutral", "cooling", "left"]),
                name="advocate_engagement_known",
            ),
            models.CheckConstraint(
                condition=Q(wiki_username="") | Q(wiki_consent_on__isnull=False),
                name="advocate_wiki_name_by_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["affiliate", "name", "id"], name="advocate_by_name"),
            models.Index(fields=["affiliate", "last_contact_on"], name="advocate_by_contact"),
            models.Index(
                fields=["keep_until_on"], condition=Q(anonymised_at=None), name="advocate_kept_until"
            ),
        ]

    def __str__(self):
        return self.name or _("Former contact #%(number)s") % {"number": self.pk}

    def get_absolute_url(self):
        return reverse("partnerships:advocate", args=[self.pk])

    @property
    def is_anonymous(self):
        return self.anonymised_at is not None


@tracked()
class Post(models.Model):
    """What an advocate is at an institution, from one day to another. The open ones are today's."""

    class Role(models.TextChoices):
        ADVOCATE = "advocate", _("advocate")
        DECIDES = "decides", _("decides")
        EXPERT = "expert", _("subject expert")
        SIGNS = "signs", _("signs agreements")
        CONTACT = "contact", _("contact point")

    advocate = models.ForeignKey(Advocate, models.CASCADE, related_name="posts")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="posts")
    title = models.CharField(_("post"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.ADVOCATE)
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = [F("ended_on").desc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="post_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["advocate", "institution"], condition=Q(ended_on=None), name="post_one_open"
            ),
        ]
        indexes = [models.Index(fields=["institution", "ended_on"], name="post_at_institution")]

    def __str__(self):
        return f"{self.advocate_id} @ {self.institution_id}"


@tracked()
class Address(models.Model):
    """One way to reach an advocate."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")
        WEB = "web", _("web page")
        OTHER = "other", _("other")

    class Label(models.TextChoices):
        WORK = "work", _("at work")
        PRIVATE = "private", _("private")
        SHARED = "shared", _("shared mailbox or front desk")

    advocate = models.ForeignKey(Advocate, models.CASCADE, related_name="addresses")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    label = models.CharField(_("which"), max_length=10, choices=Label, default=Label.WORK)
    value = models.CharField(_("address"), max_length=320)
    is_preferred = models.BooleanField(_("preferred"), default=False)

    class Meta:
        ordering = ["-is_preferred", "kind", "pk"]
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(fields=["advocate", "kind", "value"], name="address_once"),
            models.UniqueConstraint(
                fields=["advocate", "kind"], condition=Q(is_preferred=True), name="address_one_preferred"
            ),
        ]

    def __str__(self):
        return f"{self.advocate_id} {self.kind}"


@tracked()
class Contact(models.Model):
    """One time we and an advocate were in touch; warmth is computed from these."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("mail")
        CALL = "call", _("call")
        MEETING = "meeting", _("meeting")
        EVENT = "event", _("event")
        WIKI = "wiki", _("on the wiki")
        OTHER = "other", _("otherwise")

    class Direction(models.TextChoices):
        OURS = "ours", _("we to them")
        THEIRS = "theirs", _("they to us")
        BOTH = "both", _("both")

    advocate = models.ForeignKey(Advocate, models.CASCADE, related_name="contacts")
    happened_on = models.DateField(_("when"))
    channel = models.CharField(_("how"), max_length=10, choices=Channel)
    direction = models.CharField(_("who began"), max_length=10, choices=Direction, default=Direction.BOTH)
    note = models.TextField(_("note"), max_length=5000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["advocate", "-happened_on"], name="contact_newest")]

    def __str__(self):
        return f"{self.advocate_id} {self.happened_on}"


@tracked()
class Relation(models.Model):
    """How two advocates of one affiliate stand to each other, from one day to another."""

    class Kind(models.TextChoices):
        REPORTS_TO = "reports_to", _("reports to")
        INTRODUCED = "introduced", _("was introduced by")
        SUCCEEDS = "succeeds", _("succeeds")
        WORKS_WITH = "works_with", _("works with")

    advocate = models.ForeignKey(Advocate, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Advocate, models.CASCADE, related_name="related_by")
    kind = models.CharField(_("how"), max_length=20, choices=Kind)
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(advocate=F("other")), name="relation_to_another"),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="relation_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["advocate", "other", "kind"], condition=Q(ended_on=None), name="relation_once"
            ),
        ]

    def __str__(self):
        return f"{self.advocate_id} {self.kind} {self.other_id}"
