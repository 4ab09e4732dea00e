"""A style, read and compiled once (CSL 1.0.2, "Style Structure").

Public: :class:`Style`, :class:`Area`, :class:`SortKey`, :func:`compile_style`. A style holds no state of a
rendering and can be used from several threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from citekit.csl.compiler import Compiler
from citekit.csl.context import AuthorMode
from citekit.csl.errors import StyleError
from citekit.csl.formatting import Renderer
from citekit.csl.item import Item, Known
from citekit.csl.locale import Locale, load
from citekit.csl.look import look_of
from citekit.csl.name_options import INHERITED, STYLE_WIDE, NameOptions, Numbering, read_options
from citekit.csl.names import terms_for_names
from citekit.csl.validity import check
from citekit.csl.xml import Element, parse


class SortKey(NamedTuple):
    """A cs:key: a variable or a macro, in ascending or descending order. ``options`` are its names-min and the
    like, which stand over those of the names that it sorts by ("Sorting Macros")."""

    variable: str
    macro: str
    descending: bool
    options: Mapping[str, str]


_CHANGING = frozenset(("citation-number", "year-suffix", "citation-label"))
"""Variables that sorting and disambiguation change."""


class Program(NamedTuple):
    """What prints an area: the renderers of the layout's children, and those of the macros of its sort keys."""

    renderers: list[Renderer]
    keys: list[Renderer | None]


class Area:
    """cs:citation or cs:bibliography: its options, its layout and its sort keys.

    ``names`` are the options of names that sort without a macro.
    """

    def __init__(
        self,
        layout: Element,
        options: Mapping[str, str],
        names: NameOptions,
        sort: Sequence[SortKey],
        compiler: Callable[..., Compiler],
        *,
        sorts_by: Collection[str],
        prints_number: bool,
    ) -> None:
        self.options = options
        self.look = look_of(layout.attributes, nests=True)
        self.delimiter = layout.get("delimiter") or ""
        self.names = names
        self.sort = sort
        self.sorts_by = sorts_by
        self.prints_number = prints_number
        self._layout = layout
        self._compiler = compiler
        self._general = self._program(None)
        self._uses: Counter[Known] = Counter()
        self._special: dict[Known, Program] = {}
        self._in_mode: dict[AuthorMode, Program] = {}

    def program(self, item: Item, mode: AuthorMode = AuthorMode.WITH_WORK) -> Program:
        """The program for an item: one for any item, until there are many of one type with the same variables,
        for which their own is shorter."""
        if mode is not AuthorMode.WITH_WORK:
            if mode not in self._in_mode:
                self._in_mode[mode] = self._program(None, mode)
            return self._in_mode[mode]
        known = item.known
        special = self._special.get(known)
        if special is not None:
            return special
        if len(self._uses) > _MOST_COUNTED:
            self._uses.clear()
        self._uses[known] += 1
        if self._uses[known] < _USES_BEFORE_OWN or len(self._special) >= _MOST_PROGRAMS:
            return self._general
        special = self._special[known] = self._program(known)
        return special

    def _program(self, known: Known | None, mode: AuthorMode = AuthorMode.WITH_WORK) -> Program:
        sorter = self._compiler(known, sorting=True)
        return Program(
            self._compiler(known, mode=mode).layout(self._layout),
            [sorter.macro(key.macro).render if key.macro else None for key in self.sort],
        )


_USES_BEFORE_OWN = 12
"""So many items of one type with the same variables pay for compiling a program of their own."""

_MOST_PROGRAMS, _MOST_COUNTED = 200, 2_000
"""Programs of their own that a style keeps, and kinds of items that it counts, so that a long-lived one stays
small."""


class Style(NamedTuple):
    """A compiled style for one locale; ``bibliography`` is None where the style has none. ``explicit_suffix``
    says that it places year suffixes itself; ``warnings`` say what of it CSL does not know."""

    class_: str
    locale: Locale
    citation: Area
    bibliography: Area | None
    is_numeric: bool
    conditions: int
    explicit_suffix: bool
    prints_recipients: bool
    warnings: tuple[str, ...]

    @property
    def groups_cites(self) -> bool:
        """Whether the cites of one author stand together in a citation that the style sorts."""
        options = self.citation.options
        if "cite-group-delimiter" in options:
            return not self.citation.prints_number
        return "collapse" in options and not self.is_note

    @property
    def is_note(self) -> bool:
        """Whether the style cites in notes."""
        return self.class_ == "note"


@lru_cache(maxsize=16)
def compile_style(xml: str | bytes, locale: str | None = None) -> Style:
    """The compiled style; raises StyleError with the line for what is no valid CSL."""
    root = parse(xml)
    if root.tag != "style":
        raise StyleError(f"is no CSL style: its root element is {root.tag!r}", root.line)
    citation = root.find("citation")
    if citation is None:
        info = root.find("info")
        links = info.all("link") if info is not None else []
        parent = next((link.get("href") for link in links if link.get("rel") == "independent-parent"), None)
        if parent:
            raise StyleError(f"is a dependent style; its parent is {parent}")
        raise StyleError("has no cs:citation", root.line)
    macros = {element.get("name") or "": element for element in root.all("macro")}
    loaded = load(locale or root.get("default-locale") or "en-US", root.all("locale"))
    warnings = check(root, macros, {name for name, _, _ in loaded.terms})
    bibliography = root.find("bibliography")
    builder = _Builder(root, macros, loaded)
    return Style(
        class_=root.get("class") or "in-text",
        locale=loaded,
        citation=builder.area(citation),
        bibliography=builder.area(bibliography) if bibliography is not None else None,
        is_numeric=_prints_number(root),
        conditions=root.values("disambiguate").count("true"),
        explicit_suffix=builder.explicit_suffix,
        prints_recipients=any("recipient" in names.split() for names in root.values("variable")),
        warnings=tuple(warnings),
    )


def _prints_number(root: Element) -> bool:
    """Whether the style prints citation numbers, and does not only sort by them."""
    areas = [area for tag in ("citation", "bibliography") if (area := root.find(tag)) is not None]
    sorts = [sort for area in areas if (sort := area.find("sort")) is not None]
    keys = [name for sort in sorts for name in sort.values("variable")]
    return root.values("variable").count("citation-number") > keys.count("citation-number")


class _Builder:
    """Builds the areas of one style."""

    def __init__(self, root: Element, macros: Mapping[str, Element], locale: Locale) -> None:
        self.root = root
        self.macros = macros
        self.locale = locale
        self.explicit_suffix = any(
            element.tag == "text" and element.get("variable") == "year-suffix" for element in root.whole()
        )
        self.numbering = Numbering()

    def area(self, element: Element) -> Area:
        own = {
            name: source[name]
            for source in (self.root.attributes, element.attributes)
            for name in (*INHERITED, *STYLE_WIDE)
            if name in source
        }
        layout = element.find("layout")
        if layout is None:
            raise StyleError(f"cs:{element.tag} has no cs:layout", element.line)
        sort = element.find("sort")
        return Area(
            layout,
            element.attributes,
            read_options(own, None, None, {}, terms_for_names(self.locale), self.locale.quotes),
            [_key(key, own) for key in sort.all("key")] if sort is not None else [],
            lambda known, **how: Compiler(
                self.macros,
                self.locale,
                self.root.attributes,
                own,
                in_citation=element.tag == "citation",
                explicit_suffix=self.explicit_suffix,
                numbering=self.numbering,
                known=known,
                **how,
            ),
            sorts_by=self._asked(sort) & _CHANGING if sort is not None else set(),
            prints_number="citation-number" in self._asked(layout),
        )

    def _asked(self, element: Element) -> set[str]:
        """The variables that an element and the macros that it calls ask for."""
        return {name for called in self._called(element) for name in called.values("variable")}

    def _called(self, element: Element) -> list[Element]:
        """The element and the macros that it calls."""
        found = [element]
        seen: set[str] = set()
        for asked in found:
            called = set(asked.values("macro")) - seen
            seen |= called
            found += [self.macros[name] for name in called]
        return found


def _key(key: Element, inherited: Mapping[str, str]) -> SortKey:
    """A cs:key; of the names of its macro it cuts the lists as it says, else as its area does."""
    options = {
        name: value
        for name, outer in (
            ("names-min", "et-al-min"),
            ("names-use-first", "et-al-use-first"),
            ("names-use-last", "et-al-use-last"),
        )
        if (value := key.get(name) or inherited.get(outer))
    }
    return SortKey(
        variable=key.get("variable") or "",
        macro=key.get("macro") or "",
        descending=key.get("sort") == "descending",
        options=options,
    )
