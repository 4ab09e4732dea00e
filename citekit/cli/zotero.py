"""``citekit zotero``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.inputs import read_items, report
from citekit.cli.library_option import INPUT, json_option, library_option, print_json
from citekit.zotero.http import PORT

_port = click.option("--port", type=int, default=PORT, show_default=True, help="Where Zotero listens.")


@click.group()
def command() -> None:
    """Send citations to Zotero, and take them from there."""


@command.command()
@click.argument("inputs", nargs=-1, required=True, type=INPUT, metavar="INPUT...")
@click.option("--web", is_flag=True, help="To zotero.org, with the key in ZOTERO_API_KEY.")
@click.option("--again", is_flag=True, help="Also what is there already.")
@_port
@library_option
@json_option
def push(
    inputs: tuple[str, ...], web: bool, again: bool, port: int, library: Path | None, as_json: bool
) -> int:
    """Send citations to Zotero, each once.

    They go into the collection that is selected in the Zotero running on this machine; with --web to the
    library on zotero.org of the key in ZOTERO_API_KEY, or that ZOTERO_LIBRARY_ID and ZOTERO_LIBRARY_TYPE
    (user or group) name. Prints 'sent KEY' or 'was there KEY' for each.
    """
    collected = read_items(inputs, library)
    if not collected.items:
        return 1
    if web:
        from citekit.zotero.web import push_web

        outcomes = push_web(collected.items, report, again=again)
    else:
        from citekit.zotero.connector import Connector
        from citekit.zotero.push import push as pushed

        outcomes = pushed(collected.items, Connector(port), report, again=again)
    if as_json:
        print_json([{"key": one.item["id"], "outcome": one.outcome} for one in outcomes])
    else:
        for one in outcomes:
            click.echo(f"{'sent' if one.outcome == 'sent' else 'was there'} {one.item['id']}")
    return 1 if collected.problems or len(outcomes) < len(collected.items) else 0


@command.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@_port
def pull(files: tuple[str, ...], output: Path | None, port: int) -> int:
    """Take citations from Zotero, as CSL-JSON, with their shelf-marks taken apart.

    FILE is what Zotero has exported (.rdf, .json, .bib, .ris); without one, the library of the Zotero that is
    running is read through its local API. An archive location such as 'RGANI, f. 5, op. 49, d. 131, ll.
    193-194. Translated by Gary Goldberg.' becomes repository, levels and credits; one that is not understood
    stays as it is, and is named on stderr.
    """
    from citekit.formats import export
    from citekit.zotero.pull import pull as pulled
    from citekit.zotero.pull import taken_apart

    collected = read_items(files) if files else None
    found = collected.items if collected else pulled(port)
    if not found:
        report("no item found")
        return 1
    items, diagnostics = taken_apart(found)
    for diagnostic in diagnostics:
        report(diagnostic.message)
    text = export(items, "csl-json")
    if output is None:
        click.echo(text, nl=False)
    else:
        from citekit.manuscript.footnotes import write_whole

        write_whole(output, text.encode())
    return 1 if collected and collected.problems else 0
