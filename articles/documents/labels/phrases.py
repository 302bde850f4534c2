"""Wordings that identify noise and bylines, in the languages of the news sites that were studied.

Patterns are about kinds of text ("a copyright line"), never about one publisher.
"""

from __future__ import annotations

import re
from typing import Final

# A longer text that happens to hold such words is more likely an article about them.
LONGEST_PHRASE: Final = 250

# Words that give a text away wherever they stand in it, lower-case. Plain substrings: a regular
# expression of them would cost ten times as much on the many texts that hold none.
_WORDS: Final = {
    "a copyright line": (
        "©", "(c) 19", "(c) 20", "(c)19", "(c)20", "copyright", "all rights reserved",
        "alle rechte vorbehalten", "tous droits", "derechos reservados", "tutti i diritti",
        "todos os direitos", "not responsible for the content", "版权所有", "禁無断", "無断転載",
        "무단", "جميع الحقوق", "حقوق النشر",
    ),
    "a call to subscribe": (
        "newsletter", "subscribe", "subscription", "sign up to", "sign up for", "sign up here",
        "sign-up to", "signup for", "abonnieren", "abonnez", "suscríb", "suscrib", "iscriviti",
        "prenumerera", "订阅", "اشترك", "النشرة البريدية",
    ),
    "a call to follow or to install an app": (
        "download the app", "download our app", "app store", "app herunter", "pushnachricht",
        "push-nachricht", "push notif", "push-notif", "关注我们", "تابعونا",
    ),
    "the label of a video, picture or player": (
        "video can not be played", "video cannot be played", "media playback", "javascript",
        "enable cookies", "your browser",
    ),
}  # fmt: skip

# Words that give a text away where it begins with them.
_OPENINGS: Final = {
    "a call to follow or to install an app": (
        r"follow (?:us|our|the)\b|(?:join|follow) .{0,40}(?:whatsapp|telegram|facebook|twitter)"
    ),
    "the label of a video, picture or player": (
        r"(?:watch|listen|video|audio|gallery|im video|reproducir|ver v[ií]deo)\s*[:|]|"
        r"(?:image|picture|photo) (?:caption|source|credit|copyright)|"
        r"(?:photo|picture|image|photograph|foto|bild)s?\s?[:/：]|"
        r"(?:图片(?:说明|来源)?|تعليق الصورة|صورة)\s?[:：]"
    ),
    "an advertisement's label": (
        r"(?:advertisement|advert|sponsored|anzeige|werbung|publicit[ée]|publicidad|reklame?|"
        r"annonse?|广告|إعلان)\b.{0,40}$"
    ),
    "a pointer to other articles": (
        r"read (?:more|also|next)|more on this|more from|related|see also|also read|most read|"
        r"recommended|lesen sie|mehr (?:zum|zu|dazu)|lire aussi|à lire|leggi anche|lee tambi[ée]n|"
        r"les også|l[äa]s (?:också|mer)|相关阅读|延伸阅读|اقرأ أيضا"
    ),
    "a line about comments or sharing": (
        r"(?:comments?|leave a (?:reply|comment)|share (?:this|on)|kommentare?|commentaires?|"
        r"comentarios)\b"
    ),
    "a line about when it was published": (
        r"(?:published|updated|last updated|veröffentlicht|aktualisiert|publié|publicado|"
        r"pubblicato)\b.{0,60}$"
    ),
}
_KIND_OF_WORD: Final = {word: kind for kind, words in _WORDS.items() for word in words}
_KINDS: Final = {f"kind{number}": kind for number, kind in enumerate(_OPENINGS)}
_OPENING: Final = re.compile(
    "|".join(f"(?P<kind{number}>{p})" for number, p in enumerate(_OPENINGS.values())), re.IGNORECASE
)

_NAME: Final = r"[^\W\d_][\w.'’-]*"
BYLINE: Final = re.compile(
    r"^(?:(?:(?:news )?analysis|reporting|report|review|words|text|story|opinion|comment|"
    rf"تحليل|تقرير)\s+)?(?:by|von|par|por|di|av|af|door|بقلم|记者|文)[\s:：]+{_NAME}.{{0,110}}$",
    re.IGNORECASE,
)


def noise_kind(text: str) -> str | None:
    """Return the kind of noise that a short text reads like, or None."""
    if len(text) > LONGEST_PHRASE:
        return None
    lower = text.lower()
    for word, kind in _KIND_OF_WORD.items():
        if word in lower:
            return kind
    opening = _OPENING.match(text)
    return _KINDS[opening.lastgroup or ""] if opening else None


def is_byline(text: str) -> bool:
    """Return whether a text reads like "Analysis by Pia Lowen, correspondent"."""
    return len(text) <= 140 and not text.endswith((".", "!", "?")) and bool(BYLINE.match(text))
