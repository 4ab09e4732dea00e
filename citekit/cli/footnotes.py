"""``citekit footnotes``."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from citekit.cli.inputs import report as say
from citekit.cli.library_option import library_option, opened

_FORMATS = ("markdown", "html", "latex", "docx", "odt")


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("bibliographies", nargs=-1, type=click.Path(path_type=Path), metavar="[BIBLIOGRAPHY]...")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option(
    "-s", "--style", help="A style's name or title, or a .csl file; else the draft's, else Chicago."
)
@click.option(
    "--to", type=click.Choice(_FORMATS), help="The format, where the suffix of OUT does not say it."
)
@click.option("--locale", metavar="LANG", help="The language of the terms, such as de-DE; else the draft's.")
@click.option("--watch", is_flag=True, help="Write again whenever the draft or a bibliography changes.")
@library_option
def command(
    draft: Path,
    bibliographies: tuple[Path, ...],
    out: Path,
    style: str | None,
    to: str | None,
    locale: str | None,
    watch: bool,
    library: Path | None,
) -> int:
    """Print the citations of a draft: keys in, footnotes out.

    DRAFT is Markdown with pandoc's citations ([@key, l. 225]), or a Word or OpenDocument file with such keys
    typed in its text or notes. The works come from each BIBLIOGRAPHY (.json, .bib, .ris, .rdf), from those
    that the draft's header names, and from the library. An unknown key is named with its line, stays visible
    in the output, and makes the exit status 1.
    """
    from citekit.manuscript.footnotes import Request, footnotes

    request = Request(draft, out, style, locale, bibliographies, opened(library), to)
    if watch:
        from citekit.manuscript.watch import watched

        watched(request, say)
        return 0
    gc.disable()  # a run is short and keeps what it makes: collecting would cost an eighth of it
    done = footnotes(request)
    for trouble in done.troubles:
        say(trouble)
    say(f"{out}: {done.citations} citations, {done.notes} notes")
    return 1 if done.troubles or not done.citations else 0
