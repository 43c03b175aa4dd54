# SPDX-License-Identifier: GPL-3.0-or-later
"""The starter guides in English: {code: (title, wikitext)}."""

ENGLISH = {
    "first-steps": (
        "Where to begin",
        """GLAM stands for galleries, libraries, archives and museums: the places that keep what the wikis want to show.

* Begin with one institution you know and like. A small one near you answers sooner than a national museum.
* Say in one sentence what they gain and what the wikis gain. If you cannot, look for another one.
* See whether somebody of the movement talks to them already: the register here tells.
* Read two case studies of the same kind of institution. Somebody has met your difficulties before.""",
    ),
    "know-them-first": (
        "Know them before you write",
        """An hour of reading saves a month of waiting.

* What do they hold, and what of it is digitised? Look at their website, their catalogue and their annual report.
* Are the works old enough to be in the public domain? Who made the photographs of them?
* Who decides? It is rarely the person who answers the general address.
* What did they announce lately: an anniversary, an exhibition, a new strategy? That is your occasion.
* Who knows somebody there? A friend of theirs opens a door that no letter opens.""",
    ),
    "first-letter": (
        "A first letter that gets an answer",
        """Write to a named person, in their language, in no more than a dozen lines.

: ''Dear [name],''
: ''I am a volunteer who writes about [subject] on Wikipedia. Your collection of [what] is the best I know, and last year [number] people read the article about it.''
: ''I would like to show you, in half an hour, how [institution like theirs] shares a few of its works there, and what came of it. There is no cost and no obligation.''
: ''Would [two days] suit you? I gladly come to you.''
: ''[your name, how to reach you]''

* Offer one thing. A letter with five ideas is put aside.
* Leave out words that only Wikimedians know.
* No answer after two weeks is no refusal: ring, or ask somebody to introduce you.
* Note the contact here, so that nobody else writes to them at the same time.""",
    ),
    "what-to-ask": (
        "What to ask a museum at the first meeting",
        """Listen more than you talk. These questions help:

* What are you proud of that too few people see?
* Who uses your collection today, and whom do you miss?
* What is digitised, in which quality, and who holds the rights?
* What worries you when you think of open licences?
* Who would have to agree, and who would do the work?
* What would make this a success for you in a year?

End with one small next thing and a date. Send a summary of a few lines the next day.""",
    ),
    "licences-for-directors": (
        "Licences, explained to a director",
        """Three sentences are usually enough:

# What is old enough belongs to everybody: it is in the ''public domain'', and a photograph of a flat work does not change that in many countries.
# For what is yours, you choose: with ''CC BY'' everybody may use it and must name you; with ''CC BY-SA'' they must also pass it on in the same way; with ''CC0'' you ask for nothing.
# "Only for Wikipedia" and "not for commercial use" cannot be had: a newspaper, a school book and a reuser abroad must be able to use it too.

Worries that will come, and honest answers:

* ''We lose income.'' Ask how much the sale of pictures brings after its costs; often it is little. You may share a good size and keep the largest.
* ''We lose control.'' Your name and the link to your catalogue stay with the work. Nobody can control what is copied today without a name.
* ''Somebody will misuse it.'' Other laws stay in force: persons, culture and dignity are protected apart from copyright. Leave out what is sensitive.

Do not give legal advice. If it is difficult, bring somebody who has done it before.""",
    ),
    "pilot-of-fifty": (
        "A pilot with fifty files",
        """Small enough for an afternoon, large enough to learn from.

# Choose fifty works with the institution: known, in good quality, with clear rights.
# Put title, maker, date, inventory number and rights in a table. Agree on one spelling.
# Upload five. Look at them together. Only then the rest.
# Use at least ten of them in articles: unused files convince nobody.
# After a month show what came of it: how many are used, in how many languages, how often they were seen.

Files get deleted when the rights are not clear: settle the permission before you upload, and note its number here.""",
    ),
    "mou-or-none": (
        "An agreement, or none?",
        """Works that are openly licensed need no agreement. Write one when both sides promise something.

* ''No agreement'': a pilot, one event, files under a free licence on their own website.
* ''A letter'': they permit something, or lend a room. One signature.
* ''A memorandum of understanding'': both say what they intend. Two signatures, and no court.
* ''A contract'': money, staff or liability. Have it read by somebody who may sign for your affiliate.

Whatever it is: name a person on each side, the content it is about, the licence, a day on which you look at it again, and how either side gets out. You as a volunteer cannot sign for the movement: a coordinator of an affiliate can help.""",
    ),
    "measuring-reach": (
        "Measure reach so that it holds",
        """Decide before you begin what you will count, and write down where it stood then.

* ''Files'' in the category, and how many of them are used in articles.
* ''Views'' of the pages that use them. They are views of the page, not of the picture: say so.
* ''People'': planned, came, went on editing after a month. All three, even when they shrink.
* ''What cannot be counted'': a corrected catalogue, a curator who edits, a school that came. Ask for a sentence one may quote.

Name the source and the day of each figure. Two tools that disagree are no scandal if you say which one you used.""",
    ),
    "after-the-residency": (
        "After the residency ends",
        """Most partnerships fade when their one person leaves. Prepare for it from the first day.

* Two people at the institution know how it works, and one of them likes it.
* The steps are written down in their language, with pictures of the screens.
* There is one yearly occasion that needs no decision: an anniversary, a heritage day.
* Somebody of the affiliate asks how it is going twice a year. The platform reminds you.
* When the director changes, visit within three months with a page that says what came of it.""",
    ),
    "waking-it-up": (
        "Waking up a partnership that rests",
        """* Find out what stopped it: a person, money, a move, a disappointment. Ask, do not guess.
* Bring a result, not a wish: "your pictures were seen so often last year".
* Offer something smaller than last time, with a date.
* If nobody there remembers you, begin anew with the first letter. It is a new partnership.""",
    ),
    "a-no-is-an-answer": (
        "A no is an answer",
        """* Thank them, and ask what would have to change. Note their words here: the next who asks will want to know.
* Most refusals are about time, about income, or about a bad experience. Each has case studies of its own here.
* Ask again when something changes there, and not before.
* Tell your mentor or your affiliate. A no that is shared saves somebody else a year.""",
    ),
    "fail-well": (
        "How to fail well",
        """What did not work is what others can learn most from.

* Stop on a day you choose, with thanks, rather than by not answering any more.
* Write down within two weeks: what we expected, what happened, what we believe was the cause, what we would try instead.
* Name no one to blame. Describe what was in the way, not who.
* Keep the numbers as they are: 120 planned, 83 came, 59 could sign in. That is more useful than "a success".
* Put it here as a case study of an experiment that failed. You will be thanked for it.""",
    ),
}
