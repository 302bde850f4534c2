"""Part what stands where authors are named: people, each by name, and the agencies besides.

"Von Nell Ashby und Tom Rook, dpa" names two people and an agency. What may be one name stays whole:
to cut a name is worse than to leave two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from articles.documents import markup
from articles.documents.metadata.written_dates import MONTH

_LONGEST: Final = 5_000
# A longer line is no byline, and stays as it is.
_LONGEST_LINE: Final = 300
_ADDRESS: Final = re.compile(r"\w+://|www\.", re.IGNORECASE)
_LEGAL_FORM: Final = re.compile(
    r"\s+(?:e\.\s?V\.|eV|gGmbH|GmbH|AG|Inc\.?|Ltd\.?|LLC|S\.A\.|Corp\.?)\Z"
)
_THE: Final = re.compile(r"\A(?:the|die|der|das|le|la|el|il)\s+", re.IGNORECASE)
# What systems and templates put where no name was given.
_NOBODY: Final = re.compile(
    r"\w*admin(?:istrator)?|.*\badmin|.*https?:.*|webmaster|no author|unknown|anonym(?:ous|e|er)?"
    r"|null|none|undefined|false|true|n/?a|authors?|user|root|default|website|wordpress|test|guest"
    r"|\[.*\]|.*[{}<>].*|[a-z]+(?:[._][a-z]+){2,}|.*@.*\.\w+|by",
    re.IGNORECASE,
)

# "Calm through the crisis | The Coast Post" is the Coast Post's.
_PARTS: Final = re.compile(r"(?<!\s)\s+[|–—-]\s+")
_LINES: Final = re.compile(r"\s*[;|\n•·]\s*")

# Words that say that a name follows; with a colon they cannot be part of one.
_BY: Final = "by|von|par|por|di|da|de|door|av|af|przez"
_TEXT: Final = (
    "text|texts|texte|texto|testo|tekst|words|story|report|bericht|author|authors|autor|autorin"
    "|autoren|autores|autora|auteur|auteurs|autore|autori|auteur|auteurs|författare|forfatter|"
    "toimittaja|teksti|redaktion|writer|written by|yazan|yazar|автор|текст|от|文|作者|记者|記者|글"
)
_LABELLED: Final = re.compile(
    rf"(?:(?:{_TEXT})(?:\s+(?:{_BY}))?|{_BY})\s?[:：]\s*|(?:automatisch\s)?(?:"
    r"(?:written|words|text|texts|story|report|reporting|reported|posted|published|article"
    r"|recipe|essay|interview|analysis|commentary|opinion|contributed|submitted)\s+by"
    r"|(?:geschrieben|erstellt|verfasst|veröffentlicht|gespeichert|eingestellt|gastbeitrag|text"
    r"|ein\s(?:gast)?(?:beitrag|artikel|kommentar|bericht|interview)|(?:artikel|beitrag))\s+von"
    r"|(?:écrit|publié|rédigé|texte|propos\srecueillis)\s+par|(?:escrito|publicado|texto)\s+por"
    r"|(?:scritto|pubblicato)\s+da|(?:testo|articolo|a\scura)\s+di"
    r"|(?:geschreven|gepubliceerd|tekst)\s+door|(?:skrivet|skriven|publicerad|text)\s+av"
    r"|(?:skrevet|publisert|tekst)\s+a[vf]|by\sline)(?::\s*|\s+)",
    re.IGNORECASE,
)
_BY_ENGLISH: Final = re.compile(r"by(?::\s*|\s+)(?=\S)", re.IGNORECASE)
# These are first words of names, too: "Di Marco", "Von der Leyen", "De Gaulle".
_MAYBE_BY: Final = re.compile(r"(von|par|por|door|av|af|di|da|de)\s+(?=\S)", re.IGNORECASE)
_BY_IN: Final = {"di": {"it"}, "da": {"it"}, "de": {"ro", "gl"}}

_DASH: Final = re.compile(r"\s+[-–—]\s+")
_EMAIL: Final = re.compile(r"\s*[(<\[]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>\]]?")
_HANDLE: Final = re.compile(r"\s*[(\[]?\s*(?<![\w.])@\w+\s*[)\]]?")
DAYS: Final = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|"
    r"sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mo|di|mi|do|fr|sa"
    r"|so)(?=[.,])"
)
_DATED: Final = re.compile(
    r"(?<![\s,(/])[\s,(/]++(?:(?:on|am|le|el|il|den|op|em|vom|the)\s+)?"
    rf"(?:(?:{DAYS}|{MONTH})\.?,?\s+)*\d{{1,4}}(?:[./:-]|\D{{0,4}}\s)\S.*\Z",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(
    r"(?<![\s,(–—-])[\s,(–—-]++(?:(?:last|zuletzt|first|originally)\s+)?(?:updated|published|posted|modified|"
    r"aktualisiert|veröffentlicht|publié|mis\sà\sjour|actualizado|publicado|aggiornato|pubblicato|"
    r"gepubliceerd|bijgewerkt|oppdatert|publisert|opdateret|uppdaterad|publicerad|julkaistu|"
    r"(?:\d+\s)?min(?:ute)?s?\sread|hace\s\d+|vor\s\d+|il\sy\sa\s\d+|\d+\s(?:hours?|days?)"
    r"\sago|stand:)(?!\w).*\Z",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    rf"(?:(?:{DAYS}|{MONTH})\.?,?\s+)*\d|(?:last\s)?(?:updated|published|posted)\b|min(?:ute)?s?\b",
    re.IGNORECASE,
)
_NOT_THE_TEXT: Final = re.compile(
    r"(?<![\s,(/])[\s,(/]++(?:foto|fotos|photo|photos|photographs?|photography|pictures|bild|bilder|images?"
    r"|illustrations?|video|grafik)\s?(?::|\s(?:by|von|par|por|av|af|door)\s).*\Z",
    re.IGNORECASE,
)
_NOT_BY: Final = re.compile(
    r"(?:editing|edited|additional\sreporting|translated|(?:medically\s|legally\s)?reviewed|"
    r"fact[- ]checked|photographs?|photography|illustrat\w+)\s(?:by|from)\s.*",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(r"(?P<who>.+?)\s(?:in|à|aus|from)\s(?P<place>\w[\w.'’ -]*)")

_JOINED: Final = re.compile(
    r"(\s*,\s+(?:and|und|et|y|e|og|och|en)\s+|\s*,\s+|\s*[/&+]\s*|\s+(?:and|und|et|y|e|i|a|og|och|en"
    r"|ja|ve|и|та|with|mit|avec|con|com|met|med|z)\s+|\s*\((?=[^()]*\)\Z))",
    re.IGNORECASE,
)
# https://en.wikipedia.org/wiki/List_of_news_agencies, of those the ones that bylines name.
_AGENCIES: Final = frozenset(
    name.casefold()
    for name in (
        "AFP", "Agence France-Presse", "Reuters", "Thomson Reuters", "Associated Press",
        "The Associated Press", "dpa", "dpa-AFX", "dpa-infocom", "Keystone-SDA", "Agencia EFE",
        "Europa Press", "Adnkronos", "LaPresse", "Xinhua", "Kyodo", "Kyodo News", "Jiji Press",
        "Yonhap", "Interfax", "RIA Novosti", "Ukrinform", "Ritzau", "Lehtikuva", "Tanjug",
        "Press Association", "PA Media", "Press Trust of India", "Anadolu Agency", "ČTK",
        "Agência Brasil", "Canadian Press", "The Canadian Press", "La Presse canadienne", "Télam",
        "Notimex", "Prensa Latina", "Inter Press Service", "Tribune News Service", "Agencies",
        "Agenturen", "Agences", "Agencias", "Agenzie", "News Agencies", "Wire services",
        "Staff and agencies",
    )
)  # fmt: skip
# In other spelling these are words or names: Efe, Hina, Sid.
_AGENCIES_AS_WRITTEN: Final = frozenset(
    {
        "AAP", "AGI", "ANI", "ANP", "ANSA", "AP", "APA", "ATS", "BELGA", "Belga", "CTK", "DPA",
        "DTS", "EFE", "EPD", "HINA", "IANS", "JIJI", "KNA", "LUSA", "Lusa", "MTI", "NTB", "PA",
        "PAP", "PTI", "SDA", "SID", "STT", "TASS", "TT", "UPI", "apa", "dts", "epd", "kna", "sda",
        "sid",
    }
)  # fmt: skip
# Where people write from that looks like a name.
_PLACES: Final = frozenset(
    name.casefold()
    for name in (
        "New York", "New York City", "Los Angeles", "San Francisco", "San Diego", "Las Vegas",
        "Hong Kong", "New Delhi", "Tel Aviv", "Mexico City", "Cape Town", "Kuala Lumpur",
        "Abu Dhabi", "São Paulo", "Buenos Aires", "Washington DC", "St. Petersburg", "Den Haag",
        "The Hague", "La Paz", "San José", "Santiago de Chile", "Rio de Janeiro", "Addis Ababa",
    )
)  # fmt: skip
# The last words of what is no person; of these none is a usual surname.
_ORGANISATIONS: Final = frozenset(
    {
        "news", "agency", "agentur", "agence", "agencia", "agenzia", "nachrichtenagentur",
        "redaktion", "newsroom", "newsdesk", "network", "media", "magazine", "zeitung",
        "nachrichten", "radio", "tv", "television", "broadcasting", "online", "team", "syndicate",
        "bureau", "verlag", "gmbh", "inc", "ltd", "llc", "rédaction", "redazione", "redacción",
        "redação", "redaktionen", "redactie", "redaksjonen", "editors",
        "contributors", "reporters", "university", "institute", "editorial", "association",
        "clinic", "society", "foundation", "council", "committee", "stiftung", "verband",
        "volksblatt", "tagblatt", "tageblatt",
    }
)  # fmt: skip
# Nor is one among these; Guest, Coach and Fellow, which are, are left out.
_ROLES: Final = re.compile(
    r"(?:.*\b)?(?:writer|editors?|reporter|correspondent|columnist|contributor|journalist|producer"
    r"|blogger|freelancer?|presenter|coordinator|director|manager|officer|ceo|cto|founder"
    r"|co-founder|president|professor|analyst|expert|specialist|educator|strategist|consultant"
    r"|researcher|dietitian|nutritionist|redakteur|redakteurin|reporterin|korrespondent"
    r"|korrespondentin|chefredakteur|chefredakteurin|journaliste|journalistin|volontär|volontärin"
    r"|rédacteur|rédactrice|correspondant|periodista|redactor|redactora|corresponsal|giornalista"
    r"|redattore|redattrice|jornalista|repórter|redacteur|verslaggever|journalisten"
    r"|\w+(?:ologist|turalist))(?:\b.*)?",
    re.IGNORECASE,
)
_DEGREE: Final = re.compile(
    r"(?:[A-Z]{2,6}|[A-Z]\.[A-Z]\.(?:[A-Z]\.)?|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|Jr\.?|Sr\.?|I{2,3}|"
    r"M\.?D\.?|Dr\.?)"
)
_PARTICLES: Final = frozenset(
    {
    "van", "von", "der", "den", "de", "del", "della", "delle", "di", "da", "das", "do", "dos",
    "du", "la", "le", "las", "los", "el", "al", "bin", "bint", "ibn", "ben", "af", "av", "ter",
    "ten", "te", "zu", "zur", "zum", "vom", "y", "e", "st", "'t", "dem",
    }
)  # fmt: skip
_NAME_WORD: Final = re.compile(
    r"(?:[dDlL]['’]|[aAeE]l-)?[^\W\d_][^\W\d_.'’‑-]*(?:[.'’‑-]+[^\W\d_]*)*"
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?){1,3}|[A-Z]{1,3}")
_SITE: Final = re.compile(r"(?:www\.)?[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,4}(?:/.*)?")


class Byline(NamedTuple):
    """Who is named as author: people (or whoever signs), and the agencies that are credited."""

    names: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


def byline_of(written: Iterable[str], language: str = "") -> Byline:
    """Return the names that some texts hold, one by one and each once, without "By" and titles.

    `language` tells whether "Di" and "Da" begin an Italian byline or a name.
    """
    people: dict[str, str] = {}
    agencies: dict[str, str] = {}
    for text in written:
        for line in _lines(text):
            names, credited = _read(line, language)
            if people and names and all(map(is_organisation, names)):  # "Nell Ashby | BBC News"
                names, credited = [], names
            for name in names:
                people.setdefault(name.casefold(), name)
            for agency in credited:
                agencies.setdefault(agency.casefold(), agency)
    return Byline(tuple(people.values()), tuple(agencies.values()))


def _read(line: str, language: str) -> tuple[list[str], list[str]]:
    is_byline = len(line) <= _LONGEST_LINE
    return _parted(_without_by(line, language)) if is_byline else ([line], [])


def is_person(name: str) -> bool:
    """Return whether a name is written as those of most people: two words or more, in capitals."""
    spelled = name.title() if name.isupper() else name
    return _is_person(spelled) and not is_organisation(name)


def is_organisation(name: str) -> bool:
    """Return whether a name is that of an agency, a site, a desk or another of no one person."""
    last = name.split()[-1].casefold() if name.split() else ""
    is_called_so = last in _ORGANISATIONS or bool(_LEGAL_FORM.search(name))
    return bool(_agency(name)) or is_called_so or bool(_SITE.fullmatch(name))


def has_legal_form(name: str) -> bool:
    """Return whether a name says that it is a company's or an association's."""
    return bool(_LEGAL_FORM.search(name))


def is_title(text: str) -> bool:
    """Return whether a text is what somebody is, and no name: "Staff Writer", "Redakteurin"."""
    return bool(_ROLES.fullmatch(text))


def signs(name: str, publisher: str = "", site: str = "") -> bool:
    """Return whether a page's author is one: no account, no address, nor the publisher's company.

    A person may publish under the own name.
    """
    letters = _letters(name)
    if not letters or letters.isdigit() or _ADDRESS.match(name) or _NOBODY.fullmatch(name.strip()):
        return False
    if " " in name.strip() and is_title(name):
        return False
    is_someone = is_person(name) and not _THE.match(name)  # "El Colombiano" is no person
    return is_someone or not is_same(name, publisher, site)


def is_same(name: str, *others: str) -> bool:
    """Return whether a name is one of others, however it is spelled: "News4.example", "news4"."""
    parts = (part for other in others for part in (other, *_PARTS.split(other)))
    known = {_letters(each) for part in parts for each in (part, part.partition(".")[0])}
    return bool({_letters(name), _letters(name.replace(" ", ""))} & known)


def _letters(name: str) -> str:
    """Return a name's letters without an article before it and a legal form behind."""
    bare = _LEGAL_FORM.sub("", _THE.sub("", name.strip()))
    return "".join(filter(str.isalnum, bare.casefold()))


def _lines(text: str) -> Iterator[str]:
    """Yield what stands on a line of its own; URLs, which some give instead of names, do not."""
    lines = [
        " ".join(markup.one_line(line).split()) for line in _LINES.split(text[:_LONGEST].strip())
    ]
    # A line of signs alone, such as one that was redacted, names nobody.
    lines = [line for line in lines if any(map(str.isalnum, line)) and not _ADDRESS.match(line)]
    for number, line in enumerate(lines):
        bare = _bare(line)
        # What follows a name may be what that person does, or others did.
        is_aside = number and (is_title(bare) or _NOT_BY.fullmatch(bare) or _TOLD.match(line))
        if bare and not is_aside:
            yield bare


def _bare(line: str) -> str:
    """Return a line without addresses, dates and who took its pictures, where more is in it."""
    if len(line) > _LONGEST_LINE:
        return line
    dashed = _DASH.split(line, maxsplit=1)
    if len(dashed) > 1 and (is_organisation(dashed[1]) or is_title(dashed[1])):
        line = dashed[0]
    for rest in (_EMAIL, _HANDLE, _UPDATED, _DATED, _NOT_THE_TEXT):
        line = rest.sub("", line).strip(" ,-–—") or line
    return line


def _without_by(line: str, language: str) -> str:
    if labelled := _LABELLED.match(line):
        return line[labelled.end() :].strip() or line
    if english := _BY_ENGLISH.match(line):
        return line[english.end() :]
    maybe = _MAYBE_BY.match(line)
    return line[maybe.end() :] if maybe and _begins_byline(maybe, line, language) else line


def _begins_byline(maybe: re.Match[str], line: str, language: str) -> bool:
    """Return whether the first word is "by": no more than two words are a name with a particle."""
    rest = line[maybe.end() :]
    if _agency(_JOINED.split(rest)[0]):
        return True
    words = rest.split()
    if len(words) < 2 or not words[0][0].isupper() or words[0].casefold() in _PARTICLES:
        return False
    languages = _BY_IN.get(maybe[1].casefold())
    if languages is None:
        return True
    known = language.split("-")[0]
    return known in languages or (not known and maybe[1].islower())


def _parted(line: str) -> tuple[list[str], list[str]]:
    """Return the people and the agencies of a line such as "A B, C D and E F, dpa"."""
    pieces = _JOINED.split(line)
    names: list[str] = []
    agencies: list[str] = []
    for text in (piece.strip(" ()") for piece in pieces[::2]):
        if not text or (names and (is_title(text) or text.casefold() in _PLACES)):
            continue
        if _agency(text) or (names and is_organisation(text)):
            agencies.append(text)
        elif names and _DEGREE.fullmatch(text):
            names[-1] += f", {text}"
        else:
            names.append(_where(text))
    if len(names) > 1 and is_title(names[0]):
        names = names[1:]  # "Staff Writer, Nell Ashby"
    if len(names) < 2 or all(is_person(name.split(", ")[0]) for name in names):
        return names, agencies
    return _whole(pieces)


def _whole(pieces: list[str]) -> tuple[list[str], list[str]]:
    """Return a line as it was written, without the agencies at its ends."""
    texts = [piece.strip(" ()") for piece in pieces[::2]]
    kept = [number for number, text in enumerate(texts) if text and not _agency(text)]
    line = "".join(pieces[2 * kept[0] : 2 * kept[-1] + 1]).strip()
    outside = texts[: kept[0]] + texts[kept[-1] + 1 :]
    return [line], [text for text in outside if _agency(text)]


def _agency(text: str) -> str:
    if text in _AGENCIES_AS_WRITTEN:
        return text
    parts = text.split("/")
    if len(parts) > 1 and all(map(_agency, parts)):
        return text
    return text if text.casefold() in _AGENCIES else ""


def _where(text: str) -> str:
    """Return "Nell Ashby" of "Nell Ashby in Berlin"."""
    placed = _PLACED.fullmatch(text)
    if placed and is_person(placed["who"]) and placed["place"][0].isupper():
        return placed["who"]
    return text


def _is_person(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 6 or words[0] == "The":
        return False
    named = [word for word in words if word.casefold() not in _PARTICLES or word[0].isupper()]
    return (
        len(named) >= 2
        and all(map(_is_name_word, named))
        and any(not _INITIALS.fullmatch(word) for word in named)
    )


def _is_name_word(word: str) -> bool:
    if _INITIALS.fullmatch(word) and word[0].isupper():
        return True
    if not _NAME_WORD.fullmatch(word):
        return False
    bare = re.sub(r"\A(?:[dl]['’]|al-|el-)", "", word)
    return bare[:1].isupper() and any(letter.islower() for letter in bare)
