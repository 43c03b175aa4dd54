# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and deeds the palette offers, each with the permission that opens it and its keys."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import may_somewhere


@dataclass(frozen=True)
class Command:
    """`keys` are pressed one after the other, such as "g b"; `may` is an action of the permission table."""

    label: str
    door: str
    icon: str
    may: str = ""
    keys: str = ""
    signed_in: bool = False

    @property
    def address(self) -> str:
        return reverse(self.door)


COMMANDS = (
    Command(_("Go to the start page"), "home", "home", keys="g h"),
    Command(_("Go to today: what waits for me"), "today:queue", "checkAll", keys="g y", signed_in=True),
    Command(_("Go to the board"), "partnerships:board", "layout", "move.see", "g b"),
    Command(_("Go to partnerships"), "partnerships:partnership-list", "listBullet", keys="g p"),
    Command(_("Go to institutions"), "partnerships:institution-list", "mapPin", keys="g i"),
    Command(_("Go to the map"), "institutions:map", "map", keys="g m"),
    Command(_("Go to advocates"), "partnerships:advocate-list", "userAvatarOutline", "advocate.see", "g a"),
    Command(_("Go to agreements"), "agreements:mou-list", "article", "mou.see", "g o"),
    Command(_("Go to case studies"), "casestudies:list", "articles", keys="g c"),
    Command(_("Go to the newsletter"), "newsletter:list", "newspaper", keys="g l"),
    Command(_("Go to the newsletter's trends"), "newsletter:trends", "chart"),
    Command(_("Go to my tasks"), "teamwork:task-list", "check", "task.see", "g t"),
    Command(_("Go to my notices"), "teamwork:notice-list", "bell", keys="g n", signed_in=True),
    Command(_("Go to the dashboard"), "dashboards:movement", "chart", "dashboard.movement", "g d"),
    Command(
        _("Go to people who worked with institutions"), "dashboards:people", "userGroup", "people.see", "g w"
    ),
    Command(_("Go to contributors"), "outreach:contributor-list", "userAvatarOutline"),
    Command(_("Go to suggested institutions"), "institutions:suggestion-list", "lightbulb", keys="g s"),
    Command(_("Go to likely duplicates"), "institutions:duplicates", "copy", "institution.merge"),
    Command(_("Go to pipelines"), "partnerships:pipeline-list", "settings", "pipeline.edit"),
    Command(_("Go to sync runs"), "outreach:sync-run-list", "update", "sync.see"),
    Command(_("Add an institution"), "partnerships:institution-add", "add", "institution.add", "c i"),
    Command(_("Open a partnership"), "partnerships:begin", "add", "partnership.open", "c p"),
    Command(_("Write a case study"), "casestudies:begin", "edit", "casestudy.begin", "c c"),
    Command(_("Suggest an institution"), "institutions:suggest", "lightbulb", "suggestion.make", "c s"),
    Command(_("My profile and shortcuts"), "accounts:profile", "settings", signed_in=True),
)


def commands_for(user) -> list[Command]:
    """What this reader finds in the palette."""
    return [
        command
        for command in COMMANDS
        if (not command.may or may_somewhere(user, command.may))
        and (not command.signed_in or user.is_authenticated)
    ]


def matching(commands: list[Command], text: str) -> list[Command]:
    """Those whose label holds every typed word, in the reader's language."""
    words = text.casefold().split()
    return [each for each in commands if all(word in str(each.label).casefold() for word in words)]
