"""A style's elements become functions (CSL 1.0.2, "Rendering Elements", "Macro", "Group").

Public: :class:`Compiler`. What prints an item is closures that know their attributes, terms and macros; a
macro is compiled when a layout first needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from citekit.csl.choose import compile_choose
from citekit.csl.context import Context
from citekit.csl.date_element import compile_date
from citekit.csl.errors import StyleError
from citekit.csl.formatting import CALLED, PRINTED, Renderer, block_of, dressed, first_of, look_of, sequence
from citekit.csl.locale import Locale
from citekit.csl.names import Parts, compile_names, parts_of
from citekit.csl.text import compile_label, compile_number, compile_text
from citekit.csl.xml import Element

_NUMBERS = count(1)
"""Tell the cs:name elements of all styles from each other, from whatever thread they are compiled."""
_TAGS = frozenset("text number label date names group choose".split())


class Compiler:
    """Compiles the elements of cs:citation or cs:bibliography for one locale."""

    def __init__(
        self,
        macros: Mapping[str, Element],
        locale: Locale,
        options: Mapping[str, str],
        inherited: Mapping[str, str],
        *,
        in_citation: bool,
        explicit_suffix: bool,
    ) -> None:
        self.macros = macros
        self.locale = locale
        self.options = options
        self.inherited = inherited
        self.in_citation = in_citation
        self.explicit_suffix = explicit_suffix
        self._compiled: dict[str, Renderer] = {}

    def layout(self, layout: Element) -> list[Renderer]:
        """The renderers of a cs:layout's children."""
        return [self.compile(child, top=True) for child in layout.children]

    def children(
        self, element: Element, delimiter: str = "", outer: Parts | None = None, *, top: bool = False
    ) -> Renderer:
        """The renderer of an element's children, the delimiter between them."""
        renderers = [
            self.compile(child, delimiter, outer, top=top) for child in element.children if child.tag in _TAGS
        ]
        return sequence(renderers, delimiter)

    def compile(
        self, element: Element, delimiter: str = "", outer: Parts | None = None, *, top: bool = False
    ) -> Renderer:
        """The renderer of one element. A cs:choose takes over the delimiter that it stands among; a cs:names
        the ``outer`` parts of that in whose cs:substitute it stands. Only at the ``top``, in the layout itself,
        can an element be a display block ("Display")."""
        if top and element.tag != "choose" and element.get("display"):
            return dressed(self.compile(element, delimiter, outer), block_of(element.attributes))
        tag = element.tag
        if tag == "text":
            if name := element.get("macro"):
                return dressed(self.macro(name, element.line), look_of(element.attributes))
            return compile_text(element, self.locale, self.options)
        if tag == "group":
            return self._group(element, outer)
        if tag == "choose":
            return compile_choose(
                element,
                lambda branch: self.children(branch, delimiter, outer, top=top),
                in_citation=self.in_citation,
            )
        if tag == "names":
            return self.names(element, outer)
        if tag == "date":
            return compile_date(element, self.locale, explicit_suffix=self.explicit_suffix)
        if tag == "number":
            return compile_number(element, self.locale, self.options)
        if tag == "label":
            return compile_label(element, self.locale)
        raise StyleError(f"cs:{tag} is no rendering element", element.line)

    def macro(self, name: str, line: int = 0) -> Renderer:
        """The renderer of a macro; what it calls that has no content suppresses it as in a group."""
        if name not in self.macros:
            raise StyleError(f"there is no macro {name!r}", line)

        compiled = self._compiled

        def render(context: Context) -> int:
            inner = compiled.get(name)
            if inner is None:
                inner = compiled[name] = self.children(self.macros[name])
            out = context.out
            start = len(out)
            called = inner(context)
            if called == CALLED:
                del out[start:]
                return CALLED
            return called | PRINTED if len(out) > start else called & CALLED

        return render

    def names(self, element: Element, outer: Parts | None = None) -> Renderer:
        """The renderer of a cs:names and its substitutes."""
        parts = parts_of(element) if element.children or outer is None else outer
        substitute = element.find("substitute")
        substitutes = (
            [self.substitute(child, parts) for child in substitute.children if child.tag in _TAGS]
            if substitute is not None
            else []
        )
        return compile_names(
            element,
            self.inherited,
            self.locale,
            next(_NUMBERS),
            parts,
            substitutes,
            in_citation=self.in_citation,
        )

    def substitute(self, element: Element, parts: Parts) -> Renderer:
        """The renderer of a child of cs:substitute. What stands in the branches of a cs:choose are substitutes
        themselves, of which the first that prints something counts."""
        if element.tag != "choose":
            return self.compile(element, "", parts)
        return compile_choose(
            element,
            lambda branch: first_of(
                [self.substitute(child, parts) for child in branch.children if child.tag in _TAGS]
            ),
            in_citation=self.in_citation,
        )

    def _group(self, element: Element, outer: Parts | None) -> Renderer:
        delimiter = element.get("delimiter") or ""
        return dressed(_suppressing(self.children(element, delimiter, outer)), look_of(element.attributes))


def _suppressing(inner: Renderer) -> Renderer:
    """Cuts off what was printed where variables were called and all of them were empty ("Group"); a group
    that prints counts as a variable that has content for the group around it."""

    def render(context: Context) -> int:
        out = context.out
        start = len(out)
        called = inner(context)
        if called == CALLED:
            del out[start:]
            return CALLED
        return called | PRINTED if len(out) > start else called & CALLED

    return render
