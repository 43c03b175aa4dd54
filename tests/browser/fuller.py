# SPDX-License-Identifier: GPL-3.0-or-later
"""The small world with the register and the teamwork around it: what an affiliate's administrator meets there."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from institutions.actions import judgements, ties
from institutions.actions.duplicates import tell_apart
from institutions.actions.merges import merge_institutions
from institutions.actions.suggestions import suggest
from institutions.models import LikelyDuplicate
from partnerships import actions
from partnerships.models import Advocate, Institution, Partnership
from tests.browser.world import LONG_WORD, World
from tests.factories import (
    AdvocateFactory,
    CoLeadFactory,
    FollowingFactory,
    InstitutionFactory,
    NoteFactory,
    NoticeFactory,
    SavedViewFactory,
    TaskFactory,
    member,
)
from tests.privacy.searching import have_searched

ARABIC = "متحف الغيوم العابرة"


def furnish_more(world: World) -> tuple[User, tuple[str, ...]]:
    """Add to what `furnish` made; who looks, and at which addresses."""
    shown = Partnership.objects.get(is_public=True)
    admin = member("admin", shown.affiliate, wiki_username="Ada Keyholder")
    return admin, (
        *_register(shown.institution, admin, world.volunteer),
        *_together(shown, admin, world.coordinator),
        *_people(shown, admin, world.coordinator),
        *_pipeline(shown),
        "/map/", "/search/?q=museum", "/search/palette/", "/shortcuts/", "/account/profile/", "/people/",
    )  # fmt: skip


def _register(institution: Institution, admin: User, volunteer: User) -> tuple[str, ...]:
    """A likely pair, a pair told apart, a merge, a suggestion, a tie, a judgement and a dispute."""
    twin = InstitutionFactory(name=f"Museum of {LONG_WORD}", place="Ys", website="https://museum.example/")
    LikelyDuplicate.objects.create(first=institution, second=twin, signals={"name": 50}, strength=70)
    tell_apart(institution, InstitutionFactory(), by=admin, reason=f"Two houses: {LONG_WORD}")
    merge_institutions(twin, InstitutionFactory(), by=admin)
    suggestion = suggest(by=volunteer, name=ARABIC, country="EG", place="القاهرة", why=LONG_WORD)
    ties.make_tie(twin, institution, by=admin)
    affiliate = admin.affiliate
    judgements.judge_alignment(
        institution, affiliate, by=admin, level="mixed", reason=LONG_WORD, mitigations="Begin small."
    )
    dispute = judgements.raise_dispute(
        institution, affiliate, by=admin, kind="disagreement", title=f"Who is named on {LONG_WORD}"
    )
    at = f"/institutions/{institution.pk}/"
    return (
        at, "/institutions/duplicates/", f"{at}merge/{twin.pk}/", f"{at}merge/", "/institutions/told-apart/",
        "/institutions/merges/", "/suggestions/", f"/suggestions/{suggestion.pk}/", "/suggestions/add/", f"{at}ties/",
        f"{at}judgements/", f"{at}alignment/", "/disputes/", f"/disputes/{dispute.pk}/", f"{at}item/",
        "/institutions/items/", "/institutions/items/without/",
    )  # fmt: skip


def _together(shown: Partnership, admin: User, coordinator: User) -> tuple[str, ...]:
    """Notes in two scripts, tasks late and early, a follower, a notice, a view kept, a proposal to lead together."""
    NoteFactory(on=shown, author=coordinator, text=f"@{admin.username} please look at {LONG_WORD}.\n" * 12)
    NoteFactory(on=shown, author=admin, text=f"زرنا {ARABIC} أمس.")
    yesterday = timezone.localdate() - timedelta(days=1)
    task = TaskFactory(on=shown, assignee=admin, title=f"Scan the {LONG_WORD}", due_on=yesterday)
    TaskFactory(on=shown, assignee=admin)
    FollowingFactory(on=shown, user=admin)
    NoticeFactory(on=shown, user=admin, words={"who": "Clara", "record": LONG_WORD})
    SavedViewFactory(owner=admin, name=f"Late at {LONG_WORD}")
    co_lead = CoLeadFactory(partnership=shown, affiliate__name=f"Wikimedians of {LONG_WORD}")
    at = shown.get_absolute_url()
    return (
        at, f"{at}tasks/", "/tasks/", f"/tasks/{task.pk}/correct/", "/notices/", "/following/", "/views/",
        f"{at}co-leads/", f"{at}co-leads/propose/", f"/co-leads/{co_lead.pk}/", "/partnerships/begin/?q=museum",
        "/partnerships/conditions/",
    )  # fmt: skip


def _people(shown: Partnership, admin: User, coordinator: User) -> tuple[str, ...]:
    """An advocate with contacts, a second address and a relation; the wizards for when somebody goes."""
    advocate = Advocate.objects.get(name="Perpetua Zirconium")
    other = AdvocateFactory(affiliate=shown.affiliate, institution=shown.institution, name=ARABIC)
    actions.note_contact(
        advocate, by=admin, channel="call", happened_on=timezone.localdate(), note=f"About {LONG_WORD}"
    )
    actions.add_address(advocate, by=admin, kind="email", label="work", value=f"p@{'long-' * 8}pond.example")
    actions.relate(other, advocate, by=admin, kind="succeeds")
    have_searched(advocate, admin)
    at = f"/advocates/{advocate.pk}/"
    return (
        "/advocates/", at, f"{at}contact/", f"{at}forget/", f"{at}data/search/", f"/posts/{advocate.posts.get().pk}/leave/",
        f"/people/{coordinator.pk}/hand-over/",
    )  # fmt: skip


def _pipeline(shown: Partnership) -> tuple[str, ...]:
    stage = shown.stage
    stage.guidance = f"Write to {LONG_WORD}."
    stage.checklist = [f"The list of the {LONG_WORD} is there"]
    stage.save()
    at = f"/pipelines/{shown.pipeline_id}/"
    return ("/pipelines/", at, "/pipelines/make/", f"{at}stages/add/", f"/stages/{stage.pk}/correct/")
