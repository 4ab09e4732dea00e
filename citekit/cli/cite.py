"""``citekit cite``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from citekit.cli.inputs import read_items, report
from citekit.cli.library_option import INPUT, library_option
from citekit.model import CslItem
from citekit.rendering import DEFAULT_ENGINE, ENGINES, OUTPUTS, Rendered, Style, find_style, render

_HEADINGS = {
    "text": "{}",
    "markdown": "## {}",
    "html": "<h2>{}</h2>",
    "latex": "\\section*{{{}}}",
    "rtf": "{{\\b {}}}\\par",
}
_PARAGRAPHS = {"html": "<p>{}</p>", "rtf": "{}\\par"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=INPUT, metavar="INPUT...")
@click.option(
    "-s", "--style", default="chicago", show_default=True, help="A style's name or title, or a .csl file."
)
@click.option("-o", "--output", type=click.Choice(OUTPUTS), default="text", show_default=True)
@click.option("--locale", metavar="LANG", help="The language of the terms, such as de-DE.")
@click.option("--engine", type=click.Choice(list(ENGINES)), default=DEFAULT_ENGINE, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
@click.option("--clip", is_flag=True, help="Put the notes or in-text citations on the clipboard, too.")
@library_option
def command(
    inputs: tuple[str, ...],
    style: str,
    output: str,
    locale: str | None,
    engine: str,
    as_json: bool,
    clip: bool,
    library: Path | None,
) -> int:
    """Print citations as notes, as in-text citations, and in a bibliography.

    INPUT is a document, a folder or a pattern of them, a bibliography (.json, .bib, .ris, .rdf), a key of the
    library, or - for standard input. A note style prints the first note, a later note and the bibliography
    entry of each item; any other style the in-text citation and the entry. "citekit styles" lists the styles.
    """
    found = find_style(style)
    collected = read_items(inputs, library)
    if not collected.items:
        return 1
    rendered = render(collected.items, found, engine=engine, output=output, locale=locale)
    for warning in rendered.warnings:
        report(warning)
    if as_json:
        click.echo(json.dumps(_as_json(rendered, collected.items), ensure_ascii=False, indent=2))
    else:
        _print(rendered, output)
    if clip:
        _copy(collected.items, found, engine, locale)
    return 1 if collected.problems else 0


def _copy(items: list[CslItem], style: Style, engine: str, locale: str | None) -> None:
    from citekit.cli.clipboard import copy

    text, html = (
        render(items, style, engine=engine, output=output, locale=locale) for output in ("text", "html")
    )
    lines, marked = text.notes or text.in_text, html.notes or html.in_text
    styled = copy("\n".join(lines), "<br>".join(marked))
    report(f"on the clipboard, {'with its italics' if styled else 'as text'}")


def _print(rendered: Rendered, output: str) -> None:
    many = len(rendered.notes or rendered.in_text) > 1
    parts = (
        ("Notes" if many else "Note", rendered.notes),
        ("Short notes" if many else "Short note", rendered.short_notes),
        ("In the text", rendered.in_text),
        ("Works cited" if rendered.style.in_text else "Bibliography", rendered.bibliography),
    )
    sections = [
        "\n".join((_HEADINGS[output].format(heading), *_paragraphs(lines, output)))
        for heading, lines in parts
        if any(lines)
    ]
    text = "\n\n".join(sections)
    click.echo(f"{{\\rtf1\\ansi\\uc1\n{text}\n}}" if output == "rtf" else text)


def _paragraphs(lines: list[str], output: str) -> list[str]:
    """The lines as paragraphs of their format; in Markdown and LaTeX only an empty line divides them."""
    printed = [_PARAGRAPHS.get(output, "{}").format(line) for line in lines if line]
    return [f"\n{line}" for line in printed] if output in ("markdown", "latex") else printed


def _as_json(rendered: Rendered, items: list[CslItem]) -> dict[str, Any]:
    entries = dict(zip(rendered.ids, rendered.bibliography, strict=True))
    columns = {
        "note": rendered.notes,
        "short_note": rendered.short_notes,
        "in_text": rendered.in_text,
    }
    listed = [
        {"id": item["id"]}
        | {name: values[place] for name, values in columns.items() if values}
        | ({"bibliography": entries[item["id"]]} if item["id"] in entries else {})
        for place, item in enumerate(items)
    ]
    return {"style": rendered.style.name, "items": listed, "bibliography_order": rendered.ids}
