# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to an advocate's rights: whether they were told, what they answered, who looked at them."""

from functools import partial

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import actions
from partnerships.forms.privacy import AnswerForm, NoteNoticeForm, NoticeLanguageForm, SendNoticeForm
from partnerships.models import Address, Notice
from partnerships.permissions import may_edit_advocate
from partnerships.reports.notices import draft_notice
from partnerships.views.answers import posted
from partnerships.views.asking import asked, edited, seen
from privacy.contacts import note_shown, shows_contacts
from privacy.models import Assessment, Consent, Reading, Statement
from privacy.permissions import may_see_readings
from work.models import Message

LINES = 20


@require_safe
@shows_contacts
def rights(request, pk):
    """A slot of the advocate's page: told or not, the log of consents, and for administrators who looked."""
    advocate = seen(request, pk)
    notice = Notice.objects.filter(advocate=advocate).select_related("statement", "by").first()
    readings = Reading.objects.visible_to(request.user).of(advocate).select_related("reader")
    context = {
        "advocate": advocate,
        "may_edit": may_edit_advocate(request.user, advocate.affiliate_id) and not advocate.is_anonymous,
        "notice": notice,
        "state": notice.state(on=timezone.localdate()) if notice else "",
        "message": Message.objects.filter(key=notice.message_key).first()
        if notice and notice.message_key
        else None,
        "consents": Consent.objects.about(advocate).select_related("statement", "by")[:LINES],
        "assessment": Assessment.objects.filter(affiliate=advocate.affiliate_id)
        .order_by("-written_at")
        .first(),
        "sees_readings": may_see_readings(request.user, advocate.affiliate_id),
        "readings": readings.order_by("-read_at", "-pk")[:LINES],
    }
    is_fragment = request.htmx and not request.htmx.history_restore_request
    name = "_advocate_rights" if is_fragment else "advocate_rights"
    return render(request, f"partnerships/{name}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def notice(request, pk):
    """Read the notice in the words that will be sent, then send it by mail."""
    advocate = edited(request, pk)
    asked_for = NoticeLanguageForm(request.GET if "language" in request.GET else None)
    language = asked_for.cleaned_data["language"] if asked_for.is_valid() else get_language()
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    statement = Statement.objects.in_force(now=timezone.now()).filter(kind="notice").first()
    draft = draft_notice(advocate, statement, by=request.user, language=language) if statement else None
    initial = {"language": language}
    if draft:
        initial |= {"subject": draft.subject, "body": draft.body}
    to = advocate.addresses.filter(kind=Address.Kind.EMAIL).order_by("-is_preferred", "pk").first()
    note_shown(request, [advocate], Reading.How.PAGE)
    return asked(
        request,
        advocate,
        SendNoticeForm(**posted(request), initial=initial),
        partial(actions.send_notice, advocate, by=request.user),
        _("The notice is on its way."),
        template="partnerships/advocate_notice.html",
        title=_("Tell %(name)s what you keep") % {"name": advocate},
        to=to,
        draft=draft,
        languages=NoticeLanguageForm(initial={"language": language}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def notice_given(request, pk):
    """Note that somebody was told otherwise, or need not be."""
    advocate = edited(request, pk)
    return asked(
        request,
        advocate,
        NoteNoticeForm(**posted(request), initial={"given_on": timezone.localdate()}),
        partial(actions.note_notice, advocate, by=request.user),
        _("It is noted that they were told."),
        title=_("How %(name)s was told") % {"name": advocate},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@shows_contacts
def answered(request, pk):
    """Note what somebody agreed or objected to."""
    advocate = edited(request, pk)
    return asked(
        request,
        advocate,
        AnswerForm(**posted(request), initial={"given_on": timezone.localdate()}),
        partial(actions.note_answer, advocate, by=request.user),
        _("Their answer is noted."),
        title=_("What %(name)s agreed or objected to") % {"name": advocate},
        lede=_("Lines are added and never changed: the newest of each kind counts."),
    )
