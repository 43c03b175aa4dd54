# SPDX-License-Identifier: GPL-3.0-or-later
"""Wikitext becomes HTML that says the same and does nothing."""

import re
from html.parser import HTMLParser

import pytest

from outreach.rendering import ATTRIBUTES, MARK_END, MARK_START, TAGS, highlighted, plain, render
from outreach.rendering.pieces import Budget, pieces
from tests.effort import least_seconds

WIKI = "https://wiki.example.org/wiki/$1"
REL = 'rel="nofollow noopener noreferrer"'

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<b onmouseover=alert(1)>x</b>",
    '<a href="javascript:alert(1)">x</a>',
    "[javascript:alert(1) x]",
    "[JaVaScRiPt:alert(1) x]",
    "[&#106;avascript:alert(1) x]",
    '[https://a.example/" onclick=alert(1) x]',
    "[https://a.example/'onclick='alert(1) x]",
    "[data:text/html;base64,PHNjcmlwdD4= x]",
    "[vbscript:msgbox(1) x]",
    "[//javascript:alert(1) x]",
    "[http:javascript:alert(1) x]",
    "[[javascript:alert(1)|x]]",
    '[[x" onclick="alert(1)|y]]',
    "[[File:x.png|thumb|<img src=x onerror=alert(1)>]]",
    '[[File:x" onerror="alert(1).png|thumb|y]]',
    "<gallery>\nFile:x.png|<script>alert(1)</script>\n</gallery>",
    "<nowiki><script>alert(1)</script></nowiki>",
    "<pre><script>alert(1)</script></pre>",
    '{| onclick=alert(1)\n| style="background:url(javascript:alert(1))" onclick=alert(1) | x\n|}',
    '<table><tr><td colspan="2" onclick="alert(1)">x</td></tr></table>',
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<style>@import 'http://evil.example/x.css'</style>",
    '<div style="background:url(http://evil.example/)" class=scroll>x</div>',
    "<form action=//evil.example><input name=x onfocus=alert(1) autofocus></form>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<div hx-get=//evil.example hx-trigger=load>x</div>",
    '<ref name="x" onclick=alert(1)><script>alert(1)</script></ref>',
    "{{nowrap|<script>alert(1)</script>}}",
    '{{u|x" onclick="alert(1)}}',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "== <script>alert(1)</script> ==",
    "* <b onclick=alert(1)>x\n** <script>alert(1)</script>",
    "<math><mtext></table><img src=x onerror=alert(1)></mtext></math>",
    "<!--<img src=--><img src=x onerror=alert(1)//>",
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<b><i><table><a href=http://a.example>[http://b.example x</b>",
]


class _Reader(HTMLParser):
    """Collects every tag and attribute that a browser would see."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.seen = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))


@pytest.mark.parametrize("payload", HOSTILE)
def test_render_leaves_nothing_that_acts(payload):
    for wikitext in (payload, f"Before {payload} after", f"'''{payload}'''\n{payload}"):
        html = render(wikitext, page_url=WIKI, title="X")

        for tag, attributes in _Reader(html).seen:
            assert tag in TAGS
            allowed = ATTRIBUTES.get(tag, set()) | {"class"} | ({"rel"} if tag == "a" else set())
            assert set(attributes) <= allowed
            assert re.match(r"https?://", attributes.get("href") or "https://")
        assert "<script" not in html.lower()
        assert not re.search(r"<[^>]*\son\w+\s*=", html)
        assert not re.search(r'href="\s*javascript:', html, re.IGNORECASE)


@pytest.mark.parametrize("payload", HOSTILE)
def test_plain_escapes_everything(payload):
    assert {tag for tag, _attributes in _Reader(plain(payload)).seen} <= {"p", "br"}


@pytest.mark.parametrize(
    "wikitext, html",
    [
        ("one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>"),
        ("'''bold''' and ''it''", "<p><b>bold</b> and <i>it</i></p>"),
        ("=== Steps ===\nx", "<h3>Steps</h3>\n<p>x</p>"),
        ("== Steps ==", "<h3>Steps</h3>"),
        ("===== Deep =====", "<h5>Deep</h5>"),
        ("* a\n** b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("# a\n# b", "<ol><li>a</li><li>b</li></ol>"),
        ("* a\n# b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("; term : meaning", "<ul><li><strong>term : meaning</strong></li></ul>"),
        (": indented", "<p>indented</p>"),
        ("a\n----\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("[[A b|c]]", f'<p><a href="https://wiki.example.org/wiki/A_b" {REL}>c</a></p>'),
        ("[[A?b#c d]]", f'<p><a href="https://wiki.example.org/wiki/A%3Fb#c_d" {REL}>A?b#c d</a></p>'),
        (
            "[[:Category:X]]",
            f'<p><a href="https://wiki.example.org/wiki/Category:X" {REL}>Category:X</a></p>',
        ),
        ("[[Category:X]]text", "<p>text</p>"),
        ("[[/Sub]]", f'<p><a href="https://wiki.example.org/wiki/Main/Sub" {REL}>/Sub</a></p>'),
        ("[http://a.example/b c]", f'<p><a href="http://a.example/b" {REL}>c</a></p>'),
        ("see http://a.example/b.", f'<p>see <a href="http://a.example/b" {REL}>http://a.example/b</a>.</p>'),
        ("[//a.example x]", f'<p><a href="https://a.example" {REL}>x</a></p>'),
        ("[mailto:a@b.example write]", ""),
        ("write to jane@museum.example now", "<p>write to  now</p>"),
        (
            "x [[File:A b.jpg|thumb|200px|A ''cap'']] y",
            f'<figure><a href="https://wiki.example.org/wiki/File:A_b.jpg" {REL}>A b.jpg</a>'
            "<figcaption>A <i>cap</i></figcaption></figure>\n<p>x  y</p>",
        ),
        (
            "<gallery>\nFile:A.jpg|cap\nB.png\n</gallery>",
            f'<ul class="gallery"><li><a href="https://wiki.example.org/wiki/File:A.jpg" {REL}>A.jpg</a>: cap</li>'
            f'<li><a href="https://wiki.example.org/wiki/File:B.png" {REL}>B.png</a></li></ul>',
        ),
        (
            '{| class="x"\n|+ Cap\n! H\n|-\n| colspan=2 | a || b\n|}',
            '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><caption>Cap</caption><tbody>'
            '<tr><th>H</th></tr><tr><td colspan="2">a</td><td>b</td></tr></tbody></table></div>',
        ),
        (
            "a<ref>note '''one'''</ref> b<ref name=x>two</ref><ref name=x/>\n<references/>",
            '<p>a<sup>[1]</sup> b<sup>[2]</sup></p>\n<ol class="notes"><li>note <b>one</b></li><li>two</li></ol>',
        ),
        ("{{Infobox|a=b}}text{{nowrap|kept}}", "<p>textkept</p>"),
        ("{{u|Ann}}", f'<p><a href="https://wiki.example.org/wiki/User:Ann" {REL}>Ann</a></p>'),
        ("<!-- hidden -->seen __NOTOC__", "<p>seen</p>"),
        ("<translate><!--T:1-->\nx</translate>", "<p>x</p>"),
        ("<nowiki>'''raw'''</nowiki>", "<p>'''raw'''</p>"),
        ("<div><span>x</span></div>", "<p>x</p>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("a & b < c &mdash; d", "<p>a &amp; b &lt; c — d</p>"),
        ("مرحبا '''بكم'''", "<p>مرحبا <b>بكم</b></p>"),
        ("", ""),
    ],
)
def test_render_writes(wikitext, html):
    assert render(wikitext, page_url=WIKI, title="Main") == html


def test_render_makes_no_link_without_a_wiki():
    assert render("[[A|b]] [http://a.example c]") == f'<p>b <a href="http://a.example" {REL}>c</a></p>'


def test_render_makes_no_link_to_a_wiki_that_is_no_web_address():
    assert render("[[A|b]]", page_url="javascript:alert(1)//$1") == "<p>b</p>"


def _long(unit: str) -> str:
    return (unit * (1_000_000 // len(unit) + 1))[:1_000_000]


@pytest.mark.parametrize(
    "unit",
    ["{{", "{{{", "[[", "[http://a ", "<b>", "''", "{|\n|-\n|a\n", "<div a=", "<a b=\"", "*", "*\n", "&#", "<!--",
     "{{a|b", "<ref>", "'''''x", "{{a|[[", "word ", "a@b", "|-\n|a||b\n", "&", "== a ==\n", "http://a.b/ "],
)  # fmt: skip
def test_render_of_a_million_hostile_characters_takes_bounded_time(unit):
    text = _long(unit)

    assert least_seconds(lambda: render(text, page_url=WIKI), below=1) < 1


def test_of_too_long_a_page_the_beginning_is_shown_and_that_there_is_more_is_said():
    budget = Budget(shown=20)

    first = render("one line\n", budget=budget)
    second = render("two\nlines that are too long", budget=budget)
    third = render("three", budget=budget)

    assert first == "<p>one line</p>"
    assert "two" in second
    assert "lines that" not in second
    assert "The text goes on" in second
    assert "three" not in third
    assert "The text goes on" in third


def test_render_shows_what_is_too_costly_as_plain_text_and_the_rest_as_usual():
    html = render("'''good'''\n" + "x\n" * 2000 + "{{a|[[" * 3000, page_url=WIKI)

    assert "<b>good</b>" in html
    assert "{{a|[[" in html


def test_render_of_deep_braces_does_not_recurse_without_end():
    assert "}}}}" in render("{{" * 2000 + "}}" * 2000)


def test_pieces_joined_are_the_text():
    text = "a\n" * 3000 + "{{x\n" * 50 + "b\n" * 3000

    assert "".join(piece for piece, _ok in pieces(text, Budget())) == text


def test_budget_is_shared_by_the_sections_of_a_page():
    budget = Budget(nodes=3)

    first = render("''a'' ", budget=budget)
    second = render("''b''", budget=budget)

    assert (first, second) == ("<p><i>a</i></p>", "<p>''b''</p>")


def test_highlighted_marks_and_escapes():
    html = highlighted(f"<b>{MARK_START}x{MARK_END}{MARK_END}{MARK_START}")

    assert html == "&lt;b&gt;<mark>x</mark><mark></mark>"
