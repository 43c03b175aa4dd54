# SPDX-License-Identifier: GPL-3.0-or-later
"""The wikis we mirror."""

from django.db import models


class Source(models.Model):
    """A wiki we mirror, named by its host: data, never a constant."""

    host = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=200, blank=True)
    page_url = models.CharField(
        max_length=500, blank=True, help_text="Where pages are read, with $1 for a title."
    )
    licence_name = models.CharField(max_length=200, blank=True)
    licence_url = models.CharField(max_length=500, blank=True)

    synced_at = models.DateTimeField(null=True, help_text="When the last sync that went well ended.")
    hidden_read_at = models.DateTimeField(
        null=True, help_text="Up to which moment of the wiki's clock we know what its administrators hid."
    )

    def __str__(self):
        return self.name or self.host
