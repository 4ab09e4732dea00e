"""Extraction from running text, beside one pass of a regular expression over the same text, in one run.

    python benchmarks/extraction.py [--megabytes 2]

No other program reads these references, so the peer is the least that any could do: cutting the text into its
words with :mod:`re`. Prints for prose without a citation, with one every 20,000 characters and with one every
2,000 the megabytes and records a second, and how many times the bare pass took.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import citekit

ROOT = Path(__file__).parent.parent
WORDS = (
    "The ambassador reported in September 1956 that the plenum had been put off, and asked for instructions; "
    "while the archive of the Ministry keeps 12 copies of the telegram (see pp. 3–5), N. S. Khrushchev wrote"
).split()
WORD = re.compile(r"\w+")


def prose(length: int, citations: list[str], every: int, chance: random.Random) -> str:
    """About ``length`` characters in paragraphs, with a citation after each ``every`` of them (0: none)."""
    parts: list[str] = []
    written = since = 0
    while written < length:
        paragraph = " ".join(chance.choices(WORDS, k=120))
        parts.append(paragraph)
        written += len(paragraph)
        since += len(paragraph)
        if every and since >= every:
            parts.append(chance.choice(citations))
            since = 0
    return "\n\n".join(parts)


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=2)
    length = int(parser.parse_args().megabytes * 1_000_000)
    text = (ROOT / "records" / "citations.txt").read_text(encoding="utf-8")
    citations = [part for part in re.split(r"\n+", text) if part.strip()]
    citekit.extract(citations[0])
    print("| a citation every | MB/s | records/s | times a pass of \\w+ |")
    print("| --- | --- | --- | --- |")
    for every in (0, 20_000, 2_000):
        sample = prose(length, citations, every, random.Random(every))
        found = len(citekit.extract(sample))
        ours = min(seconds(lambda sample=sample: citekit.extract(sample)) for _ in range(3))
        bare = min(seconds(lambda sample=sample: WORD.findall(sample)) for _ in range(3))
        print(f"| {every or '–'} | {len(sample) / ours / 1e6:.1f} | {found / ours:.0f} | {ours / bare:.1f} |")


if __name__ == "__main__":
    main()
