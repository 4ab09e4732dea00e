"""OpenDocument text (.odt, ODF 1.3): named styles, notes as the format's own footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

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
from citekit.manuscript.write.docx import xml_text
from citekit.manuscript.write.picture import ImageFile, read_image

MIMETYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def form_properties(run: Run) -> str:
    """The attributes of ``style:text-properties`` that give a run its form; "" for plain words."""
    return " ".join(
        attribute
        for wanted, attribute in (
            (run.italic, 'fo:font-style="italic"'),
            (run.bold, 'fo:font-weight="bold"'),
            (run.small_caps, 'fo:font-variant="small-caps"'),
            (run.underline, 'style:text-underline-style="solid"'),
            (run.struck, 'style:text-line-through-style="solid"'),
            (run.raised, 'style:text-position="super 58%"'),
            (run.lowered, 'style:text-position="sub 58%"'),
            (run.code, 'fo:font-family="Courier New"'),
        )
        if wanted
    )


def form_style_xml(name: str, properties: str) -> str:
    """An automatic character style."""
    inside = f"<style:text-properties {properties}/>"
    return f'<style:style style:name="{name}" style:family="text">{inside}</style:style>'


def spaced_text(words: str) -> str:
    """Words with blanks that XML would join as ``text:s``."""
    pieces = []
    blank = False
    for letter in xml_text(words):
        pieces.append("<text:s/>" if letter == " " and blank else letter)
        blank = letter == " "
    return "".join(pieces).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")


def run_xml(run: Run, styles: dict[str, str], prefix: str = "T") -> str:
    """A run; ``styles`` maps the properties in use to the names of their automatic styles."""
    properties = form_properties(run)
    shown = spaced_text(run.text)
    if properties:
        name = styles.setdefault(properties, f"{prefix}{len(styles) + 1}")
        shown = f'<text:span text:style-name="{name}">{shown}</text:span>'
    if run.link:
        shown = f'<text:a xlink:type="simple" xlink:href={quoteattr(run.link)}>{shown}</text:a>'
    return shown


def note_xml(number: int, paragraphs: Iterable[str]) -> str:
    """A footnote with its paragraphs."""
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
        f"</text:note-citation><text:note-body>{''.join(paragraphs)}</text:note-body></text:note>"
    )


def write(body: Body, page: TitlePage) -> bytes:
    """The file."""
    text = _Text(page, body.notes)
    inside = [_paragraph("Title", xml_text(page.title))] if page.title else []
    inside += [_paragraph("Subtitle", xml_text(author)) for author in page.authors]
    inside += [_paragraph("Subtitle", xml_text(page.date))] if page.date else []
    inside += text.blocks(body.blocks)
    styles = "".join(form_style_xml(name, properties) for properties, name in text.styles.items())
    content = (
        f'{_DECLARATION}<office:document-content {_NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}{''.join(text.lists)}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(inside)}</office:text></office:body></office:document-content>"
    )
    language, _, country = page.lang.partition("-")
    files = {
        "content.xml": content,
        "styles.xml": _styles(language, country),
        "meta.xml": f'{_DECLARATION}<office:document-meta {_NAMESPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{xml_text(page.title or '')}</dc:title></office:meta></office:document-meta>",
    }
    entries = {"/": MIMETYPE} | dict.fromkeys(files, "text/xml")
    entries |= {name: f"image/{image.kind}" for name, image in text.images.items()}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in entries.items()
    )
    address = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{address}" manifest:version="1.3">{listed}</manifest:manifest>'
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _DECLARATION + manifest)
        for name, text_of_file in files.items():
            archive.writestr(name, text_of_file)
        for name, image in text.images.items():
            archive.writestr(name, image.data)
    return buffer.getvalue()


def _paragraph(style: str, inside: str) -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


@dataclass(slots=True)
class _Text:
    """The text's XML, and the styles and pictures that it uses."""

    page: TitlePage
    notes: Sequence[tuple[Block, ...]]
    styles: dict[str, str] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    images: dict[str, ImageFile] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Block], style: str = "Text_20_body") -> Iterator[str]:
        for block in blocks:
            match block:
                case Paragraph(inlines, entry):
                    yield _paragraph("Bibliography" if entry else style, self.inlines(inlines))
                case Heading(level, inlines):
                    named = f'text:style-name="Heading_20_{level}" text:outline-level="{level}"'
                    yield f"<text:h {named}>{self.inlines(inlines)}</text:h>"
                case Code(text):
                    yield _paragraph("Preformatted_20_Text", spaced_text(text))
                case Quote(blocks):
                    yield from self.blocks(blocks, "Quotations")
                case ItemList(items, start):
                    yield self.items(items, start)
                case Table(rows, heads):
                    yield self.table(rows, heads)
                case Rule():
                    yield _paragraph("Horizontal_20_Line", "")
                case RawHtml():
                    pass

    def items(self, items: Iterable[tuple[Block, ...]], start: int | None) -> str:
        name = f"L{len(self.lists) + 1}"
        self.lists.append(_list_style(name, start))
        inside = "".join(f"<text:list-item>{''.join(self.blocks(item))}</text:list-item>" for item in items)
        return f'<text:list text:style-name="{name}">{inside}</text:list>'

    def table(self, rows: Sequence[Sequence[Iterable[Inline]]], heads: int) -> str:
        lines = []
        for row in rows:
            cells = (_paragraph("Table_20_Contents", self.inlines(cell)) for cell in row)
            inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
            lines.append(f"<table:table-row>{inside}</table:table-row>")
        columns = max(map(len, rows), default=1)
        head = f"<table:table-header-rows>{''.join(lines[:heads])}</table:table-header-rows>" if heads else ""
        column = f'<table:table-column table:number-columns-repeated="{columns}"/>'
        return f"<table:table>{column}{head}{''.join(lines[heads:])}</table:table>"

    def inlines(self, inlines: Iterable[Inline]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Run():
                return run_xml(inline, self.styles)
            case NoteMark(note):
                return note_xml(note + 1, self.blocks(self.notes[note], "Footnote"))
            case LineBreak():
                return "<text:line-break/>"
            case Picture(source, words):
                return self.picture(source, words)
            case Formula(tex, _):
                return run_xml(Run(tex, italic=True), self.styles)
            case RawHtml():
                return ""

    def picture(self, source: str, words: str) -> str:
        image = read_image(self.page.folder / source)
        if image is None:
            return xml_text(f"[{words or source}]")
        name = f"Pictures/{len(self.images) + 1}.{image.kind}"
        self.images[name] = image
        width = min(image.width / 96 * 2.54, 16.0)
        height = width * image.height / image.width
        size = f'svg:width="{width:.2f}cm" svg:height="{height:.2f}cm"'
        shown = f'<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed"/>'
        described = f"<svg:desc>{xml_text(words)}</svg:desc>"
        return f'<draw:frame text:anchor-type="as-char" {size}>{shown}{described}</draw:frame>'


def _list_style(name: str, start: int | None) -> str:
    levels = []
    for level in range(1, 11):
        indent = (
            "<style:list-level-properties text:list-level-position-and-space-mode="
            '"label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" '
            f'fo:text-indent="-0.6cm" fo:margin-left="{0.6 + 0.6 * level:.1f}cm"/></style:list-level-properties>'
        )
        if start is None:
            bullet = "•◦▪"[(level - 1) % 3]
            levels.append(
                f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{bullet}">{indent}'
                "</text:list-level-style-bullet>"
            )
        else:
            levels.append(
                f'<text:list-level-style-number text:level="{level}" style:num-format="1" style:num-suffix="." '
                f'text:start-value="{start}">{indent}</text:list-level-style-number>'
            )
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def _named(name: str, paragraph: str, words: str = "", parent: str = "Standard") -> str:
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="{parent}"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {words}/></style:style>"
    )


def _styles(language: str, country: str) -> str:
    spoken = f'fo:language="{language}"' + (f' fo:country="{country}"' if country else "")
    headings = "".join(
        _named(
            f"Heading_20_{level}",
            'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"',
            f'fo:font-size="{size}pt" fo:font-weight="bold"',
        )
        for level, size in enumerate((16, 14, 13, 12, 12, 12), 1)
    )
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-family="Times New Roman" '
        f'fo:font-size="12pt" {spoken}/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph"/>'
        + _named("Text_20_body", 'fo:margin-bottom="0.28cm"')
        + _named(
            "Title",
            'fo:text-align="center" fo:margin-bottom="0.4cm"',
            'fo:font-size="18pt" fo:font-weight="bold"',
        )
        + _named("Subtitle", 'fo:text-align="center" fo:margin-bottom="0.2cm"')
        + headings
        + _named("Quotations", 'fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-bottom="0.28cm"')
        + _named("Preformatted_20_Text", "", 'fo:font-family="Courier New" fo:font-size="10pt"')
        + _named("Horizontal_20_Line", 'fo:border-bottom="0.5pt solid #000000" fo:margin-bottom="0.4cm"')
        + _named("Table_20_Contents", "")
        + _named("Bibliography", 'fo:margin-left="1cm" fo:text-indent="-1cm" fo:margin-bottom="0.2cm"')
        + _named("Footnote", 'fo:margin-left="0.5cm" fo:text-indent="-0.5cm"', 'fo:font-size="10pt"')
        + '<style:style style:name="Footnote_20_Symbol" style:family="text"/>'
        + '<style:style style:name="Footnote_20_anchor" style:family="text"><style:text-properties '
        'style:text-position="super 58%"/></style:style>'
        + '<text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_Symbol" '
        'text:citation-body-style-name="Footnote_20_anchor" style:num-format="1" text:start-value="0" '
        'text:footnotes-position="page" text:start-numbering-at="document"/>'
    )
    page = (
        '<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin-top="2.5cm" fo:margin-bottom="2.5cm" fo:margin-left="2.5cm" '
        'fo:margin-right="2.5cm"><style:footnote-sep style:width="0.018cm" style:rel-width="25%" '
        'style:color="#000000" style:distance-before-sep="0.1cm" style:distance-after-sep="0.1cm"/>'
        "</style:page-layout-properties></style:page-layout>"
    )
    return (
        f'{_DECLARATION}<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>{styles}'
        f"</office:styles><office:automatic-styles>{page}</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="pm1"/></office:master-styles>'
        "</office:document-styles>"
    )
