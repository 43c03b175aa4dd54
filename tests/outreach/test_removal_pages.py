# SPDX-License-Identifier: GPL-3.0-or-later
"""“This is me, leave me out”: anybody may read how, whoever is signed in with the account may do it."""

import pytest

from outreach.models import Contributor, Removal
from tests.factories import (
    CaseStudyFactory,
    ContributionFactory,
    ContributorFactory,
    PageFactory,
    UserFactory,
)

PAGE = "/contributors/remove-me/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = UserFactory(wiki_username="Ada Example")
    client.force_login(user)
    return user


def test_anybody_may_read_how_and_is_sent_to_sign_in(client):
    ContributorFactory(username="Ada Example")

    assert "/sign-in/?next=/contributors/remove-me/" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"sure": "on"}).url == f"/sign-in/?next={PAGE}"
    assert Contributor.objects.exists()


def test_person_is_left_out_everywhere_at_once(client, ada):
    page = PageFactory()
    study = CaseStudyFactory(mirrored=True, page=page)
    for name in ("Ada Example", "Borislav Sample"):
        ContributionFactory(contributor=ContributorFactory(username=name), page=page)
    assert "Ada Example" in client.get(study.get_absolute_url()).content.decode()

    response = client.post(PAGE, {"sure": "on"}, follow=True)

    assert [row.contributor.username for row in response.context["rows"]] == ["Borislav Sample"]
    client.logout()
    for address in (study.get_absolute_url(), "/api/v1/contributors/", "/contributors/", "/search/?q=Ada"):
        text = client.get(address).content.decode()
        assert "Ada Example" not in text, address
    assert "Borislav Sample" in client.get(study.get_absolute_url()).content.decode()
    assert set(Removal.objects.values_list("way", flat=True)) == {"themselves"}


def test_nothing_happens_before_they_are_sure(client, ada):
    ContributorFactory(username="Ada Example")

    assert client.post(PAGE).status_code == 422
    assert Contributor.objects.count() == 1


def test_nobody_can_have_somebody_else_left_out(client, ada):
    ContributorFactory(username="Borislav Sample")

    client.post(PAGE, {"sure": "on", "name": "Borislav Sample", "username": "Borislav Sample"})

    assert Contributor.objects.filter(username="Borislav Sample").exists()


def test_account_without_a_wiki_account_is_told_whom_to_ask(client):
    client.force_login(UserFactory(wiki_username=""))

    assert "No wiki account belongs" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"sure": "on"}).status_code == 403


def test_whoever_is_not_listed_can_ask_beforehand(client, ada):
    PageFactory()  # a wiki is mirrored

    client.post(PAGE, {"sure": "on"})

    assert Removal.objects.exists()
