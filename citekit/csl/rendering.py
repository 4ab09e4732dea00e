"""The items of one document in one style: what each cite and entry prints.

Public: :class:`Rendering`, :class:`Citation`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from citekit.csl.collation import collation
from citekit.csl.context import SUBSEQUENT, Ambiguity, AuthorMode, Cite, Context, names_in
from citekit.csl.formatting import Renderer
from citekit.csl.item import Item
from citekit.csl.punctuation import Brackets, settled
from citekit.csl.sorting import sorted_by
from citekit.csl.style import Area, Style
from citekit.csl.tree import Mark, Token, plain
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
        self.brackets: Brackets | None = None
        self.begin()
        self._inside = style.locale.punctuation_in_quote

    def begin(self) -> None:
        """Begin a new note: no parenthesis is open. In the text none becomes a bracket."""
        self.brackets = Brackets() if self.style.is_note else None

    def context(
        self,
        item: Item,
        cite: Cite | None = None,
        *,
        sorting: Mapping[str, str] | None = None,
        ambiguity: Ambiguity | None = None,
        capitalizes: bool = True,
    ) -> Context:
        """A fresh context for one rendering. Cites sort by what they are before they are told apart, but for
        rules that tell names apart wherever they stand."""
        asked = ambiguity or self.ambiguity.get(item.id) or _NOTHING
        return Context(
            item,
            cite,
            asked if sorting is None else asked.of_names(),
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

    def sort_cites(self, cites: list[Cite], *, grouped: bool) -> list[Cite]:
        """The cites of a citation in the order of the citation's sort keys; ``grouped``, where the style groups
        cites, those of one author together, where the first of them belongs ("Cite Grouping")."""
        area = self.style.citation
        if not area.sort or len(cites) < 2:
            return cites
        ordered = self._sorted_cites(cites)
        if not (grouped and self.style.groups_cites):
            return ordered
        groups: dict[str, list[Cite]] = {}
        for cite in ordered:
            groups.setdefault(self.authors(self.cite(Cite(cite.item, position=SUBSEQUENT))), []).append(cite)
        key_of = collation(self.style.locale.lang)
        named = sorted(groups, key=lambda names: (not names, key_of(names)))
        leading = self._sorted_cites([groups[names][0] for names in named], keys=1)
        group_of = {id(group[0]): group for group in groups.values()}
        return [cite for first in leading for cite in group_of[id(first)]]

    def _sorted_cites(self, cites: list[Cite], *, keys: int | None = None) -> list[Cite]:
        return sorted_by(
            cites,
            self.style.citation,
            lambda cite, key: self.context(cite.item, cite, sorting=key.options),
            self.style.locale.lang,
            keys=keys,
        )

    @staticmethod
    def authors(context: Context) -> str:
        """The people with whom a cite begins and their role, as printed; "" where something else stands in for
        them."""
        span = context.names_span
        if span is None or not names_in(context, span):
            return ""
        return plain(context.out[span[0] : context.names_end])

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
        context.no_names = no_names
        context.no_year = no_year
        context.comparing = comparing
        mode = cite.author_mode
        if mode is AuthorMode.ALONE and cite.locator:
            context.cite = cite = copy(cite)
            cite.locator = ""
        run(self.style.citation.program(cite.item, mode).renderers, context)
        if mode is AuthorMode.ALONE:
            # The names stand in the writer's own sentence, without formatting.
            context.out = [token for token in context.out if not isinstance(token, Mark)]
        return context

    def written(self, tokens: Sequence[Token]) -> Any:
        """Tokens in the output format; a list of runs for "runs"."""
        ready = settled(tokens, self._quotes, inside=self._inside, brackets=self.brackets)
        return runs(ready) if self.output == "runs" else write(ready, self.output)


def run(renderers: Sequence[Renderer], context: Context) -> None:
    """Render the children of a layout."""
    for renderer in renderers:
        renderer(context)
