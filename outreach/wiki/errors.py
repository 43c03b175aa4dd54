# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between us and a wiki, in the words that the page of a sync run shows."""


class WikiError(Exception):
    """Anything the wiki client gives up on; `reason` is a sentence for the person who reads the run."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class WikiUnavailable(WikiError):
    """The wiki does not answer, or not in a usable way; asking again later may cure it.

    `retry_after` is the number of seconds the wiki asked us to stay away, where it said so. `may_be_done`: the
    wiki may have heard us and done it, though no answer came.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None, may_be_done: bool = True):
        super().__init__(reason)
        self.retry_after = retry_after
        self.may_be_done = may_be_done


class WikiStumbled(WikiUnavailable):
    """One exchange failed in a way that a moment's wait often cures; at most `tries` attempts are made."""

    def __init__(
        self, reason: str, *, retry_after: float | None = None, tries: int = 3, may_be_done: bool = True
    ):
        super().__init__(reason, retry_after=retry_after, may_be_done=may_be_done)
        self.tries = tries

    def given_up(self, retry_after: float | None) -> WikiUnavailable:
        """The same, after the last attempt or with more to wait than anybody would."""
        return WikiUnavailable(self.reason, retry_after=retry_after, may_be_done=self.may_be_done)


class WikiReadOnly(WikiUnavailable):
    """The wiki takes no edits for now, in its own words."""


class WikiRefused(WikiError):
    """The wiki understood us and said no; asking again changes nothing until a person does something.

    `code` is the API's own word for it, where it said one, and `words` are what it said to people.
    """

    def __init__(self, reason: str, *, code: str = "", words: str = ""):
        super().__init__(reason)
        self.code = code
        self.words = words


class AccessRefused(WikiRefused):
    """The wiki does not know, or no longer knows, the account whose token we sent."""


class WikiMisconfigured(WikiRefused):
    """What answers at the configured address is not a wiki we may talk to; an operator must look at the settings."""


class PageMissing(WikiError):
    """There is no page of this title on the wiki."""

    def __init__(self, title: str):
        super().__init__(f"The wiki has no page “{title}”.")
        self.title = title
