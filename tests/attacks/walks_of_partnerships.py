# SPDX-License-Identifier: GPL-3.0-or-later
"""Where partnerships, agreements and commitments may go: tables by hand, and the steps through the real actions."""

from datetime import date

from agreements import actions as agreements
from agreements.models import Clause
from partnerships import actions
from partnerships.models import Commitment, Mou, Partnership, StageMove
from tests.attacks.walking import GONE, Machine, NotThere, edges
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory, member

# Stages of the pipeline that an affiliate begins with, one of each phase.
STAGES = edges("""
identified: researched contacted conversation pilot agreement active sustaining paused declined ended → identified
researched: identified contacted conversation pilot agreement active sustaining paused declined ended → researched
contacted: researched conversation pilot agreement active sustaining paused declined ended → contacted
conversation: contacted pilot agreement active sustaining paused declined ended → conversation
pilot: conversation agreement active sustaining paused declined ended → pilot
agreement: conversation pilot active sustaining paused declined ended → agreement
active: agreement sustaining paused declined ended → active
sustaining: active paused declined ended → sustaining
paused: identified researched contacted conversation pilot agreement active sustaining declined ended → paused
declined: identified researched contacted conversation pilot agreement active sustaining paused ended → declined
ended: identified researched contacted conversation pilot agreement active sustaining paused declined → ended
""")
UNDO = "undo"


def partnerships() -> tuple[Machine, list]:
    """One partnership in each stage, half of them with an agreement in force."""
    first = PartnershipFactory()
    lead, stages = first.lead, {stage.phase: stage for stage in first.pipeline.stages.all()}
    # The dialog says why, or not: whoever moves aside without a reason is refused.
    take = {phase: _move_to(stage, lead) for phase, stage in stages.items()}
    take[UNDO] = lambda subject, _dice: actions.undo_move(_latest(subject), by=lead)
    # Back to where the latest move came from, whatever leads there: `_one_move` looks closer.
    table = STAGES | {UNDO: {phase: set(STAGES) - {phase} for phase in STAGES}}
    machine = Machine(
        "partnerships",
        table,
        dict.fromkeys(stages, "partnership.moved") | {UNDO: "partnership.undone"},
        lambda subject: Partnership.objects.get(pk=subject.pk).phase,
        take,
        live=("partnerships_partnership",),
        kept=("partnerships_stagemove",),
        tracked={"partnerships_partnership": Partnership.pgh_event_model._meta.db_table},
        also=_one_move,
        loose={UNDO},
    )
    subjects = [
        PartnershipFactory(affiliate=first.affiliate, lead=lead, phase=phase)
        for phase in stages
        for _twice in "ab"
    ]
    for subject in subjects[::2]:
        MouFactory(partnership=subject, signed=True)
    return machine, subjects


def _move_to(stage, lead):
    def take(subject, dice):
        fresh = Partnership.objects.select_related("stage").get(pk=subject.pk)
        actions.move_to_stage(
            fresh, stage, by=lead, version=fresh.version, note=dice.choice(["", "They asked."])
        )

    return take


def _latest(subject) -> StageMove:
    move = StageMove.objects.filter(partnership=subject).order_by("-pk").first()
    if move is None:
        raise NotThere
    return move


def _one_move(step, subject, before, after) -> list[str]:
    """Every step is one move from where it stood, and an undone one leads to where its move came from."""
    new = after.of("partnerships_stagemove").keys() - before.of("partnerships_stagemove").keys()
    if len(new) != 1:
        return [f"{len(new)} moves were written"]
    move = StageMove.objects.select_related("undoes", "target").get(pk=new.pop())
    is_there = Partnership.objects.filter(pk=subject.pk, stage=move.target, phase=move.target.phase).exists()
    faults = [] if is_there else ["it does not stand where the move led"]
    if step == UNDO and move.target_id != move.undoes.source_id:
        faults.append("it did not go back to where it came from")
    return faults


# `+draft`: an amendment waits to be signed.
AGREEMENTS = edges("""
correct: draft → =
promise: draft → =
write: draft → =
summarise: draft signed signed+draft replaced → =
sign: draft → signed
amend: signed → signed+draft
correct the amendment: signed+draft → =
sign the amendment: signed+draft → replaced
""")


def mous() -> tuple[Machine, list]:
    """Agreements: empty drafts, drafts with a text, signed ones, ones with an amendment begun, replaced ones."""
    lead = PartnershipFactory().lead
    subjects = []
    for steps in (None, 0, 1, 2, 3):
        mou = MouFactory(title="A letter")
        if steps is not None:
            agreements.add_piece(mou, Clause, by=lead, kind="aims", title="Aims", text="We share.")
        for _step in range(steps or 0):
            _forward(mou, lead)
        subjects.append(mou)
    machine = Machine(
        "agreements",
        AGREEMENTS,
        {
            "correct": "mou.corrected", "promise": "commitment.made", "write": "mou.reworded",
            "summarise": "mou.summarised", "sign": "mou.signed", "amend": "mou.amended",
            "correct the amendment": "mou.corrected", "sign the amendment": "mou.signed",
        },
        _standing,
        {
            "correct": lambda mou, dice: _correct(_fresh(mou), dice, lead),
            "promise": lambda mou, dice: agreements.make_commitment(mou, by=lead, party="affiliate", what=_word(dice)),
            "write": lambda mou, dice: agreements.add_piece(mou, Clause, by=lead, kind="aims", title="", text=_word(dice)),
            "summarise": lambda mou, dice: _summarise(_fresh(mou), dice, lead),
            "sign": lambda mou, dice: _sign(_fresh(mou), dice, lead),
            "amend": lambda mou, _dice: agreements.amend_mou(mou, by=lead),
            "correct the amendment": lambda mou, dice: _correct(_amendment(mou), dice, lead),
            "sign the amendment": lambda mou, dice: _sign(_amendment(mou), dice, lead),
        },
        live=("partnerships_mou", "partnerships_commitment", "agreements_clause"),
        kept=(),
        tracked={
            "partnerships_mou": Mou.pgh_event_model._meta.db_table,
            "partnerships_commitment": Commitment.pgh_event_model._meta.db_table,
            "agreements_clause": Clause.pgh_event_model._meta.db_table,
        },
        quiet={("amend", "signed+draft")},
    )  # fmt: skip
    return machine, subjects


def _fresh(mou) -> Mou:
    return Mou.objects.select_related("partnership", "amends").get(pk=mou.pk)


def _amendment(mou) -> Mou:
    found = Mou.objects.select_related("partnership", "amends").filter(amends=mou).order_by("-pk").first()
    if found is None:
        raise NotThere
    return found


def _standing(mou) -> str:
    mou = _fresh(mou)
    if mou.state == Mou.State.DRAFT:
        return "draft"
    if mou.superseded_on:
        return "replaced"
    return "signed+draft" if mou.amendments.filter(state=Mou.State.DRAFT).exists() else "signed"


def _forward(mou, lead) -> None:
    """One step on the way of an agreement: signed, amended, replaced."""
    standing = _standing(mou)
    if standing == "draft":
        agreements.sign_mou(_fresh(mou), version=_fresh(mou).version, signed_on=date(2025, 1, 1), by=lead)
    elif standing == "signed":
        agreements.amend_mou(mou, by=lead)
    else:
        new = _amendment(mou)
        agreements.sign_mou(new, version=new.version, signed_on=date(2025, 6, 1), by=lead)


def _word(dice) -> str:
    return f"Share {dice.randrange(10**9)} posters"


def _version(row, dice) -> int:
    """The one that stands there; now and then one that somebody saw before."""
    return row.version - (dice.random() < 0.1)


def _correct(mou, dice, lead) -> None:
    agreements.correct_mou(mou, version=_version(mou, dice), by=lead, title=_word(dice))


def _summarise(mou, dice, lead) -> None:
    agreements.summarise_mou(
        mou,
        version=_version(mou, dice),
        by=lead,
        public_summary=_word(dice),
        is_summary_public=dice.random() < 0.5,
    )


def _sign(mou, dice, lead) -> None:
    day = dice.choice([date(2024, 6, 1), date(2025, 6, 1), date(2099, 1, 1)])
    agreements.sign_mou(mou, version=_version(mou, dice), signed_on=day, by=lead)


COMMITMENTS = edges(f"""
sign: draft/open → signed/open
correct: draft/open → =
name: draft/open signed/open → =
strike: draft/open → {GONE}
kept: signed/open → signed/kept
partly: signed/open → signed/partly
lapsed: signed/open → signed/lapsed
waive: signed/open → signed/waived
reopen: signed/kept signed/partly signed/lapsed signed/waived → signed/open
""")


def commitments() -> tuple[Machine, list]:
    """Promises of a draft and of a signed agreement: once, each month, with an amount."""
    affiliate = PartnershipFactory().affiliate
    lead, others = member("coordinator", affiliate), [member("coordinator", affiliate) for _one in "ab"]
    subjects = []
    for signed in (False, True):
        mou = MouFactory(partnership__affiliate=affiliate, signed=signed, link="https://example.org/terms")
        for more in (
            {},
            {"recurrence": "monthly", "due_on": date(2026, 1, 31)},
            {"quantity": 9, "unit": "maps"},
        ):
            subjects.append(CommitmentFactory(mou=mou, **more))
    settle = {state: _settle(state, lead) for state in ("kept", "partly", "lapsed", "none")}
    machine = Machine(
        "commitments",
        COMMITMENTS | {"none": {}},
        {
            "sign": "mou.signed", "correct": "commitment.corrected", "name": "commitment.corrected",
            "strike": "commitment.removed", "waive": "commitment.waived", "reopen": "commitment.reopened",
        } | dict.fromkeys(settle, "commitment.settled"),
        _kept,
        settle | {
            "sign": lambda each, dice: _sign(_fresh(each.mou), dice, lead),
            "correct": lambda each, dice: _change(each, dice, lead, what=_word(dice)),
            "name": lambda each, dice: _change(each, dice, lead, user=dice.choice(others)),
            "strike": lambda each, dice: _with_version(agreements.remove_commitment, each, dice, lead),
            "waive": lambda each, dice: _with_version(
                agreements.waive_commitment, each, dice, lead, reason=dice.choice(["", "They had a fire."])),
            "reopen": lambda each, dice: _with_version(
                agreements.reopen_commitment, each, dice, lead, reason=dice.choice(["", "A mistake."])),
        },
        live=("partnerships_mou", "partnerships_commitment"),
        kept=(),
        tracked={
            "partnerships_mou": Mou.pgh_event_model._meta.db_table,
            "partnerships_commitment": Commitment.pgh_event_model._meta.db_table,
        },
        quiet={("name", "draft/open"), ("name", "signed/open"), ("name", "signed/kept")},
    )  # fmt: skip
    return machine, subjects


def _kept(commitment) -> str:
    fresh = Commitment.objects.select_related("mou").filter(pk=commitment.pk).first()
    return f"{fresh.mou.state}/{fresh.state}" if fresh else GONE


def _settle(state, lead):
    def take(each, dice):
        _with_version(
            agreements.settle_commitment, each, dice, lead, state=state, reason=dice.choice(["", "By post."])
        )

    return take


def _change(commitment, dice, lead, **terms) -> None:
    _with_version(agreements.correct_commitment, commitment, dice, lead, **terms)


def _with_version(action, commitment, dice, lead, **more) -> None:
    fresh = Commitment.objects.select_related("mou__partnership").get(pk=commitment.pk)
    action(fresh, version=_version(fresh, dice), by=lead, **more)
