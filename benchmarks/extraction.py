"""Extraction from running text: the whole way to records, beside what any program must at least do, in one run.

    python benchmarks/extraction.py [--megabytes 100] [--peer-megabytes 2] [--only bare,sparse,dense] [--files]

Makes books in eight languages (``prose.py``): without an archival reference (bare), with one in 20 kB (sparse)
and with one in 2 kB (dense). For each prints MB/s (of UTF-8) and records a second of ``citekit.extract`` with
the standard library alone and, where the ``fast`` extra is installed, with it; of a bare scan of :mod:`re` for
forty level words, which gives no record; of ``bytes.count(b"\\n")``; and of eyecite, the extractor of legal
citations, as it comes, on the first megabytes of the same prose, where that is installed. What is measured is
the processor's time, the best of three rounds in which each has its turn.

``--files`` instead reads files by ``citekit extract``: in one process and in two, and the memory that 100 and
1,000 documents take.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from prose import Corpus, documents

import citekit
from citekit.find import automaton

CORPORA = (Corpus("bare", 0), Corpus("sparse", 20_000), Corpus("dense", 2_000))
ROUNDS = 3
LEVEL_WORDS = (
    "Fond", "Opis", "Delo", "Listy", "List", "Papka", "fond", "opis", "delo", "listy", "Box", "box", "folder", "Folder", "RG", "Lot",
    "File", "file", "container", "f", "op", "d", "l", "ll", "ф", "оп", "д", "л", "Ф", "Оп", "Д", "Л", "спр", "арк", "zesp", "sygn",
    "Bl", "Nr", "doboz", "фонд",
)  # fmt: skip
WORDS = re.compile(r"\b(?:" + "|".join(LEVEL_WORDS) + r")\b")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--peer-megabytes", type=float, default=2, help="how much of it eyecite reads")
    parser.add_argument("--only", default="bare,sparse,dense")
    parser.add_argument("--files", action="store_true")
    options = parser.parse_args()
    if options.files:
        print_files(int(options.megabytes * 1e6))
        return
    print("| corpus | what | MB/s | times the scan | records/s |")
    print("| --- | --- | --- | --- | --- |")
    for corpus in CORPORA:
        if corpus.name in options.only.split(","):
            print_corpus(corpus, int(options.megabytes * 1e6), int(options.peer_megabytes * 1e6))


def print_corpus(corpus: Corpus, size: int, peer_size: int) -> None:
    """The rows of one corpus; every round makes the books anew, a few megabytes at a time, and measures each
    program on them in turn."""
    programs: dict[str, Callable[[str], int]] = {
        "`re` for forty level words": lambda text: len(WORDS.findall(text)),
        'bytes.count(b"\\n")': lambda text: text.encode().count(b"\n"),
        "citekit": extracted_plainly,
    }
    if find_spec("re2"):
        programs["citekit[fast]"] = extracted_fast
    if find_spec("eyecite"):
        from eyecite import get_citations

        programs["eyecite"] = lambda text: len(get_citations(text))
    for program in programs.values():
        program(next(documents(corpus, 1, seed=0)))
    best = dict.fromkeys(programs, float("inf"))
    read: dict[str, int] = {}
    found: dict[str, int] = {}
    for _ in range(ROUNDS if size <= 20e6 else 1):
        spent = dict.fromkeys(programs, 0.0)
        read, found = dict.fromkeys(programs, 0), dict.fromkeys(programs, 0)
        books = documents(corpus, size)
        while shelf := list(islice(books, 60)):
            length = sum(len(book.encode()) for book in shelf)
            for name, program in programs.items():
                if name == "eyecite" and read[name] >= peer_size:
                    continue
                some = shelf if name != "eyecite" else shelf[: max(1, 60 * peer_size // length)]
                begin = time.process_time()
                found[name] += sum(map(program, some))
                spent[name] += time.process_time() - begin
                read[name] += sum(len(book.encode()) for book in some)
        best = {name: min(best[name], spent[name]) for name in programs}
    scan = read["`re` for forty level words"] / best["`re` for forty level words"]
    for name in programs:
        speed = read[name] / best[name]
        records = f"{found[name] / best[name]:,.0f}" if name.startswith("citekit") else ""
        print(f"| {corpus.name} | {name} | {speed / 1e6:.2f} | {speed / scan:.2f} | {records} |", flush=True)
    if "eyecite" in programs:
        for name in programs:
            if name.startswith("citekit"):
                times = read[name] / best[name] / (read["eyecite"] / best["eyecite"])
                print(f"| {corpus.name} | {name} beside eyecite | | {times:.1f} × eyecite | |", flush=True)


def extracted_plainly(text: str) -> int:
    automaton.LEAST = sys.maxsize
    return len(citekit.extract(text))


def extracted_fast(text: str) -> int:
    automaton.LEAST = 0
    return len(citekit.extract(text))


def print_files(size: int) -> None:
    """How two processes and many documents do; a document is a book of some sixty kilobytes."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, book in enumerate(documents(CORPORA[1], size)):
            names.append(Path(folder) / f"{number:05}.txt")
            names[-1].write_text(book, encoding="utf-8")
        print("| documents | processes | seconds | largest process, MB |")
        print("| --- | --- | --- | --- |")
        for some, jobs in ((names[:100], 1), (names, 1), (names, 2)):
            seconds, memory = ran(some, jobs)
            print(f"| {len(some)} | {jobs} | {seconds:.1f} | {memory / 1e3:.0f} |", flush=True)


def ran(names: Sequence[Path], jobs: int) -> tuple[float, int]:
    """How many seconds ``citekit extract`` took, and the kilobytes of the largest of its processes."""
    command = [sys.executable, "-m", "citekit", "extract", "--jsonl", "--jobs", str(jobs), *map(str, names)]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - begin, usage.ru_maxrss


if __name__ == "__main__":
    main()
