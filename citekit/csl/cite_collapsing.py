"""Citations: cites in their layout, grouped and collapsed (CSL 1.0.2, "Citation", "Cite Grouping", "Cite
Collapsing").

Public: :func:`citation_tokens`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy

from citekit.csl.archival import begin_sentence, shelf_mark
from citekit.csl.context import AuthorMode, Cite, Context
from citekit.csl.locale import Locale
from citekit.csl.rendering import Citation, Rendering
from citekit.csl.rich_text import unmarked
from citekit.csl.tree import Affix, BetweenCites, Token, has_content, plain

_ENDS_SENTENCE = re.compile(r"\s\S*[.!?][\"'”’»)]*\s*$")


class _Part:
    """What a cite prints, and the delimiter before it where it is not the first.

    ``names`` are those of the people with whom it begins; ``worded`` says that it prints a text of the item, a
    title or the like; ``same_names`` that the cite before has its names; ``collapsed`` that it says nothing but
    a date; ``numbered`` that of the date the year suffix alone is left, ``next`` that this is the letter after
    that of the cite before.
    """

    __slots__ = (
        "cite",
        "collapsed",
        "delimiter",
        "names",
        "next",
        "numbered",
        "same_names",
        "tokens",
        "worded",
    )

    def __init__(self, cite: Cite, context: Context, names: str) -> None:
        self.cite = cite
        self.tokens = context.out
        self.names = names
        self.worded = context.worded
        self.delimiter = ""
        self.same_names = self.collapsed = self.numbered = self.next = False


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
            out.append(BetweenCites(_between(parts[place - 1].cite, part)))
        out += tokens
    if any(cite.author_mode is AuthorMode.ALONE for cite in citation.cites):
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
    """The cites that print something, to the first that prints its author alone; a term at the beginning of a
    note takes a capital."""
    parts: list[_Part] = []
    is_note = rendering.style.is_note
    for cite in cites:
        prefix = unmarked(cite.prefix)
        capitalizes = is_note and ((not prefix and not parts) or _ENDS_SENTENCE.search(prefix) is not None)
        context = rendering.cite(cite, capitalizes=capitalizes)
        if mark := shelf_mark(cite.item):
            _open_with(mark, rendering, context)
        if not has_content(context.out):
            if cite.author_mode is AuthorMode.ALONE:
                break
            continue
        if capitalizes:
            begin_sentence(cite.item, context.out)
        named = context
        if cite.author_mode is AuthorMode.LEFT_OUT:
            with_author = copy(cite)
            with_author.author_mode = AuthorMode.WITH_WORK
            named = rendering.cite(with_author)
        parts.append(_Part(cite, context, rendering.authors(named)))
        if cite.author_mode is AuthorMode.ALONE:
            break
    return parts


def _open_with(mark: str, rendering: Rendering, context: Context) -> None:
    """Put the shelf-mark first where the cite prints nothing but its locator."""
    cite = context.cite
    if cite is None or cite.author_mode is not AuthorMode.WITH_WORK:
        return
    bare = copy(cite)
    bare.locator = ""
    if has_content(rendering.cite(bare).out):
        return
    rest: list[Token] = [Affix(", "), *context.out] if has_content(context.out) else []
    context.out = [*rendering.style.locale.parse(mark), *rest]


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
    """The cites, later ones of an author without the names where the style collapses."""
    delimiters = _Delimiters(rendering, how)
    before: _Part | None = None
    for part in parts:
        if before is not None:
            part.same_names = bool(part.names) and part.names == before.names
            part.collapsed = bool(how) and (part.same_names or not part.names) and not part.worded
            if how.startswith("year"):
                _collapse_years(rendering, before, part, how)
            part.delimiter = delimiters.between(before, part)
        else:
            part.collapsed = bool(how) and not part.names and not part.worded
        before = part
    found = [part for part in parts if has_content(part.tokens)]
    for run in _runs(found):
        delimiters.join(run)
    return _ranged(found) if how == "year-suffix-ranged" else found


def _collapse_years(rendering: Rendering, before: _Part, part: _Part, how: str) -> None:
    """Leave out the author whom the cite before has too; where only the year suffix differs, all but that."""
    cite, ambiguity = part.cite, rendering.ambiguity[part.cite.item.id]
    if not part.same_names and not part.collapsed:
        return
    no_year = False
    if how.startswith("year-suffix") and cite.item is before.cite.item and part.same_names:
        ambiguity = ambiguity.copy()
        ambiguity.year_suffix = ""
        no_year = True
    elif how.startswith("year-suffix") and ambiguity.year_suffix and _one_year(rendering, before, part):
        no_year = True
        part.numbered = not (cite.locator or cite.prefix or cite.suffix or before.cite.suffix)
    if no_year or part.same_names:
        part.tokens = rendering.cite(
            cite, ambiguity=ambiguity, no_names=part.same_names, no_year=no_year, capitalizes=False
        ).out


def _one_year(rendering: Rendering, before: _Part, part: _Part) -> bool:
    """Whether two cites differ in their names and their year suffix alone."""
    return _without_suffix(rendering, before.cite) == _without_suffix(rendering, part.cite)


class _Delimiters:
    """The delimiters of grouped cites ("Cite Grouping", "Cite Collapsing"). Cites that are collapsed have a
    comma between them in the text, where the style says nothing else."""

    def __init__(self, rendering: Rendering, how: str) -> None:
        self.rendering = rendering
        area, style = rendering.style.citation, rendering.style
        self.layout = area.delimiter
        self.after_collapse = area.options.get("after-collapse-delimiter")
        self.group = area.options.get("cite-group-delimiter")
        self.suffix = area.options.get("year-suffix-delimiter")
        self.only_collapsed = how == "year-suffix"
        self.comma = not style.is_note and not area.prints_number
        self.grouping = False

    def between(self, before: _Part, part: _Part) -> str:
        """What stands between two cites."""
        if part.names:
            self.grouping = part.same_names
        if self.after_collapse is not None:
            ended = not part.collapsed and (before.collapsed or not self.only_collapsed)
            return self.after_collapse if before.cite.locator or ended else self.layout
        if self.group and self.grouping:
            return self.group
        if part.collapsed and self.comma:
            return ", "
        style, item = self.rendering.style, part.cite.item
        if self.suffix and style.explicit_suffix and self.rendering.ambiguity[item.id].year_suffix:
            return self.suffix
        return self.layout

    def join(self, run: Sequence[_Part]) -> None:
        """Set the delimiters of a year and the suffixes after it: between letters that follow each other, and
        before the last that does not, what stands between year suffixes."""
        between = self.group or (self.layout if self.suffix is None else self.suffix)
        letters = [self.rendering.ambiguity[part.cite.item.id].year_suffix for part in run]
        last_apart = 0
        for place in range(1, len(run)):
            follows = _next_letters(letters[place - 1]) == letters[place]
            run[place].next = follows and not run[place - 1].cite.locator
            if run[place].next:
                run[place].delimiter = between
            else:
                last_apart = place
        if last_apart:
            run[last_apart].delimiter = between


def _runs(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The cites in a row of which only the first prints more than its year suffix."""
    found: list[list[_Part]] = []
    for part in parts:
        if part.numbered and found:
            found[-1].append(part)
        else:
            found.append([part])
    return [run for run in found if len(run) > 1]


def _without_suffix(rendering: Rendering, cite: Cite) -> str:
    """What a cite prints but its names, its year suffix and its locator."""
    ambiguity = rendering.ambiguity[cite.item.id].copy()
    ambiguity.year_suffix = ""
    bare = Cite(cite.item, position=cite.position)
    return plain(rendering.cite(bare, ambiguity=ambiguity, no_names=True).out)


def _ranged(parts: list[_Part]) -> list[_Part]:
    """Three or more suffixes in a row as a range: "2000a–c"."""
    out: list[_Part] = []
    place = 0
    while place < len(parts):
        end = place
        while end + 1 < len(parts) and parts[end + 1].next:
            end += 1
        out.append(parts[place])
        if end - place >= 2:
            parts[end].delimiter = "–"
            out.append(parts[end])
        else:
            out += parts[place + 1 : end + 1]
        place = end + 1
    return out


def _next_letters(letters: str) -> str:
    head, last = letters[:-1], letters[-1:]
    if not last:
        return "a"
    return head + chr(ord(last) + 1) if last != "z" else _next_letters(head) + "a"


def _numbers(rendering: Rendering, parts: list[_Part]) -> list[_Part]:
    """Numbers, three or more in a row as a range: "[1–3, 5]"; what stands after a collapsed group stands after a
    locator."""
    area = rendering.style.citation
    after = area.options.get("after-collapse-delimiter", area.delimiter)
    out: list[_Part] = []
    place = 0
    while place < len(parts):
        end = place
        while end + 1 < len(parts) and _adjoin(rendering, parts[end], parts[end + 1]):
            end += 1
        located = place > 0 and bool(parts[place - 1].cite.locator)
        parts[place].delimiter = after if located else area.delimiter
        out.append(parts[place])
        if end - place >= 2:
            parts[end].delimiter = "–"
            out.append(parts[end])
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
