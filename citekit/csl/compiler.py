"""A style's elements become functions (CSL 1.0.2, "Rendering Elements", "Macro", "Group").

Public: :class:`Compiler`. What prints an item is closures that know their attributes, terms and macros; a
macro is compiled when a layout first needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citekit.csl.author_modes import silenced
from citekit.csl.choose import compile_choose
from citekit.csl.context import OF_THE_CITE, AuthorMode, Context
from citekit.csl.date_element import compile_date, dates_alone
from citekit.csl.formatting import (
    IN_VAIN,
    Compiled,
    Renderer,
    dressed,
    first_of,
    hoisting,
    sequence,
    suppressing,
)
from citekit.csl.item import NUMBER_VARIABLES, Known
from citekit.csl.locale import Locale
from citekit.csl.look import block_of, look_of
from citekit.csl.name_options import Numbering
from citekit.csl.names import Parts, compile_names, parts_of
from citekit.csl.text import compile_label, compile_number, compile_text
from citekit.csl.xml import Element


class Compiler:
    """Compiles the elements of cs:citation or cs:bibliography for one locale; where the items are ``known``,
    for them alone: what they cannot print is left out, and conditions on their type and variables are decided.
    ``mode`` is that of the cites; ``sorting`` says that it is for sort keys."""

    def __init__(
        self,
        macros: Mapping[str, Element],
        locale: Locale,
        options: Mapping[str, str],
        inherited: Mapping[str, str],
        *,
        in_citation: bool,
        explicit_suffix: bool,
        numbering: Numbering,
        known: Known | None = None,
        mode: AuthorMode = AuthorMode.WITH_WORK,
        sorting: bool = False,
    ) -> None:
        self.macros = macros
        self.locale = locale
        self.options = options
        self.inherited = inherited
        self.in_citation = in_citation
        self.explicit_suffix = explicit_suffix
        self.numbering = numbering
        self.known = known
        self.mode = mode
        self.sorting = sorting
        self._compiled: dict[tuple[str, tuple[int, ...]], Compiled] = {}
        self._formatting: dict[int, dict[str, Element]] = {}  # by the id of the element

    def layout(self, layout: Element) -> list[Renderer]:
        """The renderers of a cs:layout's children."""
        return [child.render for child in self._each(layout, top=True) if child.silent is None]

    def children(
        self, element: Element, delimiter: str = "", outer: Parts | None = None, *, top: bool = False
    ) -> Compiled:
        """An element's children, the delimiter between them."""
        return sequence(self._each(element, delimiter, outer, top=top), delimiter)

    def _each(
        self, element: Element, delimiter: str = "", outer: Parts | None = None, *, top: bool = False
    ) -> list[Compiled]:
        children = element.children
        return [
            compile_label(child, self.locale, beside)
            if child.tag == "label" and (beside := _number_beside(children, place))
            else self.compile(child, delimiter, outer, top=top)
            for place, child in enumerate(children)
        ]

    def compile(
        self, element: Element, delimiter: str = "", outer: Parts | None = None, *, top: bool = False
    ) -> Compiled:
        """One element. A cs:choose takes over the delimiter that it stands among; a cs:names
        the ``outer`` parts of that in whose cs:substitute it stands. Only at the ``top``, in the layout itself,
        can an element be a display block ("Display")."""
        if top and element.tag != "choose" and element.get("display"):
            return dressed(self.compile(element, delimiter, outer), block_of(element.attributes))
        tag = element.tag
        if tag == "text":
            if name := element.get("macro"):
                # The reference sets no macro in a case, and styles that ask for it are written so.
                look = look_of(element.attributes, nests=True)._replace(text_case="")
                return dressed(self.macro(name, outer), look)
            if self._is_absent(element.get("variable")):
                return IN_VAIN
            return self._silenced(compile_text(element, self.locale, self.options), element)
        if tag == "group":
            return self._group(element, outer)
        if tag == "choose":
            return compile_choose(
                element,
                lambda branch: self.children(branch, delimiter, outer, top=top),
                in_citation=self.in_citation,
                known=self.known,
            )
        if tag == "names":
            return self.names(element, outer)
        if tag == "date":
            if all(map(self._is_absent, (element.get("variable") or "").split())):
                return IN_VAIN
            date = compile_date(element, self.locale, explicit_suffix=self.explicit_suffix)
            return self._silenced(date, element)
        if tag == "number":
            if self._is_absent(element.get("variable")):
                return IN_VAIN
            return self._silenced(compile_number(element, self.locale, self.options), element)
        return compile_label(element, self.locale, "")

    def _silenced(self, compiled: Compiled, element: Element) -> Compiled:
        return silenced(compiled, self.mode, element.tag, element.get("variable") or "")

    def _is_absent(self, variable: str | None) -> bool:
        """Whether the items are known to have nothing in the variable."""
        return (
            self.known is not None
            and variable is not None
            and variable not in self.known.present
            and f"{variable}-short" not in self.known.present
            and variable not in OF_THE_CITE
        )

    def macro(self, name: str, outer: Parts | None = None) -> Compiled:
        """A macro; what it calls that has no content suppresses it as in a group. Of ``outer`` parts it takes
        over the formatting of name parts alone."""
        outer = outer.formatting if outer is not None else None
        if self.known is not None:
            return self._macro(name, outer)
        key, compiled = _key(name, outer), self._compiled

        def render(context: Context) -> int:
            return (compiled.get(key) or self._macro(name, outer)).render(context)

        return Compiled(render)

    def _macro(self, name: str, outer: Parts | None) -> Compiled:
        key = _key(name, outer)
        if key not in self._compiled:
            element = self.macros[name]
            compiled = suppressing(hoisting(self.children(element, "", outer)))
            if self.sorting and any(child.tag == "date" for child in element.whole()):
                compiled = dates_alone(compiled)
            self._compiled[key] = compiled
        return self._compiled[key]

    def names(self, element: Element, outer: Parts | None = None) -> Compiled:
        """A cs:names and its substitutes."""
        parts = parts_of(element, outer)
        substitute = element.find("substitute")
        substitutes = (
            [self.substitute(child, parts) for child in substitute.children] if substitute is not None else []
        )
        if substitute is not None:
            # The last formatting of a part holds, of whatever names here it is.
            parts = parts._replace(name_parts={**parts.name_parts, **self._name_parts(substitute)})
        variables = (element.get("variable") or "").split()
        substitutes = [substitute for substitute in substitutes if substitute.silent is None]
        if not (substitutes or self.sorting) and all(map(self._is_absent, variables)):
            return IN_VAIN
        return compile_names(
            element,
            self.inherited,
            self.locale,
            self.numbering,
            parts,
            substitutes,
            in_citation=self.in_citation,
            mode=self.mode,
        )

    def _name_parts(self, element: Element) -> dict[str, Element]:
        """The formatting of name parts in an element and in the macros that it calls, the last for each part."""
        found = self._formatting.get(id(element))
        if found is not None:
            return found
        found = self._formatting[id(element)] = {}
        for child in element.whole():
            if child.tag == "name-part":
                found[child.get("name") or ""] = child
            elif child.tag == "text" and (name := child.get("macro")):
                found |= self._name_parts(self.macros[name])
        return found

    def substitute(self, element: Element, parts: Parts) -> Compiled:
        """A child of cs:substitute. What stands in the branches of a cs:choose are substitutes
        themselves, of which the first that prints something counts."""
        if element.tag != "choose":
            return self.compile(element, "", parts)
        return compile_choose(
            element,
            lambda branch: first_of([self.substitute(child, parts) for child in branch.children]),
            in_citation=self.in_citation,
            known=self.known,
        )

    def _group(self, element: Element, outer: Parts | None) -> Compiled:
        delimiter = element.get("delimiter") or ""
        look = look_of(element.attributes, nests=True)
        return dressed(suppressing(hoisting(self.children(element, delimiter, outer))), look)


def _key(name: str, outer: Parts | None) -> tuple[str, tuple[int, ...]]:
    """What tells a macro from itself among other ``outer`` parts."""
    return name, tuple(map(id, outer.name_parts.values())) if outer is not None else ()


def _number_beside(children: Sequence[Element], place: int) -> str:
    """The number variable that the element after a cs:label prints, or else the one before it."""
    for child in (*children[place + 1 : place + 2], *children[max(place - 1, 0) : place]):
        name = child.get("variable") or ""
        if child.tag in ("text", "number") and (name in NUMBER_VARIABLES or name == "locator"):
            return name
    return ""
