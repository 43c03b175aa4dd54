# SPDX-License-Identifier: GPL-3.0-or-later
"""Ties between institutions: parts of a whole, members of a consortium."""

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal.history import tracked
from partnerships.models import Institution

# UNION, not UNION ALL: should the data hold a cycle all the same, the walk ends.
_UPWARDS = """
    WITH RECURSIVE above(id) AS (
        SELECT %s::bigint
        UNION
        SELECT tie.whole_id FROM institutions_tie tie JOIN above ON tie.part_id = above.id
        WHERE tie.kind = %s AND tie.ended_on IS NULL
    ) SELECT id FROM above
"""
_DOWNWARDS = """
    WITH RECURSIVE below(id) AS (
        SELECT %s::bigint
        UNION
        SELECT tie.part_id FROM institutions_tie tie JOIN below ON tie.whole_id = below.id
        WHERE tie.kind = %s AND tie.ended_on IS NULL
    ) SELECT id FROM below
"""


@tracked()
class Tie(models.Model):
    """One institution is part of, or a member of, another. Parts make a tree; members do not."""

    class Kind(models.TextChoices):
        PART = "part", _("is part of")
        MEMBER = "member", _("is a member of")

    part = models.ForeignKey(Institution, models.CASCADE, related_name="wholes")
    whole = models.ForeignKey(Institution, models.CASCADE, related_name="parts")
    kind = models.CharField(_("how"), max_length=10, choices=Kind, default=Kind.PART)
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(part=F("whole")), name="tie_of_two"),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="tie_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["part", "whole", "kind"], condition=Q(ended_on=None), name="tie_once"
            ),
            models.UniqueConstraint(
                fields=["part"], condition=Q(kind="part", ended_on=None), name="tie_one_whole"
            ),
        ]

    def __str__(self):
        return f"{self.part_id} {self.kind} {self.whole_id}"


def ancestors_of(institution_id: int, kind: str = Tie.Kind.PART) -> set[int]:
    """Whatever the institution is part (or a member) of today, directly or not, and itself."""
    with connection.cursor() as cursor:
        cursor.execute(_UPWARDS, [institution_id, kind])
        return {pk for (pk,) in cursor.fetchall()}


def descendants_of(institution_id: int, kind: str = Tie.Kind.PART) -> set[int]:
    """Whatever is part (or a member) of the institution today, directly or not, and itself."""
    with connection.cursor() as cursor:
        cursor.execute(_DOWNWARDS, [institution_id, kind])
        return {pk for (pk,) in cursor.fetchall()}
