# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's second part: people work together on records, and the register of institutions has work to do."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.actions import correct_profile
from glamwiki.demo import cast
from institutions.actions import duplicates, judgements, suggestions, ties
from institutions.reports.duplicates import Search
from partnerships import actions
from partnerships.models import Advocate, Institution
from partnerships.permissions import readers_of
from teamwork import actions as teamwork
from teamwork.models import Task


def work_together(affiliates, people, leads, institutions, partnerships) -> None:
    """Notes, tasks, profiles, a shared partnership, ties, wishes, judgements and a likely duplicate."""
    for at, who, text in cast.NOTES:
        partnership, author = partnerships[at], people[who]
        readers = readers_of(partnership)
        teamwork.write_note(partnership, partnership.affiliate, by=author, text=text, readers=readers)
    for at, who, title, in_days, priority in cast.TASKS:
        partnership, day = partnerships[at], timezone.localdate() + timedelta(days=in_days)
        teamwork.make_task(
            partnership, partnership.affiliate, by=partnership.lead, title=title, assignee=people[who],
            due_on=day, priority=priority,
        )  # fmt: skip
    for who, skills in cast.SKILLS:
        correct_profile(people[who], by=people[who], language="", skills=skills, has_shortcuts=True)
    _share(affiliates, leads, partnerships)
    _register(affiliates, people, leads, institutions)
    teamwork.save_view(
        "partnerships:board", "What is late", "next_step=overdue", by=leads[0], reach="affiliate",
        affiliate=affiliates[0],
    )  # fmt: skip


def finish_what_is_past(partnerships) -> None:
    """The plans of stages that lie behind are done; the present stage's are open."""
    for partnership in partnerships:
        partnership.refresh_from_db()
        for task in Task.objects.about(partnership).open().exclude(origin=""):
            if not task.origin.startswith(f"stage-{partnership.stage_id}-"):
                teamwork.finish_task(task, by=partnership.lead)


def _share(affiliates, leads, partnerships) -> None:
    """One partnership is led together; for another the answer is awaited."""
    together, asked = partnerships[12], partnerships[14]
    invitation = actions.propose_co_lead(
        together, affiliates[2], by=leads[1], message="Your volunteers know how to photograph paper."
    )
    actions.accept_co_lead(invitation, by=leads[2])
    actions.propose_co_lead(
        asked,
        affiliates[0],
        by=leads[0],
        asked_by=affiliates[0],
        message="We translate their catalogue anyway.",
    )


def _register(affiliates, people, leads, institutions) -> None:
    """Ties, an institution that stands in the list twice, wishes, a judgement and a dispute."""
    whole = actions.add_institution(
        by=leads[0], name="Union of Cloud Museums", kind="other", country="FR", place="Lyon"
    )
    ties.make_tie(institutions[0], whole, by=leads[0], kind="member", started_on=date(2019, 4, 1))
    actions.add_institution(
        by=leads[2], name="Museum of the Passing Clouds", kind="museum", country="FR", place="Lyon",
        latitude=Decimal("45.7602"), longitude=Decimal("4.8301"),
    )  # fmt: skip
    everybody = list(Institution.objects.values_list("pk", flat=True))
    duplicates.write_likely(everybody, Search().pairs_of(everybody))
    for name, country, place, why, who, voters in cast.SUGGESTIONS:
        suggestion = suggestions.suggest(by=people[who], name=name, country=country, place=place, why=why)
        for voter in voters:
            suggestions.vote(suggestion, by=people[voter])
    judgements.judge_alignment(
        institutions[21], affiliates[2], by=leads[2], level="mixed",
        reason="The seeds are open, the breeding data is sold to pay for the valley.",
        mitigations="Begin with the seed drawings, which nobody buys.",
    )  # fmt: skip
    judgements.raise_dispute(
        institutions[13], affiliates[0], by=leads[0], kind="disagreement",
        title="Who may photograph the doors", account="The new director wants a fee for each picture.",
    )  # fmt: skip
    cooling = Advocate.objects.filter(engagement="cooling").order_by("pk").first()
    if cooling and not cooling.plan:
        actions.plan_to_win_back(
            cooling, version=cooling.version, by=leads[0], plan="Invite her to the door walk in spring.",
            plan_on=timezone.localdate() + timedelta(days=30),
        )  # fmt: skip
