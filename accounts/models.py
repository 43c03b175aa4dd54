# SPDX-License-Identifier: GPL-3.0-or-later
"""People who sign in, the affiliates they work for, and in which role."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from journal.history import tracked


class User(AbstractUser):
    """Somebody who signs in. What they may do follows from memberships and the two flags below.

    Django's own `is_staff`, `is_superuser` and permissions are not used and stay empty.
    """

    class Skill(models.TextChoices):
        OUTREACH = "outreach", _("first contact and talks")
        AGREEMENTS = "agreements", _("agreements and law")
        LICENCES = "licences", _("licences and rights")
        UPLOADS = "uploads", _("mass uploads")
        WIKIDATA = "wikidata", _("Wikidata and metadata")
        DIGITISATION = "digitisation", _("digitisation")
        EVENTS = "events", _("edit-a-thons and events")
        TRAINING = "training", _("training")
        FIGURES = "figures", _("figures and reports")
        TRANSLATION = "translation", _("translation")

    class MailKind(models.TextChoices):
        """Kinds of mail one may do without; what they say stands in the product too."""

        REMINDERS = "reminders", _("reminders before something is due")
        NOTICES = "notices", _("tasks given to you, and notes that mention you")
        DIGEST = "digest", _("once a week, what waits for you")

    class Openness(models.TextChoices):
        """To whom the name is shown beyond one's own affiliates."""

        WIKI = "", _("where the wiki shows it already")
        OPEN = "open", _("to everybody, in the directory of people too")
        PRIVATE = "private", _("to nobody outside my affiliates")

    wiki_username = models.CharField(_("wiki username"), max_length=255, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    skills = ArrayField(
        models.CharField(max_length=20, choices=Skill),
        verbose_name=_("can help with"),
        default=list,
        blank=True,
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    unwanted_mails = ArrayField(
        models.CharField(max_length=40), verbose_name=_("mails not wanted"), default=list, blank=True
    )
    openness = models.CharField(
        _("to whom your name is shown"), max_length=10, choices=Openness, default=Openness.WIKI, blank=True
    )
    has_shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    is_wmf_staff = models.BooleanField(_("WMF GLAM staff"), default=False)
    is_platform_admin = models.BooleanField(_("platform administrator"), default=False)
    restricted_at = models.DateTimeField(_("use restricted since"), null=True, blank=True)
    closed_at = models.DateTimeField(_("account closed"), null=True, blank=True)

    # Set for the length of a request by `accounts.elevation`; nobody is elevated anywhere else.
    is_elevated = False

    def __str__(self):
        if self.closed_at:
            return _("Former member #%(number)s") % {"number": self.pk}
        return self.wiki_username or self.get_full_name() or self.username

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone; the platform's where none is chosen or it is known no longer."""
        try:
            return ZoneInfo(self.time_zone or settings.TIME_ZONE)
        except (LookupError, ValueError, OSError):  # unknown, no key at all, the name of a folder of zones
            return ZoneInfo(settings.TIME_ZONE)

    def today(self, now: datetime) -> date:
        """The day on the person's own calendar at that moment."""
        return now.astimezone(self.zone).date()

    def wants(self, mail_kind: str) -> bool:
        """Whether mails of that `MailKind` are welcome; none is to somebody who restricted what we do with their data."""
        return not self.restricted_at and mail_kind not in self.unwanted_mails


class Affiliate(models.Model):
    """A chapter, thematic organisation, user group or WMF team: whose partnerships they are."""

    class Kind(models.TextChoices):
        CHAPTER = "chapter", _("chapter")
        THEMATIC = "thematic", _("thematic organisation")
        USER_GROUP = "user_group", _("user group")
        WMF_TEAM = "wmf_team", _("WMF team")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = CountryField(_("country"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def only_affiliate(self):
        """The number of the affiliate that all of them are in; None of several, and of none."""
        found = self.order_by().values_list("affiliate_id", flat=True).distinct()[:2]
        return found[0] if len(found) == 1 else None


@tracked()
class Membership(models.Model):
    """A user's role in an affiliate, from one moment to another."""

    class Role(models.TextChoices):
        VIEWER = "viewer", _("viewer")
        COORDINATOR = "coordinator", _("coordinator")
        ADMIN = "admin", _("administrator")

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["viewer", "coordinator", "admin"]), name="membership_role_known"
            ),
            models.UniqueConstraint(
                fields=["user", "affiliate"], condition=Q(ended_at=None), name="membership_one_current"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.affiliate} ({self.get_role_display()})"


class TokenScope(models.Model):
    """How far an API token of somebody reaches: whether it changes anything, and in which affiliate.

    A token without such a row reads and no more.
    """

    token = models.OneToOneField("knox.AuthToken", models.CASCADE, primary_key=True, related_name="scope")
    may_write = models.BooleanField(_("may change things"), default=False)
    affiliate = models.ForeignKey(
        Affiliate, models.CASCADE, null=True, blank=True, related_name="token_scopes"
    )

    def __str__(self):
        return f"scope of token {self.token.token_key}"


class WikiAccount(models.Model):
    """The wiki account somebody signs in with. Its number across wikis (`sub`) is who they are.

    Names change hands and addresses are no proof, so that neither is ever asked for. The present name is
    `User.wiki_username`, refreshed at each sign-in and once a day.
    """

    class Trouble(models.TextChoices):
        BLOCKED = "blocked", _("blocked on the wiki")
        GONE = "gone", _("no longer on the wiki")

    user = models.OneToOneField(User, models.CASCADE, related_name="wiki_account")
    sub = models.CharField(_("number on the wiki"), max_length=64, unique=True)
    connected_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(default=timezone.now)
    trouble = models.CharField(_("trouble"), max_length=20, choices=Trouble, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(trouble__in=["", "blocked", "gone"]), name="wiki_trouble_known"
            ),
            models.CheckConstraint(
                condition=Q(trouble="", suspended_at=None) | (~Q(trouble="") & Q(suspended_at__isnull=False)),
                name="wiki_account_suspended_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.sub})"


class WikiCredential(models.Model):
    """What lets us act on the wiki as somebody: a short-lived token and the one that renews it, both sealed.

    Read and written by `accounts.credentials` and its actions alone; no page, log, export or message holds it.
    """

    class Revoked(models.TextChoices):
        REFUSED = "refused", _("the wiki refused it")
        SEAL_BROKEN = "seal_broken", _("our key to it is lost")

    user = models.OneToOneField(User, models.CASCADE, related_name="wiki_credential")
    access = models.BinaryField()
    refresh = models.BinaryField()
    expires_at = models.DateTimeField()
    granted_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now, db_index=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=20, choices=Revoked, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_why__in=["", "refused", "seal_broken"]), name="wiki_credential_why_known"
            ),
            models.CheckConstraint(
                condition=Q(revoked_why="", revoked_at=None)
                | (~Q(revoked_why="") & Q(revoked_at__isnull=False)),
                name="wiki_credential_revoked_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"wiki credential of user {self.user_id}"


class SessionQuerySet(models.QuerySet):
    def begun_longer_ago(self, seconds: int, *, now: datetime):
        return self.filter(begun_at__lt=now - timedelta(seconds=seconds))


class Session(AbstractBaseSession):
    """A browser that is signed in, or on its way there. Its row is the session: without it nobody is signed in.

    Written by the store (`accounts.sessions`). What we know of the machine is the program in words. The key that opens
    it is the browser's; the row has its digest.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    begun_at = models.DateTimeField(default=timezone.now, db_index=True)
    last_seen_at = models.DateTimeField(default=timezone.now)
    program = models.CharField(max_length=60, blank=True)

    objects = SessionQuerySet.as_manager()

    def __str__(self):
        return f"{self.user}, {self.begun_at:%Y-%m-%d %H:%M}"

    @property
    def handle(self) -> str:
        """What names the session in an address; what the row is found by is shown on no page."""
        return salted_hmac("accounts.session", self.session_key).hexdigest()[:20]
