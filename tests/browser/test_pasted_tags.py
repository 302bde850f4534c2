"""A tag is read alike from a paste and from a source: the editor is handed the one declaration."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from articles.documents import markup
from articles.documents.markup.tags import BLOCKS, CELLS, HIDDEN

OpenEditor = Callable[[str], Page]

# Elements are made, not parsed: a parser would drop a row outside of a table.
FLATTEN_EACH = """async (names) => {
    const { flatten } = await import("/static/articles/editor/paste/flatten.js");
    const { dataset } = document.querySelector("[data-article-editor]");
    const declared = Object.fromEntries(
        ["aliases", "tags"].map((name) => [name, JSON.parse(dataset[name])]));
    const allowed = { ...declared, marks: [], schemes: dataset.schemes.split(" ") };
    return names.map((name) => {
        const [body, made] = [document.createElement("body"), document.createElement(name)];
        made.append("two");
        body.append("one ", made, " three");
        const blocks = document.createElement("div");
        blocks.innerHTML = flatten(body, allowed);
        const texts = [...blocks.children].map((block) => block.textContent.trim());
        return [name, texts.filter(Boolean).join("\\n")];
    });
}"""


def imported(name: str) -> str:
    return markup.visible_text(markup.clean(f"one <{name}>two</{name}> three").markup)


def test_what_hides_or_parts_words_in_a_source_does_so_in_a_paste(open_editor: OpenEditor) -> None:
    names = sorted(HIDDEN | BLOCKS | CELLS | {"span", "button"})
    pasted = open_editor("<p>Text</p>").evaluate(FLATTEN_EACH, names)
    assert dict(pasted) == {name: imported(name) for name in names}
