# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do about each trouble with a wiki, in plain words: data, complete by test.

Runs keep the sentence that ended them and no code, so a trouble is known by a sign in that sentence.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Remedy:
    """One kind of trouble: how it is known in a sentence, and what a person does about it."""

    code: str
    signs: str  # a regular expression
    to_do: Promise


UNKNOWN = Remedy(
    "unknown", "", _("Read what was said; the worker's log has more. Then start a sync by hand.")
)

REMEDIES = (
    Remedy(
        "contact",
        r"OPERATOR_CONTACT must",
        _("Set OPERATOR_CONTACT to an e-mail or web address that somebody reads, and restart web and worker."),
    ),
    Remedy(
        "turned-away",
        r"turned us away \(status 403\)",
        _("Check that OPERATOR_CONTACT names a real contact. If it does, this machine's address may be blocked: "
          "ask the wiki's operators."),
    ),
    Remedy(
        "address",
        r"is not an address|must look like|must hold a host|must begin with https|no wiki's api\.php|We talk to",
        _("The setting that is named holds a wrong address. It must lead to the folder of api.php, such as "
          "https://outreach.wikimedia.org/w/. Correct it and restart web and worker."),
    ),
    Remedy(
        "moved",
        r"sends us on to",
        _("The wiki has another address by now. Check that the new one is really this wiki's, put it into the "
          "setting that is named, and restart web and worker."),
    ),
    Remedy(
        "no-wiki",
        r"sends a web page, not a wiki's data|API of this wiki is switched off",
        _("Open the address of the setting that is named in a browser. If it is the right wiki, its API is "
          "switched off or it is closed: ask its operators. If not, correct the setting."),
    ),
    Remedy(
        "token",
        r"does not accept our sign-in|did not give us a token",
        _("The token of WIKI_ACCESS_TOKEN, or somebody's own, is refused. Make a new owner-only one on Meta, set "
          "it and restart the worker; a person signs in by wiki account once more. Without a token the mirror "
          "works too, ten times slower."),
    ),
    Remedy(
        "read-only",
        r"read-only for now",
        _("Nothing to do: the wiki takes no edits for now. What is to be published waits and is sent by itself."),
    ),
    Remedy(
        "too-often",
        r"we ask too often",
        _("Nothing to do at first: we wait as long as the wiki asks. If it comes back daily, lower "
          "WIKI_REQUESTS_PER_MINUTE or read with a bot's WIKI_ACCESS_TOKEN."),
    ),
    Remedy(
        "stay-away",
        r"asked us to stay away|database is behind",
        _("Nothing to do: the wiki is busy and asked for a pause. We ask again by ourselves."),
    ),
    Remedy(
        "budget",
        r"as often as we allow ourselves|one at a time|Too many questions are waiting",
        _("Nothing to do: our own limit held. If it happens often, raise WIKI_REQUESTS_PER_MINUTE, as far as the "
          "wiki's etiquette allows."),
    ),
    Remedy(
        "valkey",
        r"traffic light \(Valkey\)",
        _("Start Valkey, or check REDIS_URL and the network to it. Until then no wiki is asked; pages are served "
          "as before."),
    ),
    Remedy(
        "unreachable",
        r"did not answer in time|connection to the wiki could not be made|No secure connection",
        _("Usually it passes. If it stays: can this machine reach the wiki (firewall, proxy, DNS, its clock for "
          "the certificate)? Look at https://www.wikimediastatus.net as well."),
    ),
    Remedy(
        "wiki-trouble",
        r"has trouble \(status|error of its own|web page instead of data",
        _("Nothing to do: the wiki itself is unwell. https://www.wikimediastatus.net says more. We ask again "
          "within the hour."),
    ),
    Remedy(
        "broken-answer",
        r"arrived (cut short|damaged)|answer was empty|shape we do not know|left (out everything|it out)|without an id"
        r"|same part of its answer|round in a circle|did not come to an end|stopped in the middle|still sending after"
        r"|answer is larger than|did not send it whole|in a way we do not know",
        _("Nothing was changed by a broken answer. If three runs end so, something between us and the wiki "
          "(a proxy) or a new version of MediaWiki is at fault: report it with the sentence beside."),
    ),
    Remedy(
        "refused",
        r"refused the question|refused to answer",
        _("The wiki understood us and said no. Report the sentence beside: our question has to change."),
    ),
    Remedy(
        "vanished",
        r"no longer lists",
        _("Check that WIKI_URL leads to the wiki whose pages we hold. If it does, somebody deleted or renamed "
          "most of them at once: ask on the wiki first. Nothing was changed here."),
    ),
    Remedy(
        "too-long",
        r"took too long and was stopped",
        _("Nothing to do: the next run goes on from there. If every run ends so, read with a bot's "
          "WIKI_ACCESS_TOKEN, which brings ten times more in one answer."),
    ),
    Remedy(
        "own-mistake",
        r"mistake in our own program",
        _("Look into the worker's log for the traceback and report it. Pages are served as before."),
    ),
    Remedy(
        "worker-gone",
        r"the worker went away",
        _("Workers were ended in mid-run, three times: look for restarts, for a lack of memory, or for a limit of "
          "time that is too short. Then start a sync by hand."),
    ),
    Remedy(
        "missing",
        r"has no page",
        _("Somebody deleted or renamed the page on the wiki. The next sync says which."),
    ),
)  # fmt: skip

# The words of `reports.REASONS`.
PAGE_REMEDIES = {
    "redirect": _("Nothing to do."),
    "missing": _("Nothing to do: the next sync says where it went."),
    "gone": _("If it was deleted by mistake, ask on the wiki to have it restored: it comes back with the next sync."),
    "released": _("If it is still such a page, rename it on the wiki to where such pages stand."),
    "hidden": _("Nothing to do: the wiki's administrators decided so, and our copy is gone too."),
    "unparsable": _("Open the page on the wiki and repair what is named, mostly a table or template without an end. "
                    "The next sync reads it again."),
    "unreadable": _("Nothing to do: it is asked for again with the next sync. If it stays, report the page."),
}  # fmt: skip

# By Publication.State: what whoever ordered it does.
PUBLICATION_REMEDIES = {
    "conflict": _("Somebody changed the page meanwhile: its author compares the three versions and decides."),
    "exists": _("There is such a page already: its author chooses another title, or changes that page."),
    "gone": _("The page was deleted: its author publishes it as a new page, or leaves it."),
    "moved": _("The page is a redirect by now: its author publishes to where it leads."),
    "parked": _("Read the wiki's own words. Blocked or protected: ask on the wiki. Filtered: change the text. Captcha: "
                "make the first edits by hand. Then try again."),
    "no-access": _("Its author signs in by wiki account once more; then it can be tried again."),
    "given-up": _("The wiki was not reached in a day: look at the page on the wiki, then try again."),
}  # fmt: skip

# Those, but for a conflict: that one is over once its author has decided, which the order itself does not know.
STOPPED = [state for state in PUBLICATION_REMEDIES if state != "conflict"]


def remedy_for(said: str) -> Remedy:
    """What to do about what a run or publication said; a general advice for what nobody foresaw."""
    return next((each for each in REMEDIES if re.search(each.signs, said)), UNKNOWN)
