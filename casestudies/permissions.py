# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what with case studies; the table itself is in `accounts.permissions`."""

from accounts.permissions import may, may_somewhere
from casestudies.models import CaseStudy


def may_begin(user) -> bool:
    """Whether the user may begin a case study: everybody who is signed in."""
    return may(user, "casestudy.begin")


def may_make_brochure(user) -> bool:
    """Whether the user may make a brochure of public case studies: everybody who is signed in."""
    return may(user, "brochure.make")


def may_write(user, case_study: CaseStudy) -> bool:
    """Whether the text is this user's own to write, file and withdraw. A mirrored one is nobody's."""
    return not case_study.is_mirrored and may(user, "casestudy.write", owner_id=case_study.author_id)


def may_publish(user, case_study: CaseStudy) -> bool:
    """Whether the user may send it to the wiki: its author, in their own name."""
    return not case_study.is_mirrored and may(user, "casestudy.publish", owner_id=case_study.author_id)


def may_decide_guesses(user) -> bool:
    """Whether the user may go through what case studies seem to be about: those who link them."""
    return may_somewhere(user, "casestudy.link")


def may_link(user, case_study: CaseStudy) -> bool:
    """Whether the user may say which institution it is about: those who link, and the author of a draft."""
    if may_somewhere(user, "casestudy.link"):
        return True
    return case_study.state == CaseStudy.State.DRAFT and may_write(user, case_study)


def may_say_facts(user, case_study: CaseStudy) -> bool:
    """Whether the user may say what it was: who writes it; of a mirrored one those who link."""
    if case_study.is_mirrored:
        return case_study.state == CaseStudy.State.MIRRORED and may_somewhere(user, "casestudy.link")
    return may_write(user, case_study)
