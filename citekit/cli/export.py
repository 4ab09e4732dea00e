"""``citekit export``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.inputs import read_items, report
from citekit.cli.library_option import INPUT, library_option
from citekit.errors import UnknownFormat
from citekit.formats import FORMATS, Written, format_of, write

_OWN = "custom.citekit."


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=INPUT, metavar="INPUT...")
@click.option("-t", "--to", "name", metavar="FORMAT", shell_complete=_complete, help=f"{', '.join(FORMATS)}.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--dialect", help="A dialect of the format: chicago of biblatex, for biblatex-chicago.")
@library_option
def command(
    inputs: tuple[str, ...],
    name: str | None,
    output: Path | None,
    dialect: str | None,
    library: Path | None,
) -> int:
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
    collected = read_items(inputs, library)
    if not collected.items:
        return 1
    written = write(collected.items, name, dialect=dialect)
    if lost := _lost(written):
        report(f"{name} does not carry {lost}")
    if output is None:
        click.echo(written.text, nl=False)
    else:
        from citekit.manuscript.footnotes import write_whole

        write_whole(output, written.text.encode())
    return 1 if collected.problems else 0


def _lost(written: Written) -> str:
    """The fields that the format does not carry, in a line: "annote (a, b); of custom.citekit: form, spans"."""
    fields = [diagnostic.message.partition(" does not carry ")[2] for diagnostic in written.diagnostics]
    own = [field.removeprefix(_OWN).partition(" (")[0] for field in fields if field.startswith(_OWN)]
    shown = [field for field in fields if not field.startswith(_OWN)]
    return "; ".join([*shown, *([f"of what citekit noted: {', '.join(own)}"] if own else [])])
