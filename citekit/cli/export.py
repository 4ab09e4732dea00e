"""``citekit export``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from citekit.cli.inputs import read_items, report
from citekit.cli.output import write_output
from citekit.formats import FORMATS, Written, format_of, write
from citekit.errors import UnknownFormat
from citekit.model import CslItem


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-t", "--to", "name", metavar="FORMAT", shell_complete=_complete, help=f"{', '.join(FORMATS)}.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--dialect", help="A dialect of the format: chicago of biblatex, for biblatex-chicago.")
def command(inputs: tuple[str, ...], name: str | None, output: Path | None, dialect: str | None) -> int:
    """Write citations as a bibliography in another format.

    INPUT is a document, a bibliography (.json, .yaml, .bib, .ris, .rdf, .xml, .csv), a library or one of its
    keys, or - for standard input. Without --to the suffix of the output file tells the format. What the
    format has no place for is named on stderr.
    """
    name = name or (format_of(str(output)) if output else None)
    if name is None:
        raise click.UsageError("--to FORMAT is missing, and no file name tells it")
    if name not in FORMATS:
        raise UnknownFormat(name, FORMATS)
    collected = read_items(inputs)
    if not collected.items:
        return 1
    written = write(collected.items, name, dialect=dialect)
    if lost := _lost(written):
        report(f"{name} does not carry {lost}")
    write_output(written.text, output)
    return 1 if collected.problems else 0
