"""The command line: one command, one module.

A command's module is imported when the command runs, so that start-up stays short; its help is the
module's own. Exit status: 0 fine, 1 something in the data was wrong or nothing was found, 2 wrong usage.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from citekit import __version__
from citekit.errors import CitekitError

COMMANDS = {
    "add": "add citations to the library",
    "archives": "list the archives that are known, show one, check new ones",
    "check": "check a draft's notes, or the library",
    "cite": "print citations as footnotes and in a bibliography",
    "edit": "edit a record of the library",
    "export": "write citations in another format",
    "extract": "find the citations of documents, as CSL-JSON",
    "footnotes": "print the citations of a draft as footnotes",
    "list": "list the library",
    "merge": "join two records of one document",
    "remove": "delete records of the library",
    "rename": "give a record another key",
    "restyle": "rewrite the references of a finished draft in one style",
    "search": "find records of the library",
    "show": "show records of the library",
    "styles": "list the citation styles",
    "zotero": "send citations to Zotero, and take them from there",
}
"""Command -> what it does in a line; ``citekit/cli/COMMAND.py`` holds its function ``command``."""


class _Commands(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"citekit.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="citekit")
def citekit() -> None:
    """Archival citations out of documents, and back as footnotes, bibliographies and records."""


def main() -> None:
    """Run the command line; a caller's mistake is one line on stderr and exit status 2 or 1."""
    try:
        status = citekit.main(prog_name="citekit", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as request:
        sys.exit(request.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("citekit: interrupted; what was written before is whole", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone: nothing more can be said to it, at exit neither.
        sys.stdout = None
        sys.exit(1)
    except CitekitError as error:
        click.echo(f"citekit: {error}", err=True)
        sys.exit(2 if getattr(error, "wrong_usage", False) else 1)
    sys.exit(status if isinstance(status, int) else 0)
