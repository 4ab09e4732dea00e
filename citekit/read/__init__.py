"""1. A file becomes a Document: one module a format.

Public: :func:`read`, :data:`READERS`.
"""

from citekit.read.dispatch import (
    LARGEST_INPUT,
    READERS,
    bytes_of,
    bytes_within,
    head_of,
    is_stream,
    is_table,
    read,
    read_bytes,
)

__all__ = [
    "LARGEST_INPUT",
    "READERS",
    "bytes_of",
    "bytes_within",
    "head_of",
    "is_stream",
    "is_table",
    "read",
    "read_bytes",
]
