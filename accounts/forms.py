# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about tokens and roles."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import Affiliate, Membership, User
from interface.forms import QuickSelect

# The parts of the world by which zones are named; other names are old ones of the same zones.
REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


@cache
def _zones() -> dict[str, list[tuple[str, str]]]:
    """{region: its zones by name}; read from the disk once."""
    zones: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in sorted(available_timezones()):
        region, _slash, place = name.partition("/")
        if region in zones:
            zones[region].append((name, place.replace("_", " ").replace("/", " – ")))
    return zones


def zone_choices() -> list:
    """Time zones by the part of the world they lie in."""
    ours = _("as the platform has it (%(zone)s)") % {"zone": settings.TIME_ZONE}
    by_region = [(label, _zones()[region]) for region, label in REGIONS.items()]
    return [("", ours), ("UTC", "UTC"), *by_region]


class ProfileForm(forms.Form):
    """Asks what somebody can help with, and how they like to work."""

    language = forms.ChoiceField(
        label=_("Language of mails to you"),
        required=False,
        choices=[("", _("as the platform has it")), *settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        required=False,
        choices=zone_choices,
        help_text=_("You are reminded on the day your calendar shows."),
    )
    mails = forms.MultipleChoiceField(
        label=_("Mails you want"),
        required=False,
        choices=User.MailKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What they say waits for you on the platform too."),
    )
    skills = forms.MultipleChoiceField(
        label=_("What you can help others with"),
        required=False,
        choices=User.Skill.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Colleagues who look for somebody experienced see it beside your name."),
    )
    openness = forms.ChoiceField(
        label=_("To whom your name is shown"),
        required=False,
        choices=User.Openness.choices,
        widget=forms.RadioSelect,
        help_text=_("Your own affiliates always see it. What you do on a wiki is public there."),
    )
    has_shortcuts = forms.BooleanField(
        label=_("Keyboard shortcuts"),
        required=False,
        help_text=_("Switch them off if they get in the way of your screen reader or your typing."),
    )

    def __init__(self, *args, initial: dict, **kwargs):
        super().__init__(*args, initial=initial, **kwargs)
        zone = initial.get("time_zone")
        known = {code for _region, zones in _zones().items() for code, _place in zones} | {"", "UTC"}
        # One chosen elsewhere, or under an old name: saving the rest must not lose it.
        if zone and zone not in known:
            self.fields["time_zone"].choices = [*zone_choices(), (zone, zone)]

    def clean(self):
        cleaned = super().clean()
        wanted = cleaned.pop("mails", None)
        if wanted is not None:
            cleaned["unwanted_mails"] = [kind for kind in User.MailKind.values if kind not in wanted]
        if self.add_prefix("openness") not in self.data:
            cleaned.pop("openness", None)  # not asked: to whom a name is shown changes only by a choice
        return cleaned


class TokenForm(forms.Form):
    """Asks what a new token may do, where, and for how long."""

    reach = forms.ChoiceField(
        label=_("It may"),
        choices=[("read", _("read only")), ("write", _("read and change things"))],
        initial="read",
        help_text=_("Whoever finds a token can do what it may. Give it no more than the program needs."),
    )
    affiliate = forms.ModelChoiceField(
        label=_("Where"),
        required=False,
        queryset=Affiliate.objects.none(),
        empty_label=_("wherever you may"),
        help_text=_("With an affiliate chosen it reaches as far as your role there, and to what is public."),
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
        initial=90,
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        own = Affiliate.objects.filter(memberships__user=user, memberships__ended_at=None)
        self.fields["affiliate"].queryset = own.distinct()

    def clean(self):
        cleaned = super().clean()
        cleaned["may_write"] = cleaned.pop("reach", "read") == "write"
        return cleaned


class AffiliateForm(forms.Form):
    """Asks which affiliate joins the platform."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Affiliate.Kind.choices)
    country = CountryField(blank=True, blank_label=_("none or several")).formfield(
        label=_("Country"), required=False, widget=QuickSelect
    )


class RoleForm(forms.Form):
    """Asks who gets which role. People are named by their user name, so that nobody browses accounts."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("By which they sign in here, or their name on the wiki."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        help_text=_(
            "Viewers read what is the affiliate's, people's addresses too; coordinators work on it as well; administrators also give roles, remove, and read who did what."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        username = cleaned.get("username")
        if username:
            # A name on the wiki counts where the wiki itself has told us whose it is.
            known = Q(username=username) | Q(wiki_username=username, wiki_account__isnull=False)
            cleaned["user"] = User.objects.filter(known, is_active=True).order_by("pk").first()
            if cleaned["user"] is None:
                self.add_error("username", _("Nobody with this user name has signed in here."))
        return cleaned
