"""``citekit check``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.library_option import KEY, json_option, library_option, opened, print_json


@click.command()
@click.argument("inputs", nargs=-1, type=KEY, metavar="[KEY]...")
@click.option("--fix", is_flag=True, help="Mend what can safely be mended.")
@library_option
@json_option
def command(inputs: tuple[str, ...], fix: bool, library: Path | None, as_json: bool) -> int:
    """Check the library, or only the records with these keys.

    Each finding names its file and a code, which docs/library.md explains. Exit status 1: something was
    found that is not fixed.
    """
    return check_library(inputs, fix=fix, folder=library, as_json=as_json)


def check_library(keys: tuple[str, ...], *, fix: bool, folder: Path | None, as_json: bool) -> int:
    """Print what is wrong in the library: 1 where something stays so, else 0."""
    library = opened(folder)
    findings = library.check(keys, fix=fix)
    left = [finding for finding in findings if not finding.fixed]
    if as_json:
        print_json([finding.as_json() for finding in findings])
    else:
        for finding in findings:
            click.echo(str(finding))
        checked = len(keys) or len(library)
        fixed = f", {len(findings) - len(left)} fixed" if fix else ""
        click.echo(f"citekit: {checked} records, {len(findings)} findings{fixed}", err=True)
    return 1 if left else 0
