"""Every exception that citekit raises for a caller's mistake.

What is wrong in a *text* is never an exception but a :class:`citekit.model.Diagnostic` on the record
or the document; these are for what the caller can mend::

    CitekitError
    ├── InputError          a file or text that cannot be read
    │   ├── UnreadableInput     missing, a directory, no permission, broken, encrypted, binary
    │   └── InputTooLarge       beyond the documented size
    ├── UnknownName         a name that citekit does not know; suggests the nearest
    │   ├── UnknownStyle
    │   ├── UnknownFormat
    │   ├── UnknownDialect
    │   ├── UnknownArchive
    │   └── UnknownKey
    ├── InvalidData         items, archives or styles that break their schema
    ├── WriteError          an output that could not be written
    ├── ZoteroUnavailable   no Zotero answers, or not now
    └── ZoteroRefused       Zotero answers, and does not take or give what was asked for
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class CitekitError(Exception):
    """The root: ``str(error)`` is one clear sentence for a person."""


class InputError(CitekitError):
    """An input that cannot be used; ``str`` says which one and why."""


class UnreadableInput(InputError):
    """A file that is missing, a directory, not permitted, broken, encrypted or no text."""


class InputTooLarge(InputError):
    """An input beyond the size that citekit accepts."""


class UnknownName(CitekitError):
    """A name that citekit does not know; ``wrong_usage`` where the command line itself was wrong."""

    kind = "name"
    wrong_usage = True

    def __init__(self, name: str, known: Iterable[str] = ()) -> None:
        self.name = name
        self.nearest = tuple(get_close_matches(name, list(known), n=3, cutoff=0.6))
        hint = f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"unknown {self.kind} {name!r}{hint}")


class UnknownStyle(UnknownName):
    """No CSL style has this name."""

    kind = "style"


class UnknownFormat(UnknownName):
    """No export or import format has this name."""

    kind = "format"


class UnknownDialect(UnknownName):
    """The format has no dialect of this name."""

    kind = "dialect"


class UnknownArchive(UnknownName):
    """No repository has this name or id."""

    kind = "archive"


class UnknownKey(UnknownName):
    """No record has this key."""

    kind = "key"
    wrong_usage = False


class InvalidData(CitekitError):
    """Data that breaks its schema; ``str`` names the place."""


class WriteError(CitekitError):
    """An output that could not be written; what stood there before still stands."""


class ZoteroUnavailable(CitekitError):
    """Zotero is not running, or busy; ``str`` says what to do."""


class ZoteroRefused(CitekitError):
    """Zotero refused; ``str`` says why and what to do."""
