# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study on one sheet of paper: always one, in every script, with what matters and where the rest is."""

import re
import zlib

import pytest
from django.utils import translation

from casestudies import printing
from casestudies.models import CaseStudy, Reading, Section
from casestudies.sheets import sheet_of, shortened
from casestudies.views import papers
from interface import paper
from outreach.attribution import attribution
from tests.factories import (
    CaseStudyFactory,
    ContributorFactory,
    InstitutionFactory,
    PageFactory,
    UserFactory,
)
from tests.factories.outreach import ContributionFactory
from tests.factories.together import CoAuthorFactory

pytestmark = pytest.mark.django_db
ADDRESS = "https://glam.example.org/case-studies/1/"
SENTENCES = {
    "en": "We scanned {n} glass plates of the old harbour and put them online. ",
    "ar": "رقمنا {n} لوحًا زجاجيًا من الميناء القديم ونشرناها على الشبكة. ",
    "he": "סרקנו {n} לוחות זכוכית של הנמל הישן והעלינו אותם לרשת. ",
    "ja": "古い港のガラス乾板{n}枚をスキャンして公開しました。",
    "hi": "हमने पुराने बंदरगाह की {n} काँच की प्लेटें स्कैन कर ऑनलाइन रखीं। ",
}


def a_study(language="en", *, sentences=3, **values):
    page = PageFactory(title=f"GLAM/Case studies/Harbour {language}", revision=4711)
    institution = InstitutionFactory(name="Harbour museum", country="NL")
    study = CaseStudyFactory(
        mirrored=True, page=page, title="Harbour plates", language=language, country="NL", year=2024,
        institution=institution, lead=SENTENCES[language].format(n=1) * 3, kind="digitisation", **values
    )  # fmt: skip
    for position, key in enumerate(("implementation", "outcomes", "reflection")):
        said = "".join(SENTENCES[language].format(n=n) for n in range(sentences))
        Section.objects.create(case_study=study, key=key, text=said, position=position)
    return study


def draw(study):
    """The drawn document, as the door draws it."""
    source = attribution(study.page, None) if study.page else None
    site = {"address": ADDRESS, "source": source, "words": "en"}
    return printing.fitted(study, list(study.sections.all()), site)


def words_on(drawn):
    """All text on the pages, blanks made one."""
    boxes = (box for page in drawn.pages for box in page._page_box.descendants())
    return " ".join(" ".join(box.text for box in boxes if hasattr(box, "text")).split())


def test_the_sheet_says_what_a_director_asks():
    study = a_study(tools=["pattypan"])
    Reading.objects.create(
        case_study=study,
        figures=[
            {"amount": 1200, "what": "plates", "sentence": "1200 plates", "confidence": 0.9},
            {"amount": 7, "what": "doubts", "sentence": "7 doubts", "confidence": 0.3},
            {"amount": 41, "what": "%", "sentence": "41 % of them", "confidence": 0.9},
        ],
    )
    ContributionFactory(page=study.page, contributor=ContributorFactory(username="Ada"))

    said = words_on(draw(study))

    for words in ("Harbour plates", "Harbour museum", "Netherlands", "digitisation", "2024", "1,200", "plates",
                  "What was done", "What came of it", "What was learned", "CC BY-SA 4.0", "Ada", "revision 4711"):  # fmt: skip
        assert words in said
    assert ADDRESS in said.replace(" ", "")
    assert said.count("We scanned 1 glass plates") == 2 + 3, "two sentences of the lead, one in each answer"
    assert "%" not in said
    assert "doubts" not in said, "what a machine is unsure of stands on no director's desk"
    assert "Shortened" not in said


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("sentences", [0, 12, 400])
def test_the_sheet_is_always_one_page_in_every_script(language, sentences):
    drawn = draw(a_study(language, sentences=sentences))

    assert len(drawn.pages) == 1
    assert ("Shortened" in words_on(drawn)) == (sentences == 400)


@pytest.mark.parametrize(
    "text",
    [
        "w" * 40_000,
        "word " * 20_000,
        "\n\n".join(["* one"] * 3_000),
        "漢" * 20_000,
        "== x ==\n" * 500,
        "{{" * 5_000,
        "\u202eabc " * 4_000,
    ],
)
def test_no_text_makes_it_two_pages(text):
    study = a_study(sentences=0)
    study.sections.update(text=text)
    CaseStudy.objects.update(title="W" * 300, lead="W" * 1_000)
    study.refresh_from_db()

    assert len(draw(study).pages) == 1


def test_a_long_text_is_cut_at_the_end_of_a_sentence_and_fills_the_sheet():
    drawn = draw(a_study(sentences=400))
    said = words_on(drawn)

    cuts = re.findall(r"(\S+) \[…\]", said)
    assert cuts == ["online."] * 3
    assert "Shortened; the whole text:" in said
    last = max(box.position_y for box in drawn.pages[0]._page_box.descendants() if hasattr(box, "text"))
    assert last > 0.85 * drawn.pages[0].height, "no room is left unused"


def test_a_text_without_sentences_is_cut_between_words():
    study = a_study(sentences=0)
    study.sections.filter(key="outcomes").update(text="word " * 20_000)

    said = words_on(draw(study))

    assert said.count("word") > 200
    assert "word… […]" in said


def test_a_full_stop_of_an_abbreviation_ends_no_sentence():
    study = a_study(sentences=0)
    study.sections.filter(key="outcomes").update(text="We met Dr. Ada, e.g. in 2024. It went well. " * 40)

    (part,) = sheet_of(study, list(study.sections.all()), room=200).parts

    assert part.paragraphs[0].endswith(("2024.", "well."))
    assert part.is_cut


def test_the_sheet_says_what_only_a_machine_has_read():
    study = a_study()
    assert "nobody has confirmed them" in words_on(draw(study))

    study.facts_checked_at = study.saved_at

    assert "nobody has confirmed them" not in words_on(draw(study))


def test_a_short_answer_leaves_its_room_to_the_others():
    study = a_study(sentences=200)
    study.sections.filter(key="outcomes").update(text="It worked.")

    parts = {str(part.label): part for part in sheet_of(study, list(study.sections.all()), room=3000).parts}

    assert parts["What came of it"].paragraphs == ("It worked.",)
    assert sum(len(one) for one in parts["What was done"].paragraphs) > 1_300


def test_a_page_without_the_form_says_what_it_was_about():
    study = a_study(sentences=0)
    study.sections.all().delete()
    Section.objects.create(case_study=study, key="other", text="A story without headings.", position=0)

    (part,) = sheet_of(study, list(study.sections.all()), room=3000).parts

    assert (str(part.label), part.paragraphs) == ("What it was about", ("A story without headings.",))


def test_no_address_of_a_person_and_no_markup_stands_on_it():
    study = a_study(sentences=0)
    study.sections.filter(key="outcomes").update(
        text="Ask '''Ada''' at ada@museum.example.\n\n{| class=wikitable\n| 1 || 2\n|}\n\n[[File:A.jpg|thumb|x]] Fine."
    )

    said = words_on(draw(study))

    assert "@" not in said
    assert "Ask Ada" in said
    assert "wikitable" not in said
    assert "thumb" not in said


@pytest.mark.parametrize(
    ("text", "room", "wanted"),
    [
        ("short", 10, "short"),
        ("several words here", 12, "several…"),
        ("w" * 30, 10, "w" * 9 + "…"),
        ("漢字漢字漢字", 7, "漢字漢…"),
    ],
)
def test_shortening_keeps_whole_words_where_it_can(text, room, wanted):
    assert shortened(text, room) == wanted


def test_nothing_is_fetched_for_it(monkeypatch):
    asked, refuse = [], paper.refuse
    monkeypatch.setattr(paper, "refuse", lambda url: asked.append(url) or refuse(url))
    study = a_study(sentences=1)
    study.sections.update(
        text='<img src="http://10.0.0.1/x.png"> [[File:A.jpg]] <script>x</script> &lt;img src=file:///etc/passwd&gt;'
    )

    draw(study).write_pdf()

    assert asked == []


def test_the_public_may_take_a_public_one_along(client):
    answer = client.get(f"/case-studies/{a_study().pk}.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Harbour plates.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    made = answer.getvalue()
    assert made.startswith(b"%PDF-")
    assert re.findall(rb"/Type /Pages/Kids [^/]+/Count (\d+)", objects_in(made)) == [b"1"]


def objects_in(pdf):
    """All that the PDF packed away."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"\n".join(zlib.decompressobj().decompress(each) for each in packed)


@pytest.mark.parametrize(
    ("state", "marked"),
    [("draft", "Draft – not published"), ("filed", "Draft – not published"), ("withdrawn", "Withdrawn")],
)
def test_what_is_not_public_is_for_its_readers_and_says_so(client, volunteer, stranger, state, marked):
    study = CaseStudyFactory(author=volunteer, state=state, title="In the making")

    assert marked in words_on(draw(study))
    client.force_login(stranger)
    assert client.get(f"/case-studies/{study.pk}.pdf").status_code == 404
    client.force_login(volunteer)
    answer = client.get(f"/case-studies/{study.pk}.pdf")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("reason", "said"), [("libraries", "This server cannot make PDFs"), ("busy", "Many PDFs are being made")]
)
def test_where_no_pdf_can_be_made_the_page_offers_to_print(client, monkeypatch, reason, said):
    study = a_study()
    if reason == "libraries":
        monkeypatch.setattr(paper, "_weasyprint", lambda: None)
    monkeypatch.setattr(papers, "STRANGERS_WAIT", 0.01)

    with paper._DRAWING:
        answer = client.get(f"/case-studies/{study.pk}.pdf", follow=True)

    assert answer.redirect_chain == [(study.get_absolute_url(), 302)]
    assert said in answer.text


def page_of(client, study, monkeypatch, language="en"):
    """The page that the door has drawn for a reader of this language."""
    pages = []
    monkeypatch.setattr(
        printing, "document", lambda page, styles: pages.append(page) or paper.document(page, styles=styles)
    )
    answer = client.get(f"/case-studies/{study.pk}.pdf", headers={"Accept-Language": language})
    assert answer["Content-Type"] == "application/pdf"
    return pages[-1]


@pytest.mark.parametrize(
    ("language", "reader", "words"), [("ar", "en", "ar"), ("hi", "ar", "ar"), ("en", "ar", "en")]
)
def test_the_words_of_the_paper_are_in_the_language_of_the_text_or_in_the_readers(
    client, monkeypatch, language, reader, words
):
    page = page_of(client, a_study(language), monkeypatch, language=reader)

    with translation.override(words):
        label = translation.gettext("What was done")
    assert f'<h2 class="question" lang="{words}">{label}</h2>' in page
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_one_of_ours_is_by_all_who_wrote_it_and_then_by_those_of_the_wiki(client, monkeypatch):
    study = CaseStudyFactory(published=True, author=UserFactory(wiki_username="Writer"))
    CoAuthorFactory(case_study=study, user=UserFactory(wiki_username="Partner"), writing=True)
    CoAuthorFactory(case_study=study, user=UserFactory(wiki_username="Asked"))
    for name in ("Editor", "Writer"):
        ContributionFactory(page=study.page, contributor=ContributorFactory(username=name))

    page = page_of(client, study, monkeypatch)

    assert "Written by <bdi>Writer</bdi>, <bdi>Partner</bdi>, <bdi>Editor</bdi>. " in page
    assert "Asked" not in page


@pytest.mark.parametrize("count", [1, 10])
def test_the_sheet_costs_the_same_however_much_it_says(client, count, django_assert_num_queries):
    study = a_study(sentences=1)
    for number in range(count):
        Section.objects.create(case_study=study, key="other", text="x", position=10 + number)
        ContributionFactory(page=study.page, contributor=ContributorFactory(source=study.page.source))

    with django_assert_num_queries(
        6
    ):  # the case study, sections, figures, contributors, their number, aliases
        client.get(f"/case-studies/{study.pk}.pdf")


def test_wikitext_is_taken_along_under_the_forms_headings(client):
    study = a_study(sentences=1)
    study.sections.filter(key="outcomes").update(text="Fine. <!-- secret --> Write to ada@museum.example")

    answer = client.get(f"/case-studies/{study.pk}.wikitext")

    text = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith(f"<!-- {study.page.revision_url}; CC BY-SA 4.0 -->\n")
    assert "== Outcomes ==" in text
    assert "secret" not in text
    assert "@" not in text
