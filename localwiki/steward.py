# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes the local wiki through its API, as its accounts: what tests do to a wiki behind the product's back."""

import json
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from http.cookiejar import CookieJar

from localwiki.accounts import ADMIN, PASSWORD

TIMEOUT = 60  # seconds; a busy machine may make MediaWiki slow


class WikiRefused(Exception):
    """The wiki answered with an error; `code` is MediaWiki's."""

    def __init__(self, code: str, info: str):
        super().__init__(f"{code}: {info}")
        self.code = code


class Session:
    """One account's cookies and token; None edits as an IP address."""

    def __init__(self, api: str, user: str | None):
        self._api = api
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self._token = "+\\"
        if user is not None:
            self._login(user)

    def call(self, action: str, **params: object) -> dict:
        """Post to the API and return its answer; WikiRefused if that is an error. True sends "1", False and None nothing."""
        sent = {
            name: "1" if value is True else value
            for name, value in params.items()
            if value not in (None, False)
        }
        form = urllib.parse.urlencode(
            {"action": action, "format": "json", "formatversion": 2} | sent
        ).encode()
        with self._open(self._api, form, timeout=TIMEOUT) as response:
            answer = json.load(response)
        if "error" in answer:
            raise WikiRefused(answer["error"]["code"], answer["error"]["info"])
        return answer

    def write(self, action: str, **params: object) -> dict:
        """As `call`, with the token that changes need."""
        return self.call(action, token=self._token, **params)[action]

    def submit(self, page: str, **form: str) -> str:
        """Fill in the form of a special page that no module of the API stands for; the page that answers."""
        body = urllib.parse.urlencode(form | {"title": page, "token": self._token}).encode()
        with self._open(self._api.replace("api.php", "index.php"), body, timeout=TIMEOUT) as response:
            return response.read().decode()

    def _login(self, user: str) -> None:
        token = self.call("query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        result = self.call("login", lgname=user, lgpassword=PASSWORD, lgtoken=token)["login"]
        if result["result"] != "Success":
            raise WikiRefused("login", str(result.get("reason", result)))
        self._token = self.call("query", meta="tokens")["query"]["tokens"]["csrftoken"]


class Steward:
    """Edits, moves, deletes, hides and protects pages; as Admin where no user is named."""

    def __init__(self, wiki_url: str):
        self._api = f"{wiki_url}api.php"
        self._sessions: dict[str | None, Session] = {}

    def session(self, user: str | None = ADMIN.name) -> Session:
        """The session of any account the wiki has (None: nobody), signed in once."""
        if user not in self._sessions:
            self._sessions[user] = Session(self._api, user)
        return self._sessions[user]

    def edit(self, title: str, text: str, *, user: str | None = ADMIN.name, summary: str = "") -> int:
        """Make the page's text this one, creating it if need be; the new revision's id (0: it said that already)."""
        done = self.session(user).write("edit", title=title, text=text, summary=summary)
        if done["result"] != "Success":
            raise WikiRefused("edit", str(done))
        return done.get("newrevid", 0)

    def append(self, title: str, text: str, *, user: str | None = ADMIN.name) -> int:
        """Add text at the end of the page; the new revision's id."""
        return self.session(user).write("edit", title=title, appendtext=text)["newrevid"]

    def move(self, title: str, to: str, *, leave_redirect: bool = True) -> None:
        """Give the page another title; its id stays, and the redirect left behind has a new one."""
        self.session().write("move", **{"from": title}, to=to, noredirect=not leave_redirect)

    def delete(self, title: str) -> None:
        """Delete the page."""
        self.session().write("delete", title=title)

    def undelete(self, title: str) -> None:
        """Restore the page with all its revisions, under the id it had."""
        self.session().write("undelete", title=title)

    def protect(self, title: str, level: str = "sysop") -> None:
        """Let only that group edit and move the page; "all" lifts it."""
        self.session().write("protect", title=title, protections=f"edit={level}|move={level}")

    def block(self, user: str) -> None:
        """Stop an account from editing."""
        self.session().write("block", user=user, allowusertalk=True)

    def unblock(self, user: str) -> None:
        """Let the account edit again."""
        self.session().write("unblock", user=user)

    def rename(self, user: str, to: str) -> None:
        """Give the account another name; its number and its edits stay its own."""
        said = self.session().submit(
            "Special:Renameuser", oldusername=user, newusername=to, confirmaction="1"
        )
        found = self.session(None).call("query", list="users", ususers=to)["query"]["users"][0]
        if "userid" not in found:
            raise WikiRefused("rename", said[-2000:])
        self._sessions.pop(user, None)

    def hide(self, revision: int, what: str = "content") -> None:
        """Hide parts (content, user, comment, joined by |) of a revision that is not its page's current one."""
        self.session().write("revisiondelete", type="revision", ids=revision, hide=what)

    def hide_archived(self, title: str, revised_at: datetime) -> None:
        """Hide the text of a revision of a page that is deleted."""
        self._of_archived(title, revised_at, hide="content")

    def show_archived(self, title: str, revised_at: datetime) -> None:
        """Show it again, without which the page cannot be restored."""
        self._of_archived(title, revised_at, show="content")

    def _of_archived(self, title: str, revised_at: datetime, **what: str) -> None:
        moment = revised_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")  # which is its key there
        self.session().write("revisiondelete", type="archive", target=title, ids=moment, **what)

    def show(self, revision: int, what: str = "content") -> None:
        """Show again what was hidden of a revision."""
        self.session().write("revisiondelete", type="revision", ids=revision, show=what)

    def query(self, title: str, **params: object) -> dict:
        """What `action=query` tells of one page, as nobody: a page object with at least title, and missing or pageid."""
        defaults = {
            "prop": "info|revisions",
            "rvprop": "ids|timestamp|user|comment|content",
            "rvslots": "main",
        }
        answer = self.session(None).call("query", titles=title, **(defaults | params))
        return answer["query"]["pages"][0]

    def count(self, **params: object) -> int:
        """How many pages the wiki has under `apprefix`, in `apnamespace` and so on."""
        total, more = 0, {"continue": ""}
        while more:
            answer = self.session().call("query", list="allpages", aplimit="max", **params, **more)
            total += len(answer["query"]["allpages"])
            more = answer.get("continue")
        return total
