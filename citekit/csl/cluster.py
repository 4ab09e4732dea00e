"""Citations: cites in their layout, grouped and collapsed (CSL 1.0.2, "Citation", "Cite Collapsing").

Public: :class:`Citation`, :class:`Renderer`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from citekit.csl.collapse import collapsed
from citekit.csl.context import Ambiguity, Cite, Context
from citekit.csl.item import Item
from citekit.csl.punctuation import linear
from citekit.csl.rich_text import parse as parse_markup
from citekit.csl.sorting import sorted_by
from citekit.csl.style import Area, Style
from citekit.csl.tree import Node, Tree, text_of
from citekit.csl.writers import write


@dataclass(slots=True)
class Citation:
    """The cites of one citation and its note, 0 in the text."""

    cites: list[Cite] = field(default_factory=list)
    note: int = 0


class Renderer:
    """Renders the items of one document in one style."""

    def __init__(
        self, style: Style, numbers: dict[str, int], ambiguity: dict[str, Ambiguity], output: str
    ) -> None:
        self.style = style
        self.numbers = numbers
        self.ambiguity = ambiguity
        self.output = output
        self.locale = style.locale

    def context(
        self,
        item: Item,
        area: Area,
        cite: Cite | None = None,
        sorting: dict[str, str] | None = None,
        ambiguity: Ambiguity | None = None,
    ) -> Context:
        """A fresh context for one rendering."""
        return Context(
            item,
            cite,
            area.name,
            self.locale,
            self.style.options,
            ambiguity or self.ambiguity.get(item.id) or Ambiguity(),
            self.numbers.get(item.id, 0),
            sorting,
        )

    def sort(self, items: Sequence[Item], area: Area) -> list[Item]:
        """The items in the order of the area's sort keys."""
        if not area.sort:
            return list(items)
        return sorted_by(
            items,
            area.sort,
            lambda item, options: self.context(item, area, sorting=options),
            self.locale.lang,
        )

    def sort_cites(self, cites: list[Cite]) -> list[Cite]:
        """The cites of a citation in the order of the citation's sort keys."""
        area = self.style.citation
        if not area.sort or len(cites) < 2:
            return cites
        return sorted_by(
            cites,
            area.sort,
            lambda cite, options: self.context(cite.item, area, cite, sorting=options),
            self.locale.lang,
        )

    def cite(
        self, cite: Cite, *, bare: bool = False, ambiguity: Ambiguity | None = None
    ) -> tuple[Tree | None, Context]:
        """What one cite prints, without its prefix and suffix; and the context that printed it."""
        area = self.style.citation
        context = self.context(cite.item, area, cite, ambiguity=ambiguity)
        if (cite.suppress_author or bare) and not cite.author_only:
            context.suppress_author = True
        context.beginning = self.style.is_note and _opens_sentence(cite.prefix)
        trees = [tree for renderer in area.renderers if (tree := renderer(context)) is not None]
        if cite.author_only:
            names = context.first_names
            return (names if names is not None else None), context
        if not trees:
            return None, context
        return (trees[0] if len(trees) == 1 else Node(trees)), context

    def citation(self, cluster: Citation) -> Any:
        """A citation as it is printed."""
        area = self.style.citation
        parts = collapsed(self, cluster.cites)
        if not parts:
            return self.written(None)
        tree = Node(parts)
        if all(cite.author_only for cite in cluster.cites):
            return self.written(tree)
        look = area.look
        return self.written(Node([Node([tree], (), look.prefix, look.suffix)], look.formatting))

    def with_affixes(self, cite: Cite, tree: Tree) -> Tree:
        """A cite with the writer's prefix and suffix, blanks between where they need them."""
        children: list[Tree] = []
        if prefix := cite.prefix:
            children += parse_markup(prefix)
            if (
                not prefix[-1:].isspace()
                and re.search(r"[\w.,:;!?)\]’”»]$", prefix)
                and not prefix.endswith(("'", "’"))
            ):
                children.append(" ")
        children.append(tree)
        if suffix := cite.suffix:
            if not re.match(r"[\s.,;:!?)\]’”»]", suffix):
                children.append(" ")
            children += parse_markup(suffix)
        if len(children) == 1:
            return tree
        return Node(children, kind="affixed")

    def written(self, tree: Tree | None) -> Any:
        """A tree in the output format; the pieces themselves for "runs"."""
        if tree is None:
            return [] if self.output == "runs" else ""
        pieces = linear(tree, self.locale, quotes=self.style.quotes)
        return pieces if self.output == "runs" else write(pieces, self.output)

    def key(self, cite: Cite, ambiguity: Ambiguity) -> str:
        """What a cite prints, as plain text, for comparing."""
        tree, _ = self.cite(cite, ambiguity=ambiguity)
        return text_of(tree)


def _opens_sentence(prefix: str) -> bool:
    """Whether a cite after this prefix begins a sentence: none, or several words and a full stop."""
    words = prefix.strip()
    return not words or (words[-1] in ".!?" and len(words.split()) > 1)
