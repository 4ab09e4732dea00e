"""Many alternatives of one pattern, so arranged that few of them are tried.

Public: :func:`one_of`.
"""

from __future__ import annotations

from collections.abc import Iterable

_QUANTIFIERS = ("?", "*", "+", "{")


def one_of(alternatives: Iterable[str]) -> str:
    """The alternatives, in their order, as one group; those that begin with the same letter together.

    :mod:`re` tries the alternatives of a pattern that ignores case one after the other: of hundreds of words
    it then tries a few dozen letters and the words of one letter.
    """
    groups: dict[str, list[str]] = {}
    for alternative in alternatives:
        letter = alternative[:1]
        alone = not letter.isalpha() or alternative.startswith(_QUANTIFIERS, 1)
        groups.setdefault(alternative if alone else letter, []).append("" if alone else alternative[1:])
    return (
        "(?:"
        + "|".join(
            first if rest == [""] else f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()
        )
        + ")"
    )
