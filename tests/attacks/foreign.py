# SPDX-License-Identifier: GPL-3.0-or-later
"""What another affiliate has, one of each kind, and all under one number: sent once, it asks for each of them."""

from collections.abc import Iterator

from django.db import connection, models

from accounts.models import Membership
from agreements.models import LegalHold, Progress
from institutions.models import Alignment, Dispute
from journal.models import Entry
from partnerships.models import (
    Address,
    Contact,
    Notice,
    Partnership,
    Pipeline,
    Post,
    Relation,
    Stage,
    StageMove,
)
from privacy.models import Assessment, Consent, PersonSearch, Reading
from teamwork.models import Mention
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CaseStudyFactory,
    CoLeadFactory,
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
    UserFactory,
)
from tests.factories.agreements import (
    AgreementTemplateFactory,
    ClauseFactory,
    RightsTermFactory,
    SignatoryFactory,
)
from tests.factories.learning import FirstPathFactory, MentorshipFactory
from tests.factories.presence import PlaceFactory
from tests.factories.reviews import CommentFactory, ReviewFactory
from tests.factories.teamwork import (
    FollowingFactory,
    NoteFactory,
    NoticeFactory,
    SavedViewFactory,
    TaskFactory,
)
from tests.factories.together import CoAuthorFactory, PictureFactory
from today.models import Feed

# Equally long, so that neither is refused for its size; the second stands for nothing.
THEIRS, NOBODYS = 73_456_789, 98_765_432
# What they wrote begins with it, and no answer to anybody else may hold it.
MARK = "zqforeignqz"
# Tables that are an affiliate's or hang on what is, of which there is none under the number; and why.
LEFT_OUT = {
    "accounts.TokenScope": "known by the key of its token",
    "institutions.Dispute_readers": "no form names its number",
    "outreach.Claim": "open to all who decide on claims",
}


def make_theirs() -> dict[str, models.Model]:
    """{label: row}: one of each kind, of an affiliate that nobody of the doors' world is in."""
    affiliate, institution = AffiliateFactory(name="Affiliate of others"), InstitutionFactory()
    # Who works in which affiliate is no secret to colleagues elsewhere: the name is without the mark.
    user = UserFactory(pk=THEIRS, wiki_username="Somebody of others")
    pipeline = Pipeline.objects.create(pk=THEIRS, affiliate=affiliate, name=MARK)
    rows = [
        user,
        Membership.objects.create(pk=THEIRS, user=user, affiliate=affiliate, role="coordinator"),
        pipeline,
    ]
    stage = Stage.objects.create(pk=THEIRS, pipeline=pipeline, phase="active", names={"en": MARK}, position=1)
    partnership = Partnership.objects.create(
        pk=THEIRS, affiliate=affiliate, institution=institution, pipeline=pipeline, stage=stage, phase=stage.phase,
        lead=user, summary=MARK, notes=MARK, next_step=MARK,
    )  # fmt: skip
    move = StageMove.objects.create(
        pk=THEIRS, partnership=partnership, affiliate=affiliate, target=stage, by=user, note=MARK
    )
    co_lead = CoLeadFactory(pk=THEIRS, partnership=partnership, message=MARK)
    rows += [stage, partnership, move, co_lead]
    rows += [*_people(affiliate, institution, user), *_agreement(partnership, affiliate, user)]
    rows += [*_work(partnership, affiliate, institution, user), *_studies(affiliate, user)]
    made = {row._meta.label: row for row in rows}
    assert all(row.pk == THEIRS for row in made.values())
    return made


def _people(affiliate, institution, user) -> Iterator[models.Model]:
    advocate = AdvocateFactory(
        pk=THEIRS, affiliate=affiliate, institution=institution, name=MARK, plan=MARK, plan_on="2031-01-01"
    )
    Post.objects.filter(advocate=advocate).update(id=THEIRS, title=MARK)
    other = AdvocateFactory(affiliate=affiliate, institution=institution, name=MARK)
    yield from (advocate, Post.objects.get(pk=THEIRS))
    yield Address.objects.create(pk=THEIRS, advocate=advocate, kind="email", value=f"{MARK}@pond.example")
    yield Contact.objects.create(
        pk=THEIRS, advocate=advocate, happened_on="2026-01-05", channel="call", by=user, note=MARK
    )
    yield Relation.objects.create(pk=THEIRS, advocate=advocate, other=other, kind="succeeds")
    yield Notice.objects.create(
        pk=THEIRS, advocate=advocate, entered_on="2026-01-01", due_on="2026-02-01", note=MARK
    )
    of = {"subject_kind": "partnerships.advocate", "subject_id": advocate.pk, "affiliate": affiliate}
    yield Consent.objects.create(
        pk=THEIRS, **of, category="contact", answer="agreed", given_on="2026-01-01", note=MARK, by=user
    )
    yield Reading.objects.create(pk=THEIRS, **of, reader=user, how="page", path=f"/{MARK}/")
    yield PersonSearch.objects.create(pk=THEIRS, **of, asked_by=user)
    yield Assessment.objects.create(
        pk=THEIRS, affiliate=affiliate, purpose=MARK, necessity=MARK, balance=MARK, written_by=user
    )


def _agreement(partnership, affiliate, user) -> Iterator[models.Model]:
    mou = MouFactory(pk=THEIRS, partnership=partnership, title=MARK, flags_note=MARK)
    commitment = CommitmentFactory(pk=THEIRS, mou=mou, what=MARK)
    yield from (mou, commitment)
    yield ClauseFactory(pk=THEIRS, mou=mou, title=MARK, text=MARK)
    yield SignatoryFactory(pk=THEIRS, mou=mou, name=MARK)
    yield RightsTermFactory(pk=THEIRS, mou=mou, note=MARK, content_set=MARK)
    yield AgreementTemplateFactory(pk=THEIRS, affiliate=affiliate, name=MARK)
    yield Progress.objects.create(
        pk=THEIRS, commitment=commitment, done_on="2026-01-01", note=MARK, made_by=user
    )
    yield LegalHold.objects.create(pk=THEIRS, mou=mou, reason=MARK, held_by=user)


def _work(partnership, affiliate, institution, user) -> Iterator[models.Model]:
    note = NoteFactory(pk=THEIRS, on=partnership, affiliate=affiliate, author=user, text=MARK)
    yield note
    yield Mention.objects.create(pk=THEIRS, note=note, user=user)
    yield TaskFactory(pk=THEIRS, on=partnership, affiliate=affiliate, assignee=user, title=MARK)
    yield FollowingFactory(pk=THEIRS, on=partnership, user=user)
    yield NoticeFactory(pk=THEIRS, on=partnership, user=user, words={"who": MARK, "record": MARK})
    yield SavedViewFactory(pk=THEIRS, owner=user, reach="affiliate", affiliate=affiliate, name=MARK)
    yield PlaceFactory(pk=THEIRS, partnership=partnership, label=MARK)
    yield Alignment.objects.create(
        pk=THEIRS, affiliate=affiliate, institution=institution, level="good", reason=MARK
    )
    yield Dispute.objects.create(
        pk=THEIRS,
        affiliate=affiliate,
        institution=institution,
        kind="legal",
        title=MARK,
        account=MARK,
        raised_by=user,
    )
    yield Entry.objects.create(
        pk=THEIRS, actor=user, verb="partnership.opened", note=MARK,
        subject_kind="partnerships.partnership", subject_id=partnership.pk,
        thread_kind="partnerships.partnership", thread_id=partnership.pk,
    )  # fmt: skip
    yield Feed.objects.create(pk=THEIRS, user=user, digest=MARK)


def _studies(affiliate, user) -> Iterator[models.Model]:
    study = CaseStudyFactory(pk=THEIRS, author=user, title=MARK, lead=MARK)
    filed = CaseStudyFactory(filed=True, affiliate=affiliate, author=user, title=MARK)
    yield study
    yield CoAuthorFactory(pk=THEIRS, case_study=study)
    yield PictureFactory(pk=THEIRS, case_study=study, caption=MARK)
    yield CommentFactory(pk=THEIRS, case_study=filed, author=user, section="summary", text=MARK)
    yield ReviewFactory(pk=THEIRS, case_study=filed, reviewer=user)
    yield MentorshipFactory(pk=THEIRS, path=FirstPathFactory(user=user), message=MARK)


def rewind(far: int) -> None:
    """The next rows get the same numbers again: sequences are not rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s)"
            " FROM pg_sequences WHERE schemaname = 'public'",
            [far],
        )
