"""A style, read and compiled once (CSL 1.0.2, "Style Structure").

Public: :class:`Style`, :class:`Area`. A style holds no state of a rendering and can be used from several
threads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from citekit.csl.context import Context
from citekit.csl.elements import Compiler
from citekit.csl.errors import StyleError
from citekit.csl.formatting import Look, look_of
from citekit.csl.locale import Locale, load
from citekit.csl.names import INHERITED
from citekit.csl.tree import Tree
from citekit.csl.xml import Element, parse

Renderer = Callable[[Context], "Tree | None"]


@dataclass(frozen=True, slots=True)
class SortKey:
    """A cs:key: a variable, or a macro's renderers, in ascending or descending order."""

    variable: str
    renderers: tuple[Renderer, ...]
    descending: bool
    options: dict[str, str]


@dataclass(slots=True)
class Area:
    """cs:citation or cs:bibliography: its options, its layout and its sort keys."""

    name: str
    options: dict[str, str]
    renderers: list[Renderer] = field(default_factory=list)
    look: Look = field(default_factory=Look)
    delimiter: str = ""
    sort: list[SortKey] = field(default_factory=list)


@dataclass(slots=True)
class Style:
    """A compiled style for one locale; ``bibliography`` is None where the style has none."""

    class_: str
    locale: Locale
    options: dict[str, str]
    citation: Area
    bibliography: Area | None
    tests_disambiguate: bool = False

    @property
    def is_note(self) -> bool:
        """Whether the style cites in notes."""
        return self.class_ == "note"

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """The outer and the inner quotation marks."""
        term = self.locale.term
        return (
            term("open-quote") or "“",
            term("close-quote") or "”",
            term("open-inner-quote") or "‘",
            term("close-inner-quote") or "’",
        )


@lru_cache(maxsize=64)
def compile_style(xml: str, locale: str | None) -> Style:
    """The compiled style; raises StyleError with the line for what is no valid CSL."""
    root = parse(xml)
    if root.tag != "style":
        raise StyleError(f"is no CSL style: its root element is {root.tag!r}", root.line)
    citation = root.find("citation")
    if citation is None:
        parent = next(
            (link.get("href") for link in root.walk() if link.get("rel") == "independent-parent"), None
        )
        if parent:
            raise StyleError(f"is a dependent style; its parent is {parent}")
        raise StyleError("has no cs:citation", root.line)
    lang = locale or root.get("default-locale") or "en-US"
    loaded = load(lang, root.all("locale"))
    macros = {element.get("name") or "": element for element in root.all("macro")}
    options = {key: value for key, value in root.attributes.items() if value}
    options["default-locale"] = loaded.lang
    compiler = Compiler(macros, loaded, options)
    if any(element.get("variable") == "year-suffix" for element in root.walk()):
        options["explicit-year-suffix"] = "true"
    inherited = {name: root.attributes[name] for name in INHERITED if name in root.attributes}
    bibliography = root.find("bibliography")
    return Style(
        class_=root.get("class") or "in-text",
        locale=loaded,
        options=options,
        citation=_area(citation, compiler, inherited),
        bibliography=_area(bibliography, compiler, inherited) if bibliography is not None else None,
        tests_disambiguate=any("disambiguate" in element.attributes for element in root.walk()),
    )


def _area(element: Element, compiler: Compiler, inherited: dict[str, str]) -> Area:
    own = inherited | {name: element.attributes[name] for name in INHERITED if name in element.attributes}
    layout = element.find("layout")
    if layout is None:
        raise StyleError(f"cs:{element.tag} has no cs:layout", element.line)
    area = Area(
        name=element.tag,
        options=dict(element.attributes),
        renderers=compiler.children(layout, own),
        look=look_of(layout),
        delimiter=layout.get("delimiter") or "",
    )
    sort = element.find("sort")
    for key in sort.all("key") if sort is not None else ():
        macro = key.get("macro")
        area.sort.append(
            SortKey(
                variable=key.get("variable") or "",
                renderers=tuple(compiler.macro(macro, own, key.line)) if macro else (),
                descending=key.get("sort") == "descending",
                options={
                    name: key.attributes[name]
                    for name in ("names-min", "names-use-first", "names-use-last")
                    if name in key.attributes
                },
            )
        )
    return area
