"""Text case (CSL 1.0.2, "Text-case", "Title case conversion", "Non-English items").

Public: :func:`apply`.
"""

from __future__ import annotations

import re

from citekit.csl.tree import Node, Tree

STOP_WORDS = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet "
    "about above across afore after against along alongside amid amidst among amongst anenst apropos apud around "
    "aside astride athwart atop barring before behind below beneath beside besides between beyond circa despite d "
    "during except forenenst given like midst minus modulo near next notwithstanding off opposite out outside pace "
    "past per plus pro qua regarding round sans save since than through throughout thru thruout toward towards under "
    "underneath until unto upon versus vs. v. vis-à-vis without within according al et inside lest "
    "de d' von van c ca vs v".split()
)
"""Words that title case leaves small: articles, prepositions and conjunctions."""

_WORD = re.compile(r"[^\s\-–—/:\u00a0]+")
_ENDS_CLAUSE = re.compile(r"[:?!—.]\s*[\"'“‘«(]*$|—$")


def apply(trees: list[Tree], case: str, *, english: bool) -> list[Tree]:
    """The trees with their text in ``case``; what stands in a "nocase" span stays as it is.

    Title case is for English alone; for other languages the text is left as it stands.
    """
    slots: list[tuple[list[Tree], int, bool]] = []
    _collect(trees, slots, fixed=False)
    if not slots:
        return trees
    full = "".join(str(children[place]) for children, place, _ in slots)
    fixed = [flag for children, place, flag in slots for _ in str(children[place])]
    changed = _change(full, fixed, case, english=english)
    position = 0
    for children, place, flag in slots:
        length = len(str(children[place]))
        if not flag:
            children[place] = changed[position : position + length]
        position += length
    return trees


def _collect(trees: list[Tree], slots: list[tuple[list[Tree], int, bool]], *, fixed: bool) -> None:
    for place, tree in enumerate(trees):
        if isinstance(tree, str):
            slots.append((trees, place, fixed))
        else:
            kept = (
                tree.kind == "nocase"
                or ("vertical-align", "sup") in tree.formatting
                or ("vertical-align", "sub") in tree.formatting
            )
            small = ("font-variant", "small-caps") in tree.formatting
            _collect(tree.children, slots, fixed=fixed or kept or small)


def _change(text: str, fixed: list[bool], case: str, *, english: bool) -> str:
    if case == "lowercase":
        return _mapped(text, str.lower)
    if case == "uppercase":
        return _mapped(text, str.upper)
    if case == "capitalize-first":
        return _capitalized_first(text, fixed)
    if case == "capitalize-all":
        return _WORD.sub(lambda match: _capital(match[0]), text)
    if case == "sentence":
        return _sentence(text)
    if case == "title" and english:
        return _title(text)
    return text


def _mapped(text: str, change: object) -> str:
    """Character by character, so that the length stays ("ß" has no single capital)."""
    return "".join(new if len(new := change(char)) == 1 else char for char in text)  # type: ignore[operator]


def _capital(word: str) -> str:
    for place, char in enumerate(word):
        if char.isalpha():
            return word[:place] + _mapped(char, str.upper) + word[place + 1 :]
        if char.isdigit():
            return word
    return word


def _capitalized_first(text: str, fixed: list[bool]) -> str:
    match = re.search(r"\S+", text)
    if match is None or fixed[match.start()]:
        return text
    word = match[0]
    return (
        text[: match.start()]
        + (_capital(word) if word == word.lower() or word[:1].islower() else word)
        + text[match.end() :]
    )


def _sentence(text: str) -> str:
    if text.upper() == text:
        lowered = _mapped(text, str.lower)
        return _capitalized_first(lowered, [False] * len(text))
    return _capitalized_first(text, [False] * len(text))


def _title(text: str) -> str:
    """Title case: words in lower case get a capital, but stop words inside; words with capitals stay."""
    all_upper = text.upper() == text and any(char.isalpha() for char in text)
    words = list(_WORD.finditer(text))
    out: list[str] = []
    position = 0
    for number, match in enumerate(words):
        out.append(text[position : match.start()])
        position = match.end()
        word = match[0]
        first = (
            number == 0
            or bool(_ENDS_CLAUSE.search(text[: match.start()].rstrip()))
            or text[: match.start()].rstrip().endswith((":", "?", "!"))
        )
        last = number == len(words) - 1
        bare = word.strip("\"'“”‘’«»()[]{},.;:!?")
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        joined = before == "-" or (after == "-" and False)
        if all_upper:
            lowered = _mapped(word, str.lower)
            keep = bare.lower() in STOP_WORDS and not (first or last)
            out.append(lowered if keep else _capital(lowered))
        elif (
            bare.lower() in STOP_WORDS
            and not first
            and not last
            and (bare == bare.lower() or bare == bare.capitalize())
        ):
            out.append(_mapped(word, str.lower) if not joined or bare == bare.lower() else word)
        elif bare and bare == bare.lower():
            out.append(_capital(word))
        else:
            out.append(word)
    out.append(text[position:])
    return "".join(out)


def capitalized(tree: Tree) -> Tree:
    """The tree with its first letter a capital, in place where it is a node."""
    if isinstance(tree, str):
        return _capital(tree) if tree[:1].islower() else tree
    apply(tree.children, "capitalize-first", english=True)
    if not tree.children and isinstance(tree, Node) and tree.prefix:
        tree.prefix = _capital(tree.prefix)
    return tree
