# SPDX-License-Identifier: GPL-3.0-or-later
"""The small world that the doors are tried in: one of everything in affiliate A, and all the people."""

import importlib
import pkgutil
from dataclasses import dataclass, field
from time import monotonic

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from accounts.actions import make_token
from accounts.fresh import FRESH_FOR
from accounts.models import Session
from casestudies.models import Section
from journal.actions import record
from outreach.actions import forget_contributor
from outreach.models import Contribution, SyncRun
from partnerships.models import StageMove
from privacy.models import Reading
from tests.architecture import worlds
from tests.architecture.canaries import Canaries, set_free
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CaseStudyFactory,
    CommitmentFactory,
    ContributorFactory,
    InstitutionFactory,
    MouFactory,
    PageFactory,
    PartnershipFactory,
    UserFactory,
    member,
)
from tests.people import elevate, sign_in_freshly
from work.actions import see
from work.models import Run

OURS = {
    "accounts",
    "agreements",
    "casestudies",
    "institutions",
    "journal",
    "newsletter",
    "outreach",
    "partnerships",
    "learning",
    "presence",
    "privacy",
    "reviews",
    "teamwork",
    "today",
    "work",
    "knox",
    "pghistory",
}


@dataclass
class World:
    """`people` by their name in the table, `objects` by the words in its brackets.

    `addresses`: of the table's objects, with what a GET of each is answered, person by person.
    """

    people: dict = field(default_factory=dict)
    clients: dict = field(default_factory=dict)
    objects: dict = field(default_factory=dict)
    canaries: Canaries = field(default_factory=Canaries)
    addresses: dict = field(default_factory=dict)
    proved_at: float = field(default_factory=monotonic)


def make_world() -> World:
    affiliate, other = AffiliateFactory(name="Affiliate A"), AffiliateFactory(name="Affiliate B")
    people = {
        "anon": None,
        "volun": UserFactory(),
        "viewer": member("viewer", affiliate),
        "coord": member("coordinator", affiliate),
        "admin": member("admin", affiliate),
        "other": member("coordinator", other),
        "bview": member("viewer", other),
        "badmin": member("admin", other),
        "gone": member("coordinator", affiliate),
        "wmf": UserFactory(is_wmf_staff=True),
        "plat": UserFactory(is_platform_admin=True),
    }
    objects = {"affiliate": affiliate.pk, "membership": people["viewer"].memberships.get().pk}
    token, _secret = make_token(people["volun"], days=30)
    objects["token"] = token.token_key
    objects |= _partnerships(affiliate, people["coord"]) | _mirror() | _studies(affiliate, people["volun"])
    see("beat")
    world = World(people, {}, objects)
    for area in pkgutil.iter_modules(worlds.__path__):
        before = dict(world.objects)
        importlib.import_module(f"{worlds.__name__}.{area.name}").furnish(world)
        assert before.items() <= world.objects.items(), f"{area.name} takes a name that is another's"
    world.clients = {name: _client(user) for name, user in people.items()}
    # An account may be disabled, and a role given to a program, while its owner is here.
    people["gone"].is_active = False
    people["gone"].save()
    _token, secret = make_token(people["coord"], days=30)
    world.canaries = set_free(world)
    world.clients["calm"] = Client(raise_request_exception=False)
    sign_in_freshly(world.clients["calm"], people["plat"])
    world.clients["token"] = Client(
        raise_request_exception=False, headers={"authorization": f"Token {secret}"}
    )
    return world


def refresh(world: World) -> None:
    """Everybody shows again who they are, if it was long ago: doors are tried for longer than that is believed."""
    if monotonic() - world.proved_at < FRESH_FOR.total_seconds() / 3:
        return
    world.proved_at = monotonic()
    for name, user in world.people.items():
        if user and user.is_active:
            _sign_in(world.clients[name], user)
    sign_in_freshly(world.clients["calm"], world.people["plat"])


def _client(user) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        _sign_in(client, user)
    return client


def _sign_in(client: Client, user) -> None:
    sign_in_freshly(client, user)
    if user.is_platform_admin:
        elevate(client)


def _partnerships(affiliate, lead) -> dict:
    institution = InstitutionFactory()
    private = PartnershipFactory(
        affiliate=affiliate, institution=institution, lead=lead, notes="Secret notes"
    )
    public = PartnershipFactory(affiliate=affiliate, lead=lead, is_public=True)
    document = default_storage.save("mous/terms.pdf", ContentFile(b"%PDF-1.4 terms"))
    mou = MouFactory(partnership=private, document=document, document_name="terms.pdf")
    move = StageMove.objects.create(
        partnership=private, affiliate=affiliate, target=private.stage, by=lead, note="Secret reason"
    )
    record("partnership.opened", private, by=lead, note="Secret note")
    return {
        "institution": institution.pk,
        "advocate": AdvocateFactory(affiliate=affiliate, institution=institution).pk,
        "private": private.pk,
        "public": public.pk,
        "stage": private.stage_id,
        "move": move.pk,
        "mou": mou.pk,
        "mou of a public one": MouFactory(partnership=public, signed=True).pk,
        "commitment": CommitmentFactory(mou=mou).pk,
    }


def _mirror() -> dict:
    page, contributor = PageFactory(), ContributorFactory()
    Contribution.objects.create(contributor=contributor, page=page, role="edited", revision=page.revision)
    left_out = ContributorFactory()
    pk = left_out.pk
    forget_contributor(page.source, left_out.username, by=None)
    run = Run.objects.create(kind="sync", state="done")
    return {
        "contributor": contributor.pk,
        "opted out": pk,
        "sync run": SyncRun.objects.create(run=run, source=page.source).pk,
    }


def _studies(affiliate, author) -> dict:
    studies = {
        "mirrored": CaseStudyFactory(mirrored=True),
        "filed": CaseStudyFactory(filed=True, affiliate=affiliate, author=author),
        "draft": CaseStudyFactory(affiliate=affiliate, author=author),
    }
    for study in studies.values():
        Section.objects.create(case_study=study, key="summary", text="What we did.")
    return {name: study.pk for name, study in studies.items()}


def checksum() -> dict[str, str]:
    """A digest of every row in every table of ours, history and tokens too; but for who read what, which reading writes.

    Nor of who was refused a page, asked for what is not theirs or gave a wrong proof, which the journal is told
    (`accounts.refusals`).
    """
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        # Sessions say when they were seen last, readings who looked: no work of the door's.
        if model._meta.app_label in OURS and model not in (Session, Reading)
    }
    tables = sorted(ours.intersection(connection.introspection.table_names()))
    digest = "SELECT %s, md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {}"
    told = "journal_entry t WHERE verb NOT IN ('door.closed', 'door.missing', 'proof.refused')"
    with connection.cursor() as cursor:
        rows = [told if table == "journal_entry" else table + " t" for table in tables]
        cursor.execute(" UNION ALL ".join(digest.format(each) for each in rows), tables)
        return dict(cursor.fetchall())
