"""A bibliography as a page of HTML: for a person its entries as a style prints them, and for a program the items.

Public: :func:`page`, :func:`parse`. The items stand in a ``script`` of the media type of CSL-JSON, which browsers
do not show, as pages have carried records for programs since JSON-LD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from citekit.errors import InvalidData
from citekit.formats import csl_json
from citekit.formats.exchange import Imported
from citekit.model import CslItem

_SCRIPT = '<script type="application/vnd.citationstyles.csl+json">'
BEGINS = rf"(?s)\s*<!DOCTYPE html>.{{0,300}}?{re.escape(_SCRIPT)}"
"""With what a page begins that holds its items."""

_ITEMS = re.compile(rf"{re.escape(_SCRIPT)}(.*?)</script>", re.S)


def page(entries: Sequence[str], items: Sequence[CslItem]) -> str:
    """The page; ``entries`` are HTML, a paragraph each."""
    # Without a "<" nothing in an item can end the script.
    held = json.dumps(list(items), ensure_ascii=False).replace("<", "\\u003c")
    head = (
        f'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Bibliography</title>\n{_SCRIPT}'
    )
    paragraphs = "".join(f"<p>{entry}</p>\n" for entry in entries)
    return f"{head}{held}</script>\n{paragraphs}</html>\n"


def parse(text: str) -> Imported:
    """The items that a page holds; raises InvalidData where it holds none."""
    found = _ITEMS.search(text)
    if found is None:
        raise InvalidData("holds no items: it is no page that 'citekit export --to html' wrote")
    return csl_json.parse(found[1])
