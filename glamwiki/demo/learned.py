# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's last part: what case studies were about, obstacles, guides, and a volunteer's first path with a mentor."""

from casestudies.actions import link_case_study, say_facts
from casestudies.actions.facts import digest_of
from casestudies.models import CaseStudy
from glamwiki.demo import cast
from learning.actions import guides, mentoring, obstacles, paths, readings
from learning.models import Obstacle


def learn(people, institutions) -> None:
    """People are those of `cast.PEOPLE`, in their order; runs after the wiki was mirrored."""
    coordinator, volunteer, wmf, mentor = people[0], people[5], people[6], people[3]
    studies = list(CaseStudy.objects.mirrored().order_by("pk")[: len(cast.FACTS)])
    for study, (at, facts) in zip(studies, cast.FACTS, strict=False):
        linked = link_case_study(study, institutions[at], by=coordinator)
        say_facts(linked, by=coordinator, seen=digest_of(linked), **facts)
    last = 0
    while batch := readings.read_next(last):
        last, _number = batch
    for study, said in zip(studies, cast.OBSTACLES, strict=False):
        obstacles.note_obstacle(study, by=coordinator, **said)
    for read in Obstacle.objects.open().order_by("-confidence", "pk")[:2]:
        obstacles.confirm_obstacle(read, by=coordinator, version=read.version)
    guides.lay_out_starters(by=wmf)
    mentoring.offer_mentoring(
        by=coordinator, countries=["FR"], languages=["en", "fr"], kinds=["museum"], at_once=2
    )
    mentoring.offer_mentoring(by=mentor, countries=[], languages=["en", "ar"], kinds=[], at_once=1)
    path = paths.start_path(by=volunteer, country="FR", institution_kind="museum")
    for step in ("learn", "read"):
        path = paths.tick_step(path, step, is_done=True, by=volunteer)
    mentoring.ask_mentor(
        path, coordinator, by=volunteer, message="Which of the museums here would answer a first letter?"
    )
