"""Wordings that give a block away, in the languages of the news sites that were looked at.

Patterns are about kinds of text ("a copyright line"), never about one publisher.
"""

from __future__ import annotations

import re
from typing import Final

# A longer text that happens to hold such words is more likely an article about them.
LONGEST_PHRASE: Final = 250

_NOISE: Final = (
    (
        "a copyright line",
        r"©|\(c\) ?(?:19|20)\d\d|\bcopyright\b|all rights reserved|alle rechte vorbehalten|"
        r"tous droits|derechos reservados|tutti i diritti|todos os direitos|"
        r"not responsible for the content|版权所有|禁無断|無断転載|무단|جميع الحقوق|حقوق النشر",
    ),
    (
        "a call to subscribe",
        r"newsletter|\bsubscri(?:be|ption)|sign[ -]?up (?:to|for|here)|abonnieren|abonnez|"
        r"suscr[ií]b|iscriviti|prenumerera|订阅|اشترك|النشرة البريدية",
    ),
    (
        "a call to follow or to install an app",
        r"^follow (?:us|our|the)\b|\bdownload (?:the|our) app\b|app (?:store|herunter)|"
        r"push[- ]?(?:nachricht|notif)|"
        r"^(?:join|follow) .{0,40}(?:whatsapp|telegram|facebook|twitter)|关注我们|تابعونا",
    ),
    (
        "the label of a video, picture or player",
        r"video can ?not be played|media playback|^(?:watch|listen|video|audio|gallery|im video|"
        r"reproducir|ver v[ií]deo)\s*[:|]|javascript|enable cookies|your browser|"
        r"^(?:image|picture|photo) (?:caption|source|credit|copyright)|"
        r"^(?:photo|picture|image|photograph|foto|bild)s?\s?[:/：]|"
        r"^(?:图片(?:说明|来源)?|تعليق الصورة|صورة)\s?[:：]",
    ),
    (
        "an advertisement's label",
        r"^(?:advertisement|advert|sponsored|anzeige|werbung|publicit[ée]|publicidad|reklame?|"
        r"annonse?|广告|إعلان)\b.{0,40}$",
    ),
    (
        "a pointer to other articles",
        r"^(?:read (?:more|also|next)|more on this|more from|related|see also|also read|most read|"
        r"recommended|lesen sie|mehr (?:zum|zu|dazu)|lire aussi|à lire|leggi anche|lee tambi[ée]n|"
        r"les også|l[äa]s (?:också|mer)|相关阅读|延伸阅读|اقرأ أيضا)",
    ),
    (
        "a line about comments or sharing",
        r"^(?:comments?|leave a (?:reply|comment)|share (?:this|on)|kommentare?|commentaires?|"
        r"comentarios)\b",
    ),
    (
        "a line about when it was published",
        r"^(?:published|updated|last updated|"
        r"veröffentlicht|aktualisiert|publié|publicado|pubblicato)"
        r"\b.{0,60}$",
    ),
)
NOISE: Final = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _NOISE)
# One search answers for the many blocks that hold none of it.
_ANY_NOISE: Final = re.compile("|".join(f"(?:{p})" for _, p in _NOISE), re.IGNORECASE)

_NAME: Final = r"[^\W\d_][\w.'’-]*"
BYLINE: Final = re.compile(
    r"^(?:(?:(?:news )?analysis|reporting|report|review|words|text|story|opinion|comment|"
    rf"تحليل|تقرير)\s+)?(?:by|von|par|por|di|av|af|door|بقلم|记者|文)[\s:：]+{_NAME}.{{0,110}}$",
    re.IGNORECASE,
)


def noise_kind(text: str) -> str | None:
    """The kind of noise that a short text reads like, or None."""
    if len(text) > LONGEST_PHRASE or not _ANY_NOISE.search(text):
        return None
    return next(kind for kind, pattern in NOISE if pattern.search(text))


def is_byline(text: str) -> bool:
    """Whether a text reads like "Analysis by Orla Guerin, correspondent"."""
    return len(text) <= 140 and not text.endswith((".", "!", "?")) and bool(BYLINE.match(text))
