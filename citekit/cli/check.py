"""``citekit check``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.library_option import KEY, json_option, library_option, opened, print_json
from citekit.errors import InputError


@click.command()
@click.argument("inputs", nargs=-1, type=KEY, metavar="[DRAFT|KEY]...")
@click.option("--fix", is_flag=True, help="Mend what can safely be mended (in the library only).")
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF 2.1.0, for editors and code hosts.")
@library_option
@json_option
def command(inputs: tuple[str, ...], fix: bool, as_sarif: bool, library: Path | None, as_json: bool) -> int:
    """Check the notes of drafts (.md, .docx, .odt, .html, .txt), or the library, or records with these keys.

    Each finding names its file, note and code; docs/checks.md explains those of drafts, docs/library.md
    those of records. Exit status 1: something was found that is not fixed.
    """
    drafts = [name for name in inputs if Path(name).suffix.lower() in _DRAFTS or Path(name).is_file()]
    if drafts:
        if fix or len(drafts) < len(inputs):
            raise click.UsageError("drafts are checked by themselves, without keys and without --fix")
        return check_drafts(drafts, as_json=as_json, as_sarif=as_sarif)
    if as_sarif:
        raise click.UsageError("--sarif is for drafts")
    return check_library(inputs, fix=fix, folder=library, as_json=as_json)


_DRAFTS = {".md", ".markdown", ".docx", ".odt", ".html", ".htm", ".txt", ".epub", ".pdf", ".rtf"}


def check_drafts(names: list[str], *, as_json: bool, as_sarif: bool) -> int:
    """Print what is wrong in the notes of drafts: 1 where something is, or one could not be read, else 0."""
    from citekit.manuscript.check import Finding, check_draft
    from citekit.read import read

    found: dict[str, list[Finding]] = {}
    unread = 0
    for name in names:
        try:
            document = read(name)
        except InputError as error:
            click.echo(f"citekit: {error}", err=True)
            unread += 1
            continue
        for diagnostic in document.diagnostics:
            click.echo(f"citekit: {name}: {diagnostic.message}", err=True)
        found[name] = check_draft(document, _source(name))
    if as_sarif:
        from citekit.manuscript.check.sarif import sarif

        print_json(sarif(found))
    elif as_json:
        print_json([finding.as_json(name) for name, findings in found.items() for finding in findings])
    else:
        for name, findings in found.items():
            for finding in findings:
                click.echo(finding.shown(name))
        total = sum(map(len, found.values()))
        click.echo(f"citekit: {len(found)} drafts, {total} findings", err=True)
    return 1 if unread or any(found.values()) else 0


def _source(name: str) -> str | None:
    """A draft as typed, if it has lines that a person can go to."""
    from citekit.read.encoding import decode

    if Path(name).suffix.lower() not in (".md", ".markdown", ".txt"):
        return None
    return decode(Path(name).read_bytes(), name)[0]


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
