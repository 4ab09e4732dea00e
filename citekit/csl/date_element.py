"""The element cs:date: localized and non-localized dates, date ranges, year suffixes (CSL 1.0.2, "Date",
"Date-part", "Date Ranges", "AD and BC", "Seasons").

Public: :func:`compile_date`, :func:`dates_alone`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from citekit.csl.context import Context
from citekit.csl.date_text import Parts
from citekit.csl.dates import DateValue, day_text, era, month_text, sortable, year_text
from citekit.csl.formatting import CALLED, PRINTED, Compiled, dressed
from citekit.csl.locale import Locale
from citekit.csl.look import NO_LOOK, Look, look_of
from citekit.csl.tree import Affix
from citekit.csl.xml import Element

_PARTS = ("year", "month", "day")
_KEPT = {"year": ("year",), "year-month": ("year", "month"), "year-month-day": _PARTS}


class _Part(NamedTuple):
    """A cs:date-part: what it prints and how."""

    name: str
    form: str
    look: Look
    range_delimiter: str


def compile_date(element: Element, locale: Locale, *, explicit_suffix: bool) -> Compiled:
    """A cs:date element; a localized one is resolved here, once. ``explicit_suffix`` says
    that the style places year suffixes itself."""
    variables = (element.get("variable") or "").split()
    form = element.get("form")
    attributes = element.attributes
    if form:
        localized = locale.dates.get(form)
        parts, delimiter = _localized(element, localized)
        if localized is not None:
            inherited = {k: v for k, v in localized.attributes.items() if k not in ("form", "delimiter")}
            attributes = inherited | attributes
    else:
        parts = [_part(child.attributes) for child in element.all("date-part")]
        delimiter = element.get("delimiter") or ""
    printer = _Printer(parts, delimiter, locale, explicit_suffix=explicit_suffix)

    def render(context: Context) -> int:
        out = context.out
        start = len(out)
        for variable in variables:
            date = context.item.date(variable)
            if date is None or (context.comparing and variable == "accessed"):
                continue
            if variable in context.substituted:
                continue
            here = len(out)
            printer.put(context, date)
            if len(out) > here and context.substituting:
                context.substituted.add(variable)
        return CALLED | PRINTED if len(out) > start else CALLED

    return dressed(Compiled(render), look_of(attributes, nests=True))


def dates_alone(compiled: Compiled) -> Compiled:
    """A macro that sorts: where it has dates of its own they alone count ("Sorting Macros"; beyond it: not the
    words beside them)."""
    render_whole = compiled.render

    def render(context: Context) -> int:
        out, before = context.out, context.dates
        start = len(out)
        context.dates = ""
        called = render_whole(context)
        out[start:] = [context.dates] if context.dates else []
        context.dates = before + context.dates
        return called

    return compiled._replace(render=render)


def _part(attributes: Mapping[str, str]) -> _Part:
    name = attributes.get("name", "")
    return _Part(
        name,
        attributes.get("form") or ("numeric" if name == "day" else "long"),
        look_of(attributes),
        attributes.get("range-delimiter") or "–",
    )


def _localized(element: Element, localized: Element | None) -> tuple[list[_Part], str]:
    """The parts of a localized date: the locale's, those of ``date-parts``, with the style's formatting."""
    if localized is None:
        return [], ""
    kept = _KEPT.get(element.get("date-parts") or "year-month-day", _PARTS)
    own = {child.get("name"): child for child in element.all("date-part")}
    parts = []
    for child in localized.all("date-part"):
        name = child.get("name") or ""
        if name not in kept:
            continue
        attributes = dict(child.attributes)
        if name in own:
            attributes |= {k: v for k, v in own[name].attributes.items() if k not in ("prefix", "suffix")}
        parts.append(_part(attributes))
    return parts, localized.get("delimiter") or ""


def _without(look: Look, side: str) -> Look:
    """The look without its prefix or its suffix."""
    if side == "prefix":
        return look._replace(before=tuple(token for token in look.before if not isinstance(token, Affix)))
    return look._replace(after=tuple(token for token in look.after if not isinstance(token, Affix)))


class _Printer:
    """Prints dates by the parts of one cs:date."""

    def __init__(self, parts: list[_Part], delimiter: str, locale: Locale, *, explicit_suffix: bool) -> None:
        self.parts = parts
        self.delimiter = Affix(delimiter)
        self.locale = locale
        self.explicit_suffix = explicit_suffix
        self.names = frozenset(part.name for part in parts)
        self.year_look = next((part.look for part in parts if part.name == "year"), NO_LOOK)

    def put(self, context: Context, date: DateValue) -> None:
        """Append the date; as digits where it is a sort key."""
        if context.sorting is not None:
            digits = sortable(date, self.names)
            if date.start:
                context.dates += digits
            context.out.append(digits)
        elif not date.start:
            if "year" not in self.names:
                return
            if date.literal:
                self._put_literal(context, date.literal)
            if date.literal and context.no_year:
                self._put_suffix(context)
        elif date.open_end:
            if self._put_parts(context, self.parts, date.start):
                context.out.append(Affix(self._dash("year")))
        elif not date.end or date.end == date.start:
            self._put_parts(context, self.parts, date.start)
        else:
            self._put_range(context, date.start, date.end)

    def _put_literal(self, context: Context, text: str) -> None:
        """Append words that stand for a date, as the year would print."""
        look = self.year_look
        out = context.out
        out.extend(look.before)
        inside = len(out)
        out.extend(self.locale.parse(text))
        look.changed(out, inside, context.language)
        out.extend(look.after)

    def _put_range(self, context: Context, start: Parts, end: Parts) -> None:
        """A range, in which the parts that both ends share print once."""
        depth = max((place for place, name in enumerate(_PARTS) if name in self.names), default=0) + 1
        differing = next(
            (
                name
                for place, name in enumerate(_PARTS[:depth])
                if start[place : place + 1] != end[place : place + 1]
            ),
            None,
        )
        if differing is None:
            self._put_parts(context, self.parts, start)
            return
        changing = _PARTS[_PARTS.index(differing) :]
        present = [
            place
            for place, part in enumerate(self.parts)
            if part.name in changing and (_has(part, start) or _has(part, end))
        ]
        if not present:
            self._put_parts(context, self.parts, start)
            return
        low, high = present[0], present[-1]
        middle = self.parts[low : high + 1]
        left = [part for part in middle if _has(part, start)]
        right = [part for part in middle if _has(part, end)]
        if left:
            left[-1] = left[-1]._replace(look=_without(left[-1].look, "suffix"))
        if right:
            right[0] = right[0]._replace(look=_without(right[0].look, "prefix"))
        out = context.out
        printed = self._put_parts(context, self.parts[:low], start)
        mark = len(out)
        if printed:
            out.append(self.delimiter)
        shared = start[0] < 0 and end[0] < 0
        self._put_parts(context, left, start, ends=False, has_era=not shared)
        out.append(Affix(self._dash(differing)))
        self._put_parts(context, right, end)
        if len(out) == mark:
            return
        rest = len(out)
        out.append(self.delimiter)
        if not self._put_parts(context, self.parts[high + 1 :], end):
            del out[rest:]

    def _dash(self, name: str) -> str:
        return next((part.range_delimiter for part in self.parts if part.name == name), "–")

    def _put_parts(
        self,
        context: Context,
        parts: Sequence[_Part],
        value: Parts,
        *,
        ends: bool = True,
        has_era: bool = True,
    ) -> bool:
        """Append the parts that the date has, with the delimiter between; whether there was any. Where the date
        does not end with them, the year has no suffix yet."""
        out = context.out
        begin = len(out)
        for part in parts:
            start = len(out)
            if start > begin:
                out.append(self.delimiter)
            inside = len(out)
            self._put_part(context, part, value, ends=ends, has_era=has_era)
            if len(out) == inside:
                del out[start:]
        return len(out) > begin

    def _put_part(self, context: Context, part: _Part, value: Parts, *, ends: bool, has_era: bool) -> None:
        out = context.out
        if part.name == "year":
            if context.no_year:
                self._put_suffix(context)
                return
            text = year_text(value[0], part.form)
        elif context.no_year:
            return
        elif part.name == "month":
            if len(value) < 2:
                return
            text = month_text(value[1], part.form, self.locale)
        elif len(value) < 3:
            return
        else:
            text = day_text(value[2], part.form, self.locale, value[1])
        if not text:
            return
        look = part.look
        out.extend(look.before)
        inside = len(out)
        out.append(text)
        if look.text_case or look.strip_periods:
            look.changed(out, inside, context.language)
        out.extend(look.after)
        if part.name == "year":
            if has_era and (words := era(value[0], part.form, self.locale)):
                out.append(words)
            if ends:
                self._put_suffix(context)

    def _put_suffix(self, context: Context) -> None:
        """The year suffix, after the first year that a cite prints, and looking as that does."""
        suffix = context.ambiguity.year_suffix
        if suffix and not self.explicit_suffix and not context.suffix_printed and context.sorting is None:
            context.suffix_printed = True
            look = self.year_look
            context.out += [*look.before, suffix, *look.after]


def _has(part: _Part, value: Parts) -> bool:
    return part.name in _PARTS and len(value) > _PARTS.index(part.name)
