# SPDX-License-Identifier: GPL-3.0-or-later
"""What guides, paths, mentors and obstacles hold of people."""

from privacy.classes import DataClass
from privacy.registry import classify

NO, STUDY, COLLEAGUE = DataClass.NOT_PERSONAL, DataClass.CASE_STUDY, DataClass.COLLEAGUE
ACCOUNT, WORK = DataClass.ACCOUNT, DataClass.NOTE_ON_WORK

classify("learning.Gist", NO, lesson=STUDY, filled=NO, topics=NO)
classify(
    "learning.Guide",
    NO,
    code=NO,
    language=NO,
    phase=NO,
    institution_kind=NO,
    title=NO,
    text=NO,
    links=NO,
    edited_by=COLLEAGUE,
)
classify("learning.FirstPath", ACCOUNT, user=ACCOUNT, country=ACCOUNT, institution_kind=ACCOUNT, done=ACCOUNT)
classify("learning.Mentor", ACCOUNT, user=ACCOUNT, countries=ACCOUNT, languages=ACCOUNT, kinds=ACCOUNT)
classify("learning.Mentorship", ACCOUNT, mentor=COLLEAGUE, state=ACCOUNT, message=WORK)
classify(
    "learning.Obstacle",
    NO,
    theme=NO,
    met=STUDY,
    helped=STUDY,
    section=NO,
    origin=NO,
    state=NO,
    said_by=COLLEAGUE,
)
