# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs read of an agreement: its terms and text, never people, files or the affiliate's notes."""

import pytest

from tests.factories import CommitmentFactory, MouFactory
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/agreements/"


def test_terms_text_and_rights_are_told_but_no_people_and_no_notes(client, coordinator, partnership):
    mou = MouFactory(
        partnership=partnership,
        language="ar",
        notice_days=30,
        is_exclusive=True,
        flags_note="Hidden words",
        document="mous/hidden.pdf",
        document_name="hidden.pdf",
    )
    ClauseFactory(mou=mou, kind="aims", title="Aims", text="We share.")
    RightsTermFactory(mou=mou, content_set="Posters", vrt_ticket="2026012345678901", note="Hidden heirs")
    SignatoryFactory(mou=mou, name="Hidden Person")
    client.force_login(coordinator)

    answer = client.get(f"{LIST}{mou.pk}/")

    told = answer.json()
    assert (told["language"], told["notice_days"], told["is_exclusive"], told["amends"]) == (
        "ar",
        30,
        True,
        None,
    )
    assert told["clauses"] == [{"kind": "aims", "title": "Aims", "text": "We share."}]
    assert told["rights_terms"] == [
        {"content_set": "Posters", "licence": "by_sa", "vrt_ticket": "2026012345678901"}
    ]
    assert "hidden" not in answer.content.decode().lower()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many(client, coordinator, partnership, count, django_assert_num_queries):
    for mou in MouFactory.create_batch(count, partnership=partnership):
        for factory in (ClauseFactory, RightsTermFactory, CommitmentFactory):
            factory(mou=mou)
    client.force_login(coordinator)

    with django_assert_num_queries(5):  # session, user, roles, rows, commitments
        assert len(client.get(LIST).json()["results"]) == count
