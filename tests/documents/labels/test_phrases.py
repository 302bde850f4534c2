"""Wordings that give a kind of noise away, and those that name an author."""

from __future__ import annotations

import pytest

from articles.documents.labels.phrases import is_byline, noise_kind

COPYRIGHT = "a copyright line"
SUBSCRIBE = "a call to subscribe"
FOLLOW = "a call to follow or to install an app"
PLAYER = "the label of a video, picture or player"
ADVERTISEMENT = "an advertisement's label"
POINTER = "a pointer to other articles"
SHARING = "a line about comments or sharing"
PUBLISHED = "a line about when it was published"

LINES = {
    COPYRIGHT: [
        "© The Courier", "(c) 1999 Courier", "(C) 2026 Courier", "(c)1999", "(c)2026",
        "Copyright The Courier", "All rights reserved", "Alle Rechte vorbehalten", "Tous droits",
        "Derechos reservados", "Tutti i diritti", "Todos os direitos",
        "It is not responsible for the content of others", "版权所有", "禁無断複製", "無断転載",
        "무단 전재", "جميع الحقوق محفوظة", "حقوق النشر محفوظة",
    ],
    SUBSCRIBE: [
        "Our newsletter", "Subscribe now", "Your subscription", "Sign up to it", "Sign up for it",
        "Sign up here", "Sign-up to it", "Signup for it", "Jetzt abonnieren", "Abonnez-vous",
        "Suscríbete", "Suscribirse", "Iscriviti", "Prenumerera", "订阅", "اشترك الآن",
        "النشرة البريدية",
    ],
    FOLLOW: [
        "Download the app", "Download our app", "In the App Store", "App herunterladen",
        "Pushnachrichten", "Push-Nachrichten", "Push notifications", "Push-notifications",
        "关注我们", "تابعونا", "Follow us", "Follow our page", "Follow the Courier on X",
        "Join us on WhatsApp", "Follow Pia on Telegram", "Join on Facebook", "Join on Twitter",
    ],
    PLAYER: [
        "This video can not be played", "This video cannot be played", "Media playback fails",
        "Turn on JavaScript", "Enable cookies", "In your browser", "Watch: ice", "Listen: ice",
        "Video | Ice", "Audio: ice", "Gallery: ice", "Im Video: Eis", "Reproducir: hielo",
        "Ver video: hielo", "Ver vídeo: hielo", "Image caption", "Picture source", "Photo credit",
        "Photo: Pia", "Pictures: Pia", "Foto: Pia", "Bild：Pia", "Photograph / Pia", "图片说明：冰",
        "图片来源：冰", "تعليق الصورة: جليد", "صورة: جليد",
    ],
    ADVERTISEMENT: [
        "Advertisement", "Advert", "Sponsored", "Anzeige", "Werbung", "Publicité", "Publicite",
        "Publicidad", "Reklame", "Reklam", "Annonse", "Annons", "广告", "إعلان",
    ],
    POINTER: [
        "Read more", "Read also", "Read next", "More on this", "More from us", "Related",
        "See also", "Also read", "Most read", "Recommended", "Lesen Sie", "Mehr zum Eis",
        "Mehr zu Eis", "Mehr dazu", "Lire aussi", "À lire", "Leggi anche", "Lee también",
        "Lee tambien", "Les også", "Läs också", "Läs mer", "相关阅读", "延伸阅读", "اقرأ أيضا",
    ],
    SHARING: [
        "Comment", "Comments", "Leave a reply", "Leave a comment", "Share this",
        "Share on X", "Kommentar", "Kommentare", "Commentaire", "Commentaires", "Comentarios",
    ],
    PUBLISHED: [
        "Published today", "Updated today", "Last updated today", "Veröffentlicht heute",
        "Aktualisiert heute", "Publié hier", "Publicado hoy", "Pubblicato oggi",
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", LINES)
def test_each_wording_gives_its_kind_away(kind: str) -> None:
    assert {line: noise_kind(line) for line in LINES[kind]} == dict.fromkeys(LINES[kind], kind)


def test_a_text_of_more_than_a_few_lines_gives_nothing_away() -> None:
    assert noise_kind(f"Subscribe! {'x' * 239}") == SUBSCRIBE
    assert noise_kind(f"Subscribe! {'x' * 240}") is None


@pytest.mark.parametrize(
    "text",
    [
        "By Pia Lowen", "Von Pia Lowen", "Par Pia", "Por Pia", "Di Pia", "Av Pia", "Af Pia",
        "Door Pia", "بقلم بيا", "记者 王", "文：王", "Analysis by Pia", "News analysis by Pia",
        "Reporting by Pia", "Report by Pia", "Review by Pia", "Words by Pia", "Text by Pia",
        "Story by Pia", "Opinion by Pia", "Comment by Pia", "تحليل بقلم بيا", "تقرير بقلم بيا",
        f"By Pia{' and Bo' * 15}",
    ],
)  # fmt: skip
def test_a_line_names_its_author(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "By Pia Lowen.", "By Pia Lowen!", "By Pia Lowen?", "By 12 votes", "Pia Lowen",
        "Bypass closed", "Stand by Pia", f"By Pia{' and Bo' * 30}",
    ],
)  # fmt: skip
def test_a_sentence_or_a_long_line_names_none(text: str) -> None:
    assert not is_byline(text)
