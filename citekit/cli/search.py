"""``citekit search``."""

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
@click.argument("terms", nargs=-1, required=True, metavar="TERM...")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Print the N best at most.")
@library_option
@json_option
def command(terms: tuple[str, ...], limit: int | None, library: Path | None, as_json: bool) -> int:
    """Find records that meet every TERM.

    A term is a word, the beginning of one (khrushch*), "several words" in quotation marks, or one of these
    in a field: title:, author:, translator:, archive:, source:, any:level (fond:5 opis:28 listy:226),
    year:1956 or year:1956-1958. With - before it, it must not be met. Case, diacritics and script do not
    matter: Федоренко finds Fedorenko. Put -- before a term that begins with -.
    """
    kept = opened(library)
    query = " ".join(_quoted(term) for term in terms)
    if as_json:
        found = kept.search(query, limit)
        print_json(found)
        count = len(found)
    else:
        rows = kept.summaries(query, limit)
        print_list(rows)
        count = len(rows)
    damaged = warn_of_damage(kept)
    if not count:
        click.echo("citekit: no record meets that", err=True)
    return damaged or (0 if count else 1)


def _quoted(term: str) -> str:
    """A term that the shell unquoted, quoted again: ``"cult of personality"``, ``title:"two words"``."""
    if '"' in term or not any(letter.isspace() for letter in term):
        return term
    field, colon, words = term.partition(":")
    return f'{field}:"{words}"' if colon and field.isidentifier() else term
