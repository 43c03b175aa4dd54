# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the text of a case study seems to name: asked before it is filed, because names need consent."""

from casestudies.models import CaseStudy
from casestudies.parsing.personal import MOST_NAMES, PersonalHint, personal_hints
from partnerships.models import Advocate


def people_in(case_study: CaseStudy, *, reader) -> tuple[PersonalHint, ...]:
    """Hints in title and text; at most three queries. Advocates' names are looked for only if `reader` knows them."""
    texts = [case_study.title, *(section.text for section in case_study.sections.all())]
    return personal_hints("\n".join(texts), _advocates(case_study, reader))


def _advocates(case_study: CaseStudy, reader) -> list[str]:
    if case_study.institution_id is None:
        return []
    known = Advocate.objects.visible_to(reader).at(case_study.institution_id)
    return list(known.order_by("pk").values_list("name", flat=True)[:MOST_NAMES])
