# SPDX-License-Identifier: GPL-3.0-or-later
"""The accounts of the local wiki; their passwords are public, as the wiki listens on loopback only."""

from dataclasses import dataclass

BOT_PASSWORD = "0123456789abcdef0123456789abcdef"  # MediaWiki takes exactly 32 characters
PASSWORD = "only-for-loopback"
READING = ["basic", "highvolume"]
WRITING = ["editpage", "createeditmovepage"]
STEWARDING = ["delete", "protect", "blockusers", "editprotected", "rollback"]


@dataclass(frozen=True)
class Account:
    """One account: its groups, and the grants of its bot password (none: it has no bot password)."""

    name: str
    groups: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()

    @property
    def bot_login(self) -> str:
        """What to sign in as with BOT_PASSWORD."""
        return f"{self.name}@local"

    def as_json(self) -> dict:
        """The shape that accounts.php reads."""
        bot = ["local", BOT_PASSWORD, list(self.grants)] if self.grants else None
        return {"name": self.name, "password": PASSWORD, "groups": list(self.groups), "bot_password": bot}


ADMIN = Account("Admin", ("sysop", "bureaucrat"), (*READING, *WRITING, *STEWARDING))
AUTHOR = Account("Author Example", (), (*READING, *WRITING))
BOT = Account("SyncBot", ("bot",), (*READING, *WRITING))
STAFF = (ADMIN, AUTHOR, BOT)
