"""Records on disk, and the index that finds them.

A library is a folder of one CSL-JSON file a record. The files are the truth; the index is a cache in the
user's cache folder, which follows them.
"""

from citekit.library.added import Added, Sameness
from citekit.library.finding import FINDINGS, Finding
from citekit.library.library import Library, default_folder
from citekit.library.record_file import Damage, parsed, record_text

__all__ = [
    "FINDINGS",
    "Added",
    "Damage",
    "Finding",
    "Library",
    "Sameness",
    "default_folder",
    "parsed",
    "record_text",
]
