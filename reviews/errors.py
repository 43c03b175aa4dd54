# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casestudies.errors import ChangedMeanwhile


class TextChanged(ChangedMeanwhile):
    """The authors took it back and filed another text, while this one was being judged."""

    def __init__(self, current):
        super().__init__(current)
        self.message = _(
            "The text has changed since this page was opened. It stands here as it is now: read it again, then judge."
        )


class OwnWork(ValidationError):
    def __init__(self):
        super().__init__(_("Nobody reviews a case study that they wrote themselves."), code="own-work")


class NotAReviewer(ValidationError):
    def __init__(self, user):
        super().__init__(
            _("%(user)s may not review this case study."), code="not-a-reviewer", params={"user": user}
        )


class TakeItFirst(ValidationError):
    """Only who has the review gives the verdict."""

    def __init__(self):
        super().__init__(
            _("Take the review before you judge: others see then that it is yours."), code="take-it-first"
        )


class AlreadyJudged(ValidationError):
    def __init__(self):
        super().__init__(_("This review is over."), code="already-judged")


class SayWhatIsMissing(ValidationError):
    def __init__(self):
        super().__init__(
            _("Say what is to be changed: in the summary, or in a comment that is not settled yet."),
            code="say-what-is-missing",
        )


class NothingSaid(ValidationError):
    def __init__(self):
        super().__init__(_("Write what you want to say."), code="nothing-said")


class TooLong(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("A comment has at most %(most)s characters."), code="too-long", params={"most": most}
        )


class NotInReview(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("Comments belong to a review; this case study is %(state)s."),
            code="not-in-review",
            params={"state": state},
        )
