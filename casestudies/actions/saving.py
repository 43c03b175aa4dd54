# SPDX-License-Identifier: GPL-3.0-or-later
"""Which parts of a case study a saving writes, and which somebody else changed meanwhile."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from casestudies.errors import ChangedMeanwhile
from casestudies.models import CaseStudy, Section, SectionKey
from casestudies.seen import fact, fingerprint, plain


def touched(
    case_study: CaseStudy,
    standing: Mapping[str, Section],
    offered: Mapping[str, object],
    *,
    seen: Mapping[str, str],
) -> list[str]:
    """The parts that are to be written: neither the same already nor brought back as they were handed out."""
    now = {name: _standing(case_study, standing, name) for name in offered}
    differing = [name for name in offered if plain(offered[name]) != plain(now[name])]
    return [name for name in differing if fingerprint(offered[name]) != seen.get(name)]


def refuse_torn(
    case_study: CaseStudy,
    standing: Mapping[str, Section],
    wanted: Collection[str],
    *,
    version: int,
    seen: Mapping[str, str],
) -> None:
    """Refuse to write over what the writer did not see.

    With a fingerprint in `seen` a part is compared with what its writer saw; without one, whatever changed after
    `version` counts as unseen. Raises ChangedMeanwhile, naming the parts that both sides changed.
    """
    known = [name for name in wanted if name in seen]
    torn = {name for name in known if fingerprint(_standing(case_study, standing, name)) != seen[name]}
    torn |= _changed_since(case_study, standing, [name for name in wanted if name not in seen], version)
    if torn:
        raise ChangedMeanwhile(case_study, [label_of(name) for name in wanted if name in torn])


def _standing(case_study: CaseStudy, standing: Mapping[str, Section], name: str) -> object:
    if name in SectionKey.values:
        return standing[name].text if name in standing else ""
    return fact(case_study, name)


def _changed_since(
    case_study: CaseStudy, standing: Mapping[str, Section], names: list[str], version: int
) -> set[str]:
    """Those of the parts that changed after that version; all of them when nothing is known of it."""
    if version == case_study.version or not names:
        return set()
    if version > case_study.version:
        return set(names)
    sections = {name for name in names if name in SectionKey.values}
    facts = set(names) - sections
    changed = {name for name in sections if name in standing and standing[name].changed_in > version}
    return changed | (_facts_changed_since(case_study, facts, version) if facts else set())


def _facts_changed_since(case_study: CaseStudy, names: set[str], version: int) -> set[str]:
    """The history keeps every version of a case study's row: its facts need no column that says so again."""
    columns = {name: CaseStudy._meta.get_field(name).attname for name in names}
    then = case_study.events.filter(version=version).order_by("-pgh_id").values(*columns.values()).first()
    if then is None:
        return names
    return {name for name, column in columns.items() if plain(then[column]) != plain(fact(case_study, name))}


def label_of(name: str) -> str:
    """A section or a fact as the form calls it."""
    if name in SectionKey.values:
        return str(SectionKey(name).label)
    if name == "title":
        return _("Title")
    return str(CaseStudy._meta.get_field(name).verbose_name)
