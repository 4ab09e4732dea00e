"""``citekit archives``, ``citekit archives show NAME``, ``citekit archives check FILE.toml``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from citekit.archives.repositories import Repository, by_name, repositories
from citekit.archives.traditions import traditions
from citekit.cli.inputs import report
from citekit.errors import UnknownArchive, UnreadableInput

if TYPE_CHECKING:
    from citekit.archives.check import Problem

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


@click.group(invoke_without_command=True)
@click.option("--country", metavar="CODE", help="Only those of a country: RU, US, UN … (ISO 3166).")
@_json
@click.pass_context
def command(ctx: click.Context, country: str | None, as_json: bool) -> int:
    """List the archives that citekit knows; show one; check a file of new ones.

    \b
    citekit archives --country UA
    citekit archives show rgani
    citekit archives check my-archives.toml
    """
    if ctx.invoked_subcommand is not None:
        if country:
            raise click.UsageError("--country goes with the list, not with a command")
        return 0
    wanted = country.upper() if country else None
    found = [known for known in repositories().values() if wanted in (None, known.country)]
    found.sort(key=lambda known: (known.country, known.place, known.name))
    if not found:
        report(f"no archive of {country} is known; a country is its ISO 3166 code, such as RU")
        return 1
    if as_json:
        _print_json([_as_json(known) for known in found])
    else:
        for known in found:
            short = f" ({known.abbreviations[0]})" if known.abbreviations else ""
            click.echo(f"{known.country:5}{known.id:24} {known.name}{short}, {known.place}")
    return 0


@command.command()
@click.argument("name")
@_json
def show(name: str, as_json: bool) -> int:
    """Show what is known of the archive NAME: an id, an abbreviation or a name, today's or a former one."""
    found = _named(name)
    if as_json:
        _print_json([_as_json(known) for known in found])
        return 0
    if len(found) > 1:
        report(f"{name} is the name of {len(found)} archives")
    click.echo("\n\n".join("\n".join(_lines(known)) for known in found))
    return 0


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> int:
    """Check a FILE of archives before it joins the others: its form, names that are taken, its examples."""
    from citekit.archives.check import check as check_text

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no UTF-8"
        raise UnreadableInput(f"{file}: {reason}") from error
    archives, problems = check_text(text)
    for problem in problems:
        report(f"{file}:{problem.line}: {_where(problem)}{problem.message}")
    unread = [] if problems else _unread_examples(text, archives)
    for sentence in unread:
        report(f"{file}: {sentence}")
    if problems or unread:
        return 1
    examples = sum(len(one.examples) for one in archives.values())
    click.echo(f"{file}: {len(archives)} archives and {examples} examples, all fine")
    return 0 if archives else 1


def _named(name: str) -> list[Repository]:
    """The archives of a name; raises UnknownArchive with the nearest names."""
    if known := by_name(name):
        return [known]
    wanted = [key for key in repositories() if key.partition("-")[2] == name.casefold()]
    found = wanted or [key for key, one in repositories().items() if _has(one, name)]
    if not found:
        names = {spelling for one in repositories().values() for spelling in one.known_as()}
        nearest = {spelling.casefold(): spelling for spelling in names}
        raise UnknownArchive(name.casefold(), nearest)
    return [repositories()[key] for key in found]


def _has(one: Repository, name: str) -> bool:
    from citekit.archives.spelling import joined

    return joined(name) in map(joined, one.known_as())


def _lines(one: Repository) -> list[str]:
    tradition = traditions()[one.tradition].name
    lines = [one.name, *_field("id", [one.id]), *_field("abbreviations", one.abbreviations)]
    lines += _field("names", one.names)
    for former in one.former:
        until = f" (until {former.until})" if former.until else ""
        lines += _field(f"formerly{until}", [*former.abbreviations, *former.names])
    lines += _field("place", [f"{one.place} ({one.country})"]) + _field("counts", [tradition])
    lines += _field("parts", one.divisions) + _field("shelf-marks", one.shelfmarks)
    if one.ambiguous:
        told = f"; told by {', '.join(one.told_by)}" if one.told_by else ""
        lines += _field("shared names", [", ".join(one.ambiguous) + told])
    for example in one.examples:
        lines += _field("example", [example])
    return lines + _field("source", [one.source] if one.source else [])


def _field(label: str, values: tuple[str, ...] | list[str]) -> list[str]:
    return [f"  {label}: {'; '.join(values)}"] if values else []


def _as_json(one: Repository) -> dict[str, Any]:
    return {field: value for field, value in asdict(one).items() if value}


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _where(problem: Problem) -> str:
    return f"[{problem.archive}] " if problem.archive else ""


def _unread_examples(text: str, archives: dict[str, Repository]) -> list[str]:
    """What citekit reads wrongly of the archives' examples, a sentence for each."""
    from citekit.archives.repositories import known_besides
    from citekit.pipeline import extract

    sentences = []
    with known_besides(text.encode()):
        for key, one in archives.items():
            for example in one.examples:
                read = [reference for record in extract(example) for reference in record.archival]
                if [reference.repository_id for reference in read] != [key]:
                    got = ", ".join(
                        str(reference.repository_id or reference.repository) for reference in read
                    )
                    sentences.append(f"[{key}] {example!r} is read as {got or 'no reference at all'}")
                elif not read[0].levels:
                    sentences.append(f"[{key}] {example!r} is read without its shelf-mark")
    return sentences
