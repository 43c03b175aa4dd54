# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the demo's story through the same actions the pages use, then dates it back."""

from datetime import timedelta
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from accounts.actions import found_affiliate, grant_role
from accounts.models import Affiliate, User
from agreements import actions as agreements
from agreements.models import Signatory
from agreements.packs import READY_MADE
from casestudies import actions as casestudies
from glamwiki.demo import cast, learned, together, wiki
from journal.models import Entry
from partnerships import actions
from partnerships.models import Partnership, StageMove
from partnerships.stages import ASIDE, PATH, Phase
from privacy.actions import accept
from privacy.models import Statement


def is_loaded() -> bool:
    return Affiliate.objects.exists()


@transaction.atomic
def load() -> dict[str, int]:
    """Load everything or nothing; returns how many of what."""
    affiliates = [
        found_affiliate(name=name, kind=kind, country=country, by=None)
        for name, kind, country in cast.AFFILIATES
    ]
    people = [_person(affiliates, *row) for row in cast.PEOPLE]
    for affiliate in affiliates:
        actions.make_pipeline(affiliate, by=None)
    leads = [
        next(p for p, row in zip(people, cast.PEOPLE, strict=True) if row[2] == (n, "coordinator"))
        for n in range(len(affiliates))
    ]
    institutions = [_institution(leads[0], *row) for row in cast.INSTITUTIONS]
    partnerships = [_partnership(affiliates, leads, institutions, *row) for row in cast.PARTNERSHIPS]
    for row in cast.ADVOCATES:
        _advocate(affiliates, leads, institutions, *row)
    for row in cast.AGREEMENTS:
        _agreement(partnerships, *row)
    for partnership, row in zip(partnerships, cast.PARTNERSHIPS, strict=True):
        _walk(partnership, row[2])
    together.finish_what_is_past(partnerships)
    with pgtrigger.ignore("journal.Entry:append_only", "partnerships.StageMove:append_only"):
        for partnership, row in zip(partnerships, cast.PARTNERSHIPS, strict=True):
            _date_back(partnership, days=row[4], is_public=row[2] in {"active", "sustaining"})
    together.work_together(affiliates, people, leads, institutions, partnerships)
    volunteer = people[5]
    for row in cast.CASE_STUDIES:
        _case_study(volunteer, affiliates[0], institutions, *row)
    mirrored = wiki.mirror()
    learned.learn(people, institutions)
    return {
        "affiliates": len(affiliates),
        "people": len(people),
        "institutions": len(institutions),
        "partnerships": len(partnerships),
        "case studies": len(cast.CASE_STUDIES),
        "mirrored pages": mirrored,
    }


def _person(affiliates, username, wiki_username, membership, is_wmf, is_platform) -> User:
    user = User.objects.create_user(
        username,
        email=f"{username}@demo.example",
        password=cast.PASSWORD,
        wiki_username=wiki_username,
        is_wmf_staff=is_wmf,
        is_platform_admin=is_platform,
    )
    if membership:
        place, role = membership
        grant_role(user, affiliates[place], role, by=None)
    for statement in Statement.objects.in_force(now=timezone.now()):
        accept(statement, by=user, language=settings.LANGUAGE_CODE)
    return user


def _institution(by, name, names, kind, country, place, latitude, longitude):
    return actions.add_institution(
        by=by,
        name=name,
        names=names,
        kind=kind,
        country=country,
        place=place,
        latitude=Decimal(latitude),
        longitude=Decimal(longitude),
    )


def _partnership(affiliates, leads, institutions, at, whose, _phase, origin, _days, step, in_days):
    today = timezone.localdate()
    return actions.open_partnership(
        institutions[at],
        affiliates[whose],
        lead=leads[whose],
        origin=origin,
        by=leads[whose],
        next_step=step,
        next_step_on=today + timedelta(days=in_days) if in_days is not None else None,
    )


def _advocate(affiliates, leads, institutions, at, whose, name, post, engagement, days):
    last = timezone.localdate() - timedelta(days=days)
    advocate = actions.introduce_advocate(
        institutions[at],
        affiliates[whose],
        by=leads[whose],
        name=name,
        post=post,
        email=f"{slugify(name)}@museum.example",
        engagement=engagement,
        last_contact_on=last,
        source="event",
        source_note="The conference on small collections",
    )
    # Champions write often and by themselves; whoever cools is written to, and rarely.
    gap, directions = cast.RHYTHMS[engagement]
    for number, direction in enumerate(directions, start=1):
        actions.note_contact(
            advocate,
            by=leads[whose],
            channel="mail" if number % 2 else "call",
            direction=direction,
            happened_on=last - timedelta(days=gap * number),
        )


def _agreement(partnerships, at, kind, title, signed_days_ago, length, commitments):
    today = timezone.localdate()
    partnership = partnerships[at]
    begins = today - timedelta(days=signed_days_ago or 0)
    mou = agreements.draft_mou(
        partnership,
        by=partnership.lead,
        kind=kind,
        title=title,
        starts_on=begins,
        ends_on=begins + timedelta(days=length),
        language="en",
        notice_days=30,
        clauses=READY_MADE[f"{kind}-en"].clauses,
    )
    made = [_promise(mou, *row) for row in commitments]
    if signed_days_ago is None:
        return
    for side, name, post in cast.SIGNATORIES:
        agreements.add_piece(
            mou, Signatory, by=partnership.lead, side=side, name=name, post=post, signed_on=begins
        )
    mou.refresh_from_db()
    agreements.sign_mou(mou, version=mou.version, signed_on=begins, by=partnership.lead)
    for commitment in made:
        if done := cast.AMOUNTS.get(commitment.what):
            agreements.note_progress(
                commitment, by=partnership.lead, done_on=today - timedelta(days=3), quantity=done[2]
            )
    for commitment, (_party, _what, _due_in, kept) in zip(made, commitments, strict=True):
        if kept is not None:
            agreements.settle_commitment(
                commitment, version=1, by=partnership.lead, state="kept" if kept else "lapsed"
            )


def _promise(mou, party, what, due_in, _kept):
    quantity, unit, _done = cast.AMOUNTS.get(what, (None, "", None))
    return agreements.make_commitment(
        mou,
        by=mou.partnership.lead,
        party=party,
        what=what,
        quantity=quantity,
        unit=unit,
        due_on=timezone.localdate() + timedelta(days=due_in),
    )


def _walk(partnership, wanted: str) -> None:
    """Move step by step to the wanted phase."""
    for phase in _path(Phase(wanted)):
        stage = partnership.pipeline.stages.get(phase=phase)
        note = "So it was agreed on the phone." if phase in ASIDE else ""
        partnership = actions.move_to_stage(partnership, stage, by=partnership.lead, note=note)


def _date_back(partnership, *, days: int, is_public: bool) -> None:
    """The story is told in a second; its dates are laid over the past afterwards."""
    opened = timezone.now() - timedelta(days=days)
    moves = list(StageMove.objects.filter(partnership=partnership).order_by("pk"))
    share = timedelta(days=days) / (len(moves) + 0.5)
    for number, move in enumerate(moves):
        move.moved_at = opened + share * number
        move.days_spent = share.days if number else 0
    StageMove.objects.bulk_update(moves, ["moved_at", "days_spent"])
    Partnership.objects.filter(pk=partnership.pk).update(
        opened_at=opened, stage_entered_at=moves[-1].moved_at, is_public=is_public
    )
    lines = Entry.objects.about(partnership)
    for line, move in zip(
        lines.filter(verb__in=["partnership.opened", "partnership.moved"]).order_by("pk"), moves, strict=True
    ):
        line.at = move.moved_at
        line.save(update_fields=["at"])
    lines.filter(verb__startswith="advocate.").update(at=opened + share / 2)
    lines.filter(Q(verb__startswith="task.") | Q(verb__startswith="record.")).update(at=opened + share / 3)
    # Agreements are written down just before the stage that asks for one.
    before = moves[-2].moved_at if len(moves) > 1 else opened
    lines.filter(Q(verb__startswith="mou.") | Q(verb__startswith="commitment.")).update(at=before + share / 2)


def _path(wanted: Phase) -> list[Phase]:
    if wanted in ASIDE:
        return [*PATH[1:4], wanted]
    return list(PATH[1 : PATH.index(wanted) + 1])


def _case_study(author, affiliate, institutions, title, at, country, language, is_filed, sections):
    study = casestudies.begin_case_study(
        by=author,
        title=title,
        institution=institutions[at],
        affiliate=affiliate,
        country=country,
        language=language,
    )
    study = casestudies.save_case_study(study, version=study.version, by=author, sections=sections)
    if is_filed:
        casestudies.file_case_study(
            study, version=study.version, by=author, licence=True, people_named="public"
        )
