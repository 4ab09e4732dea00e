"""Citations: cites in their layout, grouped and collapsed (CSL 1.0.2, "Citation", "Cite Grouping", "Cite
Collapsing").

Public: :func:`citation_tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy

from citekit.csl.archival import begin_sentence, shelf_mark
from citekit.csl.context import Cite, Context
from citekit.csl.locale import Locale
from citekit.csl.rendering import Citation, Rendering
from citekit.csl.rich_text import unmarked
from citekit.csl.tree import Affix, Token, has_content, plain

_ENDS_SENTENCE = re.compile(r"\s\S*[.!?][\"'”’»)]*\s*$")


class _Part:
    """What a cite prints, and the delimiter before it where it is not the first."""

    __slots__ = ("cite", "delimiter", "names", "numbered", "tokens")

    def __init__(self, cite: Cite, tokens: list[Token], names: str) -> None:
        self.cite = cite
        self.tokens = tokens
        self.names = names
        self.delimiter = ""
        self.numbered = False


def citation_tokens(rendering: Rendering, citation: Citation) -> list[Token]:
    """The tokens of a citation; none where nothing is printed."""
    area = rendering.style.citation
    options = area.options
    how = options.get("collapse", "")
    parts = _printed(rendering, citation.cites)
    if not parts:
        return []
    if how == "citation-number" and not area.prints_number:
        how = "year"
    if how == "citation-number":
        parts = _numbers(rendering, parts)
    elif how or "cite-group-delimiter" in options:
        parts = _grouped(rendering, parts, how)
    else:
        for part in parts:
            part.delimiter = area.delimiter
    out: list[Token] = []
    for place, part in enumerate(parts):
        tokens = _with_affixes(part.cite, part.tokens, rendering.style.locale)
        if place:
            out.append(Affix(_between(parts[place - 1].cite, part)))
        out += tokens
    if all(cite.author_only for cite in citation.cites):
        return out
    return _laid_out(rendering, out)


def _between(before: Cite, part: _Part) -> str:
    """The delimiter before a cite. A suffix of the writer's that ends in punctuation leaves its blank alone
    of it; without a suffix, a prefix that begins with punctuation leaves nothing."""
    if before.suffix:
        delimiter = part.delimiter
        return delimiter[_blank(delimiter) :] if before.suffix.endswith((",", ";", ".")) else delimiter
    return "" if part.cite.prefix.startswith((",", ";", ".")) else part.delimiter


def _blank(delimiter: str) -> int:
    """Where the first blank of a delimiter stands, its end where it has none."""
    place = delimiter.find(" ")
    return place if place >= 0 else len(delimiter)


def _laid_out(rendering: Rendering, tokens: list[Token]) -> list[Token]:
    """The cites in the layout's affixes, which stand inside its formatting."""
    look = rendering.style.citation.look
    start: list[Token] = [token for token in look.before if not isinstance(token, Affix)]
    start += [token for token in look.before if isinstance(token, Affix)]
    end: list[Token] = [token for token in look.after if isinstance(token, Affix)]
    end += [token for token in look.after if not isinstance(token, Affix)]
    return [*start, *tokens, *end]


def _printed(rendering: Rendering, cites: Sequence[Cite]) -> list[_Part]:
    """The cites that print something; a term at the beginning of a note takes a capital."""
    parts: list[_Part] = []
    is_note = rendering.style.is_note
    for cite in cites:
        prefix = unmarked(cite.prefix)
        capitalizes = is_note and ((not prefix and not parts) or _ENDS_SENTENCE.search(prefix) is not None)
        context = rendering.cite(cite, capitalizes=capitalizes)
        if mark := shelf_mark(cite.item):
            _open_with(mark, rendering, context)
        if not has_content(context.out):
            continue
        if capitalizes:
            begin_sentence(cite.item, context.out)
        if cite.suppress_author:
            with_author = copy(cite)
            with_author.suppress_author = False
            named = rendering.cite(with_author)
            parts.append(_Part(cite, context.out, _names(named)))
        else:
            parts.append(_Part(cite, context.out, _names(context)))
    return parts


def _open_with(mark: str, rendering: Rendering, context: Context) -> None:
    """Put the shelf-mark first where the cite prints nothing but its locator."""
    cite = context.cite
    if cite is None or cite.suppress_author or cite.author_only:
        return
    bare = copy(cite)
    bare.locator = ""
    if has_content(rendering.cite(bare).out):
        return
    rest: list[Token] = [Affix(", "), *context.out] if has_content(context.out) else []
    context.out = [*rendering.style.locale.parse(mark), *rest]


def _names(context: Context) -> str:
    if context.names_span is None:
        return ""
    start, end = context.names_span
    return plain(context.out[start:end])


def _with_affixes(cite: Cite, tokens: list[Token], locale: Locale) -> list[Token]:
    """A cite with the writer's prefix and suffix, blanks between where they need them."""
    out = tokens
    if cite.prefix:
        before = [*locale.parse(cite.prefix)]
        if not cite.prefix[-1].isspace() and re.search(
            r"[\w.,:;!?)][\"'”’»]*$", unmarked(cite.prefix).rstrip("\u00a0\u202f")
        ):
            before.append(" ")
        out = [*before, *out]
    if cite.suffix:
        after: list[Token] = [*locale.parse(cite.suffix)]
        if isinstance(after[0], str):
            after[0] = Affix(after[0])
        if re.match(r"[\w\[(]", unmarked(cite.suffix)):
            after.insert(0, " ")
        out = [*out, *after]
    return out


def _grouped(rendering: Rendering, parts: list[_Part], how: str) -> list[_Part]:
    """The cites by their names, later ones of a group without them where the style collapses.

    A citation that the style sorts brings the cites of one author together; any other groups neighbours.
    """
    area = rendering.style.citation
    groups: list[list[_Part]] = []
    places: dict[str, int] = {}
    for part in parts:
        if not area.sort and groups and groups[-1][-1].names != part.names:
            places.clear()
        if part.names in places and (part.names or _one_year(rendering, groups[-1][-1], part, how)):
            groups[places[part.names]].append(part)
        else:
            places[part.names] = len(groups)
            groups.append([part])
    delimiters = _Delimiters(rendering, how)
    between = area.delimiter
    out: list[_Part] = []
    for group in groups:
        collapses = how.startswith("year") and len(group) > 1
        if collapses:
            _collapse_years(rendering, group, how, delimiters)
            found = [part for part in group if has_content(part.tokens)]
            if how == "year-suffix-ranged":
                found = _ranged(rendering, found)
        else:
            found = group
            for part in found[1:]:
                part.delimiter = delimiters.within
        found[0].delimiter = between
        between = delimiters.after(collapsed=collapses)
        out += found
    return out


def _one_year(rendering: Rendering, before: _Part, part: _Part, how: str) -> bool:
    """Whether two cites without names differ in their year suffix alone."""
    return (
        how.startswith("year-suffix")
        and bool(rendering.ambiguity[part.cite.item.id].year_suffix)
        and _without_suffix(rendering, before.cite) == _without_suffix(rendering, part.cite)
    )


class _Delimiters:
    """The delimiters of grouped cites. ``within`` a group: cite-group-delimiter, which is a comma in the
    text; where the style sets what stands after a collapsed group, the layout's. ``suffix`` between year
    suffixes."""

    def __init__(self, rendering: Rendering, how: str) -> None:
        area = rendering.style.citation
        self.layout = area.delimiter
        self.set_after = area.options.get("after-collapse-delimiter")
        self.always = how in ("year", "year-suffix-ranged")
        within = area.options.get("cite-group-delimiter")
        self.suffix = area.options.get("year-suffix-delimiter", self.layout if within is None else within)
        if within is None:
            within = area.delimiter if rendering.style.is_note else ", "
        self.within = within if self.set_after is None else area.delimiter

    def after(self, *, collapsed: bool) -> str:
        """What stands after a group."""
        return self.set_after if self.set_after is not None and (collapsed or self.always) else self.layout


def _collapse_years(rendering: Rendering, group: list[_Part], how: str, delimiters: _Delimiters) -> None:
    """Leave the author out of the later cites of a group; where only the year suffix differs, all but that."""
    before = group[0].cite
    for part in group[1:]:
        cite = part.cite
        part.delimiter = delimiters.within
        if how.startswith("year-suffix") and cite.item is before.item:
            ambiguity = rendering.ambiguity[cite.item.id].copy()
            ambiguity.year_suffix = ""
            again = rendering.cite(cite, ambiguity=ambiguity, no_names=True, no_year=True, capitalizes=False)
            part.tokens = again.out
        elif (
            how.startswith("year-suffix")
            and rendering.ambiguity[cite.item.id].year_suffix
            and _without_suffix(rendering, before) == _without_suffix(rendering, cite)
        ):
            part.tokens = rendering.cite(cite, no_names=True, no_year=True, capitalizes=False).out
            if not (cite.locator or cite.prefix or before.suffix):
                part.delimiter = delimiters.suffix
            part.numbered = not (
                cite.locator or cite.prefix or cite.suffix or before.locator or before.suffix
            )
        else:
            part.tokens = rendering.cite(cite, no_names=True, capitalizes=False).out
            if before.locator and delimiters.set_after is not None:
                part.delimiter = delimiters.set_after
        before = cite


def _without_suffix(rendering: Rendering, cite: Cite) -> str:
    """What a cite prints but its names, its year suffix and its locator."""
    ambiguity = rendering.ambiguity[cite.item.id].copy()
    ambiguity.year_suffix = ""
    bare = Cite(cite.item, position=cite.position)
    return plain(rendering.cite(bare, ambiguity=ambiguity, no_names=True).out)


def _ranged(rendering: Rendering, parts: list[_Part]) -> list[_Part]:
    """Three or more suffixes in a row as a range: "2000a–c"."""
    letters = [rendering.ambiguity[part.cite.item.id].year_suffix for part in parts]
    out: list[_Part] = []
    place = 0
    while place < len(parts):
        end = place
        while (
            end + 1 < len(parts)
            and parts[end + 1].numbered
            and _next_letters(letters[end]) == letters[end + 1]
        ):
            end += 1
        out.append(parts[place])
        if end - place >= 2:
            parts[end].delimiter = "–"
        out += parts[place + 1 : end] if end - place < 2 else []
        if end > place:
            out.append(parts[end])
        place = end + 1
    return out


def _next_letters(letters: str) -> str:
    head, last = letters[:-1], letters[-1:]
    if not last:
        return "a"
    return head + chr(ord(last) + 1) if last != "z" else _next_letters(head) + "a"


def _numbers(rendering: Rendering, parts: list[_Part]) -> list[_Part]:
    """Numbers, three or more in a row as a range: "[1–3, 5]"."""
    area = rendering.style.citation
    after = area.options.get("after-collapse-delimiter", area.delimiter)
    out: list[_Part] = []
    place = 0
    between = area.delimiter
    while place < len(parts):
        end = place
        while end + 1 < len(parts) and _adjoin(rendering, parts[end], parts[end + 1]):
            end += 1
        parts[place].delimiter = between
        out.append(parts[place])
        between = area.delimiter
        if end - place >= 2:
            parts[end].delimiter = "–"
            out.append(parts[end])
            between = after
            place = end + 1
        else:
            place += 1
    return out


def _adjoin(rendering: Rendering, first: _Part, second: _Part) -> bool:
    if first.cite.suffix or second.cite.suffix or second.cite.prefix:
        return False
    numbers = rendering.numbers
    if numbers[second.cite.item.id] != numbers[first.cite.item.id] + 1:
        return False
    return not (_shows_locator(rendering, first) or _shows_locator(rendering, second))


def _shows_locator(rendering: Rendering, part: _Part) -> bool:
    if not part.cite.locator:
        return False
    bare = copy(part.cite)
    bare.locator = ""
    return plain(part.tokens) != plain(rendering.cite(bare).out)
