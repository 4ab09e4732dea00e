"""A finished draft's archival references rewritten in one style.

Public: :func:`restyle`.
"""

from citekit.manuscript.restyle.draft import Restyled, restyle

__all__ = ["Restyled", "restyle"]
