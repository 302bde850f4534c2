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

# Wordings that give a line away where it begins with them: what a newsroom's system puts into an
# article, not its author. A line of an author's own body is noise for one of these only.
_OPENINGS: Final = {
    "a call to subscribe": (
        r"(?:please )?(?:subscribe|sign up|register) (?:to|for|here|now|today|from)\b|"
        r"get (?:our|the) .{0,60}(?:newsletter|inbox|e-?mail)|"
        r"(?:already|not yet) a (?:member|subscriber)|"
        r"(?:sign|log) in (?:to|or)\b|become a (?:member|subscriber|supporter)|"
        r"create (?:a|your) free account|"
        r"this (?:article|story|content) is (?:for|reserved|only)\b|zum (?:digital-)?abo\b|"
        r"jetzt .{0,40}testen\b|"
        r"cet article est réservé|(?:déjà|pas encore) abonné|je m.abonne|"
        r"este artículo es (?:exclusivo|solo)|"
        r"contenido exclusivo|questo articolo è riservato|"
        r"(?:enjoying|liked?) this (?:article|story|post)|"
        r"(?:jetzt |hier )?(?:unseren? .{0,40})?newsletter (?:abonnieren|bestellen)|"
        r"abonnieren sie|jetzt abonnieren|abonnez-vous|inscrivez-vous|s.abonner|"
        r"recevez .{0,40}newsletter|suscr[ií]b[ea]|suscribirse|recib[ae] .{0,40}bolet[ií]n|"
        r"iscriviti|abbonati|assine\b|inscreva-se|prenumerera|abonneer|tilmeld|"
        r"подпи(?:шитесь|сывайтесь)|zapisz się|zaprenumeruj|prenumeruj|"
        r"订阅|訂閱|اشترك|無料登録"
    ),
    "a call to follow or to install an app": (
        r"(?:follow|like|find|join|connect with) (?:us|our)\b|follow (?:the\b|@)|"
        r"(?:join|follow) .{0,40}(?:whatsapp|telegram|facebook|twitter)|"
        r"(?:download|get|install) (?:the|our)\b.{0,40}\bapp\b|"
        r"folge(?:n sie|t)? uns|folgen sie|laden sie .{0,40}\bapp\b|"
        r"suivez(?:-nous| nous| notre)|téléchargez .{0,40}appli|síg(?:a|ue)nos|"
        r"descarga .{0,40}app|seguici|scarica .{0,30}app|siga-nos|siga o\b|baixe .{0,30}app|"
        r"читайте нас|скачайте|obserwuj|polub nas|pobierz .{0,30}apl|"
        r"关注我们|關注我們|扫描二维码|下载.{0,12}客户端|"
        r"تابعونا|تابعنا|حمل تطبيق|حمّل"
    ),
    "the label of a video, picture or player": (
        r"(?:watch|listen|video|audio|gallery|im video|reproducir|ver v[ií]deo)\s*[:|]|"
        r"(?:image|picture|photo) (?:caption|source|credit|copyright)|"
        r"(?:photo|picture|image|photograph|foto|bild)s?\s?[:/：]|"
        r"(?:图片(?:说明|来源)?|تعليق الصورة|صورة)\s?[:：]"
    ),
    "an advertisement's label": (
        r"(?:advertisement|advert|sponsored|anzeige|werbung|publicit[ée]|publicidade?|pubblicità|"
        r"patrocinado|reklam[ae]?|annonse?|реклама|广告|広告|إعلان)\b.{0,40}$"
    ),
    "a pointer to other articles": (
        r"read (?:more|also|next|the (?:full|whole))|more on this|more from|related|see also|"
        r"also read|most read|recommended|continue reading|keep reading|"
        r"you (?:may|might) also|lesen sie|mehr (?:zum|zu|dazu)|weiterlesen|auch interessant|"
        r"das könnte sie|lire (?:aussi|la suite)|lisez aussi|à lire|voir aussi|"
        r"leggi (?:anche|tutto)|potrebbe interessarti|lee tambi[ée]n|lea también|leer más|"
        r"sigue leyendo|[tl]e puede interesar|leia (?:também|mais)|saiba mais|veja também|"
        r"les også|l[äa]s (?:också|mer)|читайте (?:также|ещё|еще)|по теме|смотрите также|"
        r"(?:czytaj|zobacz|przeczytaj) (?:też|także|więcej)|ayrıca okuyun|ilgili haber|"
        r"相关阅读|延伸阅读|阅读更多|推荐阅读|اقرأ أيض|関連記事|あわせて読みたい|続きを読む"
    ),
    "a line about comments or sharing": (
        r"(?:click|tap) to (?:share|tweet|print|e-?mail)|"
        r"(?:what do you think|do you agree)\b.{0,40}\bcomments?|"
        r"let us know .{0,30}comments?|tell us .{0,30}comments?|"
        r"comments? (?:are|on this)\b|comments?\W*\d*\W*$|leave a (?:reply|comment)|"
        r"have your say|join the (?:conversation|discussion)|"
        r"share (?:this|on|via|the (?:article|story|post))\b|"
        r"share(?:\s+(?:tweet|pin|e-?mail|print))*$|tweet this|kommentare?\b|diskutieren sie|"
        r"(?:artikel |beitrag |jetzt )?teilen\b|commentaires?\b|partage[rz]\b|comentarios\b|"
        r"comparti[rl]\w*|comparte\b|deja (?:tu|un) comentario|condividi|"
        r"lascia un commento|deixe (?:seu|um) coment|поделит[ье]|комментарии|udostępnij|"
        r"skomentuj|分享(?:到|：|:)|شارك"
    ),
    "a line about when it was published": (
        r"(?:published|updated|last updated|veröffentlicht|aktualisiert|publié|publicado|"
        r"pubblicato)\b.{0,60}$"
    ),
    "a copyright line": (r"©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|(?:19|20)\d\d)"),
    "a note of the site about itself": (
        r"(?:the post|this (?:article|post|story)|der beitrag|la entrada|l.article) .{0,160}"
        r"(?:appeared first|first appeared|originally appeared|was originally published|"
        r"erschien zuerst|est apparu en premier|se publicó primero)|"
        r"(?:we|this (?:site|website)|wir|diese (?:seite|website)) .{0,20}(?:uses?|"
        r"verwende[nt]) cookies|"
        r"(?:donate (?:now|today|here)|support (?:us|(?:our|independent|"
        r"local)\b.{0,20}(?:journalism|news|work)))\b|"
        r"our journalism is\b|"
        r"if you (?:value|enjoy|like) .{0,80}(?:donat|support|subscri)|"
        r"unterstützen sie unse?re?n?\b|soutenez-nous|поддержите нас|wesprzyj nas"
    ),
}
# Wordings that give a line away wherever they stand in it, lower-case.
_SURE_WORDS: Final = {
    "a call to subscribe": ("abone ol", "メールマガジン", "メルマガ"),
    "a call to follow or to install an app": ("takip edin", "uygulamamızı", "をフォロー"),
    "a line about comments or sharing": ("paylaşın", "シェアする"),
    "a copyright line": (
        "all rights reserved", "alle rechte vorbehalten", "tous droits réservés",
        "todos los derechos reservados", "tutti i diritti riservati",
        "todos os direitos reservados", "все права защищены", "wszelkie prawa zastrzeżone",
        "tüm hakları saklıdır", "版权所有", "無断転載", "جميع الحقوق محفوظة",
    ),
    "a note of the site about itself": (
        "earn a commission", "earn commission", "affiliate link", "affiliate-link",
        "als amazon-partner", "accept our cookies", "accept all cookies", "cookies akzeptieren",
        "accepter les cookies",
    ),
}  # fmt: skip
# In a longer line they may be what it is about.
_LONGEST_SURE: Final = 160
_KIND_OF_SURE_WORD: Final = {word: kind for kind, words in _SURE_WORDS.items() for word in words}
_KIND_OF_WORD: Final = {word: kind for kind, words in _WORDS.items() for word in words}
_KINDS: Final = {f"kind{number}": kind for number, kind in enumerate(_OPENINGS)}
_OPENING: Final = re.compile(
    "|".join(f"(?P<kind{number}>{p})" for number, p in enumerate(_OPENINGS.values())), re.IGNORECASE
)

# Marks before a line that point at it.
_BEFORE_WORDS: Final = " [(\u00a0–—-•·*»›>►▶→➤👉📢📲⬇|"

_NAME: Final = r"[^\W\d_][\w.'’-]*"
BYLINE: Final = re.compile(
    r"^(?:(?:(?:news )?analysis|reporting|report|review|words|text|story|opinion|comment|"
    rf"تحليل|تقرير)\s+)?(?:by|von|par|por|di|av|af|door|بقلم|记者|文)[\s:：]+{_NAME}.{{0,110}}$",
    re.IGNORECASE,
)


def noise_kind(text: str) -> str | None:
    """Return the kind of noise that a short text reads like, or None."""
    return _kind_by_word(text) or boilerplate_kind(text)


def has_noise_word(text: str) -> bool:
    """Return whether a short text holds a word that gives it away, wherever that stands."""
    return _kind_by_word(text) is not None


def _kind_by_word(text: str) -> str | None:
    if len(text) > LONGEST_PHRASE:
        return None
    lower = text.lower()
    return next((kind for word, kind in _KIND_OF_WORD.items() if word in lower), None)


def boilerplate_kind(text: str) -> str | None:
    """Return the kind of line that systems put into articles, where a text reads like one."""
    if len(text) > LONGEST_PHRASE:
        return None
    if opening := _OPENING.match(text.lstrip(_BEFORE_WORDS)):
        return _KINDS[opening.lastgroup or ""]
    if len(text) > _LONGEST_SURE:
        return None
    lower = text.lower()
    return next((kind for word, kind in _KIND_OF_SURE_WORD.items() if word in lower), None)


def is_byline(text: str) -> bool:
    """Return whether a text reads like "Analysis by Pia Lowen, correspondent"."""
    return len(text) <= 140 and not text.endswith((".", "!", "?")) and bool(BYLINE.match(text))
