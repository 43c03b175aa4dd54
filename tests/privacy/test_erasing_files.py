# SPDX-License-Identifier: GPL-3.0-or-later
"""A person in an uploaded document: found there, somebody's task, and after that step in no file, past or mail."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements import actions as agreements
from agreements.errors import HeldAsItIs, NothingToCut
from journal.models import Entry
from partnerships import actions
from partnerships.models import Mou
from privacy.documents import parts_of
from teamwork.models import Task
from tests.factories import MouFactory, PartnershipFactory
from tests.people import sign_in_freshly
from tests.privacy.searching import have_searched, pdf_of
from work.models import Message

pytestmark = pytest.mark.django_db
WHO = "Zirconia Quicksilver"


@pytest.fixture
def partnership(affiliate_admin):
    return PartnershipFactory(affiliate=affiliate_admin.affiliate, lead=affiliate_admin)


@pytest.fixture
def mou(partnership):
    """Signed, with the person in the file, in its name, and in the file before that one."""
    mou = MouFactory(partnership=partnership, signed=True, document_name=f"Terms of {WHO}.pdf")
    for text in (f"Asked for by {WHO}", f"Signed by {WHO}, for the museum"):
        mou.document.save("zirconia-quicksilver.pdf", ContentFile(pdf_of(text)))
    return mou


@pytest.fixture
def advocate(affiliate_admin, partnership):
    return actions.introduce_advocate(
        partnership.institution,
        affiliate_admin.affiliate,
        by=affiliate_admin,
        name=WHO,
        email="zq@pond.example",
    )


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def named_in_media() -> list[str]:
    """The files with the person in their name or in what can be read of them."""
    names = default_storage.listdir("mous")[1]
    said = {name: [text for _what, _number, text in texts_of(name)] for name in names}
    return sorted(name for name, texts in said.items() if "uicksilver" in f"{name} {texts}")


def texts_of(name: str):
    with default_storage.open(f"mous/{name}") as file:
        yield from parts_of(file.read(), ".pdf")


def cut(client, mou, **data):
    address = f"/agreements/{mou.pk}/document/cut/"
    key = client.get(address).context["form"]["form_key"].value()
    return client.post(address, {"form_key": key, **data})


@pytest.mark.parametrize("is_replaced", [True, False])
def test_after_the_step_that_is_asked_for_nothing_is_left_of_the_person(
    client, affiliate_admin, advocate, mou, is_replaced, django_capture_on_commit_callbacks
):
    assert len(named_in_media()) == 2
    have_searched(advocate, affiliate_admin)
    sign_in_freshly(client, affiliate_admin)
    client.post(f"/advocates/{advocate.pk}/forget/", {"sure": "on"})
    assert f"#{mou.pk}" in Task.objects.get(origin=f"erasure-documents-{advocate.pk}").title
    assert f"/agreements/{mou.pk}/document/cut/" in client.get(f"/agreements/{mou.pk}/").text

    without = SimpleUploadedFile("terms.pdf", pdf_of("Signed by XXX for the museum"), "application/pdf")
    with django_capture_on_commit_callbacks(execute=True):
        answer = cut(client, mou, sure="on", **({"document": without} if is_replaced else {}))

    assert answer.status_code == 302
    assert (named_in_media(), len(default_storage.listdir("mous")[1])) == ([], int(is_replaced))
    mou.refresh_from_db()
    assert (bool(mou.document), mou.state) == (is_replaced, Mou.State.SIGNED)
    past = Mou.pgh_event_model.objects.filter(pgh_obj_id=mou.pk).values_list("document", "document_name")
    assert {*past} <= {("", ""), (mou.document.name, mou.document_name)}
    assert "uicksilver" not in str([*Message.objects.values(), *Entry.objects.values()])


def test_a_document_that_is_held_for_the_law_stays(affiliate_admin, mou):
    agreements.hold_agreement(mou, by=affiliate_admin, reason="A court decides")

    with pytest.raises(HeldAsItIs):
        agreements.cut_document(mou, by=affiliate_admin)

    assert len(named_in_media()) == 2


def test_there_is_nothing_to_cut_where_there_never_was_a_document(affiliate_admin, partnership):
    with pytest.raises(NothingToCut):
        agreements.cut_document(MouFactory(partnership=partnership), by=affiliate_admin)
