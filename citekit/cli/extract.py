"""``citekit extract``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
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
    "--report",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Also write a page that shows the text with every citation marked.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Read so many documents at once.  [default: one a processor]"
)
def command(
    inputs: tuple[str, ...], output: Path | None, jsonl: bool, page: Path | None, jobs: int | None
) -> int:
    """Find the citations of documents and print them as CSL-JSON.

    INPUT is a document (Markdown, text, HTML, .docx, .odt, .rtf, .pdf, .epub), the export of a digital archive
    (.csv), a folder or a pattern of them, a bibliography (.json, .bib, .ris, .rdf), whose entries are given
    with their shelf-marks taken apart, or - for standard input, which may be a single citation. With -o a run
    that was stopped goes on where it stopped when the same command is given again.
    """
    written_to = [path for path in (output, page) if path]
    names, problems = _listed(inputs, written_to)
    with _Page(page) if page else nullcontext() as pages:
        run = _Run(names, jobs or os.cpu_count() or 1, jsonl, pages)
        if output is None:
            written = _write(sys.stdout.buffer, run.shown(run.documents(names)), jsonl=jsonl)
        else:
            written = _write_file(output, run)
        if pages:
            pages.write()
    if names and not written and not run.failed:
        report("no citation found")
    return 0 if written and not problems and not run.failed else 1


class _Page:
    """The page of ``--report``, written when all is done."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError where ``path`` is a file that no report of ours was, WriteError where it cannot be."""
        if not path.parent.is_dir():
            raise WriteError(f"{path}: there is no folder {path.parent}")
        if path.exists() and not _is_report(path):
            raise click.UsageError(f"{path} is there already, and is no report of citekit; name another file")
        from citekit.report.page import Report

        self._path = path
        self._report = Report()

    def __enter__(self) -> _Page:
        return self

    def __exit__(self, *_: object) -> None:
        self._report.close()

    def add(self, extracted: Extracted) -> None:
        """Put a document onto the page."""
        name = "standard input" if extracted.name == STANDARD_INPUT else extracted.name
        items = [json.loads(text) for _, text in extracted.items]
        self._report.add(name, items, extracted.text, extracted.said if extracted.failed else ())

    def write(self) -> None:
        """Write the page."""
        self._report.write(self._path)


class _Run:
    """One run over documents: what it says goes to stderr as it is found."""

    def __init__(self, names: Sequence[str], jobs: int, jsonl: bool, page: _Page | None) -> None:
        self.names = names
        self.jobs = jobs
        self.jsonl = jsonl
        self.page = page
        self.failed: dict[str, Extracted] = {}

    def documents(self, names: Sequence[str]) -> Iterator[Extracted]:
        """What each of these documents gives."""
        found = extract_all(names, self.jobs, one_line=self.jsonl, marked=self.page is not None)
        silent = True
        for extracted in _with_progress(found, len(names)):
            for line in extracted.said:
                report(line)
            silent = silent and not extracted.items
            if extracted.last:
                if silent and not extracted.failed and len(self.names) > 1:
                    report(f"{extracted.name}: no citation found")
                silent = True
            if extracted.failed:
                self.failed[extracted.name] = extracted
            yield extracted

    def failures(self, name: str) -> list[Extracted]:
        """Why this document could not be read, or not to its end, unless what it gave says so too."""
        failed = self.failed.get(name)
        return [failed] if failed and not failed.items else []

    def shown(self, documents: Iterable[Extracted]) -> Iterator[Extracted]:
        """The documents, each put onto the page where there is one."""
        for extracted in documents:
            if self.page:
                self.page.add(extracted)
            yield extracted


def _is_report(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b'<meta name="generator" content="citekit ' in file.read(4096)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from error


def _listed(inputs: Iterable[str], written: Sequence[Path]) -> tuple[list[str], int]:
    """The documents that the inputs name, each once, and how many inputs named none; never what is ``written``.

    Raises UsageError where an input is itself a file that is to be written.
    """
    names: dict[str, None] = {}
    problems = 0
    targets = {path.absolute() for path in written}
    if len(targets) < len(written):
        raise click.UsageError("the citations and the report cannot be one file")
    for name in inputs:
        if name != STANDARD_INPUT and Path(name).absolute() in targets:
            raise click.UsageError(f"{name} is both read and written; name another file to write")
        try:
            for file in [name] if name == STANDARD_INPUT else files_of(name):
                if Path(file).absolute() not in targets:
                    names[str(file)] = None
        except CitekitError as error:
            report(str(error))
            problems += 1
    return list(names), problems


def _write(file: BinaryIO, documents: Iterable[Extracted], *, jsonl: bool) -> int:
    """Write the items as they come, as a JSON array or as JSON Lines; how many there were."""
    keys = UniqueKeys()
    written = 0
    for key, text in (item for extracted in documents for item in extracted.items):
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
    journal = Journal(output, {"citekit": __version__, "jsonl": run.jsonl, "marked": run.page is not None})
    try:
        todo = [name for name in run.names if not journal.has(name)]
        if len(todo) < len(run.names):
            report(
                f"{journal.path}: {len(run.names) - len(todo)} of {len(run.names)} documents were done before"
            )
        for extracted in run.documents(todo):
            if extracted.items or not extracted.failed:
                journal.add(extracted)
        found = (part for name in run.names for part in (*journal.parts(name), *run.failures(name)))
        temporary = output.with_name(f".{output.name}.new")
        try:
            with temporary.open("wb") as file:
                written = _write(file, run.shown(found), jsonl=run.jsonl)
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
            progress.update(task, advance=extracted.last, description=Path(extracted.name).name)
            if time.monotonic() - shown > _SHOWN_EVERY:
                progress.refresh()
                shown = time.monotonic()
            yield extracted
