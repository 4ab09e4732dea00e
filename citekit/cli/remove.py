"""``citekit remove``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from citekit.cli.library_option import KEY, json_option, library_option, opened, print_json


@click.command()
@click.argument("keys", nargs=-1, required=True, type=KEY, metavar="KEY...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@library_option
@json_option
def command(keys: tuple[str, ...], yes: bool, library: Path | None, as_json: bool) -> int:
    """Delete records. In a terminal, citekit asks first."""
    kept = opened(library)
    items = [kept.get(key) for key in keys]
    if not yes and sys.stdin.isatty():
        for item in items:
            click.echo(f"{item['id']}: {item.get('title') or item.get('archive_location') or ''}", err=True)
        if not click.confirm(f"Delete {len(items)} of the library's records?", err=True):
            return 1
    for item in items:
        kept.remove(item["id"])
        click.echo(f"citekit: removed {item['id']}", err=True)
    if as_json:
        print_json(items)
    return 0
