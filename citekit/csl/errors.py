"""What a caller can mend; independent of the rest, so that the processor could be a package of its own.

::

    CslError
    ├── StyleError   the style (or a locale in it) is no valid CSL; ``line`` says where
    └── DataError    items or citations that cannot be read at all
"""

from __future__ import annotations


class CslError(Exception):
    """The root: ``str(error)`` is one clear sentence."""


class StyleError(CslError):
    """A style that is no valid CSL."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(f"line {line}: {message}" if line else message)


class DataError(CslError):
    """Items or citations that cannot be read."""
