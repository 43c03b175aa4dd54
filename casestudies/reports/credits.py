# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads: who wrote a text of ours; whose pictures a text shows, and under which licence."""

from collections.abc import Iterable

from casestudies.models import CaseStudy, CoAuthor, Picture, Section
from outreach.parsing.media import images_in


def credits_of(case_study: CaseStudy, sections: Iterable[Section]) -> dict[int, list[Picture]]:
    """{position of a section: the pictures it shows, of which Commons has named author and licence}.

    One query, and none for a text that shows no picture.
    """
    named = {section.position: images_in(section.text) for section in sections}
    if not any(named.values()):
        return {}
    free = case_study.pictures.filter(state=Picture.State.KNOWN)
    known = {name: picture for picture in free for name in picture.names}
    return {position: [known[name] for name in names if name in known] for position, names in named.items()}


def writers_of(case_studies: Iterable[CaseStudy]) -> dict[int, list[str]]:
    """{one of ours: who wrote it, its author first}; of the others the wiki says it. One query, with their authors."""
    writers = {each.pk: [str(each.author)] for each in case_studies if each.author}
    if writers:
        for share in CoAuthor.objects.writing().filter(case_study__in=writers).select_related("user"):
            writers[share.case_study_id].append(str(share.user))
    return writers
