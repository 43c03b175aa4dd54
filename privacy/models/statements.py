# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts people are shown and agree to, version after version, and who agreed to which."""

import hashlib

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class StatementQuerySet(models.QuerySet):
    def in_force(self, *, now):
        """The newest version of each kind whose day has come."""
        return self.filter(in_force_at__lte=now).order_by("kind", "-number").distinct("kind")

    def versions(self, kind: str):
        """All versions of a kind, the newest first."""
        return self.filter(kind=kind).order_by("-number")


class Statement(models.Model):
    """One version of a text that people are shown: terms of use, privacy statement, notice, consent.

    Written once and never changed: a change is the next version. `texts` and `changes` (what is new in it)
    hold one text a language.
    """

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms of use")
        PRIVACY = "privacy", _("Privacy statement")
        CONFIDENTIALITY = "confidentiality", _("Confidentiality statement")
        NOTICE = "notice", _("Notice to people others tell us of")
        CONSENT_WIKI = "consent-wiki", _("Consent to note a wiki account")
        CONSENT_MAIL = "consent-mail", _("Consent to mails of campaigns")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.PositiveIntegerField(_("version"))
    texts = models.JSONField(_("texts"))
    changes = models.JSONField(_("what is new"), default=dict)
    in_force_at = models.DateTimeField(_("in force since"))
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="statement_version_once")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self):
        return reverse("privacy:statement-version", args=[self.pk])

    @property
    def language(self) -> str:
        """The reader's language where there is a text in it, else the first there is."""
        wanted = (get_language() or "").split("-")[0]
        return wanted if self.texts.get(wanted) else next(iter(self.texts), settings.LANGUAGE_CODE)

    @property
    def text(self) -> str:
        """The text in the reader's language, as it was published."""
        return self.text_in(self.language)

    @property
    def change(self) -> str:
        """What is new in it, in the language of the text."""
        return self.changes.get(self.language, "")

    def text_in(self, language: str) -> str:
        """The text in a language; in the first there is where that one lacks."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")

    def digest(self, language: str) -> str:
        """The fingerprint of the text in a language, as it was published."""
        return hashlib.sha256(self.text_in(language).encode()).hexdigest()


class Acceptance(models.Model):
    """That a user agreed to one version of a statement: when, in which language, and to which letters."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="acceptances")
    language = models.CharField(_("language"), max_length=20)
    digest = models.CharField(_("fingerprint of the text"), max_length=64)
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "statement"], name="acceptance_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.user_id} accepted {self.statement_id}"
