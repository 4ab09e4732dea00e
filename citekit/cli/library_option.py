"""What the commands of the library share: ``--library``, ``--json``, keys that complete, lists."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from citekit.library import Library
from citekit.model import CslItem

Command = TypeVar("Command", bound=Callable[..., Any])

_MOST_COMPLETIONS = 200


if TYPE_CHECKING:
    _KeyType = click.ParamType[str]
else:
    _KeyType = click.ParamType  # generic only since click 8.2


class Key(_KeyType):
    """A key of the library; the shell completes it."""

    name = "key"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The keys that begin so, with the records' titles as help."""
        library = Library(ctx.params.get("library"))
        return [
            CompletionItem(key, help=summary["title"][:60])
            for key, summary in library.beginning(incomplete, _MOST_COMPLETIONS)
        ]


KEY = Key()


class Input(Key):
    """A document, a bibliography or a key; the shell completes files and keys."""

    name = "input"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Files, and once a letter is typed the keys that begin so."""
        keys = super().shell_complete(ctx, param, incomplete) if incomplete else []
        return [*keys, CompletionItem(incomplete, type="file")]


INPUT = Input()


def library_option(command: Command) -> Command:
    """``--library FOLDER``, passed on as ``library``."""
    return click.option(
        "--library",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="FOLDER",
        help="The library. Default: CITEKIT_LIBRARY, else ./records where there is one, else your own.",
    )(command)


def json_option(command: Command) -> Command:
    """``--json``, passed on as ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")(command)


def opened(folder: Path | None) -> Library:
    """The library, which says on stderr what it waits for."""
    return Library(folder, tell=lambda sentence: click.echo(f"citekit: {sentence}", err=True))


def warn_of_damage(library: Library) -> int:
    """Say on stderr which files are no records: 1 where there are any, else 0."""
    damages = library.damages()
    for damage in damages:
        click.echo(f"citekit: {library.folder / damage.name}{str(damage)[len(damage.name) :]}", err=True)
    if damages:
        click.echo("citekit: the other records are fine; mend such files in a text editor", err=True)
    return 1 if damages else 0


def print_json(found: Any) -> None:
    """Print JSON on stdout, letters as they are."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def print_list(rows: Iterable[tuple[str, dict[str, str]]]) -> None:
    """One record a line: aligned and cut to the terminal's width, or whole and tab-separated in a pipe."""
    listed = list(rows)
    if not sys.stdout.isatty():
        for key, row in listed:
            click.echo("\t".join((key, row["date"], row["title"], _place(row))))
        return
    width = shutil.get_terminal_size().columns
    longest = min(max((len(key) for key, _ in listed), default=0), 32)
    for key, row in listed:
        line = f"{key:<{longest}}  {row['date']:<10}  {row['title'] or '—'}  {_place(row)}"
        click.echo(line if len(line) <= width else line[: width - 1] + "…")


def print_records(items: Iterable[CslItem]) -> None:
    """Records as a person reads them: a line a field."""
    for number, item in enumerate(items):
        if number:
            click.echo()
        for name, value in _fields(item):
            click.echo(f"{name:<17} {value}")


def _place(row: dict[str, str]) -> str:
    return ", ".join(part for part in (row["archive"], row["shelfmark"]) if part)


def _fields(item: CslItem) -> Iterable[tuple[str, str]]:
    from citekit.library.shelf import citekit_part
    from citekit.library.shown import shown

    yield "key", str(item["id"])
    for field, value in item.items():
        if field not in ("id", "citation-key", "custom"):
            yield field, shown(value)
    part = citekit_part(item)
    for credit in _objects(part.get("credits")):
        programme = f" for {credit['for']}" if credit.get("for") else ""
        yield str(credit.get("role", "credit")), shown(credit.get("names") or []) + programme
    alternatives = part.get("alternatives")
    for field, values in alternatives.items() if isinstance(alternatives, dict) else ():
        for value in values if isinstance(values, list) else ():
            yield "or", f"{field}: {shown(value)}"
    for note in _objects(part.get("diagnostics")):
        if note.get("code") != "value-claimed-twice":
            yield "note", f"{note.get('message')} [{note.get('code')}]"


def _objects(listed: Any) -> list[dict[str, Any]]:
    """The entries of a list that a person may have edited, without what is none."""
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
