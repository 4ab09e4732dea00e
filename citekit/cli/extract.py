"""``citekit extract``."""

from __future__ import annotations

import json

import click

from citekit.csl_json import to_csl
from citekit.pipeline import extract
from citekit.read import read


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
def command(inputs: tuple[str, ...]) -> int:
    """Find the citations of documents and print them as CSL-JSON."""
    items = [to_csl(record) for path in inputs for record in extract(read(path))]
    click.echo(json.dumps(items, ensure_ascii=False, indent=2))
    return 0 if items else 1
