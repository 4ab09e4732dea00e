"""``citekit add``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from citekit.cli.inputs import Collected, read_items, report
from citekit.cli.library_option import INPUT, json_option, library_option, opened, print_json
from citekit.errors import InvalidData
from citekit.library import Added, Library, Sameness
from citekit.library.adding import checked
from citekit.model import CslItem

_DONE = {"added": "added", "there": "was there", "merged": "merged into", "refused": "is already"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=INPUT, metavar="INPUT...")
@click.option(
    "--merge", "same", flag_value="merge", help="Merge a document that is there already into its record."
)
@click.option("--keep", "same", flag_value="keep", help="Add it as a record of its own all the same.")
@library_option
@json_option
def command(inputs: tuple[str, ...], same: Sameness | None, library: Path | None, as_json: bool) -> int:
    """Add the citations of documents and bibliographies to the library.

    A document that the library has already (same file of an archive and overlapping sheets, or same URL)
    is not added a second time: in a terminal you are asked what to do, else --merge or --keep tell.
    Prints what became of each: 'added KEY', 'was there KEY', 'merged into KEY' or 'is already KEY'.
    """
    collected = read_items(inputs)
    kept = opened(library)
    outcomes = kept.add(_fit(collected), same=same or "refuse")
    if same is None and sys.stdin.isatty():
        outcomes = [_asked(kept, one) if one.outcome == "refused" else one for one in outcomes]
    for one in outcomes:
        for note in one.diagnostics:
            report(note.message)
        if one.outcome == "refused":
            report(f"{one.item.get('id')} is the document of {one.key}: {one.reason}; --merge or --keep")
    if as_json:
        print_json(
            [{"key": one.key, "outcome": one.outcome, "reason": one.reason or None} for one in outcomes]
        )
    else:
        for one in outcomes:
            click.echo(f"{_DONE[one.outcome]} {one.key}")
    refused = any(one.outcome == "refused" for one in outcomes)
    return 1 if collected.problems or refused or not outcomes else 0


def _fit(collected: Collected) -> list[CslItem]:
    """The items that can be records; each other one is a line on stderr and a problem."""
    items = []
    for item in collected.items:
        try:
            items.append(checked(item))
        except InvalidData as error:
            report(str(error))
            collected.problems += 1
    return items


def _asked(library: Library, refused: Added) -> Added:
    title = refused.item.get("title") or refused.item.get("archive_location") or refused.item.get("id")
    click.echo(f"“{title}” is the document of {refused.key}: {refused.reason}.", err=True)
    answer: Sameness | Literal["skip"] = click.prompt(
        "Merge it, keep both, or skip it?",
        type=click.Choice(["merge", "keep", "skip"]),
        default="merge",
        err=True,
    )
    return refused if answer == "skip" else library.add([refused.item], same=answer)[0]
