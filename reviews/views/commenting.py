# SPDX-License-Identifier: GPL-3.0-or-later
"""Commenting on a section, answering, settling; each answers with the threads of its section where htmx asks."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from casestudies.models import CaseStudy
from partnerships.views.answers import answer, posted, refuse
from reviews import actions, reports
from reviews.forms import CommentForm
from reviews.models import Comment
from reviews.views.reviewing import in_review


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, pk):
    """Asks what is to be said of a section, of the whole, or in a thread."""
    case_study = in_review(request, pk)
    given = {name: request.GET[name] for name in ("section", "thread") if name in request.GET}
    form = CommentForm(**posted(request), initial=given, case_study=case_study)
    if form.is_valid():
        try:
            said = actions.say(case_study, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return _answer(request, case_study, said)
    if request.htmx and form.errors:
        key = form.cleaned_data.get("section", "")
        return _threads(request, case_study, key, status=422, refused=form)
    return answer(request, "reviews/comment.html", form, case_study=case_study)


@require_POST
def resolve(request, pk):
    """The thread is settled."""
    return _settle(request, pk, actions.resolve)


@require_POST
def reopen(request, pk):
    """The thread is open again."""
    return _settle(request, pk, actions.reopen)


def _settle(request, pk, action):
    found = get_object_or_404(
        Comment.objects.visible_to(request.user).select_related("case_study__author"), pk=pk
    )
    return _answer(request, found.case_study, action(found, by=request.user))


def _answer(request, case_study: CaseStudy, said: Comment):
    if request.htmx:
        return _threads(request, case_study, said.section, new=said)
    thread = said.thread_id or said.pk
    return redirect(f"{reverse('reviews:review', args=[case_study.pk])}#comment-{thread}")


def _threads(request, case_study: CaseStudy, key: str, *, status=200, refused=None, new=None):
    context = {
        "case_study": case_study,
        "passage": reports.passage_of(case_study, key),
        "may_comment": case_study.state in CaseStudy.HANDED_IN,
        "refused": refused,
        "new": new,
    }
    return render(request, "reviews/_threads.html", context, status=status)
