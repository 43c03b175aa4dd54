# SPDX-License-Identifier: GPL-3.0-or-later
"""The permission table, as a person reads it; and that asking and narrowing never disagree."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership, User
from accounts.permissions import POLICY, affiliate_ids, may, may_somewhere, scope
from casestudies.models import CaseStudy
from tests.factories import AffiliateFactory, CaseStudyFactory, MembershipFactory, UserFactory, member

pytestmark = pytest.mark.django_db

# Who may do what to which objects, written by hand from the permission document:
#   all · own affiliate's (aff) · what one made (mine) · what one makes with its maker too (with) · published
#   ones (pub) · all that are not
#   confidential (open) · - none
TABLE = """
action                public  volunteer  viewer    coordinator  admin     wmf       platform
institution.see       all     all        all       all          all       all       all
institution.add       -       -          -         all          all       -         -
institution.correct   -       -          -         all          all       -         -
institution.remove    -       -          -         -            all       -         -
institution.merge     -       -          -         all          all       all       -
item.renew            -       -          -         all          all       -         -
place.see             pub     pub        all       all          all       all       pub
place.edit            -       -          -         all          all       -         -
quickstatements.make  -       -          -         all          all       all       -
tie.edit              -       -          -         all          all       -         -
suggestion.see        all     all        all       all          all       all       all
suggestion.make       -       all        all       all          all       all       all
suggestion.vote       -       all        all       all          all       all       all
suggestion.answer     -       -          -         all          all       all       -
alignment.see         -       -          aff       aff          aff       -         -
alignment.edit        -       -          -         aff          aff       -         -
dispute.see           -       -          -         -            aff       -         -
dispute.read          -       -          aff       aff          aff       -         -
dispute.raise         -       -          -         aff          aff       -         -
advocate.see          -       -          aff       aff          aff       -         -
advocate.edit         -       -          -         aff          aff       -         -
advocate.export       -       -          -         -            aff       -         -
partnership.see       pub     pub        aff+pub   aff+pub      aff+pub   open+pub  pub
stage.see             -       -          aff       aff          aff       all       -
move.see              -       -          aff       aff          aff       open      -
partnership.notes     -       -          aff       aff          aff       -         -
partnership.open      -       -          -         aff          aff       -         -
partnership.steer     -       -          -         aff          aff       -         -
partnership.remove    -       -          -         -            aff       -         -
pipeline.edit         -       -          -         -            aff       -         -
colead.propose        -       -          -         aff          aff       -         -
colead.answer         -       -          -         aff          aff       -         -
note.see              -       -          aff       aff          aff       -         -
note.write            -       -          -         aff          aff       -         -
note.remove           -       -          -         -            aff       -         -
task.see              -       -          aff       aff          aff       -         -
task.edit             -       -          -         aff          aff       -         -
record.follow         -       -          aff       aff          aff       open      -
view.save             -       mine       mine      mine         mine      mine      mine
view.affiliate        -       -          aff       aff          aff       -         -
view.lend             -       -          -         aff          aff       -         -
view.share            -       -          -         all          all       all       -
people.see            -       -          all       all          all       all       -
profile.edit          -       mine       mine      mine         mine      mine      mine
account.close         -       mine       mine      mine         mine      mine      mine
mou.see               -       -          aff       aff          aff       open      -
mou.document          -       -          aff       aff          aff       -         -
mou.edit              -       -          -         aff          aff       -         -
mou.hold              -       -          -         -            aff       -         -
template.edit         -       -          -         aff          aff       -         -
today.see             -       mine       mine      mine         mine      mine      mine
feed.make             -       mine       mine      mine         mine      mine      mine
casestudy.see         pub     pub+with   aff+pub+with aff+pub+with aff+pub+with open+pub+with pub+with
casestudy.begin       -       all        all       all          all       all       all
brochure.make         -       all        all       all          all       all       all
casestudy.write       -       with       with      with         with      with      with
casestudy.lead        -       mine       mine      mine         mine      mine      mine
coauthor.answer       -       mine       mine      mine         mine      mine      mine
casestudy.publish     -       mine       mine      mine         mine      mine      mine
casestudy.review      -       -          -         aff          aff       open      -
review.assign         -       -          -         aff          aff       open      -
casestudy.link        -       -          -         all          all       all       -
obstacle.note         -       -          -         all          all       all       -
guide.edit            -       -          -         -            all       all       -
path.walk             -       mine       mine      mine         mine      mine      mine
mentor.offer          -       mine       mine      mine         mine      mine      mine
contributor.see       all     all        all       all          all       all       all
contributor.see_protected - -      all       all          all       all       -
contributor.export    -       -          -         all          all       all       -
claim.decide          -       -          -         all          all       all       -
report.see            all     all        all       all          all       all       all
areaname.map          -       -          -         -            -         all       -
sync.see              -       -          -         all          all       all       all
sync.start            -       -          -         -            -         all       -
dashboard.movement    -       -          -         -            -         all       -
dashboard.affiliate   -       -          aff       aff          aff       all       -
affiliate.found       -       -          -         -            -         -         -
affiliate.list        -       -          -         -            aff       -         all
membership.grant      -       -          -         -            aff       -         -
platform.elevate      -       -          -         -            -         -         all
token.make            -       mine       mine      mine         mine      mine      mine
records.read          -       -          -         -            -         -         -
system.see            -       -          -         -            -         -         all
statement.list        -       -          -         -            -         -         all
statement.publish     -       -          -         -            -         -         -
reading.see           -       -          -         -            aff       -         -
assessment.write      -       -          -         -            aff       -         -
audit.read            -       -          -         -            aff       -         -
"""


def _people():
    return {
        "public": AnonymousUser(),
        "volunteer": UserFactory(),
        "viewer": member("viewer"),
        "coordinator": member("coordinator"),
        "admin": member("admin"),
        "wmf": UserFactory(is_wmf_staff=True),
        "platform": UserFactory(is_platform_admin=True),
    }


def _reach(user, action) -> str:
    """What the table's cell would say, found out by asking about objects of every kind."""
    affiliate = getattr(user, "affiliate", None)
    if may(user, action):
        return "all"
    found = []
    if affiliate and may(user, action, affiliate_id=affiliate.pk):
        found.append("aff")
    if may(user, action, is_open=True):
        found.append("open")
    if may(user, action, published=True):
        found.append("pub")
    if user.pk and may(user, action, owner_id=user.pk):
        found.append("with" if may(user, action, shared=True) else "mine")
    return "+".join(found) or "-"


def test_the_table_covers_every_action():
    written = {line.split()[0] for line in TABLE.strip().splitlines()[1:]}

    assert written == set(POLICY)


@pytest.mark.parametrize("line", TABLE.strip().splitlines()[1:], ids=lambda line: line.split()[0])
def test_every_role_reaches_as_far_as_the_table_says(line):
    action, *cells = line.split()
    names = TABLE.split()[1:8]

    people = _people()

    assert {name: _reach(people[name], action) for name in names} == dict(zip(names, cells, strict=True))


@pytest.mark.parametrize("action", sorted(POLICY))
def test_an_elevated_session_adds_what_is_others_and_no_more(action):
    plain, elevated = UserFactory(is_platform_admin=True), UserFactory(is_platform_admin=True)
    elevated.is_elevated = True
    added = {
        "account.close",
        "affiliate.found",
        "areaname.map",
        "audit.read",
        "contributor.see_protected",
        "institution.remove",
        "item.renew",
        "membership.grant",
        "records.read",
        "statement.publish",
        "sync.start",
    }

    assert _reach(elevated, action) == ("all" if action in added else _reach(plain, action))


def test_nobody_else_is_elevated():
    user = member("admin", is_wmf_staff=True)
    user.is_elevated = True

    assert not may(user, "records.read")


@pytest.mark.parametrize("action", sorted(POLICY))
def test_no_role_reaches_a_foreign_object_by_its_own_affiliate_or_name(action):
    """Somebody else's affiliate and somebody else's work count for nothing."""
    stranger = member("admin")
    foreign = {"affiliate_id": AffiliateFactory().pk, "owner_id": UserFactory().pk}

    assert may(stranger, action, **foreign) == may(stranger, action)


def test_what_is_not_in_the_table_is_refused_to_everybody():
    for user in _people().values():
        assert not may(user, "partnership.delete", affiliate_id=1, owner_id=user.pk, published=True)
        assert not may_somewhere(user, "partnership.delete")


def test_a_role_that_ended_reaches_nothing():
    user = member("coordinator")
    Membership.objects.update(ended_at="2026-01-01T00:00Z")

    assert not may(user, "advocate.see", affiliate_id=user.affiliate.pk)
    assert affiliate_ids(user, "advocate.see") == set()


def test_a_blocked_account_is_the_public():
    user = member("admin", is_active=False, is_wmf_staff=True, is_platform_admin=True)

    assert not may(user, "records.read")
    assert not may(user, "token.make", owner_id=user.pk)
    assert may(user, "institution.see")


def test_djangos_own_superuser_flags_mean_nothing():
    user = UserFactory(is_superuser=True, is_staff=True)

    assert {action for action in POLICY if may(user, action)} == {
        action for action in POLICY if may(UserFactory(), action)
    }


def test_the_roles_of_a_person_cost_one_query(django_assert_num_queries):
    user = User.objects.get(pk=member("coordinator").pk)

    with django_assert_num_queries(1):
        for action in POLICY:
            may(user, action, affiliate_id=1)
            may_somewhere(user, action)
            scope(user, action)


roles = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["viewer", "coordinator", "admin"]), st.booleans()),
    max_size=3,
    unique_by=lambda role: role[0],
)


@pytest.fixture
def studies(db):
    """One row of every combination of affiliate, maker and openness."""
    affiliates, users = AffiliateFactory.create_batch(3), UserFactory.create_batch(2)
    for affiliate, user in itertools.product([*affiliates, None], users):
        CaseStudyFactory(affiliate=affiliate, author=user)
        CaseStudyFactory(affiliate=affiliate, published=True, author=user)
    return affiliates, users


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(roles=roles, wmf=st.booleans(), platform=st.booleans(), active=st.booleans(), data=st.data())
def test_may_and_scope_agree_on_every_row(studies, roles, wmf, platform, active, data):
    affiliates, users = studies
    user = data.draw(st.sampled_from([*users, AnonymousUser()]))
    with transaction.atomic():
        if user.pk:
            user = User.objects.get(pk=user.pk)
            user.is_wmf_staff, user.is_platform_admin, user.is_active = wmf, platform, active
            for place, role, is_current in roles:
                ended_at = None if is_current else "2026-01-01T00:00Z"
                MembershipFactory(user=user, affiliate=affiliates[place], role=role, ended_at=ended_at)

        published = Q(state=CaseStudy.State.MIRRORED)
        rows = list(CaseStudy.objects.only("affiliate", "author", "page"))
        for action in POLICY:
            narrowed = scope(user, action, owner="author", published=published)
            asked = {
                study.pk
                for study in rows
                if may(
                    user,
                    action,
                    affiliate_id=study.affiliate_id,
                    owner_id=study.author_id,
                    published=study.is_mirrored,
                )
            }
            assert set(CaseStudy.objects.filter(narrowed).values_list("pk", flat=True)) == asked, action
            # Where a path is not given, its reach grants nothing.
            bare = set(CaseStudy.objects.filter(scope(user, action)).values_list("pk", flat=True))
            assert bare == {
                study.pk for study in rows if may(user, action, affiliate_id=study.affiliate_id)
            }, action
        transaction.set_rollback(True)
