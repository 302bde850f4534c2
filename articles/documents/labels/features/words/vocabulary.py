"""Words that newsrooms and their web sites use, by what they indicate, in some twenty languages.

They are general words of the trade ("subscribe", "said", "photo"), none of one publisher. A word is
known by its first six letters, so inflected forms count too; the kinds in `WHOLE` hold short
everyday words, which count only in exactly this form.
"""

from __future__ import annotations

from typing import Final

STEM: Final = 6

# Kinds whose words are taken as they stand.
WHOLE: Final = frozenset({"function", "reader", "newsroom", "speaker", "speech", "by"})

WORDS: Final = {
    "subscribe": (
        "newsletter subscribe subscription abonnieren abonnement abonnent abonnez abonné abonne "
        "abo abos suscríbete suscripción suscribir suscriptor prenumerera prenumerant iscriviti "
        "abbonamento abbonati assinatura assinante assine inscreva registro register registration "
        "registrieren registrierung signup login logge anmelden anmeldung einloggen password "
        "passwort kennwort konto account compte contraseña şifreniz üyelik abone paywall premium "
        "membership member mitglied trial kostenlos gratis gratuit exklusiv exclusivo nyhetsbrev "
        "nyhedsbrev bülten probeabo flatrate подписаться подписка langganan berlangganan "
        "구독 로그인 회원 購読 会員 登録 订阅 登录 اشترك النشرة"
    ),
    "machinery": (
        "cookie cookies datenschutz privacy consent einwilligung javascript browser werbung "
        "advertisement advert advertising anzeige anzeigen reklame reklam reklama publicité "
        "publicidad annonse annons sponsored embed externe externer einverstanden "
        "personenbezogene kvkk çerez gdpr plugin settings einstellungen enable aktivieren "
        "deaktivieren notification benachrichtigung push device gerät dispositivo usuario session "
        "player adblocker werbefrei personuppgifter 广告 إعلان"
    ),
    "law": (
        "copyright rights rechte droits derechos diritti direitos reserved vorbehalten réservés "
        "reservados riservati impressum terms agb ltd limited gmbh inc llc lizenz license licence "
        "nutzungsbedingungen untersagt permission prohibited verwertung vervielfältigung 무단 "
        "저작권자 금지 転載 無断 版权 rettigheter haklar telif права responsible disclaimer "
        "trademark registered affiliate commission redistributed rewritten republish syndication "
        "حقوق"
    ),
    "comment": (
        "comment comments kommentar kommentare kommentieren comentario commentaire commenti yorum "
        "댓글 コメント reply antworten moderation moderator netiquette diskutieren forum thread "
        "likes upvote leserbrief feedback debatte diskussion nutzer user users комментарии komentar"
    ),
    "social": (
        "facebook twitter instagram whatsapp telegram tiktok youtube linkedin share shares teilen "
        "partager compartir follow folgen suivez síguenos google app apps podcast podcasts rss "
        "e-mail email mail e-post kopieren copy clipboard messenger pinterest reddit threads "
        "bluesky mastodon kanal channel download herunterladen descargar ダウンロード 앱 تابعونا"
    ),
    "picture": (
        "foto fotos photo photos photograph photographer fotograf bild bilder image images imago "
        "getty reuters afp dpa ap epa ansa ntb tt aap shutterstock alamy picture pictured "
        "symbolbild symbolfoto archivbild archivfoto archive archiv video videos audio watch "
        "anhören listen caption credit courtesy galerie gallery galería collage illustration "
        "grafik graphic screenshot imagen imágenes fotografía afbeelding bildquelle quelle source "
        "fuente scanpix picture-alliance unsplash istock pexels xinhua keystone anadolu aa ulstein "
        "handout livestream kamera 사진 뉴스1 뉴시스 연합뉴스 写真 提供 图片 图片说明 "
        "صورة الصورة تعليق"
    ),
    "pose": (
        "left right centre center links rechts mitte izquierda derecha gauche droite background "
        "foreground poses posing stands walks arrives speaks attends venstre høyre seen shows "
        "zeigt hintergrund aufnahme"
    ),
    "author": (
        "author authors autor autora autorin auteur writer reporter correspondent korrespondent "
        "redakteur redaktion journalist journaliste editor editors editorial kolumnist kolumne "
        "columnist studied graduated contact kontakt contacto biography schreibt writes covers "
        "freelance freier staff periodista redactor redacción giornalista reportage bureau "
        "producer award-winning bestselling fellow degree 記者 기자 记者 編集"
    ),
    "pointer": (
        "more mehr read lesen lire leggi leia leer les läs også också related themen thema topics "
        "topic temas tags artikel article artículo artigo story stories recommended empfohlen "
        "empfehlung popular beliebt latest neueste últimas dernières trending most meist also auch "
        "aussi también next weitere weiterlesen previous nächste siguiente explore discover "
        "entdecken continue weiter siehe 관련 기사 関連 記事 相关 延伸 اقرأ"
    ),
    "date": (
        "published veröffentlicht aktualisiert updated uppdaterad publicerad publié publicado "
        "pubblicato stand uhr minute minuten min lesezeit lesedauer hours hour ago stunden stunde "
        "timer tagen tage days day january february march april june july august september october "
        "november december januar februar märz mai juni juli oktober dezember enero febrero marzo "
        "abril mayo junio julio agosto septiembre octubre noviembre diciembre janvier février mars "
        "avril juin juillet août septembre octobre décembre monday tuesday wednesday thursday "
        "friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag jan "
        "feb mar apr jun jul aug sep sept oct nov dec okt dez pm am est gmt bst edt cet ocak şubat "
        "mart nisan haziran temmuz publisert oppdatert yesterday today heute gestern sendung "
        "programm 입력 수정 更新 公開"
    ),
    "appeal": (
        "donate donation support supporters unterstützen unterstützung spende spenden soutenez "
        "independent unabhängig readers leser leserinnen journalism journalismus contribute "
        "contribution crowdfunding fund funding help helfen"
    ),
    "form": (
        "please bitte versuchen try again fehler klicken click button schließen close laden "
        "load loading menu menü search suche suchen buscar enter eingeben senden send submit "
        "absenden bestätigen confirm adresse address received erhalten erneut erfolgreich "
        "successfully gesendet sent select auswählen choose required pflichtfeld lütfen invalid "
        "ungültig here hier aquí ici qui tıklayın hint hinweis enviar mensaje enviado"
    ),
    "by": "by von par por di av af door by: 文 بقلم",
    "reader": (
        "you your yours you're ihr ihre ihren ihrem ihnen vous votre vos tu tus tuo tua ти ваш вас "
        "deine dein dich dir euch du ni er din ditt dina"
    ),
    "newsroom": (
        "we our ours us wir unser unsere unseren unserem unserer uns nous notre nos nuestro "
        "nuestra nuestros noi nostro nós nosso vi vår våra våre oss biz bizim"
    ),
    "speaker": "i my me i'm i've ich mein meine mir mich je mon ma mes yo mi jag min mitt jeg mitt",
    "speech": (
        "said says saying told tells added according sagte sagt sagten erklärte erklärt laut "
        "berichtet teilte mitteilte zufolge dijo dice afirmó asegura según explicó déclaré déclare "
        "affirme selon explique säger sa sade berättar sier sade uttalte sagde detto spiega "
        "secondo disse afirmou segundo söyledi belirtti dedi göre 말했다 밝혔다 述べた reported "
        "announced argued asked wrote schrieb explained believes"
    ),
    "function": (
        "the of and to in a is was for that with on as by at from it be are his her he she "
        "were has have had but not which who this der die und das den von zu mit dem des im auf "
        "ein eine ist nicht als auch es an werden aus hat dass sie nach bei um am sind wird für "
        "que de la el en y los del se las por un con una su para no al lo et les une est dans qui "
        "pour sur pas au il ce plus par och att som på är av till inte har om ett men var det til "
        "ikke med den che per non sono una della nel ve bir bu için ile da и в на не что с по dan "
        "yang di untuk dengan"
    ),
}
