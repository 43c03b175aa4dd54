# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking figures that the platform knows into a case study, renewing them, and writing them into its text."""

from collections.abc import Collection

from django.utils import timezone, translation

from casestudies.actions.drafts import save_case_study
from casestudies.actions.locking import locked_draft
from casestudies.errors import FigureUnknown
from casestudies.known_figures import known_figures
from casestudies.models import CaseStudy, LinkedFigure, SectionKey
from journal.actions import record, recorded

MEASURED = ["amount", "out_of", "counted_on", "source_words", "linked_by", "linked_at"]


@recorded
def link_figures(case_study: CaseStudy, keys: Collection[str], *, by) -> list[LinkedFigure]:
    """Take the figures with these keys into the case study, as they stand now; those it has already stay.

    The numbers come from their sources, as far as `by` sees them, and from nowhere else.
    Raises what locking does, and FigureUnknown.
    """
    case_study = locked_draft(case_study, by=by)
    known = known_figures(case_study, reader=by)
    if not set(keys) <= set(known):
        raise FigureUnknown
    there = {figure.key for figure in case_study.linked_figures.all()}
    new = [known[key] for key in known if key in keys and key not in there]
    for figure in new:
        figure.case_study, figure.linked_by = case_study, by
    LinkedFigure.objects.bulk_create(new)
    if new:
        record("casestudy.figures_linked", case_study, by=by, after=len(new))
    return new


@recorded
def renew_figure(figure: LinkedFigure, *, by) -> LinkedFigure:
    """Take over what its source says now. Raises what locking does, and FigureUnknown."""
    case_study = locked_draft(figure.case_study, by=by)
    figure = case_study.linked_figures.select_for_update().get(pk=figure.pk)
    now = known_figures(case_study, reader=by).get(figure.key)
    if now is None:
        raise FigureUnknown
    if not moved_on(figure, now):
        return figure
    now.linked_by, now.linked_at = by, timezone.now()
    for name in MEASURED:
        setattr(figure, name, getattr(now, name))
    figure.save(update_fields=MEASURED)
    record("casestudy.figure_renewed", case_study, by=by)
    return figure


@recorded
def drop_figure(figure: LinkedFigure, *, by) -> None:
    """Take it out of the case study; what the text says of it is the text's. Raises what locking does."""
    case_study = locked_draft(figure.case_study, by=by)
    gone, _each = case_study.linked_figures.filter(pk=figure.pk).delete()
    if gone:
        record("casestudy.figure_dropped", case_study, by=by)


@recorded
def quote_figure(figure: LinkedFigure, *, by) -> bool:
    """Write it into the outcomes as a sentence in the text's language; False if that sentence stands there already.

    Raises what locking and saving do.
    """
    case_study = locked_draft(figure.case_study, by=by)
    with translation.override(case_study.language):
        sentence = figure.sentence
    outcomes = case_study.sections.filter(key=SectionKey.OUTCOMES).first()
    text = outcomes.text if outcomes else ""
    if sentence in text:
        return False
    sections = {SectionKey.OUTCOMES.value: f"{text.rstrip()}\n\n{sentence}".strip()}
    save_case_study(case_study, version=case_study.version, by=by, sections=sections)
    return True


def moved_on(figure: LinkedFigure, now: LinkedFigure) -> bool:
    """Whether its source says something else by now."""
    return (figure.amount, figure.out_of) != (now.amount, now.out_of)
