"""HTML: what a reader of the page reads, with its notes; navigation, scripts, comments and banners out.

Public: :func:`read`, :func:`add_html`, :func:`add_pages` (EPUB's chapters are read by it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from citekit.errors import InputTooLarge
from citekit.model import BlockKind, Document, Note
from citekit.read.encoding import decode_html
from citekit.read.html_head import head_fields
from citekit.read.linked_notes import LinkedNote, LinkedNotes
from citekit.read.notes import NOTES_HEADING
from citekit.read.tidy import TextBuilder, tidy

_LEFT_OUT = frozenset(
    "head script style noscript template svg math nav button select iframe object audio video canvas dialog menu "
    "input textarea del rp rt".split()
)
_BLOCKS = frozenset(
    "p div li h1 h2 h3 h4 h5 h6 blockquote pre td th tr dt dd section article aside main header footer figure "
    "figcaption ul ol dl table tbody thead tfoot address body details summary caption hr center form fieldset".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BANNER = re.compile(
    r"(?<![a-z])(?:cookies?|consent|gdpr|breadcrumbs?|menu|navbar|nav|navigation|pagination|share|social|advert(?:isement)?|newsletter|"
    r"skip-link|screen-reader-text|popup|modal|onetrust|cookiebot|(?:language|lang|locale)[-_ ]?(?:switch(?:er)?|select(?:or)?|menu|list|nav|bar|"
    r"toggle)|related[-_]?(?:items?|posts?|articles?|contents?|documents?|links?|news|stories|pages|topics)|recommended|read-?more)(?![a-z])",
    re.I,
)
_ROLES_OUT = frozenset({"navigation", "banner", "search", "dialog", "menu"})
_MOST_OF_THE_PAGE = 0.5
_LONGEST_ROW = 1_500
_DEEPEST = 5_000
_MAY_NEST = 100_000
_NESTING = re.compile(
    r"</?(?:div|span|b|i|u|s|em|strong|font|a|small|big|code|tt|sup|sub|section|article|blockquote|ul|ol|dl|table|center)\b",
    re.I,
)
_MOST_KEPT = 50
"""Elements that are named like a banner and hold most of the page: each is looked through, so they are counted."""
_BACK = re.compile(
    r"[\s↩↑^←↵⏎⤴\uFE0E\uFE0F\[\]()]*(?:\d{1,5}|[a-z]|[*†‡§]+)?[\s↩↑^←↵⏎⤴\uFE0E\uFE0F\[\]().:]*"
    r"|(?:jump )?(?:back|up)(?: to.*)?|return.*|zurück.*|назад|вернуться.*",
    re.I,
)
_NUMBER_AT_START = re.compile(r"\W{0,2}(\d{1,5}|[*†‡§]+|[ivxl]{1,6}|[a-z])(?:[.)\]:]+\s*|\s+)")
_RAISED = re.compile(r"[\[(]?(\d{1,4})[\])]?")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes, name: str) -> Document:
    """An HTML page as a Document; raises UnreadableInput where ``data`` is no text, InputTooLarge where it
    nests too deeply.

    What the page's head says of it (its own address, its metadata) stands before its text.
    """
    text, diagnostics = decode_html(data, name)
    if len(text) > _MAY_NEST and _depth(text) > _DEEPEST:
        raise InputTooLarge(f"{name}: nests its elements more than {_DEEPEST:,} deep; it is no ordinary page")
    builder = TextBuilder()
    tree = LexborHTMLParser(text)
    builder.add_fields(BlockKind.METADATA, head_fields(tree, text))
    if tree.body is not None:
        _add(builder, [("", tree.body)])
    return builder.document(name, "html", diagnostics)


def add_html(builder: TextBuilder, html: str) -> None:
    """Add the blocks of a page or a part of one to ``builder``."""
    add_pages(builder, [("", html)])


def add_pages(builder: TextBuilder, pages: Sequence[tuple[str, str]]) -> None:
    """Add pages that belong together, each with its path: a note may stand on another page than its call."""
    trees = [(path, LexborHTMLParser(html)) for path, html in pages]
    _add(builder, [(path, tree.body) for path, tree in trees if tree.body is not None])


def _add(builder: TextBuilder, pages: Sequence[tuple[str, LexborNode]]) -> None:
    notes = LinkedNotes(pages)
    for _, root in pages:
        _Page(builder, notes, root).walk()


def _depth(text: str) -> int:
    """How deep the elements of a page nest: what a parser does with each grows with it."""
    steps = (-1 if tag[1] == "/" else 1 for tag in _NESTING.findall(text))
    return max(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0))


@dataclass
class _Open:
    """A block that is being read: its text so far, and the notes called in it."""

    kind: BlockKind
    note: LinkedNote | None = None
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    calls: dict[object, int] = field(default_factory=dict)

    def put(self, text: str) -> None:
        """Add words; blanks beside blanks are one."""
        if not self.length:
            text = text.lstrip()
        elif self.pieces[-1][-1:].isspace():
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def end_line(self) -> None:
        """Let what follows begin a line."""
        if self.length and not self.pieces[-1].endswith("\n"):
            self.put("\n")


class _Page:
    """One walk over a page, in the order of reading."""

    def __init__(self, builder: TextBuilder, notes: LinkedNotes, root: LexborNode) -> None:
        self.builder = builder
        self.notes = notes
        self.root = root
        self.open = _Open(BlockKind.PARAGRAPH)
        self.holders: list[int] = []
        self.in_preformatted = 0
        self.in_row = 0
        self.last_call = 0
        self.notes_follow = False
        self.ordinals: list[int] = []
        self.closing_bracket = ""
        self.size: int | None = None
        self.kept = 0

    def walk(self) -> None:
        """Read all that is inside, without recursion: pages nest deeply."""
        stack: list[tuple[LexborNode, bool]] = [(self.root, False)]
        while stack:
            node, leaving = stack.pop()
            tag = node.tag or ""
            if leaving:
                self._leave(node, tag)
            elif tag == "-text":
                self._text(node.text(deep=False) or "")
            elif tag.startswith("-") or tag in _LEFT_OUT or self._is_left_out(node, tag):
                continue
            elif tag == "br":
                self.open.put("\n")
            elif (tag == "a" and self._is_mark(node)) or (tag == "sup" and self._is_raised_call(node)):
                if note := self.notes.begins.get(node.mem_id):
                    self._begin_note(note)
            else:
                if self._enter(node, tag):
                    stack.append((node, True))
                stack += [(child, False) for child in reversed(list(node.iter(include_text=True)))]
        self._close(BlockKind.PARAGRAPH)

    def _text(self, text: str) -> None:
        if self.closing_bracket and text.startswith(self.closing_bracket):
            text = text[1:]
        self.closing_bracket = ""
        self.open.put(tidy(text if self.in_preformatted else _BLANKS.sub(" ", text)))

    def _is_mark(self, node: LexborNode) -> bool:
        """Whether a link is the call of a note or leads back to one, and is no text."""
        if note := self.notes.calls.get(node.mem_id):
            self._call(note.target, note.number)
            return True
        return node.mem_id in self.notes.back and bool(_BACK.fullmatch(node.text(deep=True).strip()))

    def _is_raised_call(self, node: LexborNode) -> bool:
        """Whether a raised number calls a note that nothing links to: it counts on from the last."""
        raised = _RAISED.fullmatch(node.text(deep=True).strip())
        if (
            not raised
            or self.open.note
            or node.css_first("a")
            or not 0 < int(raised[1]) <= self.last_call + 2
        ):
            return False
        self._call(("footnote", raised[1]), raised[1])
        return True

    def _call(self, key: object, number: str) -> None:
        """Note a call, and take out the brackets around it."""
        if self.open.length and self.open.pieces[-1].endswith(("[", "(")):
            self.closing_bracket = "]" if self.open.pieces[-1].endswith("[") else ")"
            self.open.pieces[-1] = self.open.pieces[-1][:-1]
            self.open.length -= 1
        self.open.calls.setdefault(key, self.open.length)
        if number.isdecimal():
            self.last_call = int(number)

    def _begin_note(self, note: LinkedNote) -> None:
        self._close(BlockKind.NOTE)
        self.open.note = note

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Begin an element; whether its end is to be seen to."""
        note = self.notes.begins.get(node.mem_id)
        if note is None and tag == "li" and self.notes_follow and self.ordinals and not self.holders:
            self.ordinals[-1] += 1
            note = LinkedNote(str(self.ordinals[-1]), "")
        if note is not None:
            self._begin_note(note)
            if tag in _BLOCKS:
                self.holders.append(node.mem_id)
            return tag in _BLOCKS
        if tag == "pre":
            self.in_preformatted += 1
        if tag == "ol":
            self.ordinals.append(0)
        if tag == "tr" and not self.in_row and _is_row_of_data(node):
            self._close(BlockKind.PARAGRAPH)
            self.in_row = node.mem_id
        elif tag in ("td", "th") and (self.in_row or self.holders):
            if self.open.length:
                self.open.put(_between_cells(node))
        elif tag in _BLOCKS and self.in_row:
            self.open.put(" " if self.open.length else "")
        elif tag in _BLOCKS and (self.holders or (self.open.note is not None and tag == "span")):
            # A note's further paragraphs belong to it.
            self.open.end_line()
        elif tag in _BLOCKS:
            self._close(BlockKind.HEADING if tag in _HEADINGS else BlockKind.PARAGRAPH)
        elif tag == "q":
            self.open.put("“")
        return tag in _BLOCKS or tag == "q"

    def _leave(self, node: LexborNode, tag: str) -> None:
        if tag == "pre":
            self.in_preformatted -= 1
        if tag == "ol" and self.ordinals:
            self.ordinals.pop()
            self.notes_follow = self.notes_follow and bool(self.ordinals)
        if tag == "q":
            self.open.put("”")
        elif self.holders and node.mem_id == self.holders[-1]:
            self.holders.pop()
            self._close(BlockKind.PARAGRAPH)
        elif tag == "tr" and self.in_row == node.mem_id:
            self.in_row = 0
            self._close(BlockKind.PARAGRAPH)
        elif self.in_row:
            return
        elif self.holders:
            if tag not in ("td", "th"):
                self.open.end_line()
        else:
            self._close(BlockKind.PARAGRAPH)

    def _close(self, following: BlockKind) -> None:
        opened = self.open
        self.open = _Open(following if following is not BlockKind.NOTE else BlockKind.PARAGRAPH)
        text = re.sub(r" +\n", "\n", "".join(opened.pieces)) if opened.note else "".join(opened.pieces)
        if opened.note is None:
            self.notes_follow = (
                bool(NOTES_HEADING.fullmatch(text.strip())) if text.strip() else self.notes_follow
            )
            self.builder.add(opened.kind, text.rstrip(), calls=opened.calls)
            return
        if (number := _NUMBER_AT_START.match(text)) and number[1] == opened.note.number:
            text = text[number.end() :].lstrip("| ")
        self.builder.add(
            BlockKind.NOTE,
            text.strip(),
            Note(opened.note.number),
            called_by=opened.note.target or None,
        )

    def _is_left_out(self, node: LexborNode, tag: str) -> bool:
        """Whether an element is hidden, navigation or a banner; never one that holds most of the page."""
        attributes = node.attributes
        if not attributes or tag in ("body", "main", "article", "html"):
            return False
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        out = (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or attributes.get("role") in _ROLES_OUT
            or "display:none" in (attributes.get("style") or "").replace(" ", "")
            or bool(_BANNER.search(names))
        )
        if not out or tag not in _BLOCKS:
            return out
        out = self.kept < _MOST_KEPT and not self._holds_the_page(node, names)
        self.kept += not out
        return out

    def _holds_the_page(self, node: LexborNode, names: str) -> bool:
        if "cit" in names.lower() or node.css_first("main, article, h1"):
            return True
        if self.size is None:
            self.size = len(self.root.text(deep=True))
        return len(node.text(deep=True)) > _MOST_OF_THE_PAGE * self.size


def _is_row_of_data(row: LexborNode) -> bool:
    """Whether a row's cells are read as one line, and are no columns of a page that is set in a table."""
    return not row.css_first("table, h1, h2, h3, h4, ul, ol") and len(row.text(deep=True)) <= _LONGEST_ROW


def _between_cells(cell: LexborNode) -> str:
    """What stands between a cell and the one before: a colon where that is the label of a row of two."""
    row = cell.parent
    cells = [other.tag for other in row.iter()] if row is not None else []
    label = row.css_first("th") if row is not None and cells == ["th", "td"] else None
    if label is None:
        return " | "
    return " " if label.text(deep=True).strip().endswith(":") else ": "
