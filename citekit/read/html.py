"""HTML: what a reader of the page reads, with its notes; navigation, scripts, comments and banners out.

Public: :func:`read`, :func:`add_html` (EPUB's chapters are read by it too).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from citekit.model import BlockKind, Document, Note
from citekit.read.encoding import decode_html
from citekit.read.tidy import TextBuilder, tidy

_LEFT_OUT = frozenset(
    "head script style noscript template svg math nav form button select iframe object audio video canvas dialog menu "
    "input textarea".split()
)
_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 blockquote pre td th tr dt dd section article aside main header footer figure "
    "figcaption ul ol dl table tbody thead tfoot address body details summary caption hr center".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BANNER = re.compile(
    r"(?<![a-z])(?:cookies?|consent|gdpr|breadcrumbs?|menu|navbar|nav|navigation|pagination|share|social|advert(?:isement)?|newsletter|"
    r"skip-link|screen-reader-text|popup|modal)(?![a-z])",
    re.I,
)
_CALL = re.compile(r"\W*(\d{1,5}|[*†‡]+|[ivxl]{1,6})\W*")
_BACK = re.compile(
    r"[\s↩↑^←↵⏎\uFE0E\uFE0F\[\]()]*(?:\d{1,5})?[\s↩↑^←↵⏎\uFE0E\uFE0F\[\]().]*|back|return|zurück", re.I
)
_NUMBER_AT_START = re.compile(r"\W{0,2}(\d{1,5})(?:[.)\]:]+\s*|\s+)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes, name: str) -> Document:
    """An HTML page as a Document; raises UnreadableInput where ``data`` is no text."""
    text, diagnostics = decode_html(data, name)
    builder = TextBuilder()
    add_html(builder, text)
    return builder.document(name, "html", diagnostics)


def add_html(builder: TextBuilder, html: str) -> None:
    """Add the blocks of a page to ``builder``, its notes where they stand."""
    root = LexborHTMLParser(html).body
    if root is None:
        return
    _Page(builder, _note_ids(root)).walk(root)


def _note_ids(root: LexborNode) -> dict[str, str]:
    """The ids that calls in the text link to, each with the number of its note."""
    found: dict[str, str] = {}
    for link in root.css("a[href^='#']"):
        call = _CALL.fullmatch(link.text(deep=True).strip())
        target = (link.attributes.get("href") or "")[1:]
        if call and target and not _is_back_link(link, target):
            found.setdefault(target, call[1])
    return {
        target: number
        for target, number in found.items()
        if root.css_first(f'[id="{_quoted(target)}"], a[name="{_quoted(target)}"]')
    }


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _is_back_link(link: LexborNode, target: str) -> bool:
    """Whether a link leads from a note back to its call."""
    kinds = f"{link.attributes.get('class') or ''} {link.attributes.get('role') or ''} {link.attributes.get('rev') or ''}"
    return "back" in kinds or bool(
        re.match(r"(?:fn)?(?:ref|call|back|r|cite|rf)[\d:_-]|.*ref[-:_]?\d+$", target, re.I)
    )


@dataclass
class _Open:
    """A block that is being read: its text so far, and the notes called in it."""

    kind: BlockKind
    note: Note | None = None
    pieces: list[str] = field(default_factory=list)
    calls: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return sum(map(len, self.pieces))


class _Page:
    """One walk over a page, in the order of reading."""

    def __init__(self, builder: TextBuilder, notes: dict[str, str]) -> None:
        self.builder = builder
        self.notes = notes
        self.open = _Open(BlockKind.PARAGRAPH)

    def walk(self, root: LexborNode) -> None:
        """Read ``root`` and all that is inside, without recursion: pages nest deeply."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            tag = node.tag or ""
            if leaving:
                self._leave(tag)
                continue
            if tag == "-text":
                self._text(node.text(deep=False) or "")
                continue
            if tag.startswith("-") or tag in _LEFT_OUT or _is_left_out(node):
                continue
            if tag == "br":
                self.open.pieces.append("\n")
                continue
            if tag == "a" and self._link(node):
                continue
            if tag in _BLOCKS:
                self._enter(node, tag)
                stack.append((node, True))
            elif (number := self.notes.get(node.attributes.get("id") or "")) and tag not in ("a", "sup"):
                self._begin_note(number)
            stack += [(child, False) for child in reversed(list(node.iter(include_text=True)))]
        self._close(BlockKind.PARAGRAPH)

    def _text(self, text: str) -> None:
        self.open.pieces.append(_BLANKS.sub(" ", text))

    def _link(self, node: LexborNode) -> bool:
        """Whether a link is the call of a note or leads back to one, and is no text."""
        href = node.attributes.get("href") or ""
        number = self.notes.get(node.attributes.get("id") or node.attributes.get("name") or "")
        if number and not href:
            self._begin_note(number)
            return False
        if not href.startswith("#"):
            return False
        words = node.text(deep=True).strip()
        if number := self.notes.get(href[1:]):
            if _CALL.fullmatch(words):
                self.open.calls.setdefault(self.open.length, ("footnote", number))
                return True
        return self.open.note is not None and bool(_BACK.fullmatch(words))

    def _begin_note(self, number: str) -> None:
        self._close(BlockKind.NOTE)
        self.open.note = Note(number)

    def _enter(self, node: LexborNode, tag: str) -> None:
        if tag in ("td", "th"):
            if self.open.length:
                self.open.pieces.append(" | ")
            return
        if (
            self.open.note is not None
            and tag in ("p", "div", "blockquote")
            and not (self.notes.get(node.attributes.get("id") or ""))
        ):
            # A note's further paragraphs belong to it.
            self.open.pieces.append("\n" if self.open.length else "")
            return
        self._close(BlockKind.HEADING if tag in _HEADINGS else BlockKind.PARAGRAPH)
        if number := self.notes.get(node.attributes.get("id") or ""):
            self.open = _Open(BlockKind.NOTE, Note(number))

    def _leave(self, tag: str) -> None:
        if tag in ("td", "th") or (self.open.note is not None and tag in ("p", "div", "blockquote")):
            return
        self._close(BlockKind.PARAGRAPH)

    def _close(self, following: BlockKind) -> None:
        text, calls = _settled("".join(self.open.pieces), self.open.calls)
        if self.open.note and (number := _NUMBER_AT_START.match(text)) and number[1] == self.open.note.number:
            text = text[number.end() :]
        kind = BlockKind.NOTE if self.open.note else self.open.kind
        self.builder.add(kind, text, self.open.note, calls=calls)
        self.open = _Open(following if following is not BlockKind.NOTE else BlockKind.PARAGRAPH)


def _is_left_out(node: LexborNode) -> bool:
    attributes = node.attributes
    if (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in ("navigation", "banner", "search", "dialog")
    ):
        return True
    style = attributes.get("style") or ""
    if "display:none" in style.replace(" ", ""):
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_BANNER.search(names)) and node.tag not in ("body", "main", "article", "html")


def _settled(text: str, calls: dict[int, tuple[str, str]]) -> tuple[str, dict[int, tuple[str, str]]]:
    """The block's text with single blanks, and the calls moved with it."""
    marks = sorted(calls)
    out: list[str] = []
    length, position, moved = 0, 0, {}
    for mark in [*marks, len(text)]:
        piece = tidy(text[position:mark])
        piece = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", piece))
        if not length:
            piece = piece.lstrip()
        elif out and out[-1][-1:].isspace():
            piece = piece.lstrip(" ")
        out += [piece] if piece else []
        length += len(piece)
        if mark in calls:
            moved[length] = calls[mark]
        position = mark
    return "".join(out).rstrip(), moved
