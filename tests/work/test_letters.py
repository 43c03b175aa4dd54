# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: plain text and HTML that say the same, in the reader's direction, with headers nobody can forge."""

import email
import email.policy
import re

import pytest
from django.utils import timezone

from work import actions, outbox
from work.letters import letter, name

NASTY = [
    "Hello\r\nBcc: all@example.org",
    "Hello\nX-Evil: yes",
    "Hello\rX-Evil: yes",
    "Hello\x0bX-Evil: yes",
    "Hello\x0cX-Evil: yes",
    "Hello\x1eX-Evil: yes",
    "Hello\x85X-Evil: yes",
    "Hello\u2028X-Evil: yes",
    "Hello\u2029X-Evil: yes",
    "Hello\x00\x07 there",
    "\u202eevil\u202c \u2066x\u2069",
]


def _letter(language="en", subject="A step is due", paragraphs=("Talk to the museum.",), **more):
    return letter(language, subject=subject, paragraphs=paragraphs, **more)


def _arrived(server):
    return email.message_from_string(server.mails[0], policy=email.policy.default)


def test_letter_says_the_same_as_text_and_as_html():
    said = _letter(
        paragraphs=["Two things are due.", ["The plan", ("The photos", "/partnerships/7/")]],
        link="/today/",
        link_words="Open today",
        footer="You get this once a week.",
        unsubscribe="/letters/stop/abc/",
    )

    assert said["body"] == (
        "Two things are due.\n\n"
        "• The plan\n• The photos\n  http://127.0.0.1:8000/partnerships/7/\n\n"
        "Open today\nhttp://127.0.0.1:8000/today/\n\n"
        "-- \nYou get this once a week.\n\n"
        "Stop mails of this kind\nhttp://127.0.0.1:8000/letters/stop/abc/\n"
    )
    html = re.sub(r"\s+(?=<)|(?<=>)\s+", "", said["html"])
    assert "<p>Two things are due.</p>" in html
    assert '<li><a href="http://127.0.0.1:8000/partnerships/7/">The photos</a></li>' in html
    assert '<a href="http://127.0.0.1:8000/today/">Open today</a>' in html
    assert "You get this once a week." in html
    assert said["headers"] == {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<http://127.0.0.1:8000/letters/stop/abc/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_letter_without_extras_has_none():
    said = _letter()

    assert said["body"] == "Talk to the museum.\n"
    assert said["headers"] == {"Auto-Submitted": "auto-generated"}
    assert "<hr" not in said["html"]
    assert "<a" not in said["html"]


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("fr", "ltr"), ("", "ltr"), ("xx", "ltr")],
)
def test_letter_runs_in_the_readers_direction(language, direction):
    html = _letter(language)["html"]

    spoken = language if language not in {"", "xx"} else "en"
    assert html.count(f'lang="{spoken}" dir="{direction}"') == 2  # the body too: some programs drop <html>


def test_names_are_kept_from_stirring_the_sentence():
    said = _letter("ar", paragraphs=[f"موعد {name('Museum of Dhaka (2024)')} غدا"])

    assert "موعد <bdi>Museum of Dhaka (2024)</bdi> غدا" in said["html"]
    assert said["body"] == "موعد \u2068Museum of Dhaka (2024)\u2069 غدا\n"


@pytest.mark.parametrize("nasty", NASTY)
def test_a_name_stays_on_its_line_and_turns_nothing_round(nasty):
    said = name(nasty)

    assert said[0] + said[-1] == "\u2068\u2069"
    assert not re.search("[\x00-\x1f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]", said[1:-1])


def test_what_people_wrote_is_text_in_html():
    html = _letter(
        subject="<b>Hi</b>",
        paragraphs=[f"From {name('<script>alert(1)</script>')} & {{{{ settings.SECRET_KEY }}}}"],
        footer="<i>x</i>",
        link="/a/",
        link_words='"><img src=x>',
    )["html"]

    assert not re.search("<(script|b|i|img)[ >]", html)
    assert "{{ settings.SECRET_KEY }}" in html


def test_letter_loads_nothing_from_elsewhere_and_sets_no_colours():
    html = _letter(link="/today/", footer="x", unsubscribe="/stop/")["html"]

    assert not re.search(r"<img|<link|<table|style|src=|url\(|color=|bgcolor", html)
    assert 'name="color-scheme" content="light dark"' in html


@pytest.mark.parametrize("nasty", NASTY)
def test_a_subject_is_one_line_without_controls(nasty):
    subject = _letter(subject=nasty)["subject"]

    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", subject)


def test_a_subject_is_at_most_150_characters():
    assert len(_letter(subject="ا" * 150)["subject"]) == 150
    assert _letter(subject="word " * 60)["subject"].endswith("…")
    assert len(_letter(subject="word " * 60)["subject"]) <= 150


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "//evil.example",
        "data:text/html,x",
        "https://a.example/\r\nBcc: x",
        "https://a.example/ b",
        'https://a.example/">',
        "mailto:a@example.org",
    ],
)
def test_an_address_that_is_no_page_is_refused(link):
    with pytest.raises(ValueError):
        _letter(link=link)
    with pytest.raises(ValueError):
        _letter(unsubscribe=link)


@pytest.mark.django_db
def test_a_letter_arrives_in_both_forms(mail_server):
    server = mail_server()
    said = _letter(
        "ar", subject="موعد قريب", paragraphs=["غدا موعد المتحف.", "x" * 5000], unsubscribe="/stop/"
    )
    message = actions.post("mail", key="k", payload=said | {"to": "lead@example.org"})

    assert outbox.send_due(now=timezone.now()) == 1

    mail = _arrived(server)
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "غدا موعد المتحف." in text.get_content()
    assert 'dir="rtl"' in html.get_content()
    assert mail["Subject"] == "موعد قريب"
    assert mail["List-Unsubscribe"] == "<http://127.0.0.1:8000/stop/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Message-ID"] == f"<outbox-{message.pk}@127.0.0.1>"
    assert max(map(len, server.mails[0].splitlines())) <= 998


@pytest.mark.django_db
@pytest.mark.parametrize("nasty", NASTY)
def test_no_header_can_be_added_by_what_people_write(mail_server, nasty):
    server = mail_server()
    said = _letter(subject=nasty, paragraphs=[name(nasty)], footer=nasty, link="/a/", link_words=nasty)
    actions.post("mail", key="k", payload=said | {"to": "lead@example.org"})
    plain = _letter(subject="Hello", paragraphs=["Hello"])
    actions.post("mail", key="l", payload=plain | {"to": "lead@example.org"})

    assert outbox.send_due(now=timezone.now()) == 2

    headers = [sorted(email.message_from_string(text).keys()) for text in server.mails]
    assert headers[0] == headers[1]
    assert [line.lower() for line in server.envelopes[1::2]] == ["rcpt to:<lead@example.org>"] * 2
