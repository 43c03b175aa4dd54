# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at a browser without JavaScript: opens pages, follows their links, fills in their forms and sends them.

Only what the page offers can be sent: a field that is not there, an option that cannot be chosen or a missing
CSRF token fails the test.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client

_UNSEEN = {"head", "script", "style", "template", "svg"}
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Choice:
    """One option of a select."""

    value: str
    label: str = ""
    is_disabled: bool = False


@dataclass
class Form:
    """A form as it stands on a page: what would be sent if nobody touched it, and what may be chosen."""

    action: str
    method: str
    values: dict[str, str | list[str]] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    boxes: dict[str, list[str]] = field(default_factory=dict)  # checkboxes: what ticking each of a name adds
    buttons: list["Button"] = field(default_factory=list)


@dataclass
class Button:
    """What a press on it adds, and where it sends the form if not to the form's own address."""

    name: str
    value: str
    action: str
    label: str = ""


class _Reader(HTMLParser):
    """Collects links, forms and the text a person sees."""

    def __init__(self):
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self._form: Form | None = None
        self._link: list | None = None
        self._select = self._textarea = ""
        self._option: Choice | None = None
        self._button: Button | None = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "a" and "href" in given:
            self._link = [given["href"], given.get("aria-label", "")]
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._handle_field(tag, given)

    def _handle_field(self, tag, given):
        name, form = given.get("name") or "", self._form
        if tag == "input" and name:
            self._handle_input(name, given)
        elif tag == "textarea":
            self._textarea, form.values[name] = name, ""
        elif tag == "select":
            self._select, form.choices[name] = name, []
        elif tag == "option" and self._select:
            self._option = Choice(given.get("value", ""), is_disabled="disabled" in given)
            form.choices[self._select].append(self._option)
            # The first stands there until another is chosen.
            if "selected" in given or len(form.choices[self._select]) == 1:
                form.values[self._select] = self._option.value
        elif tag == "button" and given.get("type", "submit") == "submit":
            self._button = Button(name, given.get("value") or "", given.get("formaction", ""))
            form.buttons.append(self._button)

    def _handle_input(self, name, given):
        kind, value = given.get("type", "text"), given.get("value") or ""
        form, ticked = self._form, given.get("value", "on")
        if kind == "radio":
            form.choices.setdefault(name, []).append(Choice(ticked))
            if "checked" in given:
                form.values[name] = ticked
        elif kind == "checkbox":
            form.boxes.setdefault(name, []).append(ticked)
            if "checked" in given:
                form.values[name] = [*form.values.get(name, ()), ticked]
        elif kind == "file":
            pass
        else:
            form.values[name] = value

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "a" and self._link:
            self.links.append((" ".join(" ".join(self._link[1:]).split()), self._link[0]))
            self._link = None
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "option":
            self._option = None
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "button":
            self._button = None

    def handle_data(self, data):
        if self._textarea:
            # HTML drops the line break right after <textarea>.
            held = self._form.values[self._textarea]
            self._form.values[self._textarea] = held + (data if held else data.removeprefix("\n"))
        if self._option:
            self._option.label += data
        if self._button:
            self._button.label += data
        if self._link:
            self._link.append(data)
        if not _UNSEEN & set(self._open):
            self.words.append(data)


class Page:
    """What came back; `text` is what a person reads there, in one line."""

    def __init__(self, visitor: "Visitor", response):
        self._visitor, self.response = visitor, response
        self.status = response.status_code
        self.path = response.request["PATH_INFO"]
        is_page = response["Content-Type"].startswith("text/html")
        # A download need not be text at all, nor come in one piece.
        content = response.getvalue() if response.streaming else response.content
        self.source = content.decode(errors="strict" if is_page else "replace")
        reader = _Reader()
        if is_page:
            reader.feed(self.source)
        self.links, self.forms = reader.links, reader.forms
        self.text = " ".join("".join(reader.words).split())

    @property
    def counted(self) -> int:
        """How many rows the list on this page has, over all its pages."""
        context = self.response.context
        return (context["page"] if "page" in context else context["page_obj"]).paginator.count

    def follow(self, label: str) -> "Page":
        """Click on the first link with that text."""
        found = [address for text, address in self.links if text == label]
        assert found, f"{self.path} has no link “{label}”, but {sorted({text for text, _ in self.links})}"
        return self._visitor.open(urljoin(self.path, found[0]))

    def send(self, button: str = "", *, form: str = "", **answers) -> "Page":
        """Fill in a form and send it; the page that follows.

        `button` is the text of the one to press, `form` a part of the form's address where texts repeat.
        Without either it is the form that has fields for all the answers.
        """
        filled, pressed = self._find(button, form, answers)
        data = dict(filled.values)
        for name, answer in answers.items():
            data[name] = _put(filled, name, answer)
        if pressed and pressed.name:
            data[pressed.name] = pressed.value
        data = {name: value for name, value in data.items() if value is not None}
        address = urljoin(self.path, (pressed and pressed.action) or filled.action or self.path)
        return self._visitor.ask(filled.method, address, data)

    def _find(self, button, address, answers):
        assert button or address or answers, "say which form"
        for each in self.forms:
            named = {each_button.label.strip(): each_button for each_button in each.buttons}
            has_fields = set(answers) <= set(each.values) | set(each.choices) | set(each.boxes)
            if has_fields and address in each.action and (not button or button in named):
                return each, named.get(button)
        raise AssertionError(
            f"{self.path} has no form for {button!r} {address!r} {sorted(answers)}, but {self.forms}"
        )


def _put(form: Form, name: str, answer):
    if name in form.choices:
        for choice in form.choices[name]:
            if answer in (choice.value, choice.label.strip()):
                assert not choice.is_disabled, f"“{answer}” cannot be chosen for {name}"
                return choice.value
        raise AssertionError(f"{name} has no choice {answer!r}, but {form.choices[name]}")
    if name in form.boxes:
        ticked = form.boxes[name] if answer is True else [each for each in form.boxes[name] if each == answer]
        assert ticked or not answer, f"{name} has no box {answer!r}, but {form.boxes[name]}"
        return ticked or None
    return answer


class Visitor:
    """One person's browser, with its cookies."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True)

    def open(self, path: str) -> Page:
        """The page at an address of ours, after redirects."""
        return self.ask("get", path, None)

    def ask(self, method: str, path: str, data) -> Page:
        assert not urlsplit(path).netloc, f"{path} leads elsewhere"
        return Page(self, getattr(self.client, method)(path, data, follow=True))

    def status(self, path: str) -> int:
        """What an address answers by itself, without following anything."""
        return self.client.get(path).status_code
