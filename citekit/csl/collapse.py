"""Grouping and collapsing the cites of a citation (CSL 1.0.2, "Cite Grouping", "Cite Collapsing").

Public: :func:`collapsed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.context import Cite
from citekit.csl.tree import Affix, Node, Tree, text_of

if TYPE_CHECKING:
    from citekit.csl.cluster import Renderer


def collapsed(renderer: Renderer, cites: list[Cite]) -> list[Tree]:
    """The trees of a citation's cites with the delimiters between them."""
    area = renderer.style.citation
    how = area.options.get("collapse", "")
    delimiter = area.delimiter
    group_delimiter = area.options.get("cite-group-delimiter", delimiter)
    if how == "citation-number":
        return _numbers(renderer, cites, delimiter)
    printed = [(cite, *renderer.cite(cite)) for cite in cites]
    grouping = "cite-group-delimiter" in area.options or how in ("year", "year-suffix", "year-suffix-ranged")
    if not grouping:
        return _between(
            [(cite, renderer.with_affixes(cite, tree)) for cite, tree, _ in printed if tree is not None],
            delimiter,
        )
    groups: list[list[tuple[Cite, Tree]]] = []
    keys: list[str] = []
    for cite, tree, context in printed:
        if tree is None:
            continue
        names = text_of(context.first_names) if context.first_names is not None else ""
        if names and keys and names == keys[-1] and not cite.prefix:
            groups[-1].append((cite, tree))
        else:
            keys.append(names)
            groups.append([(cite, tree)])
    after = area.options.get("after-collapse-delimiter", delimiter)
    out: list[Tree] = []
    was_collapsed = False
    for group in groups:
        if out:
            out.append(Affix(after if was_collapsed else delimiter))
        if how and len(group) > 1:
            out += _years(renderer, group, how, group_delimiter)
            was_collapsed = True
        else:
            out += _between(
                [(cite, renderer.with_affixes(cite, tree)) for cite, tree in group],
                group_delimiter,
            )
            was_collapsed = False
    return out


def _between(cites: list[tuple[Cite, Tree]], delimiter: str) -> list[Tree]:
    """Cites with the delimiter between; a writer's own comma or full stop stands in its place."""
    out: list[Tree] = []
    before: Cite | None = None
    for cite, tree in cites:
        if before is not None:
            if before.suffix.rstrip()[-1:] in tuple(",.;:!?"):
                out.append(" ")
            elif cite.prefix.lstrip()[:1] not in tuple(",.;:!?"):
                out.append(Affix(delimiter))
        out.append(tree)
        before = cite
    return out


def _years(renderer: Renderer, group: list[tuple[Cite, Tree]], how: str, delimiter: str) -> list[Tree]:
    """A group of one author's cites: the later ones without the author, or as year suffixes alone."""
    area = renderer.style.citation
    suffix_delimiter = area.options.get("year-suffix-delimiter", delimiter)
    trees: list[Tree] = []
    run: list[str] = []
    first_cite, first_tree = group[0]
    trees.append(renderer.with_affixes(first_cite, first_tree))
    last_year = _year(renderer, first_cite)
    for cite, _ in group[1:]:
        suffix = renderer.ambiguity[cite.item.id].year_suffix
        year = _year(renderer, cite)
        if (
            how.startswith("year-suffix")
            and suffix
            and year == last_year
            and not cite.locator
            and not cite.prefix
        ):
            run.append(suffix)
            trees.append(
                renderer.with_affixes(cite, Node([Affix(suffix_delimiter), suffix], kind="suffix-only"))
            )
        else:
            tree, _ = renderer.cite(cite, bare=True)
            if tree is not None:
                trees.append(Node([Affix(delimiter), renderer.with_affixes(cite, tree)]))
        last_year = year
    if how == "year-suffix-ranged":
        return _ranged(renderer, group, trees)
    return trees


def _ranged(renderer: Renderer, group: list[tuple[Cite, Tree]], trees: list[Tree]) -> list[Tree]:
    """Three or more suffixes in a row as a range: "2000a–c"."""
    out: list[Tree] = []
    place = 0
    letters = [renderer.ambiguity[cite.item.id].year_suffix for cite, _ in group]
    while place < len(trees):
        end = place
        while (
            end + 1 < len(trees)
            and isinstance(trees[end + 1], Node)
            and trees[end + 1].kind == "suffix-only"  # type: ignore[union-attr]
            and _follows(letters[end], letters[end + 1])
        ):
            end += 1
        out.append(trees[place])
        if end - place >= 2:
            out += ["–", letters[end]]
            place = end + 1
        else:
            place += 1
    return out


def _follows(first: str, second: str) -> bool:
    return len(first) == len(second) == 1 and ord(second) == ord(first) + 1


def _year(renderer: Renderer, cite: Cite) -> tuple[int, ...]:
    date = cite.item.date("issued")
    return date.start[:1] if date is not None else ()


def _numbers(renderer: Renderer, cites: list[Cite], delimiter: str) -> list[Tree]:
    """Numbers, three or more in a row as a range: "[1–3, 5]"."""
    area = renderer.style.citation
    printed = [(cite, tree) for cite in cites if (tree := renderer.cite(cite)[0]) is not None]
    after = area.options.get("after-collapse-delimiter", delimiter)
    out: list[Tree] = []
    place = 0
    was_range = False
    while place < len(printed):
        end = place
        while end + 1 < len(printed) and _adjoin(renderer, printed[end][0], printed[end + 1][0]):
            end += 1
        if out:
            out.append(Affix(after if was_range else delimiter))
        out.append(renderer.with_affixes(*printed[place]))
        was_range = end - place >= 2
        if was_range:
            out += ["–", renderer.with_affixes(*printed[end])]
            place = end + 1
        else:
            place += 1
    return out


def _adjoin(renderer: Renderer, first: Cite, second: Cite) -> bool:
    plain = not (
        first.locator or second.locator or first.suffix or second.prefix or second.suffix or first.prefix
    )
    return plain and renderer.numbers[second.item.id] == renderer.numbers[first.item.id] + 1
