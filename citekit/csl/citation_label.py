"""The variable ``citation-label`` (CSL 1.0.2, "Appendix IV – Variables": "label ... formed from the names of
the authors and the year": "Ferr78").

Public: :func:`citation_label`.
"""

from __future__ import annotations

from citekit.csl.item import Item

_LETTERS = ((4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))
"""How many letters of each name a label takes, for one, two, three, and four or more names."""


def citation_label(item: Item) -> str:
    """The item's own label, else one of its first names' letters and the last two digits of its year."""
    if label := item.vars.get("citation-label"):
        return label
    people = next((names for role in ("author", "editor", "translator") if (names := item.names(role))), ())
    words = [one.family or one.literal for one in people[:4]]
    letters = "".join(
        word.replace(" ", "")[:count]
        for word, count in zip(words, _LETTERS[min(len(words), 4) - 1], strict=False)
    )
    date = item.date("issued")
    return letters + (f"{date.start[0] % 100:02d}" if date is not None and date.start else "")
