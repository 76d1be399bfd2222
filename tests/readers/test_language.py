"""An article's language: English is kept on doubt, another is told by the page's word and by the text."""

from __future__ import annotations

import pytest

from quotetrack.readers import article_from_text
from quotetrack.readers.language import settle_language
from quotetrack.readers.pages.html import article_from_html

FRENCH = (
    "Le ministre a déclaré lundi que le pont resterait fermé jusqu'au printemps. « Nous n'avons pas le choix », a dit "
    "Hélène Marchais devant les députés. Les habitants du quartier réclament depuis des mois une passerelle."
)
OTHERS = {
    "fr": FRENCH,
    "de": "Die Brücke bleibt bis zum Frühjahr gesperrt, sagte der Minister am Montag. „Wir haben keine Wahl“, erklärte "
    "Hanna Vogler vor den Abgeordneten. Die Anwohner fordern seit Monaten, dass endlich ein Steg gebaut wird, und "
    "wollen nicht länger warten.",
    "es": "El puente seguirá cerrado hasta la primavera, dijo el lunes el ministro. «No tenemos otra opción», afirmó "
    "Elena Robles ante los diputados. Los vecinos piden desde hace meses una pasarela para peatones.",
    "no": "Broen forblir stengt til våren, sa statsråden mandag. – Vi har ikke noe valg, sa Hanne Viken i tinget. "
    "Beboerne har i flere måneder bedt om en gangbru, men ingen har svart dem.",
    "ru": "Мост останется закрытым до весны, заявил в понедельник министр. «У нас нет выбора», — сказала Елена "
    "Воронина депутатам. Жители района уже несколько месяцев требуют временный переход.",
    "ar": "قال الوزير يوم الاثنين إن الجسر سيبقى مغلقا حتى الربيع. وأضافت هناء العلي أمام النواب: «ليس لدينا خيار». "
    "ويطالب سكان الحي منذ أشهر بممر مؤقت للمشاة.",
    "zh": "部长周一表示，大桥将关闭至春天。“我们别无选择”，陈海伦对议员们说。"
    "附近居民几个月来一直要求修建一座临时人行桥。",
}
ENGLISH = (
    "The minister said on Monday that the bridge would stay shut until spring. “We have no choice,” Helen Marsh told "
    "the deputies. People who live nearby have been asking for a footbridge for months."
)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("stated", [None, "en", "en-GB", "x-default"])
def test_a_text_that_is_surely_in_another_language_is_in_that_one(code: str, stated: str | None) -> None:
    assert settle_language(OTHERS[code], stated) == code


@pytest.mark.parametrize("stated", [None, "en", "en-GB", "English", "x-default"])
def test_the_word_given_with_an_english_text_is_kept(stated: str | None) -> None:
    assert settle_language(ENGLISH, stated) == stated


def test_an_english_text_is_english_whatever_its_page_says() -> None:
    assert settle_language(ENGLISH, "fr-FR") == "en"


@pytest.mark.parametrize(
    "text",
    [
        # Words of other languages, quoted and named.
        "“Je ne regrette rien, mesdames et messieurs les députés, et je le dirai encore demain matin,” Hélène Marchais "
        "told the chamber. The speaker asked her to sit down, and most of the members who were there left.",
        "Abdullah al-Rashid, Szymon Wójcik, Jarosław Żak, Nguyễn Văn Thành, Recep Tayyip, Ólafur Ragnar, Łukasz Zięba, "
        "Hélène Marchais, Hanna Vogler, José Muñoz, Antonín Dvořák, Gülay Öztürk, Þóra Jónsdóttir.",
        # Nothing to tell a language by.
        "MINISTER SHUTS BRIDGE. RESIDENTS CRY FOUL. " * 8,
        "12 45 66 % -- 99\n" * 60,
        "☃☃ \u200b\u200b ���  ۝ \ud800 " * 60,
        "Leeds 0 Everton 0\nWolves 3 Fulham 2\n" * 20,
        # A short text.
        "« Nous n'avons pas le choix », a dit Hélène.",
        "",
    ],
)
def test_on_doubt_a_text_is_english(text: str) -> None:
    assert settle_language(text, None) is None


def test_the_word_of_the_page_counts_for_a_short_text() -> None:
    assert settle_language("« Pas le choix », a dit Hélène.", "fr-CA") == "fr"


def test_the_word_of_the_page_tells_languages_apart_that_are_much_alike() -> None:
    assert settle_language(OTHERS["no"], "da") == "da"


def test_an_article_has_the_language_of_its_text() -> None:
    article = article_from_text(FRENCH, language="en")
    assert (article.language, article.is_english) == ("fr", False)


@pytest.mark.parametrize("language", [None, "en", "en-GB", "EN_us", "English"])
def test_english_has_many_spellings(language: str | None) -> None:
    assert article_from_text(ENGLISH, language=language).is_english


@pytest.mark.parametrize(
    "page",
    [
        '<html lang="pt-BR"><body><article><h1>Ponte</h1><p>Curta.</p></article></body></html>',
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "inLanguage": "pt-BR"}</script></head>'
        "<body><article><h1>Ponte</h1><p>Curta.</p></article></body></html>",
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "inLanguage": {"@type": "Language", '
        '"name": "Portuguese", "alternateName": "pt"}}</script></head><body><article><h1>Ponte</h1><p>Curta.</p>'
        "</article></body></html>",
    ],
)
def test_a_page_says_its_language(page: str) -> None:
    assert article_from_html(page, id="p").language == "pt"
