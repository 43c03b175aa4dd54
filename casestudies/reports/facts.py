# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader is told a case study was, and the figures taken into it, as far as this reader may know."""

from dataclasses import dataclass

from casestudies.actions.figures import moved_on
from casestudies.facts import Media, Programme, Tool
from casestudies.known_figures import known_figures
from casestudies.models import CaseStudy, LinkedFigure
from casestudies.parsing.facts import ReadFacts
from casestudies.permissions import may_say_facts, may_write
from casestudies.telling import are_read_by_machine
from outreach.models import Contributor
from partnerships.models import Mou


@dataclass(frozen=True)
class Shown:
    """A figure in a case study; `now` is what its source says since, for those who see the source."""

    figure: LinkedFigure
    now: LinkedFigure | None = None


def figures_of(case_study: CaseStudy, *, reader) -> list[Shown]:
    """The figures taken in; who writes it is also told which have moved on. One query, for its authors two."""
    linked = list(LinkedFigure.objects.visible_to(reader).filter(case_study=case_study))
    may_renew = linked and case_study.can_be_written and may_write(reader, case_study)
    known = known_figures(case_study, reader=reader) if may_renew else {}
    return [Shown(figure, _moved(figure, known.get(figure.key))) for figure in linked]


def _moved(figure: LinkedFigure, now: LinkedFigure | None) -> LinkedFigure | None:
    return now if now is not None and moved_on(figure, now) else None


def facts_panel(reader, case_study: CaseStudy) -> dict:
    """What `casestudies/_facts.html` and `_linked_figures.html` show, as `facts`; four queries at most.

    The agreement is named only to those who see it, and people only where the directory shows them to this reader.
    """
    people = Contributor.objects.visible_to(reader).filter(pk__in=case_study.contributors.values("pk"))
    agreement = Mou.objects.visible_to(reader).filter(
        pk=case_study.mou_id, partnership=case_study.partnership_id
    )
    return {
        "agreement": agreement.first() if case_study.mou_id and case_study.partnership_id else None,
        "people": list(people),
        "figures": figures_of(case_study, reader=reader),
        "is_read_by_machine": are_read_by_machine(case_study),
        "may_say": may_say_facts(reader, case_study)
        and (case_study.is_mirrored or case_study.can_be_written),
    }


def words_of(facts: CaseStudy | ReadFacts) -> dict[str, list]:
    """The words of programmes, tools and media; of one that the vocabulary lost, the word as it is stored."""
    named = {"programmes": Programme, "tools": Tool, "media": Media}
    return {
        name: [dict(words.choices).get(each, each) for each in getattr(facts, name)]
        for name, words in named.items()
    }
