# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of a review ask; nothing here saves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import SectionKey
from interface.fields import DayField, LongTextField, Version
from reviews.criteria import CRITERIA, Answer
from reviews.models import Comment, Review
from reviews.models.comments import LONGEST_COMMENT, LONGEST_QUOTE

LONGEST_SUMMARY = 10_000
LONGEST_NOTE = 1_000


class JudgeForm(forms.Form):
    """The rubric, the summary, and what is decided: `answer_<criterion>` and `note_<criterion>`."""

    KEEP, ACCEPT, CHANGES = "keep", "accept", "changes"

    version = Version()
    decision = forms.ChoiceField(
        choices=[(KEEP, _("Keep for later")), (CHANGES, _("Ask for changes")), (ACCEPT, _("Accept"))],
        widget=forms.HiddenInput,
    )
    summary = LongTextField(
        rows=5,
        label=_("What the authors should know"),
        help_text=_(
            "What is good, what is missing, and what you advise. Only they and other reviewers read it."
        ),
        required=False,
        max_length=LONGEST_SUMMARY,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for criterion in CRITERIA:
            self.fields[f"answer_{criterion.code}"] = forms.ChoiceField(
                label=criterion.label,
                help_text=criterion.asks,
                required=False,
                choices=Answer.choices,
                widget=forms.RadioSelect,
            )
            self.fields[f"note_{criterion.code}"] = forms.CharField(
                label=_("Note on “%(criterion)s”") % {"criterion": criterion.label},
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def rubric(self):
        """The bound fields of each criterion, in their order."""
        return [(self[f"answer_{each.code}"], self[f"note_{each.code}"]) for each in CRITERIA]

    @property
    def answers(self) -> dict:
        """What was answered, as a review keeps it."""
        given = {
            each.code: {
                "answer": self.cleaned_data[f"answer_{each.code}"],
                "note": self.cleaned_data[f"note_{each.code}"],
            }
            for each in CRITERIA
        }
        return {code: said for code, said in given.items() if said["answer"] or said["note"]}


def noted(review: Review) -> dict:
    """What a review holds already, as the initial values of a `JudgeForm`."""
    initial = {"summary": review.summary}
    for code, said in review.answers.items():
        initial |= {f"answer_{code}": said.get("answer", ""), f"note_{code}": said.get("note", "")}
    return initial


class CommentForm(forms.Form):
    """A comment on a section or the whole, or an answer in a thread."""

    section = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    thread = forms.ModelChoiceField(Comment.objects.none(), required=False, widget=forms.HiddenInput)
    text = LongTextField(label=_("Comment"), rows=3, max_length=LONGEST_COMMENT)
    quote = forms.CharField(
        label=_("Passage it is about"),
        required=False,
        max_length=LONGEST_QUOTE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args, case_study, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", _("The whole")), *SectionKey.choices]
        self.fields["thread"].queryset = case_study.review_comments.all()


class AssignForm(forms.Form):
    """Who reviews, by when, and instead of whom."""

    reviewer = forms.ModelChoiceField(None, label=_("Reviewer"))
    due_on = DayField(label=_("Due on"), required=False, help_text=_("Empty: in the usual number of days."))
    instead = forms.ModelChoiceField(
        Review.objects.none(),
        label=_("Instead of"),
        required=False,
        empty_label=_("nobody: as one more reviewer"),
    )

    def __init__(self, *args, reviewers, reviews, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviewers.order_by("wiki_username", "username")
        instead = self.fields["instead"]
        instead.queryset = reviews
        instead.label_from_instance = lambda review: str(review.reviewer)
