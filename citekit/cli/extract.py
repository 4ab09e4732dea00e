"""``citekit extract``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from citekit import __version__
from citekit.cli.documents import Extracted, extract_all, in_json
from citekit.cli.inputs import STANDARD_INPUT, report
from citekit.cli.journal import Journal
from citekit.csl_json import UniqueKeys
from citekit.errors import CitekitError, WriteError
from citekit.read.files import files_of

_SHOWN_EVERY = 0.1
"""Seconds between two pictures of the bar."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, when all is done.",
)
@click.option("--jsonl", is_flag=True, help="JSON Lines: an item a line, as they come.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Read so many documents at once.  [default: one a processor]"
)
def command(inputs: tuple[str, ...], output: Path | None, jsonl: bool, jobs: int | None) -> int:
    """Find the citations of documents and print them as CSL-JSON.

    INPUT is a document (Markdown, text, HTML, .docx, .odt, .rtf, .pdf, .epub), the export of a digital archive
    (.csv), a folder or a pattern of them, a bibliography (.json, .bib, .ris, .rdf), whose entries are given
    with their shelf-marks taken apart, or - for standard input, which may be a single citation. With -o a run
    that was stopped goes on where it stopped when the same command is given again.
    """
    names, problems = _listed(inputs, output)
    run = _Run(names, jobs or os.cpu_count() or 1, jsonl)
    if output is None:
        written = _write(sys.stdout.buffer, run.items(), jsonl=jsonl)
    else:
        written = _write_file(output, run)
    if names and not written and not run.failed:
        report("no citation found")
    return 0 if written and not problems and not run.failed else 1


class _Run:
    """One run over documents: what it says goes to stderr as it is found."""

    def __init__(self, names: Sequence[str], jobs: int, jsonl: bool) -> None:
        self.names = names
        self.jobs = jobs
        self.jsonl = jsonl
        self.failed = 0

    def items(self) -> Iterator[tuple[str, str]]:
        """The items of the documents, each its id and its JSON."""
        for extracted in self.documents(self.names):
            yield from extracted.items

    def documents(self, names: Sequence[str]) -> Iterator[Extracted]:
        """What each of these documents gives."""
        for extracted in _with_progress(extract_all(names, self.jobs, one_line=self.jsonl), len(names)):
            for line in extracted.said:
                report(line)
            if not extracted.items and not extracted.failed and len(self.names) > 1:
                report(f"{extracted.name}: no citation found")
            self.failed += extracted.failed
            yield extracted


def _listed(inputs: Iterable[str], output: Path | None) -> tuple[list[str], int]:
    """The documents that the inputs name, each once, and how many inputs named none; never the output."""
    names: dict[str, None] = {}
    problems = 0
    for name in inputs:
        try:
            for file in [name] if name == STANDARD_INPUT else files_of(name):
                if output is None or Path(file).absolute() != output.absolute():
                    names[str(file)] = None
        except CitekitError as error:
            report(str(error))
            problems += 1
    return list(names), problems


def _write(file: BinaryIO, items: Iterable[tuple[str, str]], *, jsonl: bool) -> int:
    """Write the items as they come, as a JSON array or as JSON Lines; how many there were."""
    keys = UniqueKeys()
    written = 0
    for key, text in items:
        unique = keys.unique(key)
        if unique != key:
            text = in_json(json.loads(text) | {"id": unique, "citation-key": unique}, one_line=jsonl)
        if jsonl:
            file.write(text.encode() + b"\n")
            file.flush()
        else:
            file.write((b",\n  " if written else b"[\n  ") + text.encode())
        written += 1
    if not jsonl:
        file.write(b"\n]\n" if written else b"[]\n")
        file.flush()
    return written


def _write_file(output: Path, run: _Run) -> int:
    """Write the items to ``output``, which is whole or not there; how many there were."""
    journal = Journal(output, {"citekit": __version__, "jsonl": run.jsonl})
    try:
        todo = [name for name in run.names if not journal.has(name)]
        if len(todo) < len(run.names):
            report(
                f"{journal.path}: {len(run.names) - len(todo)} of {len(run.names)} documents were done before"
            )
        for extracted in run.documents(todo):
            if extracted.items or not extracted.failed:
                journal.add(extracted)
        temporary = output.with_name(f".{output.name}.new")
        try:
            with temporary.open("wb") as file:
                written = _write(file, journal.items(run.names), jsonl=run.jsonl)
            temporary.replace(output)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise WriteError(f"{output}: {error.strerror or error}") from error
    except KeyboardInterrupt:
        report(f"{journal.path} holds what is done; the same command goes on from there")
        raise
    finally:
        journal.close()
    journal.remove()
    return written


def _with_progress(documents: Iterator[Extracted], total: int) -> Iterator[Extracted]:
    """The documents, with a bar on stderr where that is a terminal and there are several."""
    if total < 2 or not sys.stderr.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    # No thread of the bar's own: the processes that read are forked from this one.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as progress:
        task = progress.add_task("", total=total)
        shown = 0.0
        for extracted in documents:
            progress.update(task, advance=1, description=Path(extracted.name).name)
            if time.monotonic() - shown > _SHOWN_EVERY:
                progress.refresh()
                shown = time.monotonic()
            yield extracted
