"""The styles of a Word file that citekit writes, by Word's own names, so that a template can restyle them."""

from __future__ import annotations


def _style(name: str, title: str, inside: str, kind: str = "paragraph", based_on: str = "Normal") -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{title}"/>{based}<w:qFormat/>{inside}</w:style>'


def _spaced(before: int, after: int, more: str = "") -> str:
    return f'<w:pPr><w:spacing w:before="{before}" w:after="{after}"/>{more}</w:pPr>'


FOOTNOTE_TEXT = _style(
    "FootnoteText",
    "footnote text",
    '<w:pPr><w:spacing w:before="0" w:after="60"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr>',
)
FOOTNOTE_REFERENCE = _style(
    "FootnoteReference",
    "footnote reference",
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    "character",
    "DefaultParagraphFont",
)
BIBLIOGRAPHY = _style(
    "Bibliography", "Bibliography", _spaced(0, 120, '<w:ind w:left="720" w:hanging="720"/>')
)

FOOTNOTE_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)

_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'

STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}"
    '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val={lang}/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
    '<w:tblBorders><w:top w:val="single" w:sz="6"/><w:bottom w:val="single" w:sz="6"/>'
    '<w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr></w:style>'
    + _style("BodyText", "Body Text", _spaced(0, 160))
    + _style("Compact", "Compact", _spaced(20, 20))
    + _style(
        "Title",
        "Title",
        _spaced(0, 240, '<w:jc w:val="center"/>') + '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>',
    )
    + _style("Author", "Author", _spaced(0, 80, '<w:jc w:val="center"/>'))
    + _style("Date", "Date", _spaced(0, 240, '<w:jc w:val="center"/>'))
    + "".join(
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:pPr><w:keepNext/><w:spacing w:before="{size * 10}" w:after="120"/>'
            f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>',
        )
        for level, size in enumerate((32, 28, 26, 24, 24, 24), 1)
    )
    + _style("BlockText", "Block Text", _spaced(0, 160, '<w:ind w:left="720" w:right="720"/>'))
    + _style("SourceCode", "Source Code", _spaced(0, 160))
    + _style(
        "VerbatimChar",
        "Verbatim Char",
        '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="20"/></w:rPr>',
        "character",
        "DefaultParagraphFont",
    )
    + _style(
        "Hyperlink",
        "Hyperlink",
        '<w:rPr><w:color w:val="1F4E79"/></w:rPr>',
        "character",
        "DefaultParagraphFont",
    )
    + BIBLIOGRAPHY
    + FOOTNOTE_TEXT
    + FOOTNOTE_REFERENCE
)
