# SPDX-License-Identifier: GPL-3.0-or-later
"""What our register knows of institutions and Wikidata lacks, as far as we have read it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from institutions import quickstatements as qs
from institutions.models import ItemRecord, SourcedFact, Tie
from institutions.parsing.countries import CODE_OF_ITEM
from institutions.parsing.fields import COORDINATES, IDENTIFIERS, OTHER_THING, present
from institutions.parsing.items import IDENTIFIERS as SHAPES
from institutions.reports.items import FIELD_LABELS
from partnerships.models import Institution

MOST_INSTITUTIONS = 200
MOST_LINES = 2000
PART_OF = "P361"
ITEM_OF_CODE = {code: item for item, code in CODE_OF_ITEM.items()}
# The class of a new item, where our kind says one; a heritage institution or “other” is left to people.
CLASS_OF_KIND = {
    "museum": "Q33506",
    "archive": "Q166118",
    "library": "Q7075",
    "gallery": "Q1007870",
    "university": "Q3918",
    "broadcaster": "Q15265344",
}
# Of these an item may hold several: what a person kept here against Wikidata's can stand beside it.
SEVERAL = ("website", *IDENTIFIERS)


@dataclass
class Proposal:
    """One institution: the commands for its item or a new one, and what was left out and why."""

    institution: Institution
    subject: str
    commands: list[qs.Command] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.subject == qs.NEW

    def add(self, name: str, make: Callable[[], qs.Command]) -> None:
        try:
            self.commands.append(make())
        except qs.Unfit:
            self.left_out.append((name, _("It does not fit into a command.")))


def proposals(institutions: Iterable[Institution], wish: qs.Wish) -> list[Proposal]:
    """One for each institution, in three queries; without commands where nothing is lacking or nothing is known."""
    institutions = list(institutions)
    records = {each.institution_id: each for each in ItemRecord.objects.filter(institution__in=institutions)}
    facts = defaultdict(dict)
    for fact in SourcedFact.objects.filter(institution__in=institutions):
        facts[fact.institution_id][fact.field] = fact
    wholes = defaultdict(list)
    ties = Tie.objects.filter(part__in=institutions, kind=Tie.Kind.PART, ended_on=None)
    for part, whole in ties.exclude(whole__wikidata_item=None).values_list("part", "whole__wikidata_item"):
        wholes[part].append(whole)
    return [
        _of_item(each, records.get(each.pk), facts[each.pk], wholes[each.pk], wish)
        if each.wikidata_item
        else _of_new(each, wholes[each.pk], wish)
        for each in institutions
    ]


def text_of(
    found: Iterable[Proposal], reference: Callable[[Institution], qs.Reference | None]
) -> tuple[str, int]:
    """All commands as one text, and how many institutions had to be left for another time."""
    lines, left = [], 0
    for proposal in found:
        if not proposal.commands:
            continue
        about = qs.lines(proposal.subject, proposal.commands, reference(proposal.institution))
        if left or len(lines) + len(about) > MOST_LINES:
            left += 1
        else:
            lines += about
    return "".join(f"{line}\n" for line in lines), left


def _of_item(institution, record, facts, wholes, wish: qs.Wish) -> Proposal:
    """What the item lacks. Nothing is proposed where we do not know what it says."""
    proposal = Proposal(institution, institution.wikidata_item)
    standing = ItemRecord.Standing
    is_read = record and record.read_at and record.standing in (standing.CURRENT, standing.MERGED)
    if not is_read or record.item != institution.wikidata_item:
        proposal.left_out.append((_("Item"), _("What the item says has not been read yet.")))
        return proposal
    # A fact that the last reading did not bring is no longer said.
    said = {name: fact for name, fact in facts.items() if fact.read_at >= record.read_at}
    if OTHER_THING in said:
        proposal.left_out.append((_("Item"), _("Wikidata says that the item is no institution.")))
        return proposal
    for code, name in sorted(institution.names.items()):
        if code not in record.labels:
            proposal.add(
                f"{FIELD_LABELS['names']} ({code})", lambda code=code, name=name: qs.label(code, name)
            )
    for name in ("country", COORDINATES, "website", *IDENTIFIERS):
        is_kept = (
            wish.with_beside
            and name in SEVERAL
            and name in said
            and _is_kept_against(institution, said[name])
        )
        if name not in said or is_kept:
            _propose(proposal, name)
    known = {parent["item"] for parent in record.parent_items}
    _propose_wholes(proposal, [whole for whole in wholes if whole not in known])
    return proposal


def _is_kept_against(institution, fact: SourcedFact) -> bool:
    return fact.keep_ours and present(institution, fact.field) != fact.value


def _of_new(institution, wholes, wish: qs.Wish) -> Proposal:
    """A new item: names, a description in English, what it is, where, and how to find it elsewhere."""
    proposal = Proposal(institution, qs.NEW)
    if not wish.with_new:
        proposal.left_out.append((_("Item"), _("It has no item; new ones were not asked for.")))
        return proposal
    # Which language the main name is in, the register does not say: it may be one of those that it does.
    main = {} if institution.name in institution.names.values() else {wish.language: institution.name}
    names = main | institution.names
    for code, name in sorted(names.items()):
        proposal.add(f"{FIELD_LABELS['names']} ({code})", lambda code=code, name=name: qs.label(code, name))
    proposal.add(_("Description"), lambda: qs.label("en", _description(institution), kind="D"))
    if institution.kind in CLASS_OF_KIND:
        proposal.add("P31", lambda: qs.statement("P31", qs.item(CLASS_OF_KIND[institution.kind])))
    for name in ("country", COORDINATES, "website", *IDENTIFIERS):
        _propose(proposal, name)
    _propose_wholes(proposal, wholes)
    return proposal


def _description(institution: Institution) -> str:
    with translation.override("en"):
        where = ", ".join(part for part in (institution.place, str(institution.country.name)) if part)
        return f"{institution.get_kind_display()} in {where}"


def _propose(proposal: Proposal, name: str) -> None:
    """Our value of a field as a statement; nothing where we have none."""
    value = present(proposal.institution, name)
    if not value:
        return
    label = str(FIELD_LABELS[name])
    if name == "country":
        if value not in ITEM_OF_CODE:
            proposal.left_out.append((label, _("The item of this country is not known here.")))
            return
        proposal.add(label, lambda: qs.statement("P17", qs.item(ITEM_OF_CODE[value])))
    elif name == COORDINATES:
        proposal.add(label, lambda: qs.statement("P625", qs.coordinates(*value)))
    elif name == "website":
        proposal.add(label, lambda: qs.statement("P856", qs.address(value)))
    else:
        _propose_identifier(proposal, name, label, " ".join(value.replace("_", " ").split()))


def _propose_identifier(proposal: Proposal, name: str, label: str, value: str) -> None:
    property_id, shape = SHAPES[name]
    if not shape.fullmatch(value):
        proposal.left_out.append((label, _("It has not the shape that Wikidata asks for.")))
        return
    proposal.add(label, lambda: qs.statement(property_id, qs.text(value)))


def _propose_wholes(proposal: Proposal, wholes: list[str]) -> None:
    for whole in wholes:
        proposal.add(PART_OF, lambda whole=whole: qs.statement(PART_OF, qs.item(whole)))
