"""What the fields of an article are called, in the headers of tables and in JSON of all kinds.

A name is matched by its letters and digits alone: "Article Text", "article_text" and "articleText"
are one name, and "Título" and "TITULO". Of several names of a field, those before win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

# English as scrapers, feeds and spreadsheets write it; then German, French, Spanish, Italian,
# Portuguese, Dutch, Polish, Czech, the Nordic languages, Hungarian, Romanian, Russian, Ukrainian,
# Greek, Turkish, Arabic, Persian, Chinese, Japanese and Korean. A word that means two fields in two
# of them is left out, or is what the larger says.
_WRITTEN: Final[Mapping[str, str]] = {
    "id": """
        id guid uuid articleid externalid identifier itemid postid documentid artikelid
        idarticle idarticulo идентификатор 编号 編號
        """,
    "title": """
        title headline articletitle articleheadline pagetitle webtitle posttitle titlemain
        titel überschrift schlagzeile titre título titular titolo título manchete kop
        tytuł nadpis titulek overskrift otsikko cím titlu заголовок название τίτλος başlık
        العنوان عنوان تیتر 标题 標題 题目 タイトル 見出し 題名 제목
        """,
    "url": """
        url link address permalink canonicalurl canonicallink canonical articleurl articlelink
        pageurl weburl fullurl finalurl requestedurl uri webaddress
        webadresse internetadresse adresse lien enlace dirección indirizzo collegamento
        endereço adres odkaz länk lenke адрес ссылка посилання bağlantı الرابط رابط
        链接 網址 网址 連結 リンク 링크
        """,
    "published": """
        published date publishdate datepublish datepublished publishedat publishedon publisheddate
        publishedtime publishtime publicationdate dateofpublication pubdate articledate postdate
        firstpublished firstpublicationdate webpublicationdate releasedate issued
        createdat created datecreated creationdate
        datum veröffentlicht veröffentlichungsdatum veröffentlichtam erscheinungsdatum
        publikationsdatum datedepublication datepublication publiéle publié
        fecha fechadepublicación fechapublicación publicado data datadipubblicazione
        datapubblicazione pubblicato datadepublicação datapublicação publicadoem
        publicatiedatum gepubliceerd datapublikacji opublikowano datumvydání publicerad dato
        publiceringsdatum udgivet publisert julkaistu päivämäärä dátum megjelenés
        dataapublicării дата датапубликации опубликовано опубліковано ημερομηνία
        tarih yayıntarihi yayımtarihi التاريخ تاريخ تاريخالنشر تاریخ تاریخانتشار
        日期 发布日期 發布日期 发布时间 發布時間 发表日期 发表时间 日付 公開日
        公開日時 掲載日 配信日 投稿日 날짜 게시일 발행일
        """,
    "updated": """
        updated modified datemodify datemodified modifiedat modifieddate updatedat updateddate
        lastmodified lastupdated lastupdate dateupdated modifiedtime updatedon modificationdate
        aktualisiert geändert änderungsdatum misàjour datedemiseàjour actualizado modificado
        fechademodificación aggiornato datadimodifica atualizado atualizadoem gewijzigd
        zaktualizowano uppdaterad oppdatert opdateret обновлено датаобновления оновлено
        güncelleme güncellemetarihi تاريخالتحديث 更新日期 更新时间 更新時間 更新日 更新日時 수정일
        """,
    "authors": """
        authors author byline authorname authornames authorlist creator creators dccreator writer
        writers writtenby by journalist reporter contributors
        autor autoren autorin verfasser verfasserin auteur auteurs autores autora autore autori
        autorzy författare forfatter forfattere kirjoittaja szerző автор авторы автори συντάκτης
        συγγραφέας yazar yazarlar الكاتب كاتب المؤلف الكتاب نویسنده 作者 记者 記者 著者 筆者
        執筆者 기자 저자 작성자
        """,
    "language": """
        language lang metalang inlanguage languagecode articlelanguage
        sprache langue idioma lingua língua taal język jazyk språk sprog kieli nyelv limba язык мова
        γλώσσα dil اللغة لغة زبان 语言 語言 言語 언어
        """,
    "publisher": """
        publisher source publication publishername sitename site outlet newspaper sourcename
        sourcehostname mediaoutlet sourcedomain domain hostname
        quelle herausgeber zeitung verlag éditeur journal fuente medio periódico fonte editore
        testata jornal veículo uitgever bron krant źródło wydawca zdroj källa kilde lähde forrás
        sursa источник издание джерело πηγή kaynak gazete المصدر الناشر منبع 来源 來源 媒体 媒體
        出典 発行元 媒体名 출처 언론사
        """,
    "topics": """
        topics tags categories topic keywords tag category section sections subject subjects
        sectionname primarysection primarytag
        schlagworte schlagwörter rubrik ressort thema themen kategorie kategorien stichwörter
        rubrique catégorie catégories thème motsclés étiquettes etiquetas categoría categorías
        sección tema palabrasclave categoria categorie sezione parolechiave seção palavraschave
        trefwoorden rubriek słowakluczowe kategoria kategorie rubrika temat dział ämnen emner
        теги рубрика категория темы ключевыеслова категорія κατηγορία etiketler kategori konu
        الكلماتالمفتاحية القسم التصنيف الوسوم 标签 標籤 关键词 關鍵詞 分类 分類 栏目 タグ
        カテゴリ カテゴリー キーワード 태그 카테고리
        """,
    "picture": """
        picture image imageurl urltoimage topimage topimg topimageurl imgurl leadimage mainimage
        featuredimage featureimage bannerimage picturelink imagelink jetpackfeaturedmediaurl
        thumbnail thumbnailurl
        bild bildurl foto photo imagen immagine imagem afbeelding zdjęcie obrázek kép изображение
        картинка фото εικόνα resim görsel الصورة صورة تصویر 图片 圖片 画像 사진 이미지
        """,
    "summary": """
        summary standfirst description excerpt abstract lead deck dek teaser intro
        customexcerpt metadescription
        zusammenfassung vorspann anriss beschreibung kurztext résumé chapô resumen entradilla
        descripción sommario descrizione resumo descrição samenvatting inleiding streszczenie
        perex ingress tiivistelmä аннотация лид описание опис περίληψη özet ملخص الملخص خلاصه
        摘要 导语 導語 要約 概要 요약
        """,
    "rights": """
        rights license licence copyright usageterms copyrightnotice copyrightholder
        lizenz rechte urheberrecht nutzungsrechte droits droitsdauteur licencia derechos licenza
        diritti licença direitos licentie rechten auteursrecht licencja prawa licens rättigheter
        лицензия права авторскиеправа lisans telif حقوق حقوقالنشر 许可 版权
        版權 ライセンス 著作権 저작권
        """,
    "kicker": """
        kicker kickertext overline eyebrow supertitle suprahead roofline
        dachzeile spitzmarke oberzeile surtitre antetítulo volanta occhiello bovenkop nadtytuł
        vinjett надзаголовок üstbaşlık 肩题 引题
        """,
    "dateline": "dateline datelinetext ortsmarke",
    "sign_off": "signoff",
    "version": "version",
    "status": "status pubstatus poststatus publicationstatus",
    "embargoed": "embargoed embargo embargoeduntil sperrfrist",
    "text": """
        text body content html maintext articlebody articletext fulltext contenthtml bodyhtml
        articlehtml contenttext bodytext textbody fullcontent articlecontent contentbody story
        storytext storybody mainbody plaintext
        inhalt artikeltext volltext fließtext texte contenu corps corpsdutexte texteintégral
        textedelarticle texto contenido cuerpo textocompleto testo contenuto corpo testoarticolo
        conteúdo corpodotexto tekst inhoud artikeltekst treść zawartość obsah textčlánku innehåll
        brödtext brødtekst indhold innhold teksti sisältö leipäteksti szöveg tartalom conținut
        текст содержание текстстатьи полныйтекст зміст κείμενο περιεχόμενο metin içerik
        habermetni haberiçeriği النص نص المحتوى محتوى نصالمقال متن 正文 内容 內容 全文 文章内容
        本文 記事 記事本文 본문 내용
        """,
}  # fmt: skip

# What is said of the article's picture beside its address, by the attributes that it has.
_OF_PICTURE: Final[Mapping[str, str]] = {
    "caption": """
        caption imagecaption picturecaption photocaption featuredimagecaption leadimagecaption
        bildunterschrift bildtext légende piedefoto didascalia legenda bijschrift podpis
        """,
    "alt": """
        alt alttext imagealt imagealttext picturealt photoalt featuredimagealt alternativetext
        alternativtext textoalternativo
        """,
    "credit": """
        credit imagecredit picturecredit photocredit featuredimagecredit creditline creditloc
        photographer photoby imagesource fotograf bildnachweis bildquelle créditphoto crédito
        """,
}


@lru_cache(maxsize=4_096)
def plain_name(name: str) -> str:
    """Return the letters and digits of a name, without case and accents."""
    letters = normalize("NFKD", name[:200].casefold().replace("ı", "i"))
    return "".join(letter for letter in letters if letter.isalnum() and not combining(letter))


# The names of each field, by the field's name in `SourceMetadata` ("summary" and "text" beside).
FIELD_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    field: tuple(dict.fromkeys(map(plain_name, names.split()))) for field, names in _WRITTEN.items()
}
PICTURE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(dict.fromkeys(map(plain_name, names.split())))
    for name, names in _OF_PICTURE.items()
}
KNOWN_NAMES: Final = {name: field for field, names in FIELD_NAMES.items() for name in names}


def fields_named(names: Iterable[str]) -> set[str]:
    """Return the fields that some names call."""
    return {KNOWN_NAMES[plain] for name in names if (plain := plain_name(name)) in KNOWN_NAMES}
