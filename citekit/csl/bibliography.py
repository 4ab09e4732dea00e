"""The bibliography (CSL 1.0.2, "Bibliography": second-field-align, subsequent-author-substitute).

Public: :func:`entries`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from citekit.csl.archival import keeps_title
from citekit.csl.context import Ambiguity, Context, names_in
from citekit.csl.item import Item
from citekit.csl.look import Look
from citekit.csl.rendering import Rendering
from citekit.csl.tree import BLOCK_CLOSE, BLOCK_END, BLOCK_OPEN, Affix, Mark, Token, has_content, plain

NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"


def entries(rendering: Rendering, items: Sequence[Item]) -> Iterator[tuple[Item, Any]]:
    """Each item with its entry as printed; an item with nothing to print is left out."""
    area = rendering.style.bibliography
    assert area is not None
    substitute = area.options.get("subsequent-author-substitute")
    rule = area.options.get("subsequent-author-substitute-rule", "complete-all")
    align = area.options.get("second-field-align", "")
    substitution = _Substitution(substitute, rule) if substitute is not None else None
    # Entries have the names that tell cites apart only with given names (beyond CSL: styles are written for it).
    adds = rendering.style.citation.options.get("disambiguate-add-givenname") == "true"

    def asked(item: Item) -> Ambiguity:
        ambiguity = rendering.ambiguity[item.id]
        return ambiguity if adds or not ambiguity.names else ambiguity.without_names()

    for item in items:
        context = rendering.context(item, ambiguity=asked(item))
        first_end = 0
        for renderer in area.program(item).renderers:
            renderer(context)
            first_end = first_end or len(context.out)
        out = context.out
        if not has_content(out):
            if not rendering.style.is_numeric:
                continue
            out = [f"{rendering.numbers[item.id]}. {NO_PRINTED_FORM}"]
        if substitution is not None:
            moved = len(out)
            substitution.apply(context)
            out = context.out
            if context.names_span is not None and context.names_span[0] < first_end:
                first_end += len(out) - moved
        if align and 0 < first_end < len(out):
            out = _aligned(out, first_end)
        yield item, rendering.written(_laid_out(out, area.look))


def _laid_out(tokens: list[Token], look: Look) -> list[Token]:
    """The entry in the layout's affixes; what stands after it goes into the last display block."""
    suffix = [token for token in look.after if isinstance(token, Affix)]
    rest = [token for token in look.after if not isinstance(token, Affix)]
    if suffix and tokens[-1] is BLOCK_END:
        return [*look.before, *tokens[:-1], *suffix, BLOCK_END, *rest]
    if tokens[-1] is BLOCK_END and isinstance(tokens[-2], Affix):
        tokens = [*tokens[:-2], tokens[-2].reading(tokens[-2].rstrip(" ")), BLOCK_END]
    return [*look.before, *tokens, *look.after]


def _aligned(tokens: list[Token], first_end: int) -> list[Token]:
    """The first field in the left margin, the others beside it."""
    return [
        Mark(BLOCK_OPEN, "display", "left-margin"),
        *tokens[:first_end],
        BLOCK_END,
        Mark(BLOCK_OPEN, "display", "right-inline"),
        *tokens[first_end:],
        BLOCK_END,
    ]


class _Substitution:
    """Replaces names that the entry before has too ("Reference Grouping")."""

    def __init__(self, substitute: str, rule: str) -> None:
        self.substitute = substitute
        self.rule = rule
        self.before: list[object] = []

    def apply(self, context: Context) -> None:
        """Replace what the rule says in the context's output, and remember its names for the next entry."""
        span = context.names_span
        if span is None or context.names_fixed or (keeps_title(context.item) and not names_in(context, span)):
            self.before = []
            return
        spans, own = self._own(context, span)
        before, self.before = self.before, own
        if self.rule.startswith("complete"):
            if before == own:
                self._replace(context, spans)
            return
        shared = 0
        while shared < len(own) and shared < len(before) and own[shared] == before[shared]:
            shared += 1
        self._replace(context, spans[: min(shared, 1) if self.rule == "partial-first" else shared])

    def _own(self, context: Context, span: tuple[int, int]) -> tuple[list[tuple[int, int]], list[object]]:
        """What may be replaced, and what it is compared by: people as printed and by all their names."""
        out, (start, end) = context.out, span
        whole = plain(out[start:end])
        names = names_in(context, span)
        if not names:
            return [span], [whole]
        if self.rule == "complete-all":
            people = tuple([one.identity for found in names for one in found.people[: found.shown]])
            return [span], [(whole, people)]
        first = names[0]
        return first.spans, [
            (plain(out[low:high]), one.identity)
            for (low, high), one in zip(first.spans, first.people, strict=False)
        ]

    def _replace(self, context: Context, spans: Sequence[tuple[int, int]]) -> None:
        out = context.out
        for start, end in reversed(spans):
            if self.substitute:
                out[start:end] = [self.substitute]
                continue
            while start and end < len(out) and _encloses(out[start - 1], out[end]):
                start, end = start - 1, end + 1
            del out[start:end]
            _drop_empty_block(out, start)
            if not has_content(out[:start]):
                _strip_opening(out)


def _drop_empty_block(tokens: list[Token], place: int) -> None:
    """Take away the display block around a place, where nothing but affixes is left in it."""
    start = end = place
    while start and not _is_block(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and not _is_block(tokens[end]):
        end += 1
    if start and end < len(tokens) and not has_content(tokens[start:end]):
        del tokens[start - 1 : end + 1]


def _is_block(token: Token) -> bool:
    return isinstance(token, Mark) and token.kind in (BLOCK_OPEN, BLOCK_CLOSE)


def _strip_opening(tokens: list[Token]) -> None:
    """Take away the blank that set off what stood before it."""
    place = next((place for place, token in enumerate(tokens) if token.__class__ is not Mark), None)
    if place is not None and isinstance(opening := tokens[place], Affix):
        tokens[place] = opening.reading(opening.lstrip(" "))


def _encloses(before: Token, after: Token) -> bool:
    """Whether two tokens are marks around a part, and nothing of it is left between them."""
    return isinstance(before, Mark) and isinstance(after, Mark) and after.kind == before.kind + 1
