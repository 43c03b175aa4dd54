# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: told through the actions, refused in production, and only into an empty platform."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from casestudies.models import CaseStudy
from glamwiki.demo import cast
from institutions.models import LikelyDuplicate, Suggestion
from learning.models import Guide, Mentorship, Obstacle
from outreach.models import Claim, Contributor
from partnerships.models import Institution, Partnership
from teamwork.models import Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


def test_demo_is_refused_when_debug_is_off():
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")

    assert not User.objects.exists()


@pytest.mark.usefixtures("debug")
def test_demo_fills_an_empty_platform_once(capsys):
    call_command("load_demo")
    call_command("load_demo", "--once")
    call_command("demo_accounts")

    assert Institution.objects.count() == len(cast.INSTITUTIONS) + 2
    assert LikelyDuplicate.objects.count() == 1
    assert Note.objects.count() == len(cast.NOTES)
    assert Suggestion.objects.count() == len(cast.SUGGESTIONS)
    assert [p.phase for p in Partnership.objects.order_by("pk")] == [row[2] for row in cast.PARTNERSHIPS]
    said = CaseStudy.objects.mirrored().exclude(facts_checked_at=None).order_by("pk")
    assert [each.kind for each in said] == [facts["kind"] for _at, facts in cast.FACTS][: len(said)]
    assert len(said) > 1
    listed = Contributor.objects.listed()
    assert listed.count() == Contributor.objects.count() > 20
    assert {kind for (kind,) in Claim.objects.values_list("kind").distinct()} >= {"affiliation", "country"}
    assert listed.filter(
        contributions__page__kind="newsletter", contributions__active_on__isnull=False
    ).exists()
    assert {obstacle.state for obstacle in Obstacle.objects.all()} >= {"confirmed"}
    assert Guide.objects.published().count() > 20
    assert Mentorship.objects.asked().get().path.user.username == "volunteer"
    told = capsys.readouterr().out
    assert all(f"  {row[0]} " in told for row in cast.PEOPLE)
    with pytest.raises(CommandError, match="already"):
        call_command("load_demo")


@pytest.mark.usefixtures("debug")
def test_demo_accounts_sign_in(client):
    call_command("load_demo")

    answer = client.post("/sign-in/", {"username": "wmf", "password": cast.PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_demo_accounts_are_silent_without_the_demo(capsys):
    call_command("demo_accounts")

    assert capsys.readouterr().out == ""
