# SPDX-License-Identifier: GPL-3.0-or-later
"""The admin reads: a window on the rows for platform administrators, who sign in by the front door."""

from functools import wraps

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect

from accounts.permissions import may
from accounts.tenants import across_affiliates

# Rows whose text is personal or secret have their own doors, with their own permissions.
_HIDDEN = {
    "accounts.session",
    "accounts.tokenscope",
    "accounts.user",
    "accounts.wikiaccount",
    "accounts.wikicredential",
    "casestudies.casestudy",
    "casestudies.coauthor",
    "casestudies.edition",
    "casestudies.hold",
    "casestudies.knownrevision",
    "casestudies.picture",
    "casestudies.section",
    "outreach.publication",
    "casestudies.reading",
    "casestudies.wikidraft",
    "partnerships.address",
    "partnerships.advocate",
    "partnerships.colead",
    "partnerships.commitment",
    "partnerships.contact",
    "partnerships.mou",
    "partnerships.notice",
    "partnerships.partnership",
    "partnerships.post",
    "partnerships.relation",
    "partnerships.stagemove",
    "work.formkey",
    "work.message",
}
_OURS = (
    "accounts",
    "casestudies",
    "journal",
    "outreach",
    "partnerships",
    "work",
)


class ReadingSite(admin.AdminSite):
    """Only platform administrators look; nobody writes."""

    def has_permission(self, request):
        return request.user.is_active and may(request.user, "records.read")

    def admin_view(self, view, cacheable=False):
        """Its pages show the rows of all affiliates, to whoever is elevated: who is not does not get to them."""

        @wraps(view)
        def read(request, *args, **kwargs):
            with across_affiliates(
                "an elevated administrator reads all records, for a reason in the journal"
            ):
                response = view(request, *args, **kwargs)
                return response.render() if hasattr(response, "render") else response

        return super().admin_view(read, cacheable)

    def login(self, request, extra_context=None):
        """No door of its own: LoginRequiredMiddleware sends strangers to the front door before they get here."""
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")


class ReadingAdmin(admin.ModelAdmin):
    """Lists and shows rows of any model of ours; every write goes through an action instead."""

    exclude = ["note", "before", "after"]  # an affiliate's own words in the journal
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return may(request.user, "records.read")

    def has_module_permission(self, request):
        return may(request.user, "records.read")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def register_all(site: admin.AdminSite) -> None:
    """Every model of ours but the hidden ones and the history tables."""
    for label in _OURS:
        for model in apps.get_app_config(label).get_models():
            if model._meta.label_lower not in _HIDDEN and not hasattr(model, "pgh_tracked_model"):
                site.register(model, ReadingAdmin)


site = ReadingSite(name="admin")
