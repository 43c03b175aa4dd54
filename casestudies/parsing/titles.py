# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pages are case studies, and what a case study is called, from the page's title alone."""

PREFIXES = ("GLAM/Case studies/", "Case studies/", "GLAM/IFLA Case Studies/")
ARCHIVE = "Archived/"
# Pages under the prefixes that help to write or to find case studies, and are none; compared in lower case.
_FURNITURE = frozenset(
    [
        "form",
        "questions",
        "index",
        "list",
        "archive",
        "archived",
        "archives",
        "header",
        "navigation",
        "nav",
        "tabs",
    ]
    + [
        "preload",
        "intro",
        "introduction",
        "template",
        "instructions",
        "about",
        "criteria",
        "all",
        "footer",
        "styles.css",
    ]
)


def is_case_study(title: str) -> bool:
    """Tell whether a page of this title is a case study or a subpage of one; forms and index pages are not.

    Translations cannot be told by title: the sweep marks them.
    """
    name = name_of(title)
    parts = [part.strip().lower() for part in name.split("/")]
    return bool(name) and all(parts) and parts[0] not in _FURNITURE and parts[-1] not in ("form", "questions")


def name_of(title: str) -> str:
    """Return the name of the case study, its deeper subpages included; "" if the title is under no prefix."""
    title = " ".join(title.replace("_", " ").split())
    for prefix in PREFIXES:
        if title.startswith(prefix):
            return title.removeprefix(prefix).removeprefix(ARCHIVE).strip()
    return ""


def variants_of(title: str) -> list[str]:
    """The titles that a case study of this name may have on the wiki, with each prefix; none for an empty name."""
    title = " ".join(title.replace("_", " ").split())
    name = title
    for prefix in PREFIXES:
        if title.lower().startswith(prefix.lower()):
            name = title[len(prefix) :]
            break
    name = name.removeprefix(ARCHIVE).strip(" /")
    return [f"{prefix}{under}{name}" for prefix in PREFIXES for under in ("", ARCHIVE)] if name else []
