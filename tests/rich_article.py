"""An article that has every kind of paragraph, as an import or an editor leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any, Final

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import KINDS, Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section

YOUTUBE: Final = "https://www.youtube.com/watch?v=abcdefghijk"
_VOTES: Final = (
    ("Party", "Seats", "For", "Against", "How it was whipped"),
    ({"markup": "Progress", "head": True}, "58", "55", "3", "For"),
    ({"markup": "Coast and Country", "head": True}, "21", "16", "5", "For"),
    ({"markup": "Land League", "head": True}, "63", "2", "61", "Against"),
    ({"markup": "Northern Islands", "head": True}, "9", "3", "6", "Free vote"),
)


def rich_document(pictures: Sequence[str] = (), **fields: Any) -> ArticleDocument:
    """The document; `pictures` are SHA-256s of pictures that are here, in the order of the page."""
    number = count(1)
    here = iter(pictures)

    def part(kind: Kind, text: str = "", /, **attributes: Any) -> Paragraph:
        noise = attributes.pop("noise", False)
        return Paragraph(f"p{next(number)}", kind, text, None, Attributes(attributes), noise)

    def picture(text: str, name: str, **attributes: Any) -> Paragraph:
        sha = next(here, None)
        said = {"picture": sha} if sha else {"source": f"https://pictures.example/{name}.jpg"}
        return part(Kind.PICTURE, text, **said, **attributes)

    def item(text: str, level: int = 1, **attributes: Any) -> Paragraph:
        return part(Kind.LIST_ITEM, text, level=level, **attributes)

    opening = (
        picture(
            "Brennow on Thursday evening, four hours before the vote. The lake has cooled its "
            "turbines since 1951.",
            "brennow",
            alt="A power station with four chimneys and two cooling towers across a still lake",
            credit="Picture: Idris Moyle / The Courier",
            focus=(0.3, 0.6),
        ),
        part(
            Kind.BODY,
            "The bill passed by 76 votes to 75 shortly before midnight on Thursday, after a debate "
            "of nine hours. Members stood in the aisles to hear the count, and the result was "
            "greeted first by silence and then by a single person clapping.",
        ),
        part(
            Kind.BODY,
            'Under its terms the last of <a href="https://courier.example/brennow">Brennow’s four '
            "boilers</a> will go cold in October three years from now. The 640 people who work "
            "there are promised five years’ pay or a place on a retraining scheme.",
        ),
        part(Kind.BOX, "What was decided"),
        item("Brennow’s boilers close one by one, the last in October 2029.", box="p4"),
        item("Nobody is dismissed before the cable carries current:", box="p4"),
        item("five years’ pay, or", 2, box="p4"),
        item("a place at the technical college.", 2, box="p4"),
        item("The town receives 300 million crowns, spent by its own council.", box="p4"),
        part(
            Kind.BODY,
            "The opposition leader, Caspar Thwaite, said the government had “switched off the "
            "light before finding the door” and promised to reverse the decision.",
        ),
        part(Kind.BODY, "Watch: the moment the Speaker read out the result", noise=True),
    )
    majority = (
        part(
            Kind.BODY,
            "At breakfast the whips of both sides believed that they had lost. By tea both "
            "believed that they had won. The minister for ferries spent a long time in the tea "
            "room, and did not appear to be there <em>for the tea</em>.",
        ),
        part(
            Kind.QUOTE,
            "My grandfather lit the first boiler and I suppose I’ll put out the last.",
            pull=True,
            by="Wenna Garrow, unit controller at Brennow",
        ),
        part(
            Kind.BODY,
            "Mrs Oskell has won the vote that she said would define her term. This is how the "
            "parties voted:",
        ),
        part(Kind.TABLE, "Votes on the Brennow bill, 26 November 2026", head=1, rows=_VOTES),
        part(Kind.SUBHEADING, "What the islands got"),
        part(Kind.BODY, "In the end three of the four voted with the government."),
        part(Kind.SUBHEADING, "A ferry in winter", level=4),
        part(Kind.BODY, "A second boat is to run from Hesk, at least until the spring."),
        part(Kind.RULE),
        part(Kind.QUOTE, "Give a town a grant and it has a grant. Give it a train and it has all."),
        part(Kind.QUOTE, "We asked for neither.", by="Jory Pell, mayor of Brennow"),
    )
    cable = (
        part(
            Kind.BODY,
            "The shift that came off at six on Friday morning had heard the result on a radio in "
            "the turbine hall. The council has set out an order of work:",
        ),
        item("Measure the lake, from December.", list="ol", start=3),
        item("Choose between three sites for heat pumps:", list="ol"),
        item("the old coal quay,", 2, list="ol"),
        item("the turbine hall,", 2, list="ol"),
        item("a raft, which the mayor prefers.", 2, list="ol"),
        item("Nobody else does.", 1, continued=True),
        item("Ask the town, by a vote in May.", list="ol", start=9),
        picture("The tram runs on.", "bridge", alt="A tram on a bridge at first light"),
        part(Kind.BODY, "Others were more hopeful. The lake is one of the deepest there are."),
        picture("The ferry.", "ferry", gallery="g1", credit="Pia Lowen", alt="A white ferry"),
        picture("The strait.", "storm", gallery="g1", credit="Met Service", alt="Grey sea"),
        picture("", "map", gallery="g1"),
        part(Kind.PREFORMATTED, text="Hesk      06:10  07:40\nLindhaven 08:25  09:55"),
        part(
            Kind.EMBED,
            "",
            url=YOUTUBE,
            provider="youtube",
            title="The moment the Speaker read out the result",
            author="Verrow Assembly",
        ),
        part(Kind.BODY, "If it comes late, households would pay about 90 crowns more each winter."),
        part(
            Kind.EMBED,
            "What the mayor wrote that night.",
            url="https://social.example/@pell/1",
            provider="mastodon",
            author="Jory Pell",
            text="A railway, a railway, a railway.\nI will keep saying it until somebody hands me "
            "a shovel.",
        ),
        picture("A picture that is elsewhere.", "lighthouse", credit="Oda Ferring"),
        part(Kind.BODY, "Almost everything turns on which of two winters you choose to picture."),
    )
    defaults: dict[str, Any] = {
        "headline": Line("Assembly votes by a single ballot to close Brennow"),
        "standfirst": Line(
            "Verrow’s last coal-fired power station goes cold in three years. Nobody yet knows "
            "what takes its place, and the vote that decided it split both governing parties."
        ),
        "bylines": ("Ruan Teague", "Sunniva Achter"),
        "language": "en",
        "metadata": Metadata(
            publisher="The Lindhaven Courier",
            url="https://courier.example/news/brennow",
            topics=("Brennow", "Energy", "Assembly"),
        ),
        "sections": (
            Section("s1", Line(), Line(), opening),
            Section(
                "s2",
                Line("A majority nobody could count"),
                Line("Analysis by Ruan Teague, political correspondent"),
                majority,
            ),
            Section("s3", Line("‘My grandfather lit the first boiler’"), Line(), cable),
        ),
    }
    document = ArticleDocument(**{**defaults, **fields})
    assert {paragraph.kind for paragraph in document.paragraphs()} == set(KINDS)
    return document
