"""Names and titles sort as their language does, with ICU and without: the orders are those of ICU 78 (CLDR).

In a row "|" stands between letters that differ, "=" between words that are told apart by accents or case alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from citekit.csl import render
from citekit.csl.collation import collation

ORDERS = {
    "en": "3 men|12 men|De Gaulle|de la Cruz|Delacroix|Đilas|Élan|Ivanov|Łoś|MacArthur|Œuvre|Oneal|Straße|Zoë=Zoe|"
    "Αθήνα|Гора|Ґудзь|Даль|Ёж|Ель|Иванов|Иск|Їжак|Йод|שלום|山",
    "de": "Ärger=Arger|Azzo|Mueller|Müller=Muller|Mutter|Österreich|Otto|Straße=Strasse|Strauß|Zorn",
    "fr": "cote=coté=côte=côté|Éluard=Eluard|Œuvre=Oeuvre|Ofev|Zola",
    "es": "Chico|Cuna|Lluvia|Luz|Na|Nz|Ñu|Oso",
    "cs": "Cibulka|Čapek|Hora|Hz|Ch|Chalupa|Ivan|Rada|Řehoř|Sova|Šimek|Švec|Zima|Žák",
    "pl": "Czar|Ćma|Lach|Lwów|Łach|Łoś|Ożóg|Ósemka|Sowa|Ślad|Święty|Zając|Źrebię|Żaba",
    "hr": "Cvek|Čavić|Ćosić|Dvorak|Đorđe|Luka|Ljubo|Nuk|Njegoš|Šime|Žižek",
    "hu": "Cukor|Csaba|Guba|Győr|Olga|Ödön|Ősz|Súly|Szabó|Zug|Zsolt",
    "sv": "Andersson|Vik|Vinter|Wallin|Wennberg|Zorn|Åberg|Ärlig|Öberg",
    "da": "Anders|Zink|Ærø|Øst|Åse=Aase",
    "tr": "Cem|Çelik|Ğ|Irak|İzmir|Oz|Öz|Sun|Şen|Uz|Ümit",
    "ru": "ёж|Ежов|Ёлкин=Елкин|Ель|Жуков|Иванов|Ильин|Йоффе|Яковлев|Smith",
    "uk": "Гончар|Ґудзь|Еней|Єфремов|Ив|Іваненко|Їжак|Йосип|Щука|Юрій",
    "be": "Ежы|Ёсць|Іван|Уладзімір|Ўласаў|Цётка|Чорны|Янка",
    "bg": "Иван|Йордан|Щит|Ъгъл|Юлия|Яна",
    "sr": "Дуња|Ђорђе|Ева|Иван|Јован|Кнез|Лука|Љуба|Нада|Њего|Тома|Ћира|Урош|Чика|Џеп|Шима",
    "mk": "Гоце|Дуле|Ѓорѓи|Зора|Ѕвезда|Иван|Јане|Кире|Лаза|Ќира",
    "kk": "Ази|Әли|Гани|Ғани|Казы|Қазы|Нұр|Ңо|Ота|Өте|Уран|Ұлы|Үміт|Хан|Һа",
    "mn": "Очир|Өвөр|Урт|Үнэ",
}
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="{lang}">
<citation><layout><text variable="title"/></layout></citation>
<bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout></bibliography></style>"""


@pytest.fixture(params=["ICU", "our own order"])
def key_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """What gives a language's key, with PyICU and as if it were not installed."""
    if request.param == "ICU":
        pytest.importorskip("icu")
    else:
        monkeypatch.setitem(sys.modules, "icu", None)
    collation.cache_clear()
    yield collation
    collation.cache_clear()


@pytest.mark.parametrize("lang", ORDERS)
def test_words_sort_as_their_language_does(lang, key_of):
    key = key_of(lang)
    groups = [group.split("=") for group in ORDERS[lang].split("|")]
    keys = [{key(word) for word in group} for group in groups]
    assert [len(found) for found in keys] == [1] * len(groups), "what differs by accent or case alone ties"
    assert [found.pop() for found in keys] == sorted({key(word) for group in groups for word in group})


@pytest.mark.parametrize("lang", ["cs", "sv", "uk", "ru"])
def test_a_bibliography_is_in_the_order_of_its_language(lang, key_of):
    words = ORDERS[lang].replace("=", "|").split("|")
    items = [{"id": word, "type": "book", "title": word} for word in words]
    printed = render(STYLE.format(lang=lang), items, [], nocite="all").bibliography
    assert printed == words
    tied = {frozenset(group.split("=")) for group in ORDERS[lang].split("|")}
    backwards = render(STYLE.format(lang=lang), items[::-1], [], nocite="all").bibliography
    assert [next(group for group in tied if word in group) for word in backwards] == [
        next(group for group in tied if word in group) for word in words
    ]


def test_punctuation_and_case_do_not_count(key_of):
    key = key_of("en")
    assert key("O'Neill") == key("ONEILL") == key("o’neill")
    assert key("al-Rashid") == key("alrashid")
