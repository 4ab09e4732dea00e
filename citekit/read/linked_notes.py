"""Which links of HTML pages call a note, and where each note stands.

Public: :class:`LinkedNote`, :class:`LinkedNotes`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

_CALL = re.compile(r"\W*(\d{1,5}|[*†‡§]+|[ivxl]{1,6}|[a-z])\W*")
_HINTS_CALL = re.compile(
    r"noteref|footnote-?ref|fn-?ref|note-?anchor|footnoteanc|endnoteanc|\breference\b", re.I
)
_HINTS_BACK = re.compile(r"back|footnotesym|endnotesym", re.I)
_BLOCKS = frozenset({"p", "li", "div", "dd", "td", "aside", "section", "tr", "blockquote", "dt"})
_NO_NOTES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "body", "main", "article", "nav"})
_HOLDS_ONE = frozenset({"li", "div", "aside", "dd"})


@dataclass(frozen=True, slots=True)
class LinkedNote:
    """A note: its ``number`` as its call gives it, and the ``target`` that names it among the pages."""

    number: str
    target: str


@dataclass(frozen=True, slots=True)
class _Link:
    node: LexborNode
    place: int
    target: str
    number: str
    own: tuple[str, ...]


class LinkedNotes:
    """The notes of one page, or of the chapters of a book, found before they are read.

    ``calls`` and ``begins`` give for a node (its ``mem_id``) the note that it calls or begins with;
    ``back`` holds the links that lead from a note to its call.
    """

    def __init__(self, pages: Iterable[tuple[str, LexborNode]]) -> None:
        self.calls: dict[int, LinkedNote] = {}
        self.begins: dict[int, LinkedNote] = {}
        self.back: set[int] = set()
        anchors: dict[str, tuple[int, LexborNode]] = {}
        links: list[_Link] = []
        for place, (path, node) in enumerate(_anchors_and_links(pages)):
            own = tuple(f"{path}#{name}" for name in _names(node))
            for name in own:
                anchors.setdefault(name, (place, node))
            href = node.attributes.get("href") if node.tag == "a" else None
            if href and "#" in href and "//" not in href:
                links.append(_link(node, place, path, href, own))
        self._find(anchors, links)

    def _find(self, anchors: dict[str, tuple[int, LexborNode]], links: list[_Link]) -> None:
        targeted = {link.target for link in links}
        found: dict[str, LinkedNote] = {}
        for link in links:
            place, node = anchors.get(link.target, (-1, link.node))
            if place < 0 or not link.number or node.tag in _NO_NOTES:
                continue
            hints = _hints(link.node)
            if place > link.place or _HINTS_CALL.search(hints):
                if _HINTS_BACK.search(hints) or not _is_call(link, hints, targeted):
                    continue
                note = found.setdefault(link.target, LinkedNote(link.number, link.target))
                self.calls[link.node.mem_id] = note
        self._place(anchors, found)
        called = {name for link in links if link.node.mem_id in self.calls for name in link.own}
        for link in links:
            place, _ = anchors.get(link.target, (-1, link.node))
            if link.node.mem_id not in self.calls and (link.target in called or 0 <= place < link.place):
                self.back.add(link.node.mem_id)

    def _place(self, anchors: dict[str, tuple[int, LexborNode]], found: dict[str, LinkedNote]) -> None:
        """Find the element that holds each note; notes that share one begin at their anchors."""
        held: dict[int, list[LinkedNote]] = {}
        for target, note in found.items():
            held.setdefault(_holder(anchors[target][1]).mem_id, []).append(note)
        for holder, notes in held.items():
            for note in notes:
                self.begins[holder if len(notes) == 1 else anchors[note.target][1].mem_id] = note


def _anchors_and_links(pages: Iterable[tuple[str, LexborNode]]) -> Iterator[tuple[str, LexborNode]]:
    for path, root in pages:
        for node in root.css("a[href], a[name], [id]"):
            yield path, node


def _names(node: LexborNode) -> list[str]:
    attributes = node.attributes
    names = [attributes.get("id"), attributes.get("name") if node.tag == "a" else None]
    return [name for name in names if name]


def _link(node: LexborNode, place: int, path: str, href: str, own: tuple[str, ...]) -> _Link:
    page, _, name = unquote(href).partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path
    number = _CALL.fullmatch(node.text(deep=True).strip())
    parent = node.parent
    if parent is not None and parent.tag in ("sup", "span") and (outer := parent.attributes.get("id")):
        own = (*own, f"{path}#{outer}")
    return _Link(node, place, f"{target}#{name}", number[1] if number else "", own)


def _hints(node: LexborNode) -> str:
    """What the names and roles of a link and of the element around it say."""
    around = [node, node.parent] if node.parent is not None and node.parent.tag in ("sup", "span") else [node]
    wanted = ("class", "role", "epub:type", "rev")
    return " ".join(str(element.attributes.get(name) or "") for element in around for name in wanted)


def _is_call(link: _Link, hints: str, targeted: set[str]) -> bool:
    """Whether a link with a number calls a note, and is no page number of a table of contents."""
    words = link.node.text(deep=True).strip()
    before = link.node.prev
    if before is not None and before.tag == "-text" and (before.text(deep=False) or "").endswith(("[", "(")):
        return True
    return bool(
        _HINTS_CALL.search(hints)
        or any(name in targeted for name in link.own)
        or words[:1] in "[(*†‡§"
        or (link.node.parent is not None and link.node.parent.tag == "sup")
        or link.node.css_first("sup")
    )


def _holder(anchor: LexborNode) -> LexborNode:
    """The element that is the note: its row in a table, the item or division that holds its paragraphs."""
    node = anchor
    while node.tag not in _BLOCKS and node.parent is not None and node.parent.tag not in _NO_NOTES:
        node = node.parent
    if node.tag not in _BLOCKS:
        return anchor
    parent = node.parent
    if parent is None:
        return node
    if node.tag == "td" or (node.tag == "p" and parent.tag == "td"):
        row = parent if node.tag == "td" else parent.parent
        return row if row is not None and row.tag == "tr" else node
    if node.tag == "p" and parent.tag in _HOLDS_ONE and _stands_first(node):
        later = node.next
        while later is not None and later.tag == "-text":
            later = later.next
        if later is None or not later.css_first("a[name], a[id], [id]"):
            return parent
    return node


def _stands_first(node: LexborNode) -> bool:
    before = node.prev
    while before is not None and before.tag == "-text" and not (before.text(deep=False) or "").strip():
        before = before.prev
    return before is None
