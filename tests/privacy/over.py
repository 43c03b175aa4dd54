# SPDX-License-Identifier: GPL-3.0-or-later
"""For each purge, something whose time began at a moment, and whether it is still there. By the purge's name."""

import uuid
from datetime import timedelta

import pgtrigger
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from knox.models import AuthToken
from pghistory.models import Context

from accounts.models import Session, WikiCredential
from agreements.actions.keeping import NOBODY
from agreements.models import Clause, Signatory
from casestudies.models import CaseStudy, WikiDraft
from institutions.models import Merge
from journal.actions import record, record_event
from journal.correlation import correlated
from journal.models import Entry
from outreach.models import SyncRun
from partnerships.models import Advocate, CoLead, Contact, Mou, Partnership, StageMove
from partnerships.stages import Phase
from privacy.models import Consent, PersonSearch, Reading
from teamwork.models import Note, Notice, Task
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CaseStudyFactory,
    CoLeadFactory,
    InstitutionFactory,
    MouFactory,
    NoteFactory,
    NoticeFactory,
    PartnershipFactory,
    SourceFactory,
    TaskFactory,
    UserFactory,
    member,
)
from tests.factories.agreements import ClauseFactory, SignatoryFactory
from tests.factories.wiki import WikiCredentialFactory
from today.models import Feed
from work.models import FormKey, Message, Run

CASES = {}


def case(name):
    """The function makes something as old as `at` and returns a question: is it still there?"""

    def register(make):
        CASES[name] = make
        return make

    return register


@case("sessions")
def session(at):
    row = Session.objects.create(session_key=uuid.uuid4().hex, session_data="x", expire_date=at, begun_at=at)
    return Session.objects.filter(pk=row.pk).exists


@case("form-keys")
def form_key(at):
    row = FormKey.objects.create(key=uuid.uuid4(), user=UserFactory(), used_at=at)
    return FormKey.objects.filter(pk=row.pk).exists


@case("searches")
def search(at):
    row = PersonSearch.objects.create(
        subject_kind="partnerships.advocate", subject_id=1, asked_by=UserFactory(), asked_at=at, ended_at=at
    )
    return PersonSearch.objects.filter(pk=row.pk).exists


@case("messages")
def message(at):
    row = Message.objects.create(
        kind="mail",
        key=uuid.uuid4().hex,
        payload={"to": "ada@pond.example"},
        state="sent",
        sent_at=at,
        error="250 ada",
    )
    # The row itself always stays: it is counted, and keeps the same thing from being sent again.
    return lambda: Message.objects.get(pk=row.pk).payload != {} or Message.objects.get(pk=row.pk).error != ""


@case("errors-of-runs")
def error_of_a_run(at):
    row = Run.objects.create(kind="x", state="failed", ended_at=at, error="no such person: Ada")
    return lambda: Run.objects.get(pk=row.pk).error != ""


@case("journal")
def line_of_the_journal(at):
    """On a record: it fades and stays. On who has an account, or on nothing of ours: it goes."""
    partnership, by = PartnershipFactory(), UserFactory()
    membership = member("viewer", partnership.affiliate).memberships.get()
    with correlated():
        lines = [
            record("partnership.moved", partnership, by=by, before="Ada", after=by, note="said Cy"),
            record("membership.granted", membership, by=by, about=partnership.affiliate, after="viewer"),
            record("session.begun", by, by=by),
            record_event("door.missing", by=by, after="GET x"),
        ]
    keys = [line.pk for line in lines]
    for key in keys:
        _set_back(Entry, key, at=at)

    def tells():
        """Whether anything of it is left; all of it or nothing."""
        on_record, on_role = (Entry.objects.get(pk=key) for key in keys[:2])
        assert (on_record.verb, on_record.subject_id, on_record.at) == (lines[0].verb, partnership.pk, at)
        assert (on_role.thread_id, on_role.affiliate_id) == (partnership.affiliate_id,) * 2
        left = [bool(each.actor_id) for each in (on_record, on_role)]
        left += [
            bool(each.before or each.after or each.note or each.request_id) for each in (on_record, on_role)
        ]
        left += [on_role.subject_id == membership.pk, Entry.objects.filter(pk__in=keys[2:]).count() == 2]
        assert len(set(left)) == 1, left
        return left[0]

    return tells


@case("history")
def context_of_history(at):
    row = Context.objects.create(metadata={"user": 1, "url": "/advocates/1/"})
    Context.objects.filter(pk=row.pk).update(created_at=at)
    return lambda: Context.objects.get(pk=row.pk).metadata != {}


@case("admin-log")
def line_of_the_admin(at):
    row = LogEntry.objects.create(user=UserFactory(), object_repr="Ada", action_flag=1, action_time=at)
    return LogEntry.objects.filter(pk=row.pk).exists


@case("credentials")
def credential(at):
    row = WikiCredentialFactory(used_at=at)
    return WikiCredential.objects.filter(pk=row.pk).exists


@case("tokens")
def token(at):
    row, _token = AuthToken.objects.create(user=UserFactory(), expiry=None)
    AuthToken.objects.filter(pk=row.pk).update(created=at)
    return AuthToken.objects.filter(pk=row.pk).exists


@case("consents")
def consent(at):
    advocate = AdvocateFactory()
    row = Consent.objects.create(
        affiliate=advocate.affiliate,
        subject_kind="partnerships.advocate",
        subject_id=advocate.pk,
        category=Consent.Category.WIKI_ACCOUNT,
        answer=Consent.Answer.OPT_IN,
        given_on=timezone.localdate(at),
        recorded_at=at,
    )
    return Consent.objects.filter(pk=row.pk).exists


@case("readings")
def reading(at):
    row = Reading.objects.create(
        reader=UserFactory(),
        affiliate=AffiliateFactory(),
        subject_kind="partnerships.advocate",
        subject_id=1,
        how=Reading.How.PAGE,
        path="/advocates/1/",
        read_at=at,
    )
    return Reading.objects.filter(pk=row.pk).exists


@case("notices")
def notice(at):
    row = NoticeFactory(made_at=at)
    return Notice.objects.filter(pk=row.pk).exists


@case("feeds")
def feed(at):
    row = Feed.objects.create(user=UserFactory(), digest=uuid.uuid4().hex, made_at=at)
    return Feed.objects.filter(pk=row.pk).exists


@case("errors-of-syncs")
def error_of_a_sync(at):
    run = Run.objects.create(kind="outreach.sync", state="done", ended_at=at)
    row = SyncRun.objects.create(run=run, source=SourceFactory(), reasons=[{"title": "User:Ada"}])
    return lambda: SyncRun.objects.get(pk=row.pk).reasons != []


@case("merges")
def merge(at):
    row = Merge.objects.create(
        kept=InstitutionFactory(),
        absorbed=InstitutionFactory(),
        by=UserFactory(),
        merged_at=at,
        dropped=[{"model": "teamwork.note", "row": {"text": "Ada"}}],
    )
    return lambda: Merge.objects.get(pk=row.pk).dropped != []


@case("contact-notes")
def contact_note(at):
    row = Contact.objects.create(
        advocate=AdvocateFactory(),
        happened_on=at.date(),
        channel="call",
        by=UserFactory(),
        note="Ada is tired",
        recorded_at=at,
    )
    past = Contact.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exclude(note="")
    return lambda: past.exists() or Contact.objects.get(pk=row.pk).note != ""


@case("plans")
def plan(at):
    row = AdvocateFactory(plan="Invite Ada", plan_on=timezone.localdate(at))
    past = Advocate.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exclude(plan="")
    return lambda: past.exists() or Advocate.objects.get(pk=row.pk).plan != ""


@case("advocates")
def advocate(at):
    row = AdvocateFactory(last_contact_on=timezone.localdate(at))
    # As the contact itself would have set it.
    from_then = timezone.localdate() - timezone.localdate(at)
    Advocate.objects.filter(pk=row.pk).update(
        keep_until_on=timezone.localdate() + timedelta(days=730) - from_then
    )
    return Advocate.objects.known().filter(pk=row.pk).exists


@case("drafts")
def draft(at):
    row = CaseStudyFactory(title="How Ada did it", saved_at=at)
    NoticeFactory(
        user=row.author,
        thread_kind="casestudies.casestudy",
        thread_id=row.pk,
        kind="casestudy.idle",
        key="warned",
        made_at=timezone.now() - timedelta(days=29),
    )
    past = CaseStudy.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exclude(title="")
    return lambda: past.exists() or CaseStudy.objects.filter(pk=row.pk).exists()


@case("wiki-drafts")
def wiki_draft(at):
    row = WikiDraft.objects.create(
        asked_by=UserFactory(), asked_for="User:Ada/Draft", state="refused", ended_at=at
    )
    return WikiDraft.objects.filter(pk=row.pk).exists


def _ended(at):
    return MouFactory(signed=True, ends_on=timezone.localdate(at))


@case("agreements")
def agreement(at):
    name = default_storage.save(f"mous/{uuid.uuid4()}.pdf", ContentFile(b"signed by Ada"))
    row = MouFactory(
        signed=True,
        ends_on=timezone.localdate(at),
        document=name,
        document_name="ada.pdf",
        link="https://a.example/",
    )
    ClauseFactory(mou=row, text="Ada signs.")
    events = [
        Mou.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exclude(document="", document_name="", link=""),
        Clause.pgh_event_model.objects.filter(mou_id=row.pk).exclude(text="", title=""),
        Clause.objects.filter(mou=row),
        Mou.objects.filter(pk=row.pk).exclude(document="", document_name="", link=""),
    ]
    return lambda: any(each.exists() for each in events) or default_storage.exists(name)


@case("signatories")
def signatory(at):
    row = SignatoryFactory(mou=_ended(at), name="Ada", post="Head")
    past = Signatory.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exclude(name__in=["", NOBODY])
    return lambda: past.exists() or Signatory.objects.get(pk=row.pk).name != NOBODY


@case("closed-partnerships")
def closed_partnership(at):
    row = PartnershipFactory(phase=Phase.ENDED, notes="Ada left", summary="With Ada", next_step="Ask Ada")
    Partnership.objects.filter(pk=row.pk).update(stage_entered_at=at)
    thread = {"thread_kind": "partnerships.partnership", "thread_id": row.pk, "affiliate": row.affiliate}
    NoteFactory(**thread, text="Ada said no")
    TaskFactory(**thread, title="Ask Ada")
    source = row.pipeline.stages.first()
    StageMove.objects.create(
        partnership=row,
        affiliate=row.affiliate,
        source=source,
        target=row.stage,
        by=row.lead,
        note="Ada left",
    )
    CoLeadFactory(partnership=row, message="With Ada?")
    here = {"thread_kind": "partnerships.partnership", "thread_id": row.pk}
    said = [
        Partnership.objects.filter(pk=row.pk).exclude(notes="", summary="", next_step=""),
        Partnership.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exclude(
            notes="", summary="", next_step=""
        ),
        StageMove.objects.filter(partnership=row).exclude(note=""),
        CoLead.objects.filter(partnership=row).exclude(message=""),
        CoLead.pgh_event_model.objects.filter(partnership_id=row.pk).exclude(message=""),
        *(model.objects.filter(**here) for model in (Note, Task)),
        Task.pgh_event_model.objects.filter(**here).exclude(title=""),
    ]
    return lambda: any(each.exists() for each in said)


def _set_back(model, pk, **values):
    with pgtrigger.ignore(f"{model._meta.label}:append_only"):
        model.objects.filter(pk=pk).update(**values)
