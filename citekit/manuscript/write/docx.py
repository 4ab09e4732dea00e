"""Word (.docx, ECMA-376): paragraphs with named styles, notes as Word's own footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from citekit.manuscript.body import (
    Block,
    Body,
    Code,
    Formula,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    NoteMark,
    Paragraph,
    Picture,
    Quote,
    RawHtml,
    Rule,
    Table,
)
from citekit.manuscript.runs import Run
from citekit.manuscript.write import TitlePage
from citekit.manuscript.write.picture import ImageFile, read_image
from citekit.manuscript.write.word_styles import FOOTNOTE_SEPARATORS, STYLES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_EMU = 9525
"""English metric units of a pixel at 96 to the inch (ECMA-376, 20.1.2.1)."""
_WIDEST = 5_760_000
"""EMU of the text's width: a wider picture is made to fit."""

_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(words: str) -> str:
    """``words`` as XML character data, without the characters that XML cannot hold."""
    return escape(_UNPRINTABLE.sub("", words))


def run_xml(run: Run, *, style: str = "", tag: str = "t") -> str:
    """A run as ``w:r``; ``tag`` is ``delText`` for words that a tracked change takes out."""
    forms = [f'<w:rStyle w:val="{style}"/>'] if style else []
    if run.code:
        forms.append('<w:rStyle w:val="VerbatimChar"/>')
    forms += ["<w:b/>"] * run.bold + ["<w:i/>"] * run.italic
    forms += ["<w:smallCaps/>"] * run.small_caps + ["<w:strike/>"] * run.struck
    forms += ['<w:u w:val="single"/>'] * run.underline
    if run.raised or run.lowered:
        forms.append(
            '<w:vertAlign w:val="superscript"/>' if run.raised else '<w:vertAlign w:val="subscript"/>'
        )
    properties = f"<w:rPr>{''.join(forms)}</w:rPr>" if forms else ""
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{xml_text(run.text)}</w:{tag}></w:r>'


def note_mark_xml(number: int, style: str = "FootnoteReference", kind: str = "footnote") -> str:
    """The run that calls note ``number``."""
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def note_xml(number: int, paragraphs: Sequence[str]) -> str:
    """A footnote of these paragraphs (what ``w:p`` holds after its properties)."""
    return f'<w:footnote w:id="{number}">{"".join(paragraphs)}</w:footnote>'


def note_paragraph_xml(
    inside: str, *, first: bool, text: str = "FootnoteText", mark: str = "FootnoteReference"
) -> str:
    """A paragraph of a footnote, with the note's number if it is the first."""
    sign = f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{text}"/></w:pPr>{sign if first else ""}{inside}</w:p>'


def write(body: Body, page: TitlePage) -> bytes:
    """The file."""
    parts = _Parts(page)
    title = [_paragraph("Title", run_xml(Run(page.title)))] if page.title else []
    title += [_paragraph("Author", run_xml(Run(author))) for author in page.authors]
    title += [_paragraph("Date", run_xml(Run(page.date)))] if page.date else []
    text = "".join([*title, *parts.blocks(body.blocks)])
    notes = "".join(note_xml(number, [*parts.note(blocks)]) for number, blocks in enumerate(body.notes, 1))
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" '
        'w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    )
    files = {
        "[Content_Types].xml": parts.content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{text}{section}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{FOOTNOTE_SEPARATORS}{notes}</w:footnotes>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES.format(lang=quoteattr(page.lang))}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{parts.numbering()}</w:numbering>",
        "word/settings.xml": (
            f'<w:settings {NAMESPACES}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
            "</w:footnotePr></w:settings>"
        ),
        "word/_rels/document.xml.rels": _relations(parts.relations),
        "word/_rels/footnotes.xml.rels": _relations(parts.links),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, DECLARATION + content)
        for name, image in parts.images.items():
            archive.writestr(f"word/{name}", image.data)
    return buffer.getvalue()


def _paragraph(style: str, inside: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inside}</w:p>'


def _relations(found: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target={quoteattr(target)}'
        f"{' TargetMode=' + quoteattr('External') if kind == 'hyperlink' else ''}/>"
        for name, (kind, target) in found.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


@dataclass(slots=True)
class _Parts:
    """What the text refers to in other parts of the package, collected while the text is written."""

    page: TitlePage
    relations: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {
            "rId1": ("styles", "styles.xml"),
            "rId2": ("numbering", "numbering.xml"),
            "rId3": ("settings", "settings.xml"),
            "rId4": ("footnotes", "footnotes.xml"),
        }
    )
    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    images: dict[str, ImageFile] = field(default_factory=dict)
    starts: list[int | None] = field(default_factory=list)
    in_note: bool = False

    def note(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The paragraphs of a note."""
        self.in_note = True
        first = True
        for block in blocks:
            if isinstance(block, Paragraph):
                yield note_paragraph_xml(self.inlines(block.inlines), first=first)
            else:
                if first:
                    yield note_paragraph_xml("", first=True)
                yield from self.block(block, "FootnoteText", 0)
            first = False
        self.in_note = False

    def blocks(self, blocks: Iterable[Block], style: str = "BodyText", depth: int = 0) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block, style, depth)

    def block(self, block: Block, style: str, depth: int) -> Iterator[str]:
        match block:
            case Paragraph(inlines, entry):
                yield _paragraph("Bibliography" if entry else style, self.inlines(inlines))
            case Heading(level, inlines):
                yield _paragraph(f"Heading{level}", self.inlines(inlines))
            case Code(text):
                lines = "<w:r><w:br/></w:r>".join(run_xml(Run(line, code=True)) for line in text.split("\n"))
                yield _paragraph("SourceCode", lines)
            case Quote(blocks):
                yield from self.blocks(blocks, "BlockText", depth)
            case ItemList(items, start):
                yield from self.items(items, start, depth)
            case Table(rows, heads):
                yield self.table(rows, heads)
            case Rule():
                border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
                yield _paragraph("BodyText", "", border)
            case RawHtml():
                pass

    def items(self, items: Iterable[tuple[Block, ...]], start: int | None, depth: int) -> Iterator[str]:
        self.starts.append(start)
        number = len(self.starts)
        for item in items:
            first = True
            for block in item:
                if isinstance(block, Paragraph):
                    indent = f'<w:ind w:left="{720 * (depth + 1)}"/>'
                    listed = (
                        f'<w:numPr><w:ilvl w:val="{min(depth, 8)}"/><w:numId w:val="{number}"/></w:numPr>'
                    )
                    yield _paragraph("BodyText", self.inlines(block.inlines), listed if first else indent)
                else:
                    yield from self.block(block, "BodyText", depth + 1)
                first = False

    def table(self, rows: Sequence[Sequence[Iterable[Inline]]], heads: int) -> str:
        lines = []
        for at, row in enumerate(rows):
            repeated = "<w:trPr><w:tblHeader/></w:trPr>" if at < heads else ""
            cells = "".join(f"<w:tc>{_paragraph('Compact', self.inlines(cell))}</w:tc>" for cell in row)
            lines.append(f"<w:tr>{repeated}{cells}</w:tr>")
        grid = "<w:gridCol/>" * max(map(len, rows), default=1)
        properties = '<w:tblStyle w:val="Table"/><w:tblW w:w="0" w:type="auto"/>'
        return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"

    def inlines(self, inlines: Iterable[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Run():
                if not inline.link:
                    return run_xml(inline)
                name = self.relation("hyperlink", inline.link)
                return f'<w:hyperlink r:id="{name}">{run_xml(inline, style="Hyperlink")}</w:hyperlink>'
            case NoteMark(note):
                return note_mark_xml(note + 1)
            case LineBreak():
                return "<w:r><w:br/></w:r>"
            case Picture(source, words):
                return self.picture(source, words)
            case Formula(tex, _):
                return run_xml(Run(tex, italic=True))
            case RawHtml():
                return ""

    def relation(self, kind: str, target: str) -> str:
        held = self.links if self.in_note else self.relations
        for name, known in held.items():
            if known == (kind, target):
                return name
        name = f"rId{len(held) + 1}"
        held[name] = (kind, target)
        return name

    def picture(self, source: str, words: str) -> str:
        image = read_image(self.page.folder / source)
        if image is None:
            return run_xml(Run(f"[{words or source}]"))
        name = f"media/image{len(self.images) + 1}.{image.kind}"
        self.images[name] = image
        relation = self.relation("image", name)
        width = min(image.width * _EMU, _WIDEST)
        height = image.height * _EMU * width // (image.width * _EMU)
        number = len(self.images)
        named = f'id="{number}" name="Picture {number}" descr={quoteattr(words)}'
        return (
            '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
            f'wordprocessingDrawing"><wp:extent cx="{width}" cy="{height}"/><wp:docPr {named}/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic='
            f'"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr {named}/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" '
            f'cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def numbering(self) -> str:
        """A definition for bullets, one for numbers, and an instance for each list."""
        levels = range(9)
        bullets = "".join(_level(level, "bullet", "•◦▪"[level % 3]) for level in levels)
        numbers = "".join(_level(level, "decimal", f"%{level + 1}.") for level in levels)
        kinds = f'<w:abstractNum w:abstractNumId="0">{bullets}</w:abstractNum>'
        kinds += f'<w:abstractNum w:abstractNumId="1">{numbers}</w:abstractNum>'
        for number, start in enumerate(self.starts, 1):
            begins = "".join(
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
                for level in levels
                if start is not None
            )
            kind = 0 if start is None else 1
            kinds += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{begins}</w:num>'
        return kinds

    def content_types(self) -> str:
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        overrides = "".join(
            f'<Override PartName="/word/{part}.xml" ContentType="{main}.{kind}+xml"/>'
            for part, kind in (
                ("document", "document.main"),
                ("styles", "styles"),
                ("numbering", "numbering"),
                ("settings", "settings"),
                ("footnotes", "footnotes"),
            )
        )
        kinds = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}
        used = {image.kind for image in self.images.values()}
        images = "".join(
            f'<Default Extension="{kind}" ContentType="{kinds[kind]}"/>' for kind in sorted(used)
        )
        return (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{images}{overrides}</Types>'
        )


def _level(level: int, form: str, text: str) -> str:
    left = 720 * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )
