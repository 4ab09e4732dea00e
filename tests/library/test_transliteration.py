"""A name is found in Cyrillic and in every common way to write it in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.library.transliteration import forms
from citekit.library.words import alike, asked, exact, indexed, words

SPELLINGS = [
    "Федоренко Фёдоренко Fedorenko Fëdorenko fedorenko",
    "Хрущёв Хрущев Khrushchev Khrushchëv Khrushchyov Chruščev Xruščev Hruŝev",
    "Зиновьев Zinoviev Zinov'ev Zinovʹev Zinovyev Zinovʼev",
    "Достоевский Dostoevskii Dostoyevsky Dostoevskij Dostoyevskiy",
    "Чехов Chekhov Čexov Čechov Čehov",
    "Микоян Mikoyan Mikoian Mikojan Mikoân",
    "Ельцин Yeltsin El'tsin Elʹcin El’tsin",
    "Россия Rossiia Rossiya Rossija Rossiâ",
    "Щербицкий Shcherbitsky Ščerbickij Shcherbitskii Ŝerbickij",
    "Горбачёв Gorbachev Gorbačev Gorbachyov",
    "Хрущёв Chruschtschow Khrouchtchev Xrushhyov Khrushchov",
    "Жуков Žukov Zhukov Schukow",
    "Чехов Tschechow Tchekhov Chexov",
    "Грушевський Hrushevskyi Hrushevsʹkyĭ Hruševs'kyj Hrushevskyy",
    "Щербицький Shcherbytskyi Ščerbyc'kyj Shcherbytsʹkyĭ",
    "Євген Yevhen Ievhen Jevhen",
    "Гомель Homel Homelʹ Gomel",
    "Лукашэнка Lukashėnka Lukašenka Lukashenka",
    "Объединение Obʺedinenie Ob''yedineniye Obyedineniye Obedinenie",
    "Юрий Yuri Iurii Jurij Yuriy Ûrij",
    "Сергій Serhii Serhiy",
    "Дубчек Dubček",
    "Живков Zhivkov Živkov",
    "Алексеев Alekseev Alekseyev Alexeyev",
    "Александр Aleksandr Alexandr",
    "Цеденбал Tsedenbal Cedenbal",
    "РГАНИ RGANI rgani",
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_every_spelling_finds_every_other_with_the_cyrillic(spellings: str) -> None:
    cyrillic, *others = ("".join(words(spelling)) for spelling in spellings.split())
    for other in others:
        assert set(forms(cyrillic)) & set(forms(other)), (cyrillic, other, forms(cyrillic), forms(other))


@pytest.mark.parametrize(
    "pair", ["Dubček Dubcek", "Beneš Benes", "Łódź Lodz", "Ёлка Елка", "Pyŏngyang Pyongyang"]
)
def test_diacritics_do_not_matter(pair: str) -> None:
    one, other = pair.split()
    assert forms(one)[0] == forms(other)[0]


@pytest.mark.parametrize(
    "pair", ["Жданов Шданов", "Иванов Иванова", "Крамов Храмов", "412 413", "Stalin Stalun"]
)
def test_other_names_are_other(pair: str) -> None:
    one, other = pair.split()
    assert not set(forms(one)) & set(forms(other))


@given(st.text())
def test_what_is_indexed_is_what_is_asked(text: str) -> None:
    kept = indexed(text).split()
    assert len(words(text)) <= len(kept)
    for word in words(text):
        assert set(forms(word)) & set(kept) or len(words(word)) != 1
    assert bool(asked(text)) == bool(words(text))
    assert alike(text) == alike(alike(text)) or not text.isascii()


@pytest.mark.parametrize("word", ["KX", "kkh", "zkh", "Вакх"])
def test_the_normal_form_of_kh_is_its_own(word: str) -> None:
    assert alike(alike(word)) == alike(word)


def test_words_are_whole() -> None:
    assert words("Lan'kov’s 外交部 Р-5446 listy 224–228") == [
        "Lankov", "外", "交", "部", "Р", "5446", "listy", "224", "228"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Р-5446", "R-5446", True),
        ("Р–5446", "p-5446", False),
        ("DY 30", "DY30", True),
        ("IV A 2/30", "IV A 2/ 30", True),
        ("412", "413", False),
        ("5 6", "56", False),
        ("05", "5", False),
        ("４１２", "412", True),
        ("12а", "12a", True),
    ],
)
def test_shelf_marks_compare_exactly(one: str, other: str, equal: bool) -> None:
    assert (exact(one) == exact(other)) is equal
