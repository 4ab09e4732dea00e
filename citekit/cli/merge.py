"""``citekit merge``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.library_option import KEY, json_option, library_option, opened, print_json


@click.command()
@click.argument("kept", type=KEY)
@click.argument("others", nargs=-1, required=True, type=KEY, metavar="OTHER...")
@library_option
@json_option
def command(kept: str, others: tuple[str, ...], library: Path | None, as_json: bool) -> int:
    """Join OTHER records into the record KEPT without losing a field.

    Where they differ, KEPT's value stands and the other is kept under custom.citekit.alternatives, which
    'citekit check' lists until you have chosen. The other keys find the record from now on.
    """
    records = opened(library)
    for other in others:
        item, notes = records.merge(kept, other)
        click.echo(f"citekit: {other} is part of {item['id']} now", err=True)
        for note in notes:
            click.echo(f"citekit: {note.message}", err=True)
    if as_json:
        print_json([item])
    return 0
