# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads: who wrote a text of ours; whose pictures a text shows, and under which licence."""

from collections.abc import Iterable

from accounts.naming import name_to
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


def writers_of(case_studies: Iterable[CaseStudy], *, reader) -> dict[int, list[str]]:
    """{one of ours: who wrote it, its author first}; of the others the wiki says it.

    Named as the reader may see them; whoever does not want to be named stands there in words. One query, with their
    authors, and one more where somebody does not want to be named to all.
    """
    people = {each.pk: [each.author] for each in case_studies if each.author}
    published = {each.pk for each in case_studies if each.state == CaseStudy.State.PUBLISHED}
    if people:
        for share in CoAuthor.objects.writing().filter(case_study__in=people).select_related("user"):
            people[share.case_study_id].append(share.user)
    return {pk: _named(each, reader, on_wiki=pk in published) for pk, each in people.items()}


def _named(people: list, reader, *, on_wiki: bool) -> list[str]:
    names = [name_to(reader, person, on_wiki=on_wiki) for person in people]
    return list(dict.fromkeys(names))  # “a Wikimedian” once
