"""``citekit styles``."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from citekit.cli.inputs import report
from citekit.errors import CitekitError
from citekit.rendering import ALIASES, Listed, listed_styles, render

_SHOWN = 20

_SAMPLE = {
    "id": "sample",
    "type": "manuscript",
    "title": "Record of Conversation between Mao Zedong and P. F. Yudin",
    "title-short": "Record of Conversation",
    "issued": {"date-parts": [[1956, 3, 31]]},
    "archive": "Archive of the Foreign Policy of the Russian Federation (AVPRF)",
    "archive-place": "Moscow",
    "archive_location": "fond 0100, opis 49, papka 410, delo 9, listy 87–98",
    "language": "en",
    "custom": {
        "citekit": {
            "archival": [
                {
                    "repository": "AVPRF",
                    "repository_id": "ru-avprf",
                    "tradition": "ru",
                    "levels": [
                        {"level": "fond", "value": "0100"},
                        {"level": "opis", "value": "49"},
                        {"level": "papka", "value": "410"},
                        {"level": "delo", "value": "9"},
                        {"level": "listy", "value": "87-98"},
                    ],
                }
            ]
        }
    },
}


@click.command()
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option(
    "-n",
    "--most",
    type=click.IntRange(1),
    default=_SHOWN,
    show_default=True,
    metavar="N",
    help="Show at most N styles.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def command(words: tuple[str, ...], most: int, as_json: bool) -> int:
    """List the styles whose names or titles hold all the WORDs, each with a sample.

    Without a WORD: citekit's own styles and the short names. More than 10,000 public styles are known.
    """
    found = list(_matching(words) if words else _ours())
    if not found:
        report(f"no style has {' and '.join(words)} in its name or title")
        return 1
    shown = [(style, _sample(style.name)) for style in found[:most]]
    if as_json:
        rows = [
            {"name": style.name, "title": style.title, "own": style.own, "sample": sample}
            for style, sample in shown
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for style, sample in shown:
            click.echo(f"{_names(style)}\n    {style.title}\n    {sample}")
    if len(found) > most:
        report(f"{len(found) - most} more; add a word, or --most {len(found)}")
    return 0


def _ours() -> Iterator[Listed]:
    """Citekit's own styles, and the public ones that have a short name."""
    known = set(ALIASES.values())
    return (style for style in listed_styles() if style.own or style.name in known)


def _matching(words: tuple[str, ...]) -> list[Listed]:
    """The styles that hold every word: those with a short name, those that begin so, the others."""
    wanted = [word.casefold() for word in words]
    short = {name: alias for alias, name in ALIASES.items()}
    found = [
        style
        for style in listed_styles()
        if all(w in f"{style.name} {short.get(style.name, '')} {style.title}".casefold() for w in wanted)
    ]
    return sorted(found, key=lambda style: (style.name not in short, not style.name.startswith(wanted[0])))


def _names(style: Listed) -> str:
    short = [alias for alias, name in ALIASES.items() if name == style.name]
    return ", ".join([style.name, *short]) + ("  (citekit's own)" if style.own else "")


def _sample(name: str) -> str:
    """One document as the style prints it first: in a note, else in the bibliography, else in the text."""
    try:
        rendered = render([_SAMPLE], name)
    except CitekitError as error:
        return f"({error})"
    first = rendered.notes or rendered.bibliography or rendered.in_text
    return first[0] if first else ""
