"""``citekit restyle``."""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli.inputs import report as say
from citekit.cli.library_option import json_option, library_option, opened, print_json


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("-s", "--style", required=True, help="A style's name or title, or a .csl file.")
@click.option("--locale", metavar="LANG", help="The language of the terms, such as de-DE.")
@click.option(
    "--author", default="citekit", show_default=True, help="Who is named on Word's tracked changes."
)
@click.option("--adopt", is_flag=True, help="Add every document that is cited in full to the library.")
@library_option
@json_option
def command(
    draft: Path,
    out: Path,
    style: str,
    locale: str | None,
    author: str,
    adopt: bool,
    library: Path | None,
    as_json: bool,
) -> int:
    """Rewrite the archival references of a finished draft's notes in one style.

    A Word draft gets tracked changes, which the author accepts or rejects one by one; of a Markdown draft OUT
    is the new text or, with the suffix .diff or .patch, the difference. References that are not wholly
    understood, or of which the style would not print all, are left as they are and listed. Exit status 1:
    something was left, or nothing was found.
    """
    from citekit.manuscript.footnotes import write_beside
    from citekit.manuscript.restyle import restyle
    from citekit.rendering import find_style

    done = restyle(draft, find_style(style), locale=locale, author=author)
    only_diff = out.suffix.lower() in (".diff", ".patch") and draft.suffix.lower() != ".docx"
    write_beside(draft, out, done.diff.encode() if only_diff else done.data)
    if as_json:
        print_json(
            {
                "changes": [
                    dict(zip(("note", "old", "new"), change, strict=True)) for change in done.changes
                ],
                "left": [
                    {"note": one.number, "words": one.words, "reason": one.reason} for one in done.plan.left
                ],
            }
        )
    for one in done.plan.left:
        say(f"{draft}: note {one.number}: left as it is: “{one.words}”: {one.reason}")
    if adopt:
        added = opened(library).add(done.plan.found, same="refuse")
        new = sum(one.outcome == "added" for one in added)
        say(f"{new} records added to the library, {len(added) - new} were there")
    say(f"{out}: {len(done.changes)} references rewritten, {len(done.plan.left)} left as they are")
    return 1 if done.plan.left or not (done.changes or done.plan.items) else 0
