"""The items of one document in one style: what each cite and entry prints.

Public: :class:`Rendering`, :class:`Citation`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citekit.csl.context import Ambiguity, Cite, Context
from citekit.csl.formatting import Renderer
from citekit.csl.item import Item
from citekit.csl.punctuation import settled
from citekit.csl.sorting import sorted_by
from citekit.csl.style import Area, Style
from citekit.csl.tree import CLOSE, OPEN, Mark, Token
from citekit.csl.writers import runs, write

_NOTHING = Ambiguity()


class Citation:
    """The cites of one citation and its note, 0 in the text."""

    __slots__ = ("cites", "note")

    def __init__(self, cites: list[Cite], note: int) -> None:
        self.cites = cites
        self.note = note


class Rendering:
    """Renders items in a style, with the numbers and the disambiguation of their document."""

    def __init__(self, style: Style, output: str) -> None:
        self.style = style
        self.output = output
        self.numbers: dict[str, int] = {}
        self.ambiguity: dict[str, Ambiguity] = {}
        self.language = style.locale.lang.lower()
        self._quotes = style.locale.quotes
        self._inside = style.locale.punctuation_in_quote

    def context(
        self,
        item: Item,
        cite: Cite | None = None,
        *,
        sorting: Mapping[str, str] | None = None,
        ambiguity: Ambiguity | None = None,
        capitalizes: bool = True,
    ) -> Context:
        """A fresh context for one rendering."""
        return Context(
            item,
            cite,
            ambiguity or self.ambiguity.get(item.id) or _NOTHING,
            self.numbers.get(item.id, 0),
            language=self.language,
            sorting=sorting,
            capitalizes=capitalizes,
        )

    def sort(self, items: Sequence[Item], area: Area) -> list[Item]:
        """The items in the order of the area's sort keys."""
        if not area.sort:
            return list(items)
        return sorted_by(
            items, area, lambda item, key: self.context(item, sorting=key.options), self.style.locale.lang
        )

    def sort_cites(self, cites: list[Cite]) -> list[Cite]:
        """The cites of a citation in the order of the citation's sort keys."""
        area = self.style.citation
        if not area.sort or len(cites) < 2:
            return cites
        return sorted_by(
            cites,
            area,
            lambda cite, key: self.context(cite.item, cite, sorting=key.options),
            self.style.locale.lang,
        )

    def cite(
        self,
        cite: Cite,
        *,
        ambiguity: Ambiguity | None = None,
        no_names: bool = False,
        no_year: bool = False,
        comparing: bool = False,
        capitalizes: bool = True,
    ) -> Context:
        """The context in which a cite was rendered, without its prefix and suffix; ``out`` is what it prints."""
        context = self.context(cite.item, cite, ambiguity=ambiguity, capitalizes=capitalizes)
        context.no_names = no_names or cite.suppress_author
        context.no_year = no_year
        context.comparing = comparing
        run(self.style.citation.program(cite.item).renderers, context)
        if cite.author_only:
            # The names stand in the writer's own sentence, without formatting.
            start, end = context.names_span or (0, 0)
            context.out = [token for token in context.out[start:end] if not _is_formatting(token)]
        return context

    def written(self, tokens: Sequence[Token]) -> Any:
        """Tokens in the output format; a list of runs for "runs"."""
        ready = settled(tokens, self._quotes, inside=self._inside)
        return runs(ready) if self.output == "runs" else write(ready, self.output)


def _is_formatting(token: Token) -> bool:
    return isinstance(token, Mark) and token.kind in (OPEN, CLOSE)


def run(renderers: Sequence[Renderer], context: Context) -> None:
    """Render the children of a layout."""
    for renderer in renderers:
        renderer(context)
