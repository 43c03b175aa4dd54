# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PlaceThere(ValidationError):
    def __init__(self, place):
        super().__init__(
            _("“%(place)s” is in the list already."), code="place-there", params={"place": place.name}
        )
        self.place = place


class NotATask(ValidationError):
    def __init__(self):
        super().__init__(_("Only a task is resolved or opened again."), code="not-a-task")


class ResolvedAhead(ValidationError):
    def __init__(self):
        super().__init__(_("A task cannot have been resolved in the future."), code="resolved-ahead")


class NotMoved(ValidationError):
    def __init__(self):
        super().__init__(_("Commons does not redirect this category to another."), code="not-moved")


class NotACategory(ValidationError):
    def __init__(self):
        super().__init__(_("Only a Commons category is counted and measured."), code="not-a-category")


class AlreadyAsked(ValidationError):
    def __init__(self):
        super().__init__(
            _("Somebody has asked for this category already and waits for the answer."), code="already-asked"
        )


class AlreadyAnswered(ValidationError):
    def __init__(self):
        super().__init__(_("The answer to this request is noted already."), code="already-answered")


class AnsweredBeforeAsked(ValidationError):
    def __init__(self):
        super().__init__(_("It cannot have been answered before it was asked."), code="answered-before-asked")


class DayAhead(ValidationError):
    def __init__(self):
        super().__init__(_("That day is still to come."), code="day-ahead")


class MostCategoriesVanished(ValidationError):
    def __init__(self, missing: int, asked: int):
        super().__init__(
            _(
                "Of %(asked)d categories that were there, %(missing)d are said to be gone. That looks like another "
                "wiki, so nothing was changed. Check COMMONS_URL."
            ),
            code="most-categories-vanished",
            params={"missing": missing, "asked": asked},
        )
