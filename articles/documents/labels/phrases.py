"""Wordings that identify noise and bylines, in the languages of the news sites that were studied.

Patterns are about kinds of text ("a copyright line"), never about one publisher.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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

# Where a line stops at its opening words, or a colon or dash parts them from what they point at: a
# sentence that goes on is its author's ("Teilen Sie den Teig", "Related families moved").
_ALONE: Final = r"(?=\W*$|\s*[:：|–—])"
_NETWORK: Final = (
    r"(?:whatsapp|telegram|facebook|twitter|x|instagram|linkedin|youtube|tiktok|mastodon|bluesky|"
    r"threads|e-?mail|social media|redes(?: sociales| sociais)?)\b"
)

# Wordings that give a line away where it begins with them: what a newsroom's system puts into an
# article, not its author. A line of an author's own body is noise for one of these only.
_OPENINGS: Final = {
    "a call to subscribe": (
        r"(?:please )?subscribe (?:to (?:our|the|this|my)|for|here|now|today|from)\b|"
        r"subscribe(?: to [^.,]{1,40})?\W*$|"
        r"(?:please )?sign up (?:to|for|here|now|today)\b.{0,60}"
        r"(?:newsletter|e-?mails?|alerts?|briefing|inbox|updates)|"
        r"(?:please )?(?:sign up|register)(?: (?:here|now|today|for free))?\W*$|"
        r"register (?:now |here |for free )?to (?:read|continue|comment)|"
        r"get (?:our|the) .{0,60}(?:newsletter|inbox|e-?mail)|"
        r"(?:already|not yet) a (?:member|subscriber)|"
        r"(?:sign|log) in(?: to (?:continue|keep|read|view|comment|leave|post|save|your account)| "
        r"or (?:register|sign|subscribe|create|start))\b|"
        r"become a (?:member|subscriber|supporter)(?:\W*$| (?:to|for|today|now|from|and)\b)|"
        r"create (?:a|your) free account|"
        r"this (?:article|story|content) is (?:(?:only|reserved|available|exclusive|exclusively) )*"
        r"(?:for|to) (?:our |\w+ )?(?:subscribers|members|users|readers)\b|"
        r"zum (?:digital-)?abo\W*$|"
        r"jetzt .{0,25}(?:gratis|kostenlos|unverbindlich|für \d).{0,20}testen\b|"
        r"cet article est réservé|(?:déjà|pas encore) abonné\W*(?:$|\?)|je m.abonne|"
        r"este artículo es (?:exclusivo|solo)|"
        r"contenido exclusivo|questo articolo è riservato|"
        r"(?:enjoying|liked?) this (?:article|story|post)|"
        r"(?:jetzt |hier )?(?:unseren? .{0,40})?newsletter (?:abonnieren|bestellen)|"
        r"abonnieren sie (?:unser|de[nr]|die|das|jetzt|hier|kostenlos)|jetzt abonnieren|"
        r"abonnez-vous|inscrivez-vous|s.abonner|"
        r"recevez [^.,:]{0,40}newsletter|suscr[ií]b(?:ete|[ae]se|anse)\b|suscribirse|"
        r"recib[ae] [^.,:]{0,40}bolet[ií]n|iscriviti|abbonati|"
        r"assine(?:\W*$| (?:a |o )?(?:noss[ao]|newsletter|já|agora|por)\b)|"
        r"inscreva-se|prenumerera|abonneer|tilmeld dig|"
        r"подпи(?:шитесь|сывайтесь) на\b|zapisz się .{0,20}newsletter|zaprenumeruj|prenumeruj|"
        r"(?:订阅|訂閱)(?=\W*$|我们|我們|本|邮件|電子報|电子报)|"
        r"اشترك(?:وا)? (?:في )?(?:نشرتنا|النشرة|قناتنا|القناة|الآن|معنا)|無料登録"
    ),
    "a call to follow or to install an app": (
        rf"(?:follow|like|find|join|connect with) us(?:\W*$| (?:at|here|on {_NETWORK}))|"
        rf"(?:follow|like|find|join) our [\w ]{{0,30}}(?:channel|page|group|account|{_NETWORK})|"
        rf"follow (?:@|(?:the |us )?[\w ]{{0,40}} on {_NETWORK})|"
        r"(?:join|follow) [^.,]{0,40}(?:whatsapp|telegram|facebook|twitter)|"
        r"(?:download|get|install) (?:the|our)\b[\w ]{0,25}\bapp\b|"
        r"folge(?:n sie|t)? uns|laden sie (?:unsere|die|sich)\b[^.,]{0,40}\bapp\b|"
        r"suivez[- ]nous|suivez notre (?:page|compte|chaîne|actualité)|"
        r"téléchargez [^.,]{0,40}appli|síg(?:a|ue)nos|descarga [^.,]{0,40}app|seguici|"
        rf"scarica [^.,]{{0,30}}app|siga-nos|siga [oa] [\w ]{{1,40}} n[oa] {_NETWORK}|"
        r"baixe [^.,]{0,30}app|"
        r"читайте нас|скачайте [^.,]{0,30}приложение|obserwuj nas|polub nas|"
        r"pobierz [^.,]{0,30}apl|"
        r"关注我们(?=\W*$|的?(?:微信|微博|公众号|官方))|"
        r"關注我們(?=\W*$)|扫描二维码|下载[^，,。]{0,12}客户端|"
        r"تابعونا|تابعنا|حم[لّ]+ تطبيق"
    ),
    "the label of a video, picture or player": (
        r"(?:watch|listen|video|audio|gallery|im video|reproducir|ver v[ií]deo)\s*[:|]|"
        r"(?:image|picture|photo) (?:caption|source|credit|copyright)|"
        r"(?:photo|picture|image|photograph|foto|bild)s?\s?[:/：]|"
        r"(?:图片(?:说明|来源)?|تعليق الصورة|صورة)\s?[:：]"
    ),
    "an advertisement's label": (
        r"(?:advertisement|advert|sponsored|anzeige|werbung|publicit[ée]|publicidade?|pubblicità|"
        r"patrocinado|reklam[ae]?|annonse?|реклама|广告|広告|إعلان)"
        r"(?:\W*$|\s*[–—|:-].{0,40}$| (?:by|post|content|feature|links?)\b.{0,40}$)"
    ),
    "a pointer to other articles": (
        rf"(?:read (?:more|also|next)|also read|see also|more on this(?: story| topic)?){_ALONE}|"
        r"read more (?:about|on|from|here)\b|"
        r"read the (?:full|whole|rest of the) (?:article|story|post|report|interview|review)\b|"
        r"more from [^.!?]{0,40}$|"
        rf"related{_ALONE}|"
        r"related (?:articles?|stories|posts?|topics?|news|content|links?|coverage)\b[^.]{0,40}$|"
        rf"(?:most read|recommended(?!\.)|recommended for you){_ALONE}|"
        rf"(?:continue|keep) reading(?:{_ALONE}| "
        r"(?:below|this|the (?:story|article|full|rest|main))\b)|"
        r"you (?:may|might) also (?:like|enjoy|be interested in)"
        rf"(?:{_ALONE}| (?:this|these)\b)|"
        r"lesen sie(?:\W*$| (?:auch|hier|dazu|weiter)\b)|"
        rf"lesen sie (?:mehr|jetzt)(?:{_ALONE}| (?:zum|zur|über|dazu|in|auf)\b)|"
        r"mehr zum thema|mehr dazu(?: (?:hier|lesen))?\W*$|mehr zu[mr]? [^.!?]{1,60}$|"
        r"weiterlesen|auch interessant|das könnte sie (?:auch )?interessieren|"
        rf"lire aussi|lire la suite(?:{_ALONE}| de l.article)|lisez aussi|"
        rf"à lire(?:{_ALONE}| (?:aussi|également)\b)|voir aussi|"
        rf"leggi anche|leggi tutto(?:{_ALONE}| l.articolo)|potrebbe interessarti|"
        rf"lee tambi[ée]n|lea también|(?:leer más|sigue leyendo|[tl]e puede interesar){_ALONE}|"
        rf"leia também|(?:leia|saiba) mais(?:{_ALONE}| (?:sobre|em)\b)|veja também|"
        rf"(?:les også|l[äa]s (?:också|mer)|по теме){_ALONE}|"
        r"читайте (?:также|ещё|еще)|смотрите также|"
        rf"(?:czytaj|zobacz|przeczytaj) (?:(?:też|także)\b|więcej{_ALONE})|"
        rf"ayrıca okuyun|ilgili haber|相关阅读|延伸阅读|阅读更多|推荐阅读|اقرأ أيض|"
        rf"関連記事{_ALONE}|あわせて読みたい|続きを読む"
    ),
    "a line about comments or sharing": (
        r"(?:click|tap) to (?:share|tweet|print|e-?mail)|"
        r"(?:what do you think|do you agree)\b.{0,40}\b(?:in the comments?|comment below)|"
        r"(?:let us know|tell us) .{0,30}\bin the comments?|"
        r"comments? are (?:now |currently )?(?:closed|off|disabled|turned off|moderated)"
        r"(?:\W*$| (?:on|for)\b)|comments? on this (?:article|story|post|page|entry)\b|"
        r"comments?\W*\d*\W*$|leave a (?:reply|comment)|"
        rf"have your say{_ALONE}|"
        rf"join the (?:conversation|discussion)(?:{_ALONE}| (?:below|on {_NETWORK}))|"
        rf"share (?:(?:on|via) {_NETWORK}|(?:this|the) (?:article|story|post|page)\b|this{_ALONE})|"
        r"share(?:\s+(?:tweet|pin|e-?mail|print))*$|tweet this|"
        r"(?:kommentare?|commentaires?|comentarios|комментарии)\W*\d*\W*$|"
        r"kommentare? (?:schreiben|lesen|anzeigen|verfassen)|"
        r"diskutieren sie (?:jetzt )?mit\s*(?:[:!.]|$)|"
        r"(?:artikel|beitrag|jetzt) teilen\b|teilen\W*$|"
        rf"teilen (?:auf|via|per) {_NETWORK}|auf {_NETWORK} teilen|"
        r"partage[rz](?:\W*$| (?:l.article|cet article)\b)|"
        rf"partage[rz] (?:sur|via|par) {_NETWORK}|"
        r"comparti(?:r|lhe|lhar)\W*$|comparte\W*$|"
        rf"(?:comparti(?:r|lhe|lhar)|comparte) (?:en|n[oa]|via|por|em) {_NETWORK}|"
        r"(?:comparti(?:r|lhe|lhar)|comparte) est[ea] (?:artículo|nota|noticia|artigo|notícia)\b|"
        rf"deja (?:tu|un) comentario|condividi(?:\W*$| (?:l.articolo\b|su {_NETWORK}))|"
        r"lascia un commento|deixe (?:seu|um) coment|"
        r"поделит(?:ься|есь)(?:\W*$| (?:в соц|ссылкой|новостью|стать))|"
        r"udostępnij(?:\W*$| (?:ten |na |artykuł))|skomentuj|"
        r"paylaş(?:ın|ınız)?\W*$|"
        r"分享(?:[:：]|到(?:微信|微博|朋友圈|facebook|twitter))|"
        r"シェア(?:する)?$|"
        r"شارك(?:\W*$| (?:هذا |هذه )?(?:المقال|الخبر|القصة|على|عبر))"
    ),
    "a line about when it was published": (
        r"(?:published|updated|last updated|veröffentlicht|aktualisiert|publié|publicado|"
        r"pubblicato)(?:\s*[:：]| (?!in |en |im |nel ))\s*"
        r"(?:\w+$|(?:[\w.,]+ ){0,3}\d[^!?]{0,40}(?<![^m]\.)$)"
    ),
    "a copyright line": (r"©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\(c\)|(?:19|20)\d\d)"),
    "a note of the site about itself": (
        r"(?:the post|this (?:article|post|story)|der beitrag|la entrada|l.article) .{0,160}"
        r"(?:appeared first|first appeared|originally appeared|was originally published|"
        r"erschien zuerst|est apparu en premier|se publicó primero)|"
        r"(?:we|this (?:site|website)|wir|diese (?:seite|website)) .{0,20}(?:uses?|"
        r"verwende[nt]) cookies(?! (?:and|und) )|"
        r"(?:donate (?:now|today|here)(?!['’])|support (?:us(?:\W*$| (?:today|by|from|with)\b)|"
        r"(?:our|independent|local)\b.{0,20}(?:journalism|news|work)))\b|"
        r"our journalism is (?:free|funded|independent|made|only|supported|possible)\b|"
        r"if you (?:value|enjoy|like) (?:what|our|this|the (?:article|post|site|blog))\b.{0,80}"
        r"(?:donat|support|subscri)|"
        r"unterstützen sie unse?re?n?\b|soutenez-nous|поддержите нас|wesprzyj nas"
    ),
}
# Wordings that give a line away wherever they stand in it, lower-case.
_SURE_WORDS: Final = {
    "a call to subscribe": (
        "abone olun", "メルマガ登録", "メルマガに登録", "メールマガジン登録",
        "メールマガジンに登録", "メールマガジンの登録", "メールマガジンを購読",
    ),
    "a call to follow or to install an app": (
        "bizi takip edin", "'da takip edin", "'de takip edin", "'ta takip edin",
        "’da takip edin", "’de takip edin", "’ta takip edin", "hesabımızı takip edin",
        "uygulamamızı", "をフォローして", "をフォローする", "をフォローしよう",
    ),
    "a line about comments or sharing": (
        "haberi paylaş", "yazıyı paylaş", "記事をシェア", "ページをシェア", "でシェアする",
    ),
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


# What a newsroom tells readers of its own text: that it was wrong, was changed, whose it is.
_NOTE: Final = re.compile(
    r"(?:(?:update (?:and )?)?corrections?|corrected|clarifications?|disclosure|update|nota bene|"
    r"(?:editor|author|publisher|reporter|writer)s?['’]?s?['’]? notes?|"
    r"note from the (?:editors?|author)|errat(?:um|a)|ndlr|rectificati(?:f|on)|"
    r"note d[eu] (?:la r[ée]daction|l.(?:auteur|éditeur))|hinweis des autors|anm\. d\. red\.|"
    r"(?:anmerkung|hinweis|notiz) der (?:redaktion|autorin)|korrektur(?:hinweis)?|"
    r"korrigend(?:um|a)|richtigstellung|berichtigung|aclaración|correcci(?:ón|ones)|"
    r"nota d(?:el?|ell[ae’']|a)(?: la)? ?(?:editor|redac\w+|redaz\w+|redação|autor[ea]?)|"
    r"fe de erratas|correção|errata corrige|rettifica|precisazione|correzione|"
    r"rättelse|rettelse|oikaisu|correctie|rectificatie|noot van de redactie|sprostowanie|"
    r"от редакции|исправление|поправка|编者按|编者注|更正|編集部注|訂正)"
    r"(?:[ ,(–—-][^:：]{0,60})?[:：]\s*\S.{9}|"
    r"(?:this|the) (?:article|story|post|report|piece|column|headline)\b.{0,60}"
    r"\b(?:was|has been|have been|is) (?:amended|corrected|updated|edited|revised|clarified)\b|"
    r"(?:an? (?:earlier|previous|original)|the original) version of (?:this|the)\b|"
    r"in einer (?:früheren|vorherigen|ersten|älteren) (?:version|fassung)|"
    r"(?:dans )?une (?:première |précédente )?version(?: précédente| antérieure| initiale)?\b"
    r".{0,20}(?:article|texte)|(?:en )?una versión (?:anterior|previa)|"
    r"(?:in )?una (?:precedente )?versione(?: precedente)?\b.{0,20}articolo",
    re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Return whether a text reads like "Correction: An earlier version of this article …"."""
    return bool(_NOTE.match(text.lstrip(_BEFORE_WORDS)))


def noise_kind(text: str) -> str | None:
    """Return the kind of noise that a short text reads like, or None."""
    return _kind_by_word(text, _KIND_OF_WORD, LONGEST_PHRASE) or boilerplate_kind(text)


def has_noise_word(text: str) -> bool:
    """Return whether a short text holds a word that gives it away, wherever that stands."""
    return _kind_by_word(text, _KIND_OF_WORD, LONGEST_PHRASE) is not None


def _kind_by_word(text: str, kinds: Mapping[str, str], longest: int) -> str | None:
    if len(text) > longest:
        return None
    lower = text.lower()
    return next((kind for word, kind in kinds.items() if word in lower), None)


def boilerplate_kind(text: str) -> str | None:
    """Return the kind of line that systems put into articles, where a text reads like one."""
    if len(text) > LONGEST_PHRASE:
        return None
    if opening := _OPENING.match(text.lstrip(_BEFORE_WORDS)):
        return _KINDS[opening.lastgroup or ""]
    return _kind_by_word(text, _KIND_OF_SURE_WORD, _LONGEST_SURE)


def is_byline(text: str) -> bool:
    """Return whether a text reads like "Analysis by Pia Lowen, correspondent"."""
    return len(text) <= 140 and not text.endswith((".", "!", "?")) and bool(BYLINE.match(text))
