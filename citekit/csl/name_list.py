"""Lists of names (CSL 1.0.2, "Name": ``and``, ``delimiter``, ``delimiter-precedes-last``; "Et-al").

Public: :class:`ListPrinter`.
"""

from __future__ import annotations

from collections.abc import Sequence

from citekit.csl.context import FIRST, Context, NameSet
from citekit.csl.name_options import NameOptions, number_of
from citekit.csl.name_parts import name_tokens, sort_text
from citekit.csl.person import Person
from citekit.csl.scripts import has_cjk
from citekit.csl.text_case import letters_of
from citekit.csl.tree import Affix, Token


class ListPrinter:
    """Prints lists of names by the options of one cs:names."""

    def __init__(self, options: NameOptions, *, in_citation: bool) -> None:
        self.options = options
        self.delimiter = Affix(options.delimiter)
        self.in_citation = in_citation
        self.et_al = options.et_al
        self.inverts_first = options.sort_order in ("first", "all")
        self.inverts_others = options.sort_order == "all"
        self.conjunctions = _conjunctions(options)
        self.limits_first = (options.et_al_min, options.et_al_use_first, options.et_al_use_last)
        self.limits_later = (options.subsequent_min, options.subsequent_use_first, options.et_al_use_last)
        self.later_shows_more = in_citation and (
            options.subsequent_min > options.et_al_min
            or options.subsequent_use_first > options.et_al_use_first
        )
        self._in = {letters: options._replace(letters=letters) for letters in ("tr", "el")}

    def limits(self, context: Context) -> tuple[int, int, bool]:
        """From how many names on the list is cut, how many then show, and whether the last one shows."""
        if context.sorting is not None:
            last = context.sorting.get("names-use-last")
            least, first, shows_last = self.limits_first
            return (
                number_of(context.sorting.get("names-min"), least),
                number_of(context.sorting.get("names-use-first"), first),
                shows_last if last is None else last == "true",
            )
        cite = context.cite
        if self.in_citation and cite is not None and cite.position > 0:
            return self.limits_later
        return self.limits_first

    def put(self, context: Context, people: Sequence[Person]) -> None:
        """Append a list of names: each formatted, cut by et-al, joined by the delimiter and "and"."""
        options = self._in.get(letters_of(context.language), self.options)
        limit, use_first, use_last = self.limits(context)
        number = len(context.name_sets)
        shown = total = len(people)
        if limit and total >= limit:
            shown = min(use_first, total)
            if self.later_shows_more and context.cite is not None and context.cite.position == FIRST:
                shown = max(shown, self._shown_later(total))
            if asked := context.ambiguity.names.get(number):
                shown = min(max(shown, asked), total)
        names = NameSet(people, shown, options)
        context.name_sets.append(names)
        if not shown:
            return
        if context.sorting is not None:
            self._put_sorted(context, people, shown, use_last=use_last)
            return
        out, spans = context.out, names.spans
        cut = shown < total
        # "et al." and the names before it stand as a whole in what each of them stands in.
        surrounded = cut and self.et_al and not use_last
        if surrounded:
            out += options.look.before
        last = shown - 1 if self.conjunctions and not cut else 0
        ambiguity = context.ambiguity
        given, apart = ambiguity.given, ambiguity.apart
        for place in range(shown):
            if place:
                out.append(self.delimiter if place != last else self._conjunction(people, shown))
            start = len(out)
            level = given.get((number, place), 0) if given else 0
            if apart is not None:
                level = max(level, apart.level(people[place], place, options))
            inverted = self.inverts_others if place else self.inverts_first
            out += name_tokens(people[place], options, inverted, level)
            spans.append((start, len(out)))
        if not cut:
            return
        if use_last:
            out.append(Affix(f"{options.delimiter}… ") if total > shown + 1 else self.delimiter)
            out += name_tokens(people[-1], options, self.inverts_others, 0)
        elif surrounded:
            self._put_et_al(out, people, shown)
            out += options.look.after

    def _shown_later(self, total: int) -> int:
        """How many names a first cite shows because later ones do: it has no fewer, up to its own limit."""
        least, first, _ = self.limits_later
        return min(first if total >= least else total, self.options.et_al_min)

    def _put_sorted(self, context: Context, people: Sequence[Person], shown: int, *, use_last: bool) -> None:
        options = self.options
        ambiguity = context.ambiguity
        if options.shows_by_ambiguity:
            ambiguity.sorts = True
        apart = ambiguity.apart
        texts = [
            sort_text(people[place], options, apart.level(people[place], place, options) if apart else 0)
            for place in range(shown)
        ]
        if shown < len(people) and use_last:
            texts.append(sort_text(people[-1], options))
        context.out.append(options.delimiter.join(texts))

    def _conjunction(self, people: Sequence[Person], shown: int) -> Affix:
        """What stands before the last name: "and", with the delimiter where that precedes it."""
        before = people[shown - 2]
        rule = self.options.precedes_last
        inverted = not before.literal and (self.inverts_others if shown > 2 else self.inverts_first)
        if people[shown - 1].literal and not (rule == "always" and inverted):
            # What a cs:name says of the delimiter is of people; before a body goes what the style says for all.
            # After an inverted name there is always one (MLA 9).
            rule = self.options.precedes_body
        if rule == "always":
            precedes = True
        elif rule == "never":
            precedes = False
        elif rule == "after-inverted-name":
            precedes = inverted
        else:
            precedes = shown > 2
        return self.conjunctions[precedes]

    def _put_et_al(self, out: list[Token], people: Sequence[Person], shown: int) -> None:
        options = self.options
        inverted = (self.inverts_others if shown > 1 else self.inverts_first) and not people[
            shown - 1
        ].literal
        precedes = {"always": True, "never": False, "after-inverted-name": inverted}.get(
            options.precedes_et_al, shown > 1
        )
        if precedes:
            out.append(self.delimiter)
        elif not self.et_al[0].isspace() and not has_cjk(self.et_al):
            out.append(" ")
        look = options.et_al_look
        out.extend(look.before)
        inside = len(out)
        out.append(self.et_al)
        look.changed(out, inside, "en")
        out.extend(look.after)


def _conjunctions(options: NameOptions) -> tuple[Affix, ...]:
    """What joins the last two names: "and" alone, and after the delimiter; empty where there is no "and"."""
    word = options.and_
    if word is None:
        return ()
    plain, delimited = "", options.delimiter
    if not word[-1:].isspace() and not has_cjk(word):
        word = f"{word} "
        plain = " "
        if not delimited[-1:].isspace():
            delimited += " "
    return Affix(plain + word), Affix(delimited + word)
