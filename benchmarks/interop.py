"""Our exports, read by programs that no one here wrote: how much of each item they find.

usage: python benchmarks/interop.py [--modules FOLDER] [--missing]

The items are the records of records/ and those of interop/items.json (names with particles, bodies, TeX's
special characters, ranges, publications). A field is found where the reader's own output for the item, or
the page that it printed, has the field's words; case, dashes, quotation marks and blanks apart. Fields that a
reader's format or program has no place for count as missing: the table shows both its limits and ours.

A reader that is not installed is skipped with a line. From npm (`npm install --prefix FOLDER ...`, as
`make interop` does): @citation-js/core, @citation-js/plugin-bibtex, @citation-js/plugin-ris,
biblatex-csl-converter. From Debian: bibutils, texlive-latex-extra, texlive-lang-cyrillic, lmodern,
texlive-bibtex-extra, biber. They are for comparison only, and never shipped.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citekit.formats import export
from citekit.formats.credits import shown_name

HERE = Path(__file__).parent
FIELDS = ("title", "people", "date", "url", "archive", "shelf-mark", "published in")
_MODS = "{http://www.loc.gov/mods/v3}"

_ALIKE = str.maketrans("Łłıі", "Llii")
"""Letters that fonts have under each other's names."""

Found = dict[str, str] | str
"""An item's id -> what the reader made of it; or a whole printed page."""


@dataclass(frozen=True)
class Reader:
    """A program, the format that it reads, and a function from the file to what it found."""

    name: str
    format: str
    needs: tuple[str, ...]
    read: Callable[[Path], Found]
    dialect: str | None = None


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument(
        "--modules", type=Path, default=Path(".interop"), help="where npm put its packages"
    )
    arguments.add_argument("--missing", action="store_true", help="name every field that was not found")
    options = arguments.parse_args()
    os.environ["INTEROP_MODULES"] = str(options.modules.resolve())
    items = _items()
    width = max(len(reader.name) for reader in READERS) + 2
    print(f"{'reader':{width}}{'format':18}{'items':>7}", *(f"{field:>13}" for field in FIELDS), sep="")
    missing: list[str] = []
    skipped = []
    for reader in READERS:
        if lacking := [need for need in reader.needs if not _is_there(need, options.modules)]:
            skipped.append(f"skipped: {reader.name} ({', '.join(lacking)} not installed)")
            continue
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"items.{'bib' if 'bib' in reader.format else reader.format}"
            file.write_text(export(items, reader.format, dialect=reader.dialect), "utf-8")
            found = reader.read(file)
        counts, lost = _compare(items, found)
        missing += [f"{reader.name}, {reader.format}: {line}" for line in lost]
        read = len(found) if isinstance(found, dict) else "page"
        label = f"{reader.format} {reader.dialect or ''}"
        print(
            f"{reader.name:{width}}{label:18}{read:>7}", *(f"{counts[field]:>13}" for field in FIELDS), sep=""
        )
    print(*skipped, sep="\n")
    if options.missing:
        print(*missing, sep="\n")
    return 0


def _items() -> list[dict[str, Any]]:
    own = [json.loads(path.read_text("utf-8")) for path in sorted((HERE.parent / "records").glob("*.json"))]
    return own + json.loads((HERE / "interop" / "items.json").read_text("utf-8"))


def _compare(items: list[dict[str, Any]], found: Found) -> tuple[dict[str, str], list[str]]:
    """For each field "found/expected", and a line for each that was not found."""
    right, all_of = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    lost = []
    for item in items:
        text = found if isinstance(found, str) else found.get(item["id"], "")
        words = _folded(text)
        for field, values in _expected(item).items():
            all_of[field] += 1
            if all(_folded(value) in words for value in values):
                right[field] += 1
            else:
                lost.append(f"{item['id']}: {field}: {values}")
    return {field: f"{right[field]}/{all_of[field]}" for field in FIELDS}, lost


def _expected(item: dict[str, Any]) -> dict[str, list[str]]:
    roles = ("author", "translator", "recipient", "editor")
    people = [name for role in roles for name in item.get(role, ())]
    values = {
        "title": [item.get("title", "")],
        "people": [name.get("family") or shown_name(name) for name in people],
        "date": [str(part[0]) for part in item.get("issued", {}).get("date-parts", ())],
        "url": [item.get("URL") or item.get("DOI", "")],
        "archive": [item.get("archive", "")],
        "shelf-mark": [item.get("archive_location", "")],
        "published in": [item.get("container-title", ""), item.get("publisher", "")],
    }
    kept = {field: [value for value in found if value] for field, found in values.items()}
    return {field: found for field, found in kept.items() if found}


def _folded(text: str) -> str:
    """Letters and digits alone, without accents: what no typesetting and no markup changes."""
    plain = re.sub(r"<[^<>]*>", "", text)
    decomposed = unicodedata.normalize("NFKD", plain.translate(_ALIKE))
    return "".join(char for char in decomposed.casefold() if char.isalnum())


def _is_there(need: str, modules: Path) -> bool:
    if need.endswith((".sty", ".def")):
        found = shutil.which("kpsewhich") and _run(["kpsewhich", need], Path())
        return bool(found)
    return bool(shutil.which(need)) or (modules / "node_modules" / need).is_dir()


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300)
    return done.stdout.decode("utf-8-sig", "replace")


def _node(reader: str) -> Callable[[Path], Found]:
    def read(file: Path) -> Found:
        items = json.loads(
            _run(["node", str(HERE.resolve() / "interop" / "read.mjs"), reader, str(file)], file.parent)
        )
        return {_key(item): json.dumps(item, ensure_ascii=False) for item in items}

    return read


def _key(item: dict[str, Any]) -> str:
    return str(item.get("citation-key") or item.get("id"))


def _bibutils(command: str) -> Callable[[Path], Found]:
    """MODS from RIS, or BibTeX from MODS, by the programs of bibutils."""

    def read(file: Path) -> Found:
        text = _run([command, str(file)], file.parent)
        if command == "ris2xml":
            records = ElementTree.fromstring(text.encode()).iter(f"{_MODS}mods")
            return {str(record.get("ID")): " ".join(record.itertext()) for record in records}
        entries = re.split(r"^@\w+\{", text, flags=re.M)[1:]
        return {entry.partition(",")[0]: entry for entry in entries}

    return read


_PAGE = r"""\documentclass{article}
\usepackage{cmap}\usepackage[T1,T2A]{fontenc}\usepackage[utf8]{inputenc}
\usepackage[paperwidth=150cm,textwidth=140cm,paperheight=200cm,textheight=190cm]{geometry}
%s
\begin{document}\raggedright\nocite{*}%s
\end{document}
"""


def _printed(packages: str, bibliography: str, tool: str) -> Callable[[Path], Found]:
    """The page that LaTeX prints of every entry."""

    def read(file: Path) -> Found:
        folder = file.parent
        (folder / "page.tex").write_text(_PAGE % (packages, bibliography), "utf-8")
        latex = ["pdflatex", "-interaction=nonstopmode", "page"]
        _run(latex, folder)
        _run([tool, "page"], folder)
        _run(latex, folder)
        _run(latex, folder)
        return _run(["pdftotext", "-raw", "page.pdf", "-"], folder)

    return read


_BIBLATEX = r"\usepackage[english]{babel}\usepackage[backend=biber]{biblatex}\addbibresource{items.bib}"
_CHICAGO = (
    r"\usepackage[english]{babel}\usepackage[notes,backend=biber]{biblatex-chicago}\addbibresource{items.bib}"
)
_PLAIN = r"\bibliographystyle{plain}\bibliography{items}"
_TYPESET = ("pdflatex", "pdftotext", "t2aenc.def")
READERS = (
    Reader("citation-js", "bibtex", ("node", "@citation-js/plugin-bibtex"), _node("citation-js")),
    Reader("citation-js", "biblatex", ("node", "@citation-js/plugin-bibtex"), _node("citation-js")),
    Reader("citation-js", "ris", ("node", "@citation-js/plugin-ris"), _node("citation-js")),
    Reader(
        "biblatex-csl-converter",
        "bibtex",
        ("node", "biblatex-csl-converter"),
        _node("biblatex-csl-converter"),
    ),
    Reader(
        "biblatex-csl-converter",
        "biblatex",
        ("node", "biblatex-csl-converter"),
        _node("biblatex-csl-converter"),
    ),
    Reader("bibutils ris2xml", "ris", ("ris2xml",), _bibutils("ris2xml")),
    Reader("bibutils xml2bib", "mods", ("xml2bib",), _bibutils("xml2bib")),
    Reader("bibtex, plain.bst", "bibtex", (*_TYPESET, "bibtex"), _printed("", _PLAIN, "bibtex")),
    Reader(
        "biber and biblatex",
        "bibtex",
        (*_TYPESET, "biber", "biblatex.sty"),
        _printed(_BIBLATEX, r"\printbibliography", "biber"),
    ),
    Reader(
        "biber and biblatex",
        "biblatex",
        (*_TYPESET, "biber", "biblatex.sty"),
        _printed(_BIBLATEX, r"\printbibliography", "biber"),
    ),
    Reader(
        "biber, biblatex-chicago",
        "biblatex",
        (*_TYPESET, "biber", "biblatex-chicago.sty"),
        _printed(_CHICAGO, r"\printbibliography", "biber"),
        "chicago",
    ),
)


if __name__ == "__main__":
    sys.exit(main())
