"""Everything that people read is marked for translation: in templates, and in the desk's Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent / "articles"
# A body is stored as it was rendered, whoever reads it; the last resort depends on nothing.
NOT_TRANSLATED: Final = {"500.html", "503.html"}
TEMPLATES: Final = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if str(path.relative_to(ROOT / "templates")) not in NOT_TRANSLATED
]
PYTHON: Final = [
    path
    for chapter in ("models", "admin", "management")
    for path in sorted((ROOT / chapter).rglob("*.py"))
]
# Commands, key names and file formats, which are the same in every language.
CODE: Final = re.compile(r"<(pre|code|script|style)\b.*?</\1>", re.DOTALL)
MARKED: Final = re.compile(
    r"{% block (?:bodyclass|coltype) %}.*?{% endblock %}"
    r"|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*comment\b.*?endcomment\s*%}",
    re.DOTALL,
)
TAGS: Final = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
SPOKEN: Final = re.compile(r'\b(?:aria-label|alt|placeholder|title|data-name)="([^"]*)"')
NAMES_OF_FORMATS: Final = {
    "CSV", "JSON Lines", "xlsx", "csv", "json", "RSS", "Atom", "JSON Feed", "(RSS)", "(Atom)",
    "(JSON Feed)",
}  # fmt: skip
SPOKEN_KEYWORDS: Final = {
    "verbose_name", "verbose_name_plural", "help_text", "label", "description", "empty_value",
    "violation_error_message",
}  # fmt: skip


def unmarked(template: str) -> list[str]:
    """The texts of a template, and of its spoken attributes, that are not marked."""
    bare = TAGS.sub("", CODE.sub("", MARKED.sub("", template)))
    texts = [*SPOKEN.findall(bare), *re.split(r"<[^>]*>", re.sub(r"<!--.*?-->", "", bare))]
    found = (re.sub(r"&\w+;", "", text).strip() for text in texts)
    return [text for text in found if re.search(r"[^\W\d_]", text) and text not in NAMES_OF_FORMATS]


def unmarked_keywords(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg in SPOKEN_KEYWORDS and is_words(keyword.value):
                yield f"line {keyword.value.lineno}: {keyword.arg}"
        if name_of(node) in {"message_user", "Http404", "ValidationError", "CommandError"}:
            yield from (
                f"line {each.lineno}: {name_of(node)}" for each in node.args if is_words(each)
            )


def is_words(node: ast.expr) -> bool:
    """Whether it is a text with letters that no function translates."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(re.search(r"[^\W\d_]{2}", node.value))
    if isinstance(node, ast.JoinedStr):
        return any(is_words(part) for part in node.values if isinstance(part, ast.Constant))
    return False


def name_of(call: ast.Call) -> str:
    function = call.func
    return getattr(function, "attr", "") or getattr(function, "id", "")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_of_a_template_is_marked(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_label_and_message_is_marked(path: Path) -> None:
    assert list(unmarked_keywords(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Words</p>",
        '<a aria-label="Words"></a>',
        "{% if a %}Words{% endif %}",
        "a <b>{{ c }}</b>",
    ],
)
def test_what_is_not_marked_is_found(template: str) -> None:
    assert unmarked(template)


def test_what_is_marked_is_not_found() -> None:
    assert not unmarked(
        '{% translate "Words" %}<p title="{% translate "a" %}">{{ b }} · 1 &middot;</p>'
    )
    assert not unmarked("{% blocktranslate trimmed %}Words{% endblocktranslate %}")


@pytest.mark.parametrize("code", ["f(label='Words')", "message_user(request, f'{n} words')"])
def test_a_message_in_python_that_is_not_marked_is_found(code: str) -> None:
    assert list(unmarked_keywords(ast.parse(code)))
    assert not list(
        unmarked_keywords(ast.parse("f(label=_('Words'), description=gettext_lazy('a'))"))
    )
