"""A CSL 1.0.2 processor: style + items + citations -> formatted text. It knows nothing of the rest.

Public: :func:`render`, :class:`Result`, and the errors :class:`CslError`, :class:`StyleError`,
:class:`DataError`.
"""

from citekit.csl.errors import CslError, DataError, StyleError
from citekit.csl.processor import Result, render

__all__ = ["CslError", "DataError", "Result", "StyleError", "render"]
