# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements on paper: the page to print and the PDF, in the agreement's own language."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils import translation

from agreements import printing
from agreements.models import Clause, RightsTerm, Signatory
from agreements.uploads import checked
from interface import paper
from partnerships.models import Commitment, Mou
from tests.factories import CommitmentFactory, InstitutionFactory, MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
HOSTILE = (
    '<script>alert(1)</script><img src="http://10.0.0.1/x.png"><style>@import "file:///etc/passwd"</style>'
)


@pytest.fixture
def partnership(coordinator):
    institution = InstitutionFactory(name="Museum of Ponds", names={"ar": "متحف البرك"})
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, institution=institution)


@pytest.fixture
def mou(partnership):
    """A draft in English with all that can stand on paper."""
    old = MouFactory(partnership=partnership, title="First letter", signed=True)
    mou = MouFactory(
        partnership=partnership,
        title="Pond memorandum",
        language="en",
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
        notice_days=60,
        amends=old,
    )
    Clause.objects.create(mou=mou, kind="aims", text="More pictures.\n\n- scanning\n- naming", position=1)
    Clause.objects.create(mou=mou, kind="background", title="How we met", text="At a pond.", position=0)
    RightsTerm.objects.create(
        mou=mou, content_set="Glass plates", licence="by_sa", vrt_ticket="2026010110000123"
    )
    first = CommitmentFactory(
        mou=mou,
        party="institution",
        what="Release plates",
        quantity=1500,
        unit="plates",
        due_on=date(2026, 6, 30),
        recurrence="yearly",
    )
    CommitmentFactory(
        mou=mou,
        party="institution",
        what="Release plates",
        due_on=date(2027, 6, 30),
        previous=first,
    )
    CommitmentFactory(mou=mou, party="affiliate", what="Train the staff")
    Signatory.objects.create(mou=mou, side="institution", name="Ada Keyholder", post="Director")
    return mou


def words_of(html):
    """The text of a page, spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<h1>")[2]).split())


def sheet(mou):
    with translation.override(printing.language_of(mou)):
        return render_to_string("agreements/pdf.html", printing.paper(mou))


def test_the_paper_says_all_that_was_agreed_in_order(desk, mou):
    page = desk.get(f"/agreements/{mou.pk}/print/")

    assert page.status_code == 200
    words = words_of(page.text)
    said = [
        "Pond memorandum",
        "Museum of Ponds",
        str(mou.partnership.affiliate),
        "Amends “\u2068First letter\u2069” of Jan 1, 2025",
        "Starts on Jan 1, 2026",
        "Ends on Dec 31, 2027",
        "60 days",
        "1. How we met At a pond.",
        "2. Aims More pictures. scanning naming",
        "Glass plates CC BY-SA 4.0 2026010110000123",
        "Release plates 1,500 plates Jun 30, 2026 each year",
        "Train the staff",
        "Signatures",
        "Ada Keyholder, Director",
    ]
    assert [each for each in said if each not in words] == []
    places = [words.index(each) for each in said]
    assert places == sorted(places)
    assert words.count("Release plates") == 1
    assert "Draft – not signed" in page.text


def test_a_signed_one_is_no_draft_and_names_the_day(desk, partnership):
    mou = MouFactory(partnership=partnership, signed=True)
    page = desk.get(f"/agreements/{mou.pk}/print/").text

    assert "Draft" not in page
    assert "Signed on Jan 1, 2025" in words_of(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_paper_costs_the_same_however_much_stands_on_it(mou, count, django_assert_num_queries):
    for number in range(count):
        Clause.objects.create(mou=mou, kind="other", text="x", position=number)
        CommitmentFactory(mou=mou, user=mou.partnership.lead)
        Signatory.objects.create(mou=mou, side="affiliate", name="x")
    mou = Mou.objects.select_related("partnership__institution", "partnership__affiliate").get(pk=mou.pk)

    with django_assert_num_queries(5):
        sheet(mou)


@pytest.mark.parametrize("language", ["x", "en\r\nSet-Cookie: evil=1", 'en"><b>', "../ar"])
def test_a_language_that_is_none_stands_in_no_header(desk, partnership, language):
    mou = MouFactory(partnership=partnership, title="Letter", language=language[:20])

    assert desk.get(f"/agreements/{mou.pk}/print/").headers["Content-Language"] == "en"


def test_the_language_is_the_agreements_and_only_the_buttons_are_the_readers(desk, partnership):
    mou = MouFactory(partnership=partnership, title="مذكرة", language="ar")
    page = desk.get(f"/agreements/{mou.pk}/print/", headers={"accept-language": "en"})

    assert '<html lang="ar" dir="rtl">' in page.text
    assert '<div class="screen" lang="en" dir="ltr">' in page.text
    assert "متحف البرك" in page.text
    assert page.headers["Content-Language"] == "ar"
    assert "rtl" in sheet(mou)


@pytest.mark.parametrize(
    ("language", "title", "direction"),
    [
        ("he", "Terms", "rtl"),
        ("fa", "Terms", "rtl"),
        ("de", "مذكرة", "ltr"),
        ("", "مذكرة 2026", "rtl"),
        ("", "“Terms”", "ltr"),
        ("", "2026", "ltr"),
        ("xx-nowhere", "مذكرة", "rtl"),
    ],
)
def test_the_direction_follows_the_language_or_the_title(partnership, language, title, direction):
    mou = MouFactory(partnership=partnership, title=title, language=language)

    assert f'dir="{direction}"' in sheet(mou)


def test_hostile_text_stays_text(desk, mou):
    for row, field in ((mou, "title"), (mou.clauses.first(), "text"), (mou.signatories.get(), "name")):
        setattr(row, field, HOSTILE[:200])
        row.save()
    page = desk.get(f"/agreements/{mou.pk}/print/").text

    assert page.count("&lt;script&gt;alert(1)") >= 3
    assert "<script" not in page
    assert "<img" not in page


# The PDF


def test_the_pdf_is_a_download_that_nobody_keeps(desk, mou):
    answer = desk.get(f"/agreements/{mou.pk}/agreement.pdf")

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Pond memorandum.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_what_we_print_we_would_take_back(mou):
    ours = SimpleUploadedFile("ours.pdf", printing.pdf(mou), content_type="application/pdf")

    assert checked(ours).original_name == "ours.pdf"


@pytest.mark.parametrize(("clauses", "pages"), [(1, 2), (30, 3)])
def test_it_has_as_many_pages_as_it_needs(mou, clauses, pages):
    for number in range(clauses):
        Clause.objects.create(mou=mou, kind="other", text="A line.\n\nAnother.\n\nA third.", position=number)

    assert len(paper.document(sheet(mou), styles=printing.STYLES).pages) >= pages


def test_nothing_is_fetched_for_it(mou, monkeypatch):
    asked, refuse = [], paper.refuse
    monkeypatch.setattr("socket.socket.connect", lambda *_: asked.append("connected"))
    monkeypatch.setattr(paper, "refuse", lambda url: asked.append(url) or refuse(url))
    page = sheet(mou).replace("<h1>", '<img src="http://10.0.0.1/x.png"><img src="file:///etc/passwd"><h1>')

    paper.document(page, styles=printing.STYLES).write_pdf()

    assert asked == ["http://10.0.0.1/x.png", "file:///etc/passwd"]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "file:///etc/passwd", "data:text/plain,x"])
def test_every_address_is_refused(url):
    with pytest.raises(OSError, match="Nothing is fetched"):
        paper.refuse(url)


def test_without_its_libraries_the_link_leads_to_the_page_to_print(desk, mou, monkeypatch):
    monkeypatch.setattr(paper, "_weasyprint", lambda: None)
    answer = desk.get(f"/agreements/{mou.pk}/agreement.pdf", follow=True)

    assert answer.redirect_chain == [(f"/agreements/{mou.pk}/print/", 302)]
    assert "This server cannot make PDFs" in answer.text


@pytest.mark.parametrize("error", [ImportError, OSError])
def test_libraries_that_do_not_load_are_libraries_that_are_not_there(monkeypatch, error):
    def missing(_name):
        raise error

    paper._weasyprint.cache_clear()
    monkeypatch.setattr("importlib.import_module", missing)
    assert paper._weasyprint() is None
    paper._weasyprint.cache_clear()


def test_one_too_long_to_draw_while_somebody_waits_is_printed_by_the_reader(desk, mou):
    Clause.objects.create(mou=mou, kind="other", text="A long line. " * 6000)
    answer = desk.get(f"/agreements/{mou.pk}/agreement.pdf", follow=True)

    assert "too long for a PDF" in answer.text


def test_while_others_are_drawn_it_waits_and_then_says_so(desk, mou, monkeypatch):
    monkeypatch.setattr(paper, "_PATIENCE", 0.01)
    with paper._DRAWING:
        answer = desk.get(f"/agreements/{mou.pk}/agreement.pdf", follow=True)

    assert "Many PDFs are being made" in answer.text
    assert desk.get(f"/agreements/{mou.pk}/agreement.pdf").status_code == 200


@pytest.mark.parametrize("door", ["print/", "agreement.pdf"])
@pytest.mark.parametrize(("role", "status"), [("viewer", 200), ("wmf_staff", 403), ("stranger", 404)])
def test_who_signs_is_for_the_affiliate_only(client, request, mou, role, status, door):
    client.force_login(request.getfixturevalue(role))
    answer = client.get(f"/agreements/{mou.pk}/{door}")

    assert answer.status_code == status
    assert (b"Ada Keyholder" in answer.content) is (status == 200 and door == "print/")


def test_every_party_that_promises_is_on_the_paper(mou):
    for party in Commitment.Party:
        CommitmentFactory(mou=mou, party=party, what=f"By {party}")

    assert all(f"By {party}" in sheet(mou) for party in Commitment.Party)
