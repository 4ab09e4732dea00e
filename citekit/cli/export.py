"""``citekit export``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from citekit.cli.inputs import read_items, report
from citekit.cli.library_option import INPUT, library_option
from citekit.errors import UnknownFormat
from citekit.formats import FORMATS, Written, format_of, write
from citekit.formats.page import page
from citekit.model import CslItem

_OWN = "custom.citekit."
_PRINTED = {"text": ".txt", "html": ".html"}
"""What a style prints, for reading. The page holds the items too; a text is read as any document is."""
_NAMES = (*FORMATS, *_PRINTED)


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in _NAMES if name.startswith(incomplete)]


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=INPUT, metavar="INPUT...")
@click.option("-t", "--to", "name", metavar="FORMAT", shell_complete=_complete, help=f"{', '.join(_NAMES)}.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--dialect", help="A dialect of the format: chicago of biblatex, for biblatex-chicago.")
@click.option("-s", "--style", default="chicago", show_default=True, help="The style of text and html.")
@library_option
def command(
    inputs: tuple[str, ...],
    name: str | None,
    output: Path | None,
    dialect: str | None,
    style: str,
    library: Path | None,
) -> int:
    """Write citations as a bibliography in another format.

    INPUT is a document, a folder or a pattern of them, a bibliography (.json, .yaml, .bib, .ris, .rdf, .xml,
    .csv), a library or one of its keys, or - for standard input. Without --to the suffix of the output file
    tells the format. What the format has no place for is named on stderr.
    """
    name = name or (_named_by(output) if output else None)
    if name is None:
        raise click.UsageError("--to FORMAT is missing, and no file name tells it")
    if name not in _NAMES:
        raise UnknownFormat(name, _NAMES)
    collected = read_items(inputs, library)
    if not collected.items:
        return 1
    if name in _PRINTED:
        text = _bibliography(collected.items, name, style)
    else:
        written = write(collected.items, name, dialect=dialect)
        text = written.text
        if lost := _lost(written):
            report(f"{name} does not carry {lost}")
    if output is None:
        click.echo(text, nl=False)
    else:
        from citekit.manuscript.footnotes import write_whole

        write_whole(output, text.encode())
    return 1 if collected.problems else 0


def _named_by(output: Path) -> str | None:
    printed = {suffix: name for name, suffix in _PRINTED.items()}
    return format_of(str(output)) or printed.get(output.suffix.lower())


def _bibliography(items: Sequence[CslItem], name: str, style: str) -> str:
    """The bibliography in a style, an entry a line or a paragraph; notes where the style has none."""
    from citekit.rendering import render

    rendered = render(items, style, output=name)
    for warning in rendered.warnings:
        report(warning)
    entries = rendered.bibliography or rendered.notes
    if name == "html":
        return page(entries, items)
    return "".join(f"{entry}\n" for entry in entries)


def _lost(written: Written) -> str:
    """The fields that are not carried, in a line: "annote (a, b); custom.citekit: form, spans"."""
    fields = [diagnostic.message.partition(" does not carry ")[2] for diagnostic in written.diagnostics]
    own = [field.removeprefix(_OWN).partition(" (")[0] for field in fields if field.startswith(_OWN)]
    shown = [field for field in fields if not field.startswith(_OWN)]
    return "; ".join([*shown, *([f"{_OWN.rstrip('.')}: {', '.join(own)}"] if own else [])])
