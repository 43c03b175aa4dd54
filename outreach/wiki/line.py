# SPDX-License-Identifier: GPL-3.0-or-later
"""One API asked one question at a time: patience where it helps, and a name for everything that is no answer."""

from typing import Any

import mwclient

from outreach.wiki.address import read_address, user_agent
from outreach.wiki.errors import (
    AccessRefused,
    WikiMisconfigured,
    WikiReadOnly,
    WikiRefused,
    WikiStumbled,
    WikiUnavailable,
)
from outreach.wiki.session import BUSY_TRIES, WikiSession
from outreach.wiki.terms import Terms
from outreach.wiki.waiting import Patience

MAXLAG = 5
RATE_LIMIT_SECONDS = 60.0
# The wiki's words for: who you say you are, you are not (any more).
UNKNOWN_HERE = frozenset(
    ["assertuserfailed", "assertbotfailed", "assertnameduserfailed", "mwoauth-invalid-authorization"]
)


class Line:
    """Our line to one api.php. Not safe to share between threads: mwclient is not."""

    def __init__(
        self, site: mwclient.Site, session: WikiSession, patience: Patience, *, is_signed_in: bool = False
    ):
        self._site = site
        self._session = session
        self._patience = patience
        self._has_answered = False
        self._assertion = {"assert": "user"} if is_signed_in else {}

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._session.request_count

    def ask(self, action: str, asked: dict[str, str], parts: tuple[str, ...]) -> dict[str, Any]:
        """Send one question, waiting and asking again where that may help.

        Those `parts` of the answer that are there are objects. Raises a WikiError.
        """
        attempt = 1
        while True:
            try:
                return self._exchange(action, asked, parts)
            except WikiStumbled as stumble:
                self._patience.wait(stumble, attempt)
                attempt += 1

    def tell(self, action: str, told: dict[str, str], parts: tuple[str, ...]) -> dict[str, Any]:
        """Send one order, once: what failed after it left us may have been done all the same.

        Raises a WikiError; of a WikiUnavailable `.may_be_done` says whether the wiki can have heard it.
        """
        return self._exchange(action, told, parts, method="POST")

    def _exchange(
        self, action: str, asked: dict[str, str], parts: tuple[str, ...], method: str = "GET"
    ) -> dict[str, Any]:
        try:
            # GET: reads may be answered near us, where a POST would go to the primary data centre.
            answer = self._site.raw_api(
                action, method, retry_on_error=False, **({"formatversion": "2"} | self._assertion | asked)
            )
        except mwclient.errors.InvalidResponse as error:
            raise self._not_json(error.response_text or "") from error
        except mwclient.errors.APIDisabledError as error:
            raise WikiMisconfigured(
                f"{self._session.setting}: the API of this wiki is switched off."
            ) from error
        found = [answer.get(part, {}) for part in parts] if isinstance(answer, dict) else [None]
        if not all(isinstance(part, dict) for part in found):
            raise WikiStumbled("The wiki answered in a shape we do not know.")
        if "error" in answer:
            raise self._refusal(answer["error"])
        self._has_answered = True
        return answer

    def _not_json(self, body: str) -> WikiUnavailable | WikiMisconfigured:
        """A web page for an answer: from a wiki that has answered before it is maintenance, else a wrong host."""
        if not body.strip():
            return WikiStumbled("The wiki's answer was empty.")
        if not body.lstrip().startswith("<"):
            return WikiStumbled("The wiki's answer arrived cut short.")
        if self._has_answered:
            return WikiStumbled(
                "The wiki answered with a web page instead of data; it may be under maintenance."
            )
        return WikiMisconfigured(
            f"{self._session.setting}: what answers there sends a web page, not a wiki's data."
        )

    def _refusal(self, error: Any) -> WikiUnavailable | WikiRefused:
        """Name an error that the API itself reports."""
        code, info = (
            (str(error.get("code")), str(error.get("info"))) if isinstance(error, dict) else ("?", str(error))
        )
        told = self._session.told_to_wait
        if code == "maxlag":
            return WikiStumbled(
                "The wiki's database is behind.",
                retry_after=told or MAXLAG,
                tries=BUSY_TRIES,
                may_be_done=False,
            )
        if code == "ratelimited":
            wait = told or RATE_LIMIT_SECONDS
            return WikiStumbled(
                "The wiki says that we ask too often.", retry_after=wait, tries=BUSY_TRIES, may_be_done=False
            )
        if code == "readonly":
            why = str(error.get("readonlyreason") or info)
            return WikiReadOnly(
                f"The wiki is read-only for now: {why[:200]}", retry_after=told, may_be_done=False
            )
        if code in UNKNOWN_HERE:
            return AccessRefused(
                f"The wiki does not accept our sign-in ({code}): {info[:200]}", code=code, words=info
            )
        if code.startswith("internal_api_error"):
            return WikiStumbled("The wiki met an error of its own.")
        return WikiRefused(f"The wiki refused the question ({code}): {info[:200]}", code=code, words=info)


def open_line(url: str, **terms: Any) -> Line:
    """Return a line to the api.php in the folder `url` without asking it anything yet; `terms` are those of Terms.

    Raises WikiMisconfigured, naming the variable of the address or of the contact.
    """
    agreed = Terms(**terms)
    address = read_address(url, setting=agreed.setting)
    session = WikiSession(
        address, user_agent(address, contact=agreed.contact, version=agreed.version), agreed
    )
    site = mwclient.Site(
        address.host,
        path=address.path,
        scheme=address.scheme,
        pool=session,
        do_init=False,
        max_retries=0,
        retry_timeout=0,
    )
    return Line(site, session, Patience(agreed.patience, agreed.sleep), is_signed_in=bool(agreed.token))
