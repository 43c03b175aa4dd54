# SPDX-License-Identifier: GPL-3.0-or-later
"""Ready-made pipelines an affiliate can start from, as data. Each stage is mapped onto a phase of the movement."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.stages import DEFAULT_STAGES, Phase, Sketch


@dataclass(frozen=True)
class Pack:
    """A pipeline before it is anybody's: its name, whom it is for, its stages in order."""

    name: str
    summary: str
    stages: tuple[Sketch, ...]


_ASIDE = tuple(
    sketch for sketch in DEFAULT_STAGES if sketch.phase in (Phase.PAUSED, Phase.DECLINED, Phase.ENDED)
)

_SMALL = (
    Sketch(
        Phase.IDENTIFIED,
        60,
        _("Note every institution somebody could talk to, and why."),
        (_("Somebody of us wants to talk to them."),),
        name=_("Idea"),
    ),
    Sketch(
        Phase.CONTACTED,
        60,
        _("Write or ring. Meet once before you ask for anything."),
        (_("A person there has answered."), _("We have met once.")),
        name=_("Talking"),
    ),
    Sketch(
        Phase.CONVERSATION,
        90,
        _("Agree on one small thing with a day."),
        (_("Both know what is done and by when."),),
        name=_("Agreed by word"),
    ),
    Sketch(
        Phase.PILOT,
        180,
        _("Do it, take a photograph, thank everybody."),
        (_("It is done."), _("We have told others about it.")),
        name=_("Doing it"),
    ),
)

_RESIDENCY = (
    Sketch(
        Phase.IDENTIFIED,
        60,
        _("Find an institution that could host a resident, and who would pay."),
        (_("We know who could pay."), _("Somebody there wants a resident.")),
        name=_("Possible host"),
    ),
    Sketch(
        Phase.CONTACTED,
        45,
        _("Explain what a Wikimedian in residence does and does not do."),
        (_("The host knows what a resident does not do."), _("There is a named supervisor.")),
        name=_("Host approached"),
    ),
    Sketch(
        Phase.CONVERSATION,
        90,
        _("Write the description of the post together: goals, hours, pay, licences."),
        (
            _("The description of the post is written."),
            _("The money is promised in writing."),
            _("Conflicts of interest are talked through."),
        ),
        name=_("Planning the residency"),
    ),
    Sketch(
        Phase.AGREEMENT,
        60,
        _("Sign the agreement, publish the call, choose the resident together."),
        (_("Host and affiliate have signed."), _("The resident is chosen.")),
        plan=((_("Publish the call for residents"), 14),),
        name=_("Call and contract"),
    ),
    Sketch(
        Phase.ACTIVE,
        365,
        _("Meet the resident and the supervisor every month. Write down what they learn."),
        (
            _("The resident's report is written."),
            _("Staff can go on without the resident."),
            _("A case study is written."),
        ),
        ("agreement",),
        ((_("First meeting of all three"), 30), (_("Talk about what comes after"), 180)),
        name=_("Resident at work"),
    ),
    Sketch(
        Phase.SUSTAINING,
        730,
        _("The institution goes on by itself. Stay in touch twice a year."),
        (_("We have been in touch within half a year."),),
        ("agreement",),
        name=_("After the residency"),
    ),
)

_DONATION = (
    Sketch(
        Phase.IDENTIFIED,
        30,
        _("Say which works, how many, and who holds the rights."),
        (_("We know which works and about how many."),),
        name=_("Offer"),
    ),
    Sketch(
        Phase.CONVERSATION,
        60,
        _("Clear the rights and agree on the licence, work by work where it must be."),
        (_("The licence is agreed in writing."), _("Titles, dates and makers are in a table.")),
        name=_("Rights and data"),
    ),
    Sketch(
        Phase.PILOT,
        60,
        _("Upload a few works first and look at them together."),
        (_("The institution has seen the first files."), _("Templates and categories are right.")),
        ("expected_works",),
        name=_("Trial upload"),
    ),
    Sketch(
        Phase.AGREEMENT,
        60,
        _("Upload the rest. Note what was left out and why."),
        (_("All files are up."), _("Wikidata items are linked.")),
        plan=((_("Tell the projects that could use the files"), 30),),
        name=_("Upload"),
    ),
)

PACKS: dict[str, Pack] = {
    "partnership": Pack(
        _("Partnerships"),
        _("The whole way from first idea to an institution that goes on by itself, with an agreement."),
        DEFAULT_STAGES,
    ),
    "small": Pack(
        _("Small steps"),
        _("For a user group or a few volunteers: four stages, nothing to sign."),
        (*_SMALL, *_ASIDE),
    ),
    "residency": Pack(
        _("Wikimedian in residence"),
        _("From finding a host to what stays after the resident has gone."),
        (*_RESIDENCY, *_ASIDE),
    ),
    "donation": Pack(
        _("Single donation"),
        _("One set of works, cleared, uploaded and used; no lasting agreement."),
        (*_DONATION, *_ASIDE),
    ),
}
