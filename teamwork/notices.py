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


class _Words(dict):
    def __missing__(self, name):
        return "…"


_SENTENCES: dict[str, Sentence] = {}
# Marks that keep a name of one direction from stirring a sentence of the other.
_ISOLATE, _POP = "\u2068", "\u2069"


def register(kind: str, template, *, reading=None, icon_name: str = "bell") -> None:
    """Name the sentence of a kind of notice."""
    _SENTENCES[kind] = Sentence(template, reading, icon_name)


def sentence(kind: str, words: dict, *, isolated: bool = False) -> str:
    """The sentence in the language that is active. A kind nobody registered is said in general words."""
    known = _SENTENCES.get(kind) or Sentence(_("Something happened on “%(record)s”."))
    said = known.reading(words) if known.reading else words
    if isolated:
        said = {name: f"{_ISOLATE}{value}{_POP}" for name, value in said.items()}
    return str(known.template) % _Words(said)


def icon_of(kind: str) -> str:
    return _SENTENCES[kind].icon_name if kind in _SENTENCES else "bell"


register("mention", _("%(who)s mentioned you in a note on “%(record)s”."), icon_name="userAdd")
register("note.written", _("%(who)s wrote a note on “%(record)s”."), icon_name="speechBubble")
register("task.assigned", _("%(who)s gave you a task on “%(record)s”: %(task)s"), icon_name="checkAll")
register("task.done", _("%(who)s finished a task on “%(record)s”: %(task)s"), icon_name="check")
