# SPDX-License-Identifier: GPL-3.0-or-later
"""Every form wears Codex, and every error can be reached: from the summary, from the field, by a screen reader."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation


class StoryForm(forms.Form):
    title = forms.CharField(help_text="As on the wiki <i>")
    country = forms.ChoiceField(choices=[("", "—"), ("EG", "Egypt")])
    kind = forms.ChoiceField(choices=[("m", "Museum"), ("a", "Archive")], widget=forms.RadioSelect)
    story = forms.CharField(widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="They agree")
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("It is too early.")


class Elements(HTMLParser):
    """All start tags with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, name):
        return next(attrs for _, attrs in self.found if attrs.get("name") == name)

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]


def show(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "name, look",
    [
        ("title", "cdx-text-input__input"),
        ("country", "cdx-select"),
        ("kind", "cdx-radio__input"),
        ("story", "cdx-text-area__textarea"),
        ("agreed", "cdx-checkbox__input"),
    ],
)
def test_a_control_printed_by_itself_wears_codex(name, look):
    drawn = Elements(show("{{ field }}", field=StoryForm()[name]))

    assert drawn.named(name)["class"] == look


def test_a_class_of_the_widget_is_kept():
    class Wide(forms.Form):
        title = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))

    assert Elements(show("{{ f.title }}", f=Wide())).named("title")["class"] == "wide cdx-text-input__input"


def test_a_widget_that_already_wears_codex_is_not_dressed_twice():
    class Dressed(forms.Form):
        title = forms.CharField(widget=forms.TextInput(attrs={"class": "cdx-text-input__input"}))

    assert Elements(show("{{ f.title }}", f=Dressed())).named("title")["class"] == "cdx-text-input__input"


def test_a_field_is_described_by_its_help_and_its_error():
    html = show("{% field form.title %}", form=StoryForm({}))
    drawn = Elements(html)

    assert drawn.named("title")["aria-describedby"].split() == ["id_title_helptext", "id_title_error"]
    assert drawn.named("title")["aria-invalid"] == "true"
    assert {"id_title_helptext", "id_title_error"} <= set(drawn.ids)
    assert "cdx-text-input--status-error" in html
    assert "As on the wiki &lt;i&gt;" in html


@pytest.mark.parametrize("name", ["country", "kind", "agreed"])
def test_the_error_of_every_kind_of_field_has_the_id_that_is_pointed_to(name):
    drawn = Elements(show("{% field one %}", one=StoryForm({})[name]))
    pointed_to = [word for _, attrs in drawn.found for word in attrs.get("aria-describedby", "").split()]

    assert f"id_{name}_error" in pointed_to
    assert drawn.ids.count(f"id_{name}_error") == 1


def test_the_summary_names_and_links_each_field_and_tells_the_rest():
    html = show("{% error_summary form %}", form=StoryForm({}))
    whole = Elements(html + show("{{ form }}", form=StoryForm({})))
    links = [attrs["href"][1:] for tag, attrs in Elements(html).found if tag == "a"]

    assert links == ["id_title", "id_country", "id_kind_0", "id_agreed"]
    assert set(links) <= set(whole.ids)
    assert '<a href="#id_agreed">They agree</a>: This field is required.' in html
    assert "<li>It is too early.</li>" in html
    assert "<li>Token: This field is required.</li>" in html
    assert 'tabindex="-1"' in html


def test_there_is_no_summary_without_errors():
    assert show("{% error_summary form %}", form=StoryForm()).strip() == ""


@pytest.mark.parametrize("source", ["{{ form }}", "{% error_summary form %}{{ form }}"])
def test_a_whole_form_shows_its_summary_once(source):
    drawn = Elements(show(source, form=StoryForm({})))

    assert drawn.ids.count("error-summary") == 1
    assert len(drawn.ids) == len(set(drawn.ids))


def test_optional_is_said_only_where_something_is_required():
    class Filter(forms.Form):
        q = forms.CharField(required=False)

    assert "(optional)" in show("{% field form.story %}", form=StoryForm())
    assert "(optional)" not in show("{% field form.title %}", form=StoryForm())
    assert "(optional)" not in show("{% field form.q %}", form=Filter())


def test_the_choices_of_a_bound_form_stay_chosen():
    drawn = Elements(show("{{ form }}", form=StoryForm({"kind": "a", "agreed": "on"})))

    assert [a["value"] for _, a in drawn.found if a.get("name") == "kind" and "checked" in a] == ["a"]
    assert "checked" in drawn.named("agreed")


def test_errors_are_in_the_language_of_the_reader():
    with translation.override("ar"):
        assert "هذا الحقل مطلوب" in show("{% field form.title %}", form=StoryForm({}))
