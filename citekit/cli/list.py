"""``citekit list``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.library_option import (
    json_option,
    library_option,
    opened,
    print_json,
    print_list,
    warn_of_damage,
)


@click.command()
@library_option
@json_option
def command(library: Path | None, as_json: bool) -> int:
    """List the library: key, date, title and shelf-mark of each record, by key."""
    kept = opened(library)
    if as_json:
        print_json(list(kept))
    else:
        print_list(kept.summaries())
    damaged = warn_of_damage(kept)
    if not len(kept):
        click.echo(f"citekit: {kept.folder} holds no record yet; 'citekit add' puts some there", err=True)
        return 1
    return damaged
