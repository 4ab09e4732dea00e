"""``citekit show``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.library_option import KEY, json_option, library_option, opened, print_json, print_records
from citekit.errors import InvalidData, UnknownKey


@click.command()
@click.argument("keys", nargs=-1, required=True, type=KEY, metavar="KEY...")
@library_option
@json_option
def command(keys: tuple[str, ...], library: Path | None, as_json: bool) -> int:
    """Show records, field by field or as CSL-JSON."""
    kept = opened(library)
    found, status = [], 0
    for key in keys:
        try:
            found.append(kept.get(key))
        except (UnknownKey, InvalidData) as error:
            click.echo(f"citekit: {error}", err=True)
            status = 1
    if as_json:
        print_json(found)
    else:
        print_records(found)
    return status
