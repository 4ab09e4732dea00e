"""Small Word and OpenDocument files, written as such programs write them."""

from io import BytesIO
from zipfile import ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def packed(parts):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def docx(body, notes=None, styles="", more=()):
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": RELATIONS.format(""),
        "word/styles.xml": f"{HEAD}<w:styles {W}>{styles}</w:styles>",
        "word/comments.xml": f"{HEAD}<w:comments {W}><w:comment w:id='0'/></w:comments>",
    }
    if notes is not None:
        parts["word/footnotes.xml"] = f"{HEAD}<w:footnotes {W}>{notes}</w:footnotes>"
    return packed(parts | dict(more))


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text, properties=""):
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def odt(body):
    oasis = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(
        f'xmlns:{prefix}="{oasis}{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    content = (
        f'{HEAD}<office:document-content {spaces}><office:automatic-styles><style:style style:name="T1" '
        'style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def part(data, name):
    with ZipFile(BytesIO(data)) as file:
        return file.read(name).decode()
