# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures: named by those who write, looked up on Commons by a worker, put into the text at the press of a button."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from casestudies.actions.drafts import save_case_study
from casestudies.actions.locking import locked_draft
from casestudies.errors import (
    PictureNotFit,
    PicturePlaced,
    PicturesUnfit,
    PictureThere,
    TooManyPictures,
)
from casestudies.models import CaseStudy, Picture
from casestudies.notifications import tell_of_picture
from journal.actions import record, recorded
from outreach.parsing.media import images_in
from outreach.wiki.files import Answer, File
from work import actions as work

RUN_KIND = "casestudies.pictures"
MOST_PICTURES = 50
LONGEST_NAME = 240


@recorded
def add_picture(case_study: CaseStudy, name: str, *, by) -> Picture:
    """Ask Commons about a file, for this case study. Raises what locking does, PictureThere, TooManyPictures."""
    case_study = locked_draft(case_study, by=by)
    try:
        with transaction.atomic():
            picture = _make(case_study, name, by=by)
    except IntegrityError as error:
        raise PictureThere(name) from error
    record("picture.added", case_study, by=by, after=name)
    begin_checking()
    return picture


@recorded
def add_named_pictures(case_study: CaseStudy, *, by) -> int:
    """Ask Commons about the files that the text names and nobody has asked about; how many. Raises what locking does."""
    case_study = locked_draft(case_study, by=by)
    pictures = list(case_study.pictures.all())
    new = unasked(named_in(case_study), pictures)[: MOST_PICTURES - len(pictures)]
    for name in new:
        _make(case_study, name, by=by)
    if new:
        record("picture.added", case_study, by=by, after=", ".join(new))
        begin_checking()
    return len(new)


@recorded
def place_picture(picture: Picture, *, section: str, caption: str, by) -> CaseStudy:
    """Write the picture into a section, below what stands there; from now on the text says where it is.

    Raises PictureNotFit, PicturePlaced, and what locking and saving do.
    """
    case_study = locked_draft(picture.case_study, by=by)
    picture = Picture.objects.get(pk=picture.pk)
    if not picture.is_fit:
        raise PictureNotFit(picture)
    standing = case_study.sections.filter(key=section).values_list("text", flat=True).last() or ""
    if picture.names.intersection(images_in(standing)):
        raise PicturePlaced(picture)
    picture.section, picture.caption = section, caption
    picture.save(update_fields=["section", "caption"])
    text = f"{standing.rstrip()}\n\n{picture.wikitext}".strip()
    case_study = save_case_study(
        case_study, version=case_study.version, by=by, sections={section: text}, quietly=True
    )
    record("picture.placed", case_study, by=by, after=picture.name)
    return case_study


@recorded
def remove_picture(picture: Picture, *, by) -> None:
    """Take it off the list; where the text names it, the text stays as it is. Raises what locking does."""
    case_study = locked_draft(picture.case_study, by=by)
    name = picture.name
    picture.delete()
    record("picture.removed", case_study, by=by, before=name)


@recorded
def keep_answers(pictures: Sequence[Picture], answer: Answer, *, now: datetime) -> None:
    """Write down what Commons said of them; one that redirects takes the name it leads to.

    Where that is on the list already, it goes; it stays under its own name where the text calls it so.
    """
    for picture in pictures:
        if picture.name in answer.found:
            _keep(picture, answer.found[picture.name], now)
        else:
            why = answer.unreadable.get(picture.name, "missing")
            _write(picture, now, state=Picture.State.MISSING, reason=why[:300])


def begin_checking() -> None:
    """Wake a worker; one under way takes the new ones along, or the clock calls again."""
    work.begin(RUN_KIND)


def unasked(named: Sequence[str], pictures: Iterable[Picture]) -> list[str]:
    """Those of the files that are not on the list, neither by this name nor by one that led to it."""
    known = {name for picture in pictures for name in picture.names}
    return [name for name in named if name not in known and len(name) <= LONGEST_NAME]


def named_in(case_study: CaseStudy) -> tuple[str, ...]:
    """The files that the text shows, each once."""
    return images_in("\n\n".join(section.text for section in case_study.sections.all()))


def refuse_unfit(case_study: CaseStudy) -> None:
    """A text that shows what is not there or not free is not published. Raises PicturesUnfit, naming each."""
    named = set(named_in(case_study))
    unfit = [picture for picture in case_study.pictures.unfit() if picture.names & named]
    if unfit:
        raise PicturesUnfit(unfit)


def _make(case_study: CaseStudy, name: str, *, by) -> Picture:
    count = case_study.pictures.count()
    if count >= MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    return Picture.objects.create(case_study=case_study, name=name, added_by=by, position=count)


def _keep(picture: Picture, file: File, now: datetime) -> None:
    reason = ""
    if not file.is_free:
        reason = "deletion" if file.is_to_be_deleted else "licence" if file.licence else "no-licence"
    answer = {
        "licence": file.licence,
        "licence_url": file.licence_url,
        "author": file.author,
        "description_url": file.page,
        "thumb_url": file.thumb,
        "width": file.width or None,
        "height": file.height or None,
        "state": Picture.State.NOT_FREE if reason else Picture.State.KNOWN,
        "reason": reason,
    }
    if file.name != picture.name:
        if not Picture.objects.filter(case_study=picture.case_study_id, name=file.name).exists():
            answer |= {"name": file.name, "asked_as": picture.name}
        elif picture.name not in named_in(picture.case_study):
            picture.delete()  # both names are one file, and that one is on the list
            return
    _write(picture, now, **answer)


def _write(picture: Picture, now: datetime, **answer) -> None:
    was_fit = picture.is_fit
    Picture.objects.filter(pk=picture.pk).update(checked_at=now, **answer)
    if not was_fit or answer["state"] == Picture.State.KNOWN:
        return
    if picture.names.intersection(named_in(picture.case_study)):
        tell_of_picture(picture, key=now.isoformat())
