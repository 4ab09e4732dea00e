"""``citekit edit``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from citekit.cli.library_option import KEY, json_option, library_option, opened, print_json
from citekit.errors import InvalidData, WriteError
from citekit.library import Library, parsed, record_text
from citekit.model import CslItem


@click.command()
@click.argument("key", type=KEY)
@library_option
@json_option
def command(key: str, library: Path | None, as_json: bool) -> int:
    """Edit a record in your editor ($VISUAL or $EDITOR).

    What you save is kept only if it is valid CSL-JSON; else citekit says where it is not, keeps your text
    in a file of its own and the record as it was. A changed "id" renames the record.
    """
    records = opened(library)
    before = records.get(key)
    draft = Path(tempfile.mkdtemp(prefix="citekit-")) / "record.json"
    draft.write_text(record_text(before), encoding="utf-8")
    while True:
        click.edit(filename=str(draft))
        try:
            after = _kept(records, key, before, draft)
            break
        except (InvalidData, WriteError) as error:
            click.echo(f"citekit: {error}", err=True)
        if not (sys.stdin.isatty() and click.confirm("Edit again?", default=True, err=True)):
            click.echo(f"citekit: {before['id']} is as it was; your text is in {draft}", err=True)
            return 1
    draft.unlink()
    draft.parent.rmdir()
    if after == before:
        click.echo(f"citekit: {before['id']} is as it was", err=True)
    if as_json:
        print_json([after])
    return 0


def _kept(records: Library, key: str, before: CslItem, draft: Path) -> CslItem:
    after = parsed(draft.read_bytes(), draft)
    return before if after == before else records.replace(key, after, was=before)
