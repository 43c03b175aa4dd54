# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads: whose pictures a text shows, and under which licence."""

from collections.abc import Iterable

from casestudies.models import CaseStudy, Picture, Section
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
