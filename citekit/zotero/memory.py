"""What was sent to Zotero before: a hash a line, in the user's state folder. No key, no text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from citekit.errors import WriteError


def remembered() -> frozenset[str]:
    """The hashes of the items that were sent."""
    try:
        return frozenset(_file().read_text("ascii", errors="replace").split())
    except OSError:
        return frozenset()


def remember(marks: Iterable[str]) -> None:
    """Add hashes; raises WriteError."""
    file = _file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="ascii") as stream:
            stream.writelines(f"{mark}\n" for mark in marks)
    except OSError as error:
        raise WriteError(f"{file}: {error.strerror or error}; what was sent can't be remembered") from error


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("citekit") / "zotero-sent.txt"
