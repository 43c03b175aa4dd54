# SPDX-License-Identifier: GPL-3.0-or-later
"""An institution with a child of every kind: one maker for each column that points to institutions."""

from accounts.models import User
from casestudies.models import Guess
from institutions.models import (
    Alignment,
    Dispute,
    ItemRecord,
    LikelyDuplicate,
    NotDuplicate,
    SourcedFact,
    Suggestion,
    Tie,
    Vote,
)
from partnerships.models import Address, Contact, Post
from partnerships.stages import Phase
from presence.models import CategoryCount, CategoryNode, CategoryRecord, ListingRequest, Place
from teamwork.models import Following, Mention, Note, Notice, Task
from tests.factories import (
    AdvocateFactory,
    CaseStudyFactory,
    CoLeadFactory,
    CommitmentFactory,
    FirstPathFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    UserFactory,
)

KIND = "partnerships.institution"


def thread(institution) -> dict:
    return {"thread_kind": KIND, "thread_id": institution.pk}


def case_study(institution, _by):
    return CaseStudyFactory(institution=institution)


def guess(institution, _by):
    return Guess.objects.create(
        case_study=CaseStudyFactory(mirrored=True),
        about="institution",
        institution=institution,
        confidence=0.5,
    )


def first_path(institution, _by):
    return FirstPathFactory(institution=institution)


def item_record(institution, _by):
    return ItemRecord.objects.create(institution=institution, item=f"Q{institution.pk}")


def fact(institution, _by):
    return SourcedFact.objects.create(institution=institution, field="website", value="x", item="Q1")


def alignment(institution, by):
    return Alignment.objects.create(institution=institution, affiliate=by.affiliate, level="good")


def dispute(institution, by):
    made = Dispute.objects.create(
        institution=institution, affiliate=by.affiliate, kind="legal", title="Quarrel", raised_by=by
    )
    made.readers.add(by)
    return made


def suggestion(institution, by):
    made = Suggestion.objects.create(
        name="Pond", country="FR", by=by, state="taken_up", institution=institution
    )
    Vote.objects.create(suggestion=made, user=by)
    return made


def tie_up(institution, _by):
    return Tie.objects.create(part=institution, whole=InstitutionFactory())


def tie_down(institution, _by):
    return Tie.objects.create(part=InstitutionFactory(), whole=institution, kind="member")


def post(institution, by):
    advocate = AdvocateFactory(affiliate=by.affiliate, institution=InstitutionFactory())
    Address.objects.create(advocate=advocate, kind="email", value=f"a{institution.pk}@example.org")
    Contact.objects.create(advocate=advocate, happened_on="2026-01-01", channel="mail", by=by)
    return Post.objects.create(advocate=advocate, institution=institution, title="Keeper")


def partnership(institution, by):
    made = PartnershipFactory(institution=institution, affiliate=by.affiliate, lead=by, phase=Phase.ENDED)
    CommitmentFactory(mou=MouFactory(partnership=made))
    CoLeadFactory(partnership=made)
    return made


def note(institution, by):
    made = Note.objects.create(**thread(institution), affiliate=by.affiliate, author=by, text="We met.")
    Mention.objects.create(note=made, user=by)
    return made


def task(institution, by):
    return Task.objects.create(**thread(institution), affiliate=by.affiliate, title="Call", assignee=by)


def following(institution, by):
    return Following.objects.create(**thread(institution), user=by)


def notice(institution, by):
    return Notice.objects.create(**thread(institution), user=by, kind="x", key=f"x:{institution.pk}")


def place(institution, by):
    made = Place.objects.create(institution=institution, kind="category", identifier="Tides", added_by=by)
    record = CategoryRecord.objects.create(place=made, tree_files=5)
    CategoryNode.objects.create(record=record, name="Tides", depth=0, position=0)
    CategoryCount.objects.create(
        record=record, counted_on="2026-01-01", files=5, tree_files=5, tree_categories=1
    )
    ListingRequest.objects.create(place=made, asked_on="2026-01-02", asked_by=by)
    return made


MAKERS = {
    ("casestudies.CaseStudy", "institution_id"): case_study,
    ("casestudies.Guess", "institution_id"): guess,
    ("learning.FirstPath", "institution_id"): first_path,
    ("institutions.ItemRecord", "institution_id"): item_record,
    ("institutions.SourcedFact", "institution_id"): fact,
    ("institutions.Alignment", "institution_id"): alignment,
    ("institutions.Dispute", "institution_id"): dispute,
    ("institutions.Suggestion", "institution_id"): suggestion,
    ("institutions.Tie", "part_id"): tie_up,
    ("institutions.Tie", "whole_id"): tie_down,
    ("presence.Place", "institution_id"): place,
    ("partnerships.Post", "institution_id"): post,
    ("partnerships.Partnership", "institution_id"): partnership,
    ("teamwork.Note", "thread_id"): note,
    ("teamwork.Task", "thread_id"): task,
    ("teamwork.Following", "thread_id"): following,
    ("teamwork.Notice", "thread_id"): notice,
}
# What hangs on those children and comes along without being touched.
BELOW = {
    "partnerships.Mou",
    "partnerships.Commitment",
    "partnerships.CoLead",
    "partnerships.Address",
    "partnerships.Contact",
    "institutions.Vote",
    "presence.CategoryRecord",
    "presence.CategoryNode",
    "presence.CategoryCount",
    "presence.ListingRequest",
    "teamwork.Mention",
}


def fill(institution, by: User) -> None:
    """One child of each kind, and the two kinds of pairs on either side."""
    for make in MAKERS.values():
        make(institution, by)
    for model, more in ((LikelyDuplicate, {}), (NotDuplicate, {"by": by})):
        younger = InstitutionFactory()
        model.objects.create(first=institution, second=younger, **more)


def pair_with_older(older, institution, by: User) -> None:
    LikelyDuplicate.objects.create(first=older, second=institution, strength=50)
    NotDuplicate.objects.create(first=older, second=institution, by=by)


def somebody() -> User:
    return UserFactory()
