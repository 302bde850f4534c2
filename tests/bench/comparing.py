"""How long it takes to compare two versions of a long article, each paragraph of which changed."""

from __future__ import annotations

from random import Random
from typing import Final

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.diff import differences
from articles.documents.revisions.said import said_of
from tests.bench.timing import Timing, timed
from tests.documents.make import make_document, make_paragraph, make_section

# Words of a paragraph, and how many of them another version has otherwise.
_WORDS: Final = 60
_CHANGED: Final = 4


def measure(paragraphs: int) -> Timing:
    """Return the time of all that a page says of the differences."""
    before, after = _versions(paragraphs)

    def compare() -> None:
        for row in differences(before, after):
            said_of(row), row.words, row.notes

    return timed(compare)


def _versions(paragraphs: int) -> tuple[ArticleDocument, ArticleDocument]:
    """Return two versions, the later in another order."""
    random = Random(1)
    words = [
        "".join(random.choices("abdeghilmnorstu", k=random.randint(2, 9))) for _ in range(3000)
    ]
    texts = [random.choices(words, k=_WORDS) for _ in range(paragraphs)]
    before = [make_paragraph(f"p{n}", _marked(text)) for n, text in enumerate(texts)]
    for text in texts:
        for place in random.sample(range(_WORDS), _CHANGED):
            text[place] = random.choice(words)
    after = [make_paragraph(f"p{n}", _marked(text)) for n, text in enumerate(texts)]
    random.shuffle(after)
    return make_document(make_section("s", *before)), make_document(make_section("s", *after))


def _marked(words: list[str]) -> str:
    """Return markup with a link, and with words in bold."""
    link = f'<a href="https://{words[0]}.example/">{words[1]}</a>'
    return " ".join([link, f"<strong>{words[2]}</strong>", *words[3:]])
