"""Words on the desk's pages are marked for translation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

TEMPLATES: Final = Path(__file__).parents[2] / "articles/templates"
# Of folders, what is directly in them.
FOLDERS: Final = (
    "admin",
    "admin/articles",
    "admin/articles/article",
    "admin/articles/conflict",
    "registration",
)
_BLOCKS: Final = re.compile(
    r"{% comment.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}"
    # Names of classes.
    r"|{% block (?:coltype|bodyclass) %}.*?{% endblock %}",
    re.DOTALL,
)
_MARKED: Final = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
# Literals that a page shows, unless they are written as _("…").
_SHOWN: Final = re.compile(r"\|(?:default|default_if_none|yesno|pluralize):\"([^\"]*)\"")
# Attributes that a person reads or hears are left behind by the tags that hold them.
_READ: Final = re.compile(
    r"\b(?:aria-label|alt|title|placeholder|data-confirm|data-name)=\"([^\"]*)\""
)
_TAG: Final = re.compile(r"<[^>]*>")
_ENTITY: Final = re.compile(r"&\w+;")


def unmarked_words(template: str) -> list[str]:
    """Return what is left of a template without its tags and what is marked in it."""
    text = _MARKED.sub(lambda tag: " ".join(_SHOWN.findall(tag[0])), _BLOCKS.sub("", template))
    text = _TAG.sub(lambda tag: " ".join(_READ.findall(tag[0])), text)
    return re.findall(r"[^\W\d_]+", _ENTITY.sub("", text))


@pytest.mark.parametrize("folder", FOLDERS)
def test_templates_hold_no_unmarked_words(folder: str) -> None:
    found = {path.name: path.read_text("utf-8") for path in (TEMPLATES / folder).glob("*.html")}
    assert found
    assert {name: words for name in found if (words := unmarked_words(found[name]))} == {}


@pytest.mark.parametrize(
    "template",
    [
        "<p>Word</p>",
        '<a aria-label="Word">{{ value }}</a>',
        '{% if a %}Word{% endif %}{% translate "More" %}',
        "{% blocktranslate %}More{% endblocktranslate %} Word",
        '{{ name|default:"Word" }}',
    ],
)
def test_an_unmarked_word_is_found(template: str) -> None:
    assert unmarked_words(template) == ["Word"]


@pytest.mark.parametrize(
    "template",
    [
        '<p class="word">{% translate "More" %} &rsaquo; 12</p>',
        '<a aria-label="{% translate "More" %}">{# word #}</a>',
        "{% blocktranslate count a=b %}One{% plural %}More{% endblocktranslate %}",
    ],
)
def test_a_marked_word_is_none(template: str) -> None:
    assert unmarked_words(template) == []
