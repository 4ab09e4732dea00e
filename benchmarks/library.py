"""What a library of 100,000 records costs, beside the least that could be paid for the same.

    python benchmarks/library.py [--records 100000]

Prints one table: adding beside a bare loop that writes the same files, searching, the start-up of
``citekit show`` in a small and in the large library, the index made anew, and the whole library as BibTeX
beside bibtexparser writing the same entries. Takes about six minutes and 1.5 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from citekit.library import Library

ARCHIVES = [
    ("RGANI", "ru-rgani", "Russian State Archive of Contemporary History"),
    ("GARF", "ru-garf", "State Archive of the Russian Federation"),
    ("RGASPI", "ru-rgaspi", "Russian State Archive of Socio-Political History"),
    ("РГАЭ", "ru-rgae", "Russian State Archive of the Economy"),
    ("AVPRF", "ru-avprf", "Archive of Foreign Policy of the Russian Federation"),
]
KINDS = [
    "Report",
    "Telegram",
    "Memorandum of Conversation",
    "Letter",
    "Note",
    "Protocol",
    "Докладная записка",
]
FAMILIES = (
    "Fedorenko Khrushchev Mikoyan Bulganin Ivanov Хрущёв Молотов Pak Kim Goldberg Zhukov Suslov".split()
)
SYLLABLES = "ba de ko ri ma no vi sta pe lu gra to mi ne sha zo".split()
GIVEN = ["N. T.", "N. S.", "A. I.", "Gary", "Н. С.", "В. М.", "Il Sung", "G. K."]
WORDS = (
    "conversation ambassador DPRK USSR plenum central committee party economic aid trade delegation border army "
    "agreement situation Hungary Poland Berlin crisis negotiations visit minister foreign affairs military "
    "промышленность план совет министров заседание президиум сельское хозяйство вопрос положение"
).split()
QUERIES = [
    "Федоренко",
    "Fedorenko",
    "plenum",
    "report delegation",
    '"economic aid"',
    "fond:5 opis:28 archive:rgani year:1956-1958 translator:goldberg",
    "listy:226",
    "заседание президиум",
    "zhuk*",
    "-fedorenko plenum year:1960",
]


def records(count: int) -> Iterator[dict[str, Any]]:
    """Generated records of the shape and size that ``to_csl`` returns, always the same ones."""
    chance = random.Random(1956)
    invented = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(8000)]
    words = [*WORDS, *invented]
    weights = [1 / rank for rank in range(3, len(words) + 3)]  # as often as Zipf's law has it
    ends = ["ov", "enko", "sky", ""]
    families = [*FAMILIES, *(word.capitalize() + chance.choice(ends) for word in invented[:3000])]
    for number in range(count):
        short, id_, name = chance.choice(ARCHIVES)
        first = chance.randint(1, 400)
        levels = [
            {"level": "fond", "value": str(chance.randint(1, 300)), "label": "f."},
            {"level": "opis", "value": str(chance.randint(1, 60)), "label": "op."},
            {"level": "delo", "value": str(chance.randint(1, 900)), "label": "d."},
            {"level": "listy", "value": f"{first}-{first + chance.randint(0, 9)}", "label": "ll."},
        ]
        author = {"family": chance.choice(families), "given": chance.choice(GIVEN)}
        year = chance.randint(1917, 1991)
        topic = " ".join(chance.choices(words, weights, k=chance.randint(5, 12)))
        title = f"{chance.choice(KINDS)} by {author['given']} {author['family']} on {topic}"
        key = f"{author['family'].lower()}-{year}-{number}"
        yield {
            "id": key,
            "citation-key": key,
            "type": "manuscript",
            "title": title,
            "title-short": title[:40],
            "author": [author],
            "translator": [{"family": chance.choice(families), "given": chance.choice(GIVEN)}],
            "issued": {"date-parts": [[year, chance.randint(1, 12), chance.randint(1, 28)]]},
            "archive": f"{name} ({short})",
            "archive-place": "Moscow",
            "archive_location": ", ".join(f"{level['level']} {level['value']}" for level in levels),
            "source": "Wilson Center Digital Archive",
            "URL": f"https://digitalarchive.example.org/document/{number}",
            "language": "en",
            "abstract": " ".join(chance.choices(words, weights, k=60)),
            "custom": {
                "citekit": {
                    "archival": [
                        {
                            "repository": short,
                            "repository_id": id_,
                            "repository_name": name,
                            "place": "Moscow",
                            "tradition": "ru",
                            "levels": levels,
                        }
                    ],
                    "credits": [{"role": "obtained-by", "names": ["Nobuo Shimotomai"]}],
                    "original_language": "ru",
                    "form": "full",
                }
            },
        }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--records", type=int, default=100_000)
    count = arguments.parse_args().records
    with tempfile.TemporaryDirectory(prefix="citekit-benchmark-") as place:
        os.environ["XDG_CACHE_HOME"] = f"{place}/cache"
        _measure(Path(place), count)


def _measure(place: Path, count: int) -> None:
    items = list(records(count))
    print(f"{count} records\n")
    bare = _timed(lambda: _bare_loop(place / "bare", items, durable=False))
    _print("bare loop: json.dumps, open, write, close", count / bare, "records/s")
    durable = _timed(lambda: _bare_loop(place / "durable", items, durable=True))
    _print("bare loop that forces each file to disk", count / durable, "records/s")
    library = Library(place / "library")
    adding = _timed(lambda: library.add(items, same="keep"))
    _print("Library.add", count / adding, "records/s")
    _print("  times the bare loop", adding / bare)
    _print("  times the bare loop that forces to disk", adding / durable)
    _same_files(place / "bare", library.folder)

    _print("index made anew", _timed(library.reindex), "s")
    first = _timed(lambda: Library(library.folder).count())
    _print("first use by a new process: every file compared", 1000 * first, "ms")
    print(
        "\nsearch, 20 runs each: median and slowest of the whole list of matches, the first 50 records read"
    )
    for query in QUERIES:
        times = [1000 * _timed(partial(library.search, query, 50)) for _ in range(20)]
        found = library.count(query)
        print(f"  {query:<66} {found:>6} found {statistics.median(times):7.1f} {max(times):7.1f} ms")

    print()
    small = Library(place / "small")
    small.add(items[:10])
    for name, one in (("10", small), (str(count), library)):
        started = [_timed(partial(_show, one.folder, items[9]["id"])) for _ in range(15)]
        _print(f"citekit show KEY, of {name} records", 1000 * statistics.median(started), "ms")
    _print("python -c pass", 1000 * statistics.median(_timed(_nothing) for _ in range(15)), "ms")
    items.clear()  # else the collector walks over them while the export is measured
    _export(library)


def _export(library: Library) -> None:
    import bibtexparser

    import citekit

    whole = _timed(lambda: citekit.export(list(library), "bibtex"))
    items = list(library)
    converting = _timed(lambda: citekit.export(items, "bibtex"))
    parsed = bibtexparser.parse_string(citekit.export(items, "bibtex"))
    in_place = bibtexparser.middlewares.default_unparse_stack(allow_inplace_modification=True)
    writing = _timed(lambda: bibtexparser.write_string(parsed))
    quickest = _timed(lambda: bibtexparser.write_string(parsed, unparse_stack=in_place))
    print()
    _print("bibtexparser writing the same entries, alone", writing, "s")
    _print("  the same, its entries used up by it", quickest, "s")
    _print("export of items in memory to BibTeX", converting, "s")
    _print("  times bibtexparser", converting / writing)
    _print("export of the library to BibTeX, files read", whole, "s")
    _print("  times bibtexparser", whole / writing)


def _bare_loop(folder: Path, items: list[dict[str, Any]], *, durable: bool) -> None:
    folder.mkdir()
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        with open(folder / f"{item['id']}.json", "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(text)
            if durable:
                file.flush()
                os.fsync(file.fileno())


def _same_files(one: Path, other: Path) -> None:
    names = {file.name for file in one.iterdir()}
    assert names == {file.name for file in other.glob("*.json")}
    for name in sorted(names)[:: max(1, len(names) // 500)]:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def _show(folder: Path, key: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "citekit", "show", key, "--library", str(folder)],
        check=True,
        capture_output=True,
    )


def _nothing() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _print(what: str, value: float, unit: str = "") -> None:
    print(f"{what:<60} {value:>12,.2f} {unit}", flush=True)


if __name__ == "__main__":
    main()
