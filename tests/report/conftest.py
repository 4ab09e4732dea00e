import dataclasses
import json
from pathlib import Path

import html5lib
import pytest

from citekit.csl_json import to_csl
from citekit.pipeline import extract
from citekit.read import read_bytes
from citekit.report.marked import MarkedText, marked_text
from citekit.report.page import Report


@pytest.fixture
def page_of(tmp_path):
    """``page_of(name=bytes or text, …)``: the report of these documents, its text."""

    def made(documents: dict[str, str | bytes]) -> str:
        report = Report()
        for name, content in documents.items():
            data = content.encode() if isinstance(content, str) else content
            document = read_bytes(data, name)
            records = extract(document)
            text = marked_text(document, records)
            # As the journal of a run keeps it.
            text = MarkedText.from_json(json.loads(json.dumps(dataclasses.asdict(text))))
            report.add(name, [to_csl(record) for record in records], text)
        path = tmp_path / "page.html"
        report.write(path)
        report.close()
        return path.read_text("utf-8")

    return made


@pytest.fixture
def parsed():
    """``parsed(html)``: the tree that browsers make of a page; fails on the first error of HTML5."""
    return lambda html: html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


@pytest.fixture(scope="session")
def report_files():
    return Path(__file__).parent
