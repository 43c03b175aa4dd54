# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what with case studies; the table itself is in `accounts.permissions`."""

from accounts.permissions import may, may_somewhere
from casestudies.models import CaseStudy, CoAuthor


def may_begin(user) -> bool:
    """Whether the user may begin a case study: everybody who is signed in."""
    return may(user, "casestudy.begin")


def may_make_brochure(user) -> bool:
    """Whether the user may make a brochure of public case studies: everybody who is signed in."""
    return may(user, "brochure.make")


def may_write(user, case_study: CaseStudy) -> bool:
    """Whether the user may write on the text and file it: its author, and co-authors who accepted.

    A mirrored one is nobody's, and one that was withdrawn its author's alone.
    """
    if case_study.is_mirrored:
        return False
    if may(user, "casestudy.write", owner_id=case_study.author_id):
        return True
    return may(user, "casestudy.write", shared=True) and _writes_along(user, case_study)


def _writes_along(user, case_study: CaseStudy) -> bool:
    """Asked anew each time: whoever was let go has lost the right with their next request."""
    if case_study.state == CaseStudy.State.WITHDRAWN:
        return False
    return CoAuthor.objects.writing().filter(case_study=case_study, user=user).exists()


def may_lead(user, case_study: CaseStudy) -> bool:
    """Whether the user decides who writes along, and may withdraw it: its author alone."""
    return not case_study.is_mirrored and may(user, "casestudy.lead", owner_id=case_study.author_id)


def may_answer(user, share: CoAuthor) -> bool:
    """Whether the invitation, or the share, is this user's own to accept, decline or leave."""
    return may(user, "coauthor.answer", owner_id=share.user_id)


def may_publish(user, case_study: CaseStudy) -> bool:
    """Whether the user may send it to the wiki: its author, in their own name."""
    return not case_study.is_mirrored and may(user, "casestudy.publish", owner_id=case_study.author_id)


def may_still_publish(publication) -> bool:
    """Whether who ordered it may still, and has not taken it back: asked by the worker, maybe long after the order."""
    about = CaseStudy.objects.filter(edition__publication=publication).first()
    return about is None or (about.state != CaseStudy.State.WITHDRAWN and may_publish(publication.by, about))


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
