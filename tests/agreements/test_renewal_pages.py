# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which an agreement is renewed or let end, and what board and list say of its end."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from agreements import actions
from agreements.models import Progress
from journal.models import Entry
from partnerships.models import Commitment, Mou
from partnerships.stages import Phase
from tests.factories import CoLeadFactory, CommitmentFactory, MouFactory, PartnershipFactory, member

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
QUERIES, BOARD_QUERIES = 12, 6


def in_days(days):
    return TODAY + timedelta(days=days)


@pytest.fixture
def ending(coordinator):
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, institution__name="Archive of Tides"
    )
    return MouFactory(
        partnership=partnership,
        title="Images of tides",
        signed=True,
        starts_on=in_days(-305),
        ends_on=in_days(60),
        notice_days=30,
    )


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def page_of(mou):
    return f"/agreements/{mou.pk}/renew/"


def promise(mou, party, state="open", quantity=None, done=None, **more):
    unit = "images" if quantity else ""
    settled = {"settled_on": TODAY, "reason": "so it is"} if state != "open" else {}
    row = CommitmentFactory(
        mou=mou, party=party, state=state, quantity=quantity, unit=unit, **settled, **more
    )
    if done:
        Progress.objects.create(commitment=row, done_on=TODAY, quantity=done)
    return row


def test_page_says_what_both_sides_kept_and_what_is_open(desk, ending):
    promise(ending, "institution", "kept", 500, 480)
    promise(ending, "institution", "partly", 100, 20)
    promise(ending, "institution", "waived", 900)
    late = promise(ending, "affiliate", due_on=in_days(-2))
    promise(ending, "affiliate", "lapsed")

    answer = desk.get(page_of(ending))

    institution, affiliate = answer.context["sides"]
    assert [(state, number) for state, _words, number in institution.states] == [
        ("partly", 1),
        ("kept", 1),
        ("waived", 1),
    ]
    assert (institution.kept, institution.total, affiliate.kept, affiliate.total) == (1, 3, 0, 2)
    ((amount),) = institution.amounts
    assert (amount.unit, amount.promised, amount.delivered) == ("images", 600, 500)
    assert answer.context["waiting"] == [late]
    assert answer.context["renewal"]["notice_on"] == in_days(30)
    assert answer.context["renewal"]["stands"] == "asked"


def test_what_was_kept_under_earlier_versions_counts_too(desk, ending, coordinator):
    promise(ending, "institution", "kept")
    again = Mou.objects.create(
        partnership=ending.partnership,
        amends=ending,
        state="signed",
        signed_on=TODAY,
        title="Again",
        ends_on=in_days(70),
    )
    MouFactory(partnership=ending.partnership, signed=True)
    promise(again, "institution")
    promise(Mou.objects.exclude(pk__in=[ending.pk, again.pk]).get(), "institution")

    (side,) = desk.get(page_of(again)).context["sides"]

    assert (side.kept, side.total) == (1, 2)


def test_one_click_drafts_the_renewal_and_leads_to_it(desk, ending):
    key = str(uuid.uuid4())
    first, second = (desk.post(page_of(ending), {"form_key": key}) for _click in range(2))

    draft = Mou.objects.get(state="draft")
    assert (draft.amends, draft.starts_on) == (ending, in_days(61))
    assert first.headers["Location"] == second.headers["Location"] == draft.get_absolute_url()
    shown = desk.get(page_of(ending))
    assert shown.context["renewal"]["draft"] == draft
    assert "Draft the renewal" not in shown.text


def test_let_end_asks_why_and_then_says_so(desk, ending):
    assert desk.post(f"/agreements/{ending.pk}/let-end/", {"reason": " "}).status_code == 422
    assert not Entry.objects.exists()

    answer = desk.post(f"/agreements/{ending.pk}/let-end/", {"reason": "The project is done."})

    assert answer.headers["Location"] == ending.get_absolute_url()
    shown = desk.get(page_of(ending))
    assert shown.context["renewal"]["stands"] == "let_end"
    assert "The project is done." in shown.text
    again = desk.post(f"/agreements/{ending.pk}/let-end/", {"reason": "Once more."})
    assert (again.status_code, "Somebody said already" in again.text) == (422, True)


def test_foundation_reads_the_page_without_verbs_and_without_the_reason(
    client, ending, coordinator, wmf_staff
):
    actions.let_end(ending, by=coordinator, reason="They fell out with us.")
    client.force_login(wmf_staff)

    answer = client.get(page_of(ending))

    assert answer.status_code == 200
    assert "fell out" not in answer.text
    assert not re.search(r"Draft the renewal|/let-end/", answer.text)


def test_co_leading_affiliate_renews_and_lets_end(client, ending):
    partner = member("coordinator")
    CoLeadFactory(partnership=ending.partnership, affiliate=partner.affiliate, accepted=True)
    client.force_login(partner)

    assert "Draft the renewal" in client.get(page_of(ending)).text
    ended = client.post(f"/agreements/{ending.pk}/let-end/", {"reason": "We both agreed."})
    renewed = client.post(page_of(ending), {"form_key": str(uuid.uuid4())})

    assert (ended.status_code, renewed.status_code) == (302, 302)
    assert Mou.objects.filter(state="draft", amends=ending).exists()


@pytest.mark.parametrize(
    "change, stands",
    [
        ({"ends_on": in_days(-1)}, "ended"),
        ({"ends_on": in_days(91)}, "later"),
        ({"ends_on": in_days(91), "notice_days": 91}, "asked"),
    ],
)
def test_panel_says_how_it_stands(desk, ending, change, stands):
    Mou.objects.filter(pk=ending.pk).update(**change)

    assert desk.get(page_of(ending)).context["renewal"]["stands"] == stands


def test_panel_knows_a_closed_partnership_and_a_longer_agreement(desk, ending):
    other = MouFactory(partnership=ending.partnership, signed=True)
    assert desk.get(page_of(ending)).context["renewal"]["stands"] == "followed"
    other.delete()
    partnership = ending.partnership
    partnership.stage = partnership.pipeline.stages.get(phase=Phase.ENDED)
    partnership.phase = Phase.ENDED
    partnership.save()

    assert desk.get(page_of(ending)).context["renewal"]["stands"] == "closed"


@pytest.mark.parametrize(
    "terms", [{}, {"signed": True}, {"signed": True, "ends_on": TODAY, "superseded_on": TODAY}]
)
def test_what_is_no_matter_of_renewal_leads_back(desk, ending, terms):
    mou = MouFactory(partnership=ending.partnership, **terms)

    assert desk.get(page_of(mou)).headers["Location"] == mou.get_absolute_url()
    assert desk.post(page_of(mou), {"form_key": str(uuid.uuid4())}).status_code == 422


@pytest.mark.parametrize("count", [1, 10])
def test_page_costs_the_same_however_much_was_promised(desk, ending, count, django_assert_num_queries):
    for number in range(count):
        promise(ending, "institution", "kept", 10 + number, 5)
        promise(ending, "affiliate", due_on=in_days(number))
    desk.get(page_of(ending))

    with django_assert_num_queries(QUERIES):
        answer = desk.get(page_of(ending))

    assert len(answer.context["waiting"]) == count


def test_only_the_first_open_ones_are_listed(desk, ending):
    Commitment.objects.bulk_create(Commitment(mou=ending, party="affiliate", what=str(n)) for n in range(25))

    answer = desk.get(page_of(ending))

    assert (len(answer.context["waiting"]), answer.context["more"]) == (20, 5)


# Board and list


@pytest.fixture
def five(ending, coordinator):
    """One in each standing, by the name of its institution."""

    def partnership(name):
        return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, institution__name=name)

    MouFactory(partnership=partnership("early notice"), signed=True, ends_on=in_days(150), notice_days=160)
    MouFactory(partnership=partnership("in force"), signed=True, ends_on=in_days(150))
    MouFactory(partnership=partnership("ended"), signed=True, ends_on=in_days(-1))
    MouFactory(partnership=partnership("drafted"))
    gone = MouFactory(partnership=partnership("let go"), signed=True, ends_on=in_days(5))
    actions.let_end(gone, by=coordinator, reason="Done.")
    return gone


def cards(client, **query):
    columns = client.get("/board/", query).context["columns"]
    return {card.name: card.agreement for column in columns for card in column.cards}


def test_card_honours_the_agreements_own_notice_and_what_was_let_go(desk, five):
    assert cards(desk) == {
        "Archive of Tides": "renew",
        "early notice": "renew",
        "in force": "in_force",
        "ended": "ended",
        "drafted": "",
        "let go": "in_force",
    }
    Mou.objects.filter(pk=five.pk).update(ends_on=in_days(-1))
    assert cards(desk)["let go"] == "ended"


def test_card_stops_asking_once_a_renewal_is_drafted(desk, ending, coordinator):
    actions.draft_renewal(ending, by=coordinator)

    assert cards(desk) == {"Archive of Tides": "in_force"}


@pytest.mark.parametrize(
    "standing, names",
    [
        ("yes", {"Archive of Tides", "early notice", "in force", "let go"}),
        ("no", {"ended", "drafted"}),
        ("renew", {"Archive of Tides", "early notice"}),
        ("ended", {"ended"}),
        ("none", {"drafted"}),
        ("nonsense", {"Archive of Tides", "early notice", "in force", "let go", "ended", "drafted"}),
    ],
)
def test_board_list_and_conditions_are_narrowed_by_how_the_agreement_stands(desk, five, standing, names):
    def listed(query):
        rows = desk.get("/partnerships/", query).context["rows"]
        return {row.institution.name for row, _card, _inside in rows}

    assert set(cards(desk, agreement=standing)) == names
    assert listed({"agreement": standing}) == names
    assert listed({"where": f"0:agreement:is:{standing}"}) == names


def test_public_partnership_does_not_tell_a_stranger_how_its_agreement_stands(client, ending, stranger):
    ending.partnership.is_public = True
    ending.partnership.save()
    client.force_login(stranger)

    assert Membership.objects.filter(user=stranger).exists()
    assert list(client.get("/partnerships/", {"agreement": "renew"}).context["rows"]) == []
    assert len(client.get("/partnerships/").context["rows"]) == 1


@pytest.mark.parametrize("count", [1, 10])
def test_board_costs_the_same_however_many_end_soon(
    desk, ending, coordinator, count, django_assert_num_queries
):
    for _number in range(count):
        partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
        MouFactory(partnership=partnership, signed=True, ends_on=in_days(20))
    desk.get("/board/")

    with django_assert_num_queries(BOARD_QUERIES):
        desk.get("/board/")
