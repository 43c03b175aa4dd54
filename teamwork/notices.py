# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentences of notices: made when they are read, in the reader's language.

An app that tells people of something registers its kinds here: the template names its words
(`%(who)s moved …`), `reading` may turn stored words into those of the reader's language first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sentence:
    template: object
    reading: Callable[[dict], dict] | None = None
    icon_name: str = "bell"
    mail_reason: object = None


class _Words(dict):
    def __missing__(self, name):
        return "…"


_USUAL_REASON = _("You get this mail because somebody named you or gave you a task on the platform.")
_SENTENCES: dict[str, Sentence] = {}
# Marks that keep a name of one direction from stirring a sentence of the other.
_ISOLATE, _POP = "\u2068", "\u2069"


def register(kind: str, template, *, reading=None, icon_name: str = "bell", mail_reason=None) -> None:
    """Name the sentence of a kind of notice, and why one gets a mail of it where it is none of the usual reasons."""
    _SENTENCES[kind] = Sentence(template, reading, icon_name, mail_reason)


def sentence(kind: str, words: dict, *, isolated: bool = False) -> str:
    """The sentence in the language that is active. A kind nobody registered is said in general words."""
    known = _SENTENCES.get(kind) or Sentence(_("Something happened on “%(record)s”."))
    said = known.reading(words) if known.reading else words
    if isolated:
        said = {name: f"{_ISOLATE}{value}{_POP}" for name, value in said.items()}
    return str(known.template) % _Words(said)


def mail_reason_of(kind: str) -> str:
    """Why a mail of this kind is sent, in the language that is active."""
    known = _SENTENCES.get(kind)
    return str((known and known.mail_reason) or _USUAL_REASON)


def icon_of(kind: str) -> str:
    return _SENTENCES[kind].icon_name if kind in _SENTENCES else "bell"


register("mention", _("%(who)s mentioned you in a note on “%(record)s”."), icon_name="userAdd")
register("note.written", _("%(who)s wrote a note on “%(record)s”."), icon_name="speechBubble")
register("task.assigned", _("%(who)s gave you a task on “%(record)s”: %(task)s"), icon_name="checkAll")
register("task.done", _("%(who)s finished a task on “%(record)s”: %(task)s"), icon_name="check")
