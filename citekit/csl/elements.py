"""Rendering elements compiled to functions: text, number, label, group (CSL 1.0.2, "Rendering Elements").

Public: :class:`Compiler`. The style's XML is read once; what prints an item is closures that know their
attributes, terms and macros.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from citekit.csl.choose import compile_choose
from citekit.csl.context import Context
from citekit.csl.date_element import compile_date
from citekit.csl.errors import StyleError
from citekit.csl.formatting import Look, look_of
from citekit.csl.item import NUMBER_VARIABLES
from citekit.csl.names import compile_names
from citekit.csl.numbers import is_numeric, is_plural, long_ordinal, ordinal, page_range, roman, split_numbers
from citekit.csl.rich_text import parse as parse_markup
from citekit.csl.text_case import apply as apply_case
from citekit.csl.tree import Node, Tree
from citekit.csl.xml import Element

Renderer = Callable[[Context], "Tree | None"]


class Compiler:
    """Compiles the elements of one style for one locale."""

    def __init__(self, macros: dict[str, Element], locale: Any, options: dict[str, str]) -> None:
        self.macros = macros
        self.locale = locale
        self.options = options
        self.explicit_suffix = any(
            element.get("variable") == "year-suffix" for macro in macros.values() for element in macro.walk()
        )
        self._compiled: dict[tuple[str, str], Renderer] = {}
        self._open: list[str] = []
        self._by_tag: dict[str, Callable[[Element, dict[str, str]], Renderer]] = {
            "text": self._text,
            "number": self._number,
            "label": self._label,
            "date": lambda element, inherited: compile_date(element, self.locale),
            "names": self._names,
            "group": self._group,
            "choose": lambda element, inherited: compile_choose(
                element, lambda child: self.children(child, inherited)
            ),
        }

    def children(self, element: Element, inherited: dict[str, str]) -> list[Renderer]:
        """The renderers of an element's children."""
        return [self.compile(child, inherited) for child in element.children if child.tag in self._by_tag]

    def compile(self, element: Element, inherited: dict[str, str]) -> Renderer:
        """The renderer of one element; raises StyleError for one that CSL does not have."""
        if element.tag not in self._by_tag:
            raise StyleError(f"cs:{element.tag} is no rendering element", element.line)
        return self._by_tag[element.tag](element, inherited)

    def macro(self, name: str, inherited: dict[str, str], line: int) -> list[Renderer]:
        """The renderers of a macro; raises StyleError for one that is missing or calls itself."""
        if name not in self.macros:
            raise StyleError(f"there is no macro {name!r}", line)
        if name in self._open:
            raise StyleError(f"the macro {name!r} calls itself", line)
        self._open.append(name)
        try:
            return self.children(self.macros[name], inherited)
        finally:
            self._open.pop()

    # cs:text

    def _text(self, element: Element, inherited: dict[str, str]) -> Renderer:
        look = look_of(element)
        if macro := element.get("macro"):
            return self._text_macro(element, macro, look, inherited)
        if term := element.get("term"):
            return self._text_term(element, term, look)
        if variable := element.get("variable"):
            return self._text_variable(element, variable, look)
        value = element.get("value")
        if value is None:
            raise StyleError("cs:text has none of macro, term, variable and value", element.line)
        return lambda context: (
            look.node(_cased(parse_markup(look.strip(value)), look, context), "") if value else None
        )

    def _text_macro(self, element: Element, name: str, look: Look, inherited: dict[str, str]) -> Renderer:
        key = (name, repr(sorted(inherited.items())))
        if key not in self._compiled:
            renderers = self.macro(name, inherited, element.line)
            self._compiled[key] = _sequence(renderers)
        inner = self._compiled[key]
        if look.plain and not look.text_case and not look.strip_periods:
            return inner

        def render(context: Context) -> Tree | None:
            tree = inner(context)
            if tree is None:
                return None
            if look.strip_periods:
                _strip_periods(tree)
            trees = (
                apply_case([tree], look.text_case, english=_english(context)) if look.text_case else [tree]
            )
            return look.node(trees, "")

        return render

    def _text_term(self, element: Element, term: str, look: Look) -> Renderer:
        form, plural = element.get("form") or "long", element.get("plural") == "true"
        words = self.locale.term(term, form, plural=plural)
        if not words:
            return lambda context: None
        words = look.strip(words)

        def render(context: Context) -> Tree | None:
            first, context.beginning = context.beginning, False
            shown = words[:1].upper() + words[1:] if first else words
            return look.node(_cased([shown], look, context), "")

        return render

    def _text_variable(self, element: Element, variable: str, look: Look) -> Renderer:
        form = element.get("form") or "long"
        if variable == "year-suffix":
            return self._year_suffix(look)

        def render(context: Context) -> Tree | None:
            context.called += 1
            value = ""
            if form == "short":
                value = context.item.text(f"{variable}-short") or context.item.text(
                    "shortTitle" if variable == "title" else ""
                )
                if variable == "container-title":
                    value = value or context.item.text("journalAbbreviation")
                if variable in context.substituted:
                    value = ""
            value = value or context.variable(variable)
            if not value:
                return None
            context.rendered += 1
            context.used.add(variable)
            context.beginning = False
            if variable in ("page", "locator", "page-first"):
                return self._pages(context, variable, value, look)
            if variable == "citation-number" and context.sorting is not None:
                return value.rjust(9, "0")
            if variable in ("URL", "DOI"):
                return look.node([value], "")
            if variable in NUMBER_VARIABLES and is_numeric(value):
                value = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", value)
            trees = parse_markup(look.strip(value))
            return look.node(_cased(trees, look, context), "")

        return render

    def _pages(self, context: Context, variable: str, value: str, look: Look) -> Tree:
        trees: list[Tree] = [look.strip(self.range(value, context, variable))]
        words = context.cite.terms if variable == "locator" and context.cite else None
        if words and not context.label_printed:
            trees = [words["plural" if is_plural(value) else "single"], " ", *trees]
        return look.node(_cased(trees, look, context), "")

    def range(self, value: str, context: Context, variable: str) -> str:
        """Pages or a locator with their ranges as the style abbreviates them."""
        if variable == "page-first":
            match = re.match(r"\s*[^\s,;&–—-]+", value)
            return match[0].strip() if match else value
        format = self.options.get("page-range-format")
        if variable == "locator" and context.cite and context.cite.terms:
            format = None  # sheets have two sides ("ll. 225–226 ob."): their numbers are never shortened
        delimiter = self.locale.term("page-range-delimiter") or "–"
        if variable == "locator" and (
            context.cite is None or context.cite.label not in ("page", "folio", "")
        ):
            if not re.search(r"\d\s*[-–—]+\s*\d", value):
                return value
            return re.sub(r"(?<=[\w)])\s*(?:--+|[-–—])\s*(?=\w)", "–", value.replace("\\-", "\0")).replace(
                "\0", "-"
            )
        hidden = value.replace("\\-", "\0")
        return page_range(hidden, format, delimiter).replace("\0", "-")

    def _year_suffix(self, look: Look) -> Renderer:
        def render(context: Context) -> Tree | None:
            suffix = context.ambiguity.year_suffix
            if not suffix:
                return None
            context.called += 1
            context.rendered += 1
            context.suffix_printed = True
            return look.node([Node([suffix], kind="year-suffix")], "")

        return render

    # cs:number

    def _number(self, element: Element, inherited: dict[str, str]) -> Renderer:
        look = look_of(element)
        variable, form = element.get("variable") or "", element.get("form") or "numeric"
        gender = self.locale.gender(variable)

        def one(piece: str) -> str:
            if not piece.isdigit():
                return piece
            number = int(piece)
            if form == "ordinal":
                return ordinal(number, self.locale, gender)
            if form == "long-ordinal":
                return long_ordinal(number, self.locale, gender)
            if form == "roman":
                return roman(number)
            return piece

        def render(context: Context) -> Tree | None:
            context.called += 1
            value = context.variable(variable)
            if not value:
                return None
            context.rendered += 1
            context.used.add(variable)
            context.beginning = False
            if variable in ("page", "locator", "page-first"):
                text = self.range(value, context, variable)
                if form == "numeric":
                    return look.node(_cased([text], look, context), "")
                value = text
            if context.sorting is not None and value.isdigit():
                return value.rjust(9, "0")
            if is_numeric(value):
                value = _spaced(
                    "".join(one(piece) if numeric else piece for piece, numeric in split_numbers(value))
                )
                value = value.replace("&", self.locale.term("and", "symbol") or "&")
                return look.node(_cased([look.strip(value)], look, context), "")
            return look.node(_cased(parse_markup(look.strip(value)), look, context), "")

        return render

    # cs:label

    def _label(self, element: Element, inherited: dict[str, str]) -> Renderer:
        look = look_of(element)
        variable, form = element.get("variable") or "", element.get("form") or "long"
        plural_rule = element.get("plural") or "contextual"

        def render(context: Context) -> Tree | None:
            value = context.variable(variable)
            if not value:
                return None
            if plural_rule == "contextual":
                plural = (
                    is_plural(value)
                    if not variable.startswith("number-of-")
                    else value.strip() not in ("1", "")
                )
            else:
                plural = plural_rule == "always"
            name = variable
            if variable == "locator" and context.cite is not None:
                name = context.cite.label or "page"
                if words := context.cite.terms:
                    context.label_printed = True
                    return look.node(
                        _cased([look.strip(words["plural" if plural else "single"])], look, context), ""
                    )
            term = self.locale.term(name, form, plural=plural)
            if not term:
                return None
            if variable == "locator":
                context.label_printed = True
            return look.node(_cased([look.strip(term)], look, context), "")

        return render

    # cs:names, cs:group

    def _names(self, element: Element, inherited: dict[str, str]) -> Renderer:
        return compile_names(element, inherited, lambda child: self.compile(child, inherited))

    def _group(self, element: Element, inherited: dict[str, str]) -> Renderer:
        look = look_of(element)
        delimiter = element.get("delimiter") or ""
        renderers = self.children(element, inherited)

        def render(context: Context) -> Tree | None:
            """What a cs:choose prints stands among its siblings ("Delimiter" in CSL 1.0.2)."""
            called, rendered = context.called, context.rendered
            context.called = context.rendered = 0
            trees: list[Tree] = []
            for renderer in renderers:
                tree = renderer(context)
                if isinstance(tree, Node) and tree.kind == "transparent":
                    trees.extend(tree.children)
                elif tree is not None:
                    trees.append(tree)
            empty = not trees or (context.called > 0 and context.rendered == 0)
            context.called, context.rendered = (
                called + (context.called > 0),
                rendered + (context.rendered > 0),
            )
            if empty:
                return None
            return look.node(trees, delimiter)

        return render


def _sequence(renderers: list[Renderer]) -> Renderer:
    """A macro: silent where it calls variables and none of them prints, as a group is."""

    def render(context: Context) -> Tree | None:
        called, rendered = context.called, context.rendered
        context.called = context.rendered = 0
        trees = [tree for renderer in renderers if (tree := renderer(context)) is not None]
        empty = not trees or (context.called > 0 and context.rendered == 0)
        context.called, context.rendered = called + (context.called > 0), rendered + (context.rendered > 0)
        if empty:
            return None
        return trees[0] if len(trees) == 1 else Node(trees)

    return render


def _english(context: Context) -> bool:
    item = context.item.english
    if item is not None:
        return item
    return str(context.options.get("default-locale") or "en").lower().startswith("en")


def _cased(trees: list[Tree], look: Look, context: Context) -> list[Tree]:
    return apply_case(trees, look.text_case, english=_english(context)) if look.text_case else trees


def _spaced(text: str) -> str:
    text = re.sub(r"\s*,\s*", ", ", text)
    text = re.sub(r"\s*&\s*", " & ", text)
    return re.sub(r"\s*[-–—]\s*", "–", text)


def _strip_periods(tree: Tree) -> None:
    if isinstance(tree, Node):
        tree.children = [
            child.replace(".", "") if isinstance(child, str) else child for child in tree.children
        ]
        for child in tree.children:
            _strip_periods(child)


def known_number(variable: str) -> bool:
    """Whether CSL has a number variable of this name."""
    return variable in NUMBER_VARIABLES
