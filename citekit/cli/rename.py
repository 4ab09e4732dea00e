"""``citekit rename``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.library_option import KEY, json_option, library_option, opened, print_json


@click.command()
@click.argument("key", type=KEY)
@click.argument("new_key")
@library_option
@json_option
def command(key: str, new_key: str, library: Path | None, as_json: bool) -> int:
    """Give a record another key. The old one still finds it."""
    item = opened(library).rename(key, new_key)
    click.echo(f"citekit: {key} is {item['id']} now", err=True)
    if as_json:
        print_json([item])
    return 0
